"""Villages with nobody in them: moved away or merged, and asked about before they are left out."""

from collections.abc import Mapping

from liancun_sim.county.spreadsheet.body import Body
from liancun_sim.county.spreadsheet.cells import is_blank, number, tidy
from liancun_sim.county.spreadsheet.doubts import Way
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.mapping import Mapped
from liancun_sim.county.spreadsheet.phrases import At, Findings, listed, phrase


def leave_out_empty(layout: Layout, mapped: Mapping[str, Mapped], body: Body, findings: Findings) -> None:
    """Ask once about all villages of no households and no people; leave them out where the person agrees."""
    columns = [mapped[field].column for field in ("households", "population") if field in mapped]
    empty = [row for row in body.villages if columns and _is_empty(layout, row, columns)]
    if not empty or len(empty) == len(body.villages):
        return
    names = listed(
        phrase("doubts.value_of_row", village=tidy(layout.sheet.rows[row][mapped["name"].column]), row=row + 1)
        for row in empty
    )
    ways = (Way("accept", phrase("doubts.then_left_out_village")),)
    given = findings.ask("empty_villages", At(layout.sheet.name), ways, villages=names)
    for row in empty:
        body.villages.remove(row)
        if given:
            body.leave_out(layout, row, "why_empty")


def _is_empty(layout: Layout, row: int, columns: list[int]) -> bool:
    """Whether nobody lives there: 0 in one of the columns, and 0 or nothing in the others."""
    cells = [layout.sheet.rows[row][column] for column in columns]
    zeros = [(read := number(cell)) is not None and read[0] == 0 for cell in cells]
    return any(zeros) and all(zero or is_blank(cell) for zero, cell in zip(zeros, cells, strict=True))
