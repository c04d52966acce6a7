"""Names written with their township before them (斜店乡前社庄村), and townships with their county (冠县斜店乡)."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from liancun_sim.county.spreadsheet.cells import is_number, tidy
from liancun_sim.county.spreadsheet.headers import Header
from liancun_sim.county.spreadsheet.layout import Layout, first_text
from liancun_sim.county.spreadsheet.phrases import phrase
from liancun_sim.county.spreadsheet.townships import ABOVE_TOWNSHIP, TOWNSHIP, without_county
from liancun_sim.county.spreadsheet.wording import heading_of, is_total, total_of
from liancun_sim.vocabulary import Label

_WITH_TOWNSHIP = re.compile(rf"{ABOVE_TOWNSHIP}({TOWNSHIP})[-－—·_/:\s]*([^\W\d_].*)")
FEWEST_OF_A_TOWNSHIP = 2
"""Villages that must share a township: 小镇东 alone may be the name of a village. [assumption]"""


def with_townships_parted(layout: Layout) -> tuple[Layout, list[Label]]:
    """The layout with a column of townships, taken from the names where every one of them names one; what was done."""
    name = layout.column("name")
    if name is None or "township" in layout.fields:
        return layout, []
    parted: dict[int, tuple[str, str]] = {}
    for row in range(layout.first, len(layout.sheet.rows)):
        cells = layout.sheet.rows[row]
        if not any(is_number(cell) for at, cell in enumerate(cells) if at != name):
            if heading_of(first_text(layout.sheet, row)):
                return layout, []
            continue
        text = tidy(cells[name])
        if not text or is_total(text) or total_of(text) is not None:
            continue
        both = _WITH_TOWNSHIP.fullmatch(text)
        if both is None:
            return layout, []
        parted[row] = both.group(1), both.group(2)
    villages = Counter(township for township, _ in parted.values())
    if not villages or min(villages.values()) < FEWEST_OF_A_TOWNSHIP:
        return layout, []
    return _parted(layout, name, parted), [phrase("townships_parted", example="".join(next(iter(parted.values()))))]


def with_counties_dropped(layout: Layout) -> tuple[Layout, list[Label]]:
    """The layout without the county before its townships, and without both before the names beside them; what was done.

    Only where every cell of the column is written so.
    """
    township, told = layout.column("township"), list[Label]()
    if township is None:
        return layout, told
    layout, example = _dropped(layout, township, without_county)
    if example:
        told.append(phrase("counties_dropped", header=layout.headers[township].text, example=example))
    name = layout.column("name")
    towns = {tidy(row[township]) for row in layout.sheet.rows[layout.first :]} - {""}
    if name is None or not towns:
        return layout, told

    def village(text: str) -> str:
        rest = without_county(text)
        town = next((town for town in towns if rest != text and rest.startswith(town)), "")
        return rest.removeprefix(town).lstrip("-－—·_/: ") if town else text

    layout, example = _dropped(layout, name, village)
    if example:
        told.append(phrase("counties_dropped", header=layout.headers[name].text, example=example))
    return layout, told


def _dropped(layout: Layout, column: int, shorter: Callable[[str], str]) -> tuple[Layout, str]:
    """The layout with the texts of a column made shorter, if that can be done to all of them; the first, in words."""
    short: dict[int, str] = {}
    example = ""
    for row in range(layout.first, len(layout.sheet.rows)):
        cells = layout.sheet.rows[row]
        text = tidy(cells[column])
        if not text or is_total(text) or total_of(text) is not None or not any(map(is_number, cells)):
            continue
        short[row] = shorter(text)
        if short[row] in ("", text):
            return layout, ""
        example = example or f"{text} → {short[row]}"
    rows = tuple(
        (*cells[:column], short[row], *cells[column + 1 :]) if row in short else cells
        for row, cells in enumerate(layout.sheet.rows)
    )
    return replace(layout, sheet=replace(layout.sheet, rows=rows)), example


def _parted(layout: Layout, name: int, parted: Mapping[int, tuple[str, str]]) -> Layout:
    rows = [
        (*cells[:name], parted[row][1], *cells[name + 1 :], parted[row][0]) if row in parted else (*cells, None)
        for row, cells in enumerate(layout.sheet.rows)
    ]
    above = Header(f"{layout.headers[name].text} · 乡镇", "township", "", None)
    headers = {**layout.headers, len(layout.sheet.rows[0]): above}
    return replace(layout, headers=headers, sheet=replace(layout.sheet, rows=tuple(rows)))
