"""Names written with a code or a number before them: 001前社庄, 3.许盘后; parted into id and name."""

import re
from collections.abc import Mapping
from dataclasses import replace

from liancun_sim.county.spreadsheet.cells import is_number, tidy
from liancun_sim.county.spreadsheet.headers import Header
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.phrases import phrase
from liancun_sim.vocabulary import Label

_BEFORE = re.compile(r"[(\[]?(\d+)[)\]]?[-_.、:\s]*([^\W\d_].*)")
_BEHIND = re.compile(r"([^\W\d_].*?)[-_\s]*[(\[]?(\d{6,})[)\]]?")
FEWEST_DIGITS = 3
"""Of a code; shorter numbers only count the villages."""


def with_codes_parted(layout: Layout) -> tuple[Layout, list[Label]]:
    """The layout whose names stand alone, their codes in a column of their own if there is none; and what was done."""
    name = layout.column("name")
    if name is None:
        return layout, []
    said = _names(layout, name)
    parted = {row: parts for row, text in said.items() if (parts := _parts(text)) is not None}
    if len(parted) * 2 <= len(said):
        return layout, []
    first = said[next(iter(parted))]
    codes = {row: code for row, (code, _) in parted.items()}
    widths = {len(code) for code in codes.values()}
    if len(widths) == 1 and widths.pop() >= FEWEST_DIGITS:
        if "id" in layout.fields:
            return _renamed(layout, name, parted, None), [phrase("codes_parted", example=first)]
        return _renamed(layout, name, parted, codes), [phrase("codes_parted", example=first)]
    numbers = [int(code) for code in codes.values()]
    if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return _renamed(layout, name, parted, None), [phrase("numbers_dropped", example=first)]
    return layout, []


def _names(layout: Layout, name: int) -> dict[int, str]:
    """Names of the rows that say anything of a village; headers said again and notes have no number beside them."""
    return {
        row: tidy(layout.sheet.rows[row][name])
        for row in range(layout.first, len(layout.sheet.rows))
        if tidy(layout.sheet.rows[row][name])
        and any(is_number(cell) for at, cell in enumerate(layout.sheet.rows[row]) if at != name)
    }


def _parts(text: str) -> tuple[str, str] | None:
    """Code and name of a cell that holds both."""
    before, behind = _BEFORE.fullmatch(text), _BEHIND.fullmatch(text)
    if before:
        return before.group(1), before.group(2)
    return (behind.group(2), behind.group(1)) if behind else None


def _renamed(
    layout: Layout, name: int, parted: Mapping[int, tuple[str, str]], codes: Mapping[int, str] | None
) -> Layout:
    rows = []
    for row, cells in enumerate(layout.sheet.rows):
        bare = (*cells[:name], parted[row][1], *cells[name + 1 :]) if row in parted else cells
        rows.append(bare if codes is None else (*bare, codes.get(row)))
    headers = dict(layout.headers)
    if codes is not None:
        headers[len(layout.sheet.rows[0])] = Header(f"{headers[name].text} · 001", "id", "", None)
    return replace(layout, headers=headers, sheet=replace(layout.sheet, rows=tuple(rows)))
