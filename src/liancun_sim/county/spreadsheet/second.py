"""Several tables in one sheet: below one another or side by side, each with a header of its own."""

from dataclasses import replace
from itertools import pairwise

from liancun_sim.county.spreadsheet.cells import Cell, number, squeezed, tidy
from liancun_sim.county.spreadsheet.doubts import Way, named
from liancun_sim.county.spreadsheet.excel import Sheet
from liancun_sim.county.spreadsheet.headers import read_header
from liancun_sim.county.spreadsheet.layout import Layout, find_layout
from liancun_sim.county.spreadsheet.phrases import At, Findings, phrase
from liancun_sim.county.spreadsheet.townships import township_of_table
from liancun_sim.county.spreadsheet.wording import is_note
from liancun_sim.vocabulary import Label


def tables_in(layout: Layout, findings: Findings) -> tuple[list[Layout], list[Label]]:
    """The tables of a sheet, as asked, and what to say of those left aside.

    Blocks that say the same header again go on with the same table. Under the title of another township a block is a
    table of its own, read without a question.
    """
    column = _beside(layout)
    if column is None:
        return _below_one_another(layout, findings)
    sides = _cut(layout.sheet, columns=(0, column)), _cut(layout.sheet, columns=(column, None))
    answer, unused = _asked(At(layout.sheet.name, column=column), findings)
    tables = list[Layout]()
    for sheet in sides if answer == "read" else sides[:1]:
        found = find_layout(sheet)
        if found is not None:
            more, aside = _below_one_another(found, findings)
            tables, unused = tables + more, unused + aside
    return tables, unused


def _below_one_another(layout: Layout, findings: Findings) -> tuple[list[Layout], list[Label]]:
    """The tables of a sheet that has none side by side."""
    begins = [0, *_begins(layout.sheet)]
    if len(begins) < 2:
        return [layout], []
    spans, unused = list[tuple[int, int | None]](), list[Label]()
    before: Layout | None = None
    for begin, end in zip(begins, [*begins[1:], None], strict=True):
        found = find_layout(_cut(layout.sheet, rows=(begin, end)))
        if found is None or (before is not None and _goes_on(before, found)):
            spans = [*spans[:-1], (spans[-1][0], end)] if spans else []
            continue
        if before is not None and not _is_same(before, found) and not _of_other_township(before, found):
            answer, aside = _asked(At(layout.sheet.name, row=found.header_rows[0]), findings)
            unused += aside
            if answer != "read":
                continue
        spans.append((begin, end) if spans else (0, end))
        before = found
    tables = [find_layout(_cut(layout.sheet, rows=span)) for span in spans]
    return [table for table in tables if table is not None], unused


def _goes_on(before: Layout, found: Layout) -> bool:
    """Whether a block goes on with the table before it: it says the same header, and names no other township."""
    return _is_same(before, found) and not _of_other_township(before, found)


def _of_other_township(before: Layout, found: Layout) -> bool:
    """Whether two blocks without a column of townships stand under the titles of two."""
    if "township" in before.fields | found.fields:
        return False
    return township_of_table(found) not in ("", township_of_table(before))


def _asked(at: At, findings: Findings) -> tuple[str, list[Label]]:
    """What to do with a second table: read it, leave-out, or "" while that is open; and what to say of it."""
    name = named("second_table", at.short)
    ways = (
        Way("accept", phrase("doubts.then_read_second"), f"{name}=read"),
        Way("accept", phrase("doubts.then_leave_second"), f"{name}=leave-out"),
    )
    answer = findings.ask("second_table", at, ways, name).rpartition("=")[2]
    return answer, [phrase("unused_table", place=str(at))] if answer == "leave-out" else []


def _beside(layout: Layout) -> int | None:
    """The first column of a table to the right: from there on, the village and another field are named again."""
    fields = [(column, header.field) for column, header in sorted(layout.headers.items()) if header.field is not None]
    for place, (column, _) in enumerate(fields):
        before = {field for _, field in fields[:place]}
        after = {field for _, field in fields[place:]}
        if fields[place][1] in before and "name" in before & after and len(before & after) > 1:
            return column
    return None


def _begins(sheet: Sheet) -> list[int]:
    """Rows where a table begins, but for the first: the titles above its header, or the header itself."""
    headers = [row for row, cells in enumerate(sheet.rows) if _is_header(cells)]
    headers = [row for row in headers if row - 1 not in headers]  # said again in another language
    begins = []
    for before, header in pairwise(headers):
        begin = header
        while begin - 1 > before and _is_title_or_blank(sheet.rows[begin - 1]):
            begin -= 1
        begins.append(begin)
    return begins


def _is_header(cells: tuple[Cell, ...]) -> bool:
    said = list[Cell]()
    for cell in cells:
        if tidy(cell):
            if not isinstance(cell, str) or cell[:1].isdigit():
                return False
            said.append(cell)
    if len(said) < 2:
        return False
    fields = {read_header(cell).field for cell in said} - {None}
    return "name" in fields and len(fields) > 1


def _is_title_or_blank(cells: tuple[Cell, ...]) -> bool:
    """Whether a row above a header may be its title: a text alone that is no note below the table before."""
    said = [cell for cell in cells if tidy(cell)]
    if len(said) != 1:
        return not said
    read = number(said[0])
    return (read is None or bool(read[1])) and not is_note(tidy(said[0]))


def _is_same(one: Layout, other: Layout) -> bool:
    """Whether two headers mean the same by the same columns, in whatever language.

    Of columns no field is known for, none has moved: 经纬度 and 备注 exchanged are another table.
    """
    fields = [
        {column: header.field for column, header in layout.headers.items() if header.field} for layout in (one, other)
    ]
    return fields[0] == fields[1] and not _moved(_unknown(one), _unknown(other))


def _unknown(layout: Layout) -> dict[str, list[int]]:
    """The columns of every header that names no field, by its words."""
    found: dict[str, list[int]] = {}
    for column, header in sorted(layout.headers.items()):
        if header.field is None and header.text:
            found.setdefault(squeezed(header.text), []).append(column)
    return found


def _moved(before: dict[str, list[int]], after: dict[str, list[int]]) -> set[str]:
    """Words that stand over other columns than before."""
    return {words for words, columns in after.items() if words in before and before[words] != columns}


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
