"""Several tables in one sheet: below one another or side by side, each with a header of its own."""

from collections.abc import Iterator
from dataclasses import replace

from liancun_sim.county.spreadsheet.cells import Cell, is_number, tidy
from liancun_sim.county.spreadsheet.doubts import Way, named
from liancun_sim.county.spreadsheet.excel import Sheet
from liancun_sim.county.spreadsheet.headers import read_header
from liancun_sim.county.spreadsheet.layout import Layout, find_layout
from liancun_sim.county.spreadsheet.phrases import At, Findings, phrase
from liancun_sim.county.spreadsheet.townships import township_of_table
from liancun_sim.vocabulary import Label


def tables_in(layout: Layout, findings: Findings) -> tuple[list[Layout], list[Label]]:
    """The table itself and those found beside and below it, as asked; and what to say of those left aside.

    Blocks that say the same header again under the title of another township are read without a question.
    """
    column = _beside(layout)
    if column is not None:
        first, second = _cut(layout.sheet, columns=(0, column)), _cut(layout.sheet, columns=(column, None))
        return _asked(first, second, At(layout.sheet.name, column=column), findings)
    for row in _headers_below(layout):
        first, second = _cut(layout.sheet, rows=(0, row)), _cut(layout.sheet, rows=(row, None))
        other = find_layout(second)
        if other is None:
            continue
        if not _is_same(layout, other):
            return _asked(first, second, At(layout.sheet.name, row=other.header_rows[0]), findings)
        if "township" not in layout.fields and township_of_table(other) not in ("", township_of_table(layout)):
            above = find_layout(first)
            below, unused = tables_in(other, findings)
            return [*([above] if above is not None else []), *below], unused
    return [layout], []


def _asked(first: Sheet, second: Sheet, at: At, findings: Findings) -> tuple[list[Layout], list[Label]]:
    name = named("second_table", at.short)
    ways = (
        Way("accept", phrase("doubts.then_read_second"), f"{name}=read"),
        Way("accept", phrase("doubts.then_leave_second"), f"{name}=leave-out"),
    )
    answer = findings.ask("second_table", at, ways, name)
    tables, unused = list[Layout](), list[Label]()
    for sheet in (first, second) if answer.endswith("=read") else (first,):
        found = find_layout(sheet)
        if found is not None:
            more, aside = tables_in(found, findings)
            tables, unused = tables + more, unused + aside
    if answer.endswith("=leave-out"):
        unused.append(phrase("unused_table", place=str(at)))
    return tables, unused


def _beside(layout: Layout) -> int | None:
    """The first column of a table to the right: from there on, the village and another field are named again."""
    fields = [(column, header.field) for column, header in sorted(layout.headers.items()) if header.field is not None]
    for place, (column, _) in enumerate(fields):
        before = {field for _, field in fields[:place]}
        after = {field for _, field in fields[place:]}
        if fields[place][1] in before and "name" in before & after and len(before & after) > 1:
            return column
    return None


def _headers_below(layout: Layout) -> Iterator[int]:
    """Rows under the table where another begins: the titles above its header, or the header itself."""
    rows = layout.sheet.rows
    for row in range(layout.first, len(rows)):
        if _is_header(rows[row]):
            while row - 1 > layout.first and _is_title(rows[row - 1]):
                row -= 1
            yield row


def _is_header(cells: tuple[Cell, ...]) -> bool:
    said = [cell for cell in cells if tidy(cell)]
    if len(said) < 3 or any(not isinstance(cell, str) or cell[:1].isdigit() for cell in said):
        return False
    fields = {read_header(cell).field for cell in said} - {None}
    return "name" in fields and len(fields) > 2


def _is_title(cells: tuple[Cell, ...]) -> bool:
    said = [cell for cell in cells if tidy(cell)]
    return len(said) == 1 and not is_number(said[0])


def _is_same(one: Layout, other: Layout) -> bool:
    """Whether two headers mean the same by the same columns, in whatever language."""
    return {column: header.field for column, header in one.headers.items() if header.field} == {
        column: header.field for column, header in other.headers.items() if header.field
    }


def _cut(sheet: Sheet, rows: tuple[int, int | None] = (0, None), columns: tuple[int, int | None] = (0, None)) -> Sheet:
    """The sheet with everything outside blank, so that rows and columns keep their numbers."""
    kept_rows, kept_columns = range(*slice(*rows).indices(len(sheet.rows))), slice(*columns)
    blank = (None,) * (len(sheet.rows[0]) if sheet.rows else 0)
    within = range(*kept_columns.indices(len(blank)))

    def line(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        if len(within) == len(blank):
            return cells
        return tuple(cell if column in within else None for column, cell in enumerate(cells))

    return replace(
        sheet, rows=tuple(line(cells) if row in kept_rows else blank for row, cells in enumerate(sheet.rows))
    )
