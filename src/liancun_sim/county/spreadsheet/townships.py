"""The township of every village: from its cell, from the cell it is merged with, or from the heading above."""

from collections.abc import Mapping
from itertools import pairwise

from liancun_sim.county.spreadsheet.body import Body
from liancun_sim.county.spreadsheet.cells import DITTO, is_blank, squeezed, tidy
from liancun_sim.county.spreadsheet.layout import Layout, merged_over
from liancun_sim.county.spreadsheet.mapping import Mapped
from liancun_sim.county.spreadsheet.wording import is_total, total_of


def townships_of(layout: Layout, mapped: Mapping[str, Mapped], body: Body) -> dict[int, str | None]:
    """Township by village row; None where the table leaves it open.

    A blank cell takes the township above it only in a column that writes each township once: where
    rows repeat their township (or are merged over it) a blank is a gap, and its township unknown.
    """
    column = mapped["township"].column if "township" in mapped else None
    if column is None:
        return _below_headings(body)
    written = {row: _written(layout, row, column) for row in sorted([*body.villages, *body.headings, *body.totals])}
    repeats = _repeats(body, written)
    found: dict[int, str | None] = {}
    current: str | None = None
    for row, text in written.items():
        if row in body.totals:  # a blank below a subtotal may be anybody's
            current = text if text and not is_total(text) and total_of(text) is None else None
        elif row in body.headings:
            current = text
        elif text:
            found[row] = current = text
        else:
            ditto = squeezed(layout.sheet.rows[row][column]) in DITTO
            found[row] = current if ditto or not repeats else None
    return found


def _written(layout: Layout, row: int, column: int) -> str:
    merged = merged_over(layout.sheet, row, column)
    cell = layout.sheet.rows[merged[0]][merged[1]] if merged and merged[1] == column else layout.sheet.rows[row][column]
    return "" if is_blank(cell) or squeezed(cell) in DITTO else tidy(cell)


def _repeats(body: Body, written: Mapping[int, str]) -> bool:
    """Whether villages next to each other both write the same township."""
    texts = [written[row] for row in body.villages if written[row]]
    return any(one == other for one, other in pairwise(texts))


def _below_headings(body: Body) -> dict[int, str | None]:
    found: dict[int, str | None] = {}
    current: str | None = None
    for row in sorted([*body.villages, *body.headings]):
        if row in body.headings:
            current = body.headings[row]
        else:
            found[row] = current
    return found
