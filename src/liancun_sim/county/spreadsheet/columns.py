"""Columns as the person asked for them: left out, or said to mean a field; and sums of columns that are parts."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from liancun_sim.county.schema import REQUIRED
from liancun_sim.county.spreadsheet.cells import Cell, is_blank, number, shown, squeezed
from liancun_sim.county.spreadsheet.doubts import Way, named
from liancun_sim.county.spreadsheet.headers import POSITION_IN_DEGREES, Header, aliases, field_of, words_of
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.parts import EXHAUSTIVE, add_up, part_called
from liancun_sim.county.spreadsheet.phrases import At, Findings, letter, listed, phrase
from liancun_sim.county.spreadsheet.quantities import label_of
from liancun_sim.vocabulary import Label

PAIRS = (POSITION_IN_DEGREES, ("x_km", "y_km"))
"""Columns that say nothing one without the other."""


INCOMES_EXCHANGED = "incomes_exchanged"
"""The doubt whether incomes per person and of the collective stand under one another's header."""


def check_asked(layouts: Sequence[Layout], findings: Findings) -> None:
    """Refuse answers that name a field nobody knows, or a column no table has.

    Raises
    ------
    BadInput
        With each of them.
    """
    answers, before = findings.answers, len(findings.faults)
    for option, text in (
        *(("--leave-out", text) for text in answers.leave_out), *(("--map", text) for text, _ in answers.map)
    ):  # fmt: skip
        if not any(_columns(layout, text) for layout in layouts):
            columns = dict.fromkeys(
                f"{letter(column)} {header.text}" for layout in layouts for column, header in layout.headers.items()
            )
            findings.add("doubts.no_such_column", option=option, column=text, columns=listed(columns, at_most=40))
    for _, field in answers.map:
        if _field(field) is None:
            findings.add("doubts.no_such_field", field=field, fields=listed(map(label_of, aliases()), at_most=40))
    if len(findings.faults) > before:
        findings.stop_if_any()


def as_asked(layout: Layout, findings: Findings) -> Layout:
    """The layout without the columns to leave out, and with the fields the person gave others."""
    headers = dict(layout.headers)
    why = phrase("doubts.asked_to_leave_out")
    for text in findings.answers.leave_out:
        for column in _columns(layout, text):
            pair = next((pair for pair in PAIRS if headers[column].field in pair), ())
            for each, header in layout.headers.items():
                if each == column or header.field in pair:
                    headers[each] = replace(header, field=None, part_of=None, not_used=why)
    for text, field in findings.answers.map:
        for column in _columns(layout, text):
            headers[column] = replace(headers[column], field=_field(field), part_of=None, asked=True)
    return replace(layout, headers=_incomes_exchanged(headers, findings))


def _incomes_exchanged(headers: dict[int, Header], findings: Findings) -> dict[int, Header]:
    """The headers whose incomes per person and of the collective are exchanged, if that was answered."""
    other = {"income_yuan_per_person": "collective_income_yuan", "collective_income_yuan": "income_yuan_per_person"}
    names = {f"{named(INCOMES_EXCHANGED, letter(column))}=exchange" for column in headers}
    given = names.intersection(findings.answers.accept)
    if not given:
        return headers
    findings.used |= given
    return {
        column: replace(header, field=other[header.field], unit=header.unit.partition("/")[0], asked=True)
        if header.field in other else header
        for column, header in headers.items()
    }  # fmt: skip


def _field(named: str) -> str | None:
    """The field an answer names, by its key or by any header of it."""
    return named if named in aliases() else field_of(named)


def without_parts(layout: Layout, findings: Findings) -> Layout:
    """The layout with one column for every field whose group has parts but no total: their sum, or a question."""
    layout = _with_complements(layout)
    groups: dict[str, list[int]] = {}
    for column, header in layout.headers.items():
        if header.part_of is not None and header.part_of not in {other.field for other in layout.headers.values()}:
            groups.setdefault(header.part_of, []).append(column)
    for field, columns in groups.items():
        parts = [column for column in columns if layout.headers[column].part]
        if _are_summed(layout, field, parts or columns, findings):
            layout = _summed(layout, field, parts)
    return layout


def in_parts(layout: Layout) -> set[str]:
    """Fields of which a table has parts alone: it is asked what is made of them."""
    headers = layout.headers.values()
    return {field for header in headers if (field := header.part_of)} - {header.field for header in headers}


def _with_complements(layout: Layout) -> Layout:
    """The layout in which 农业人口 is a part of the population, where 非农业人口 stands beside it.

    So are 水田 and 旱地 of the cultivated land, where no column has it.
    """
    headers = dict(layout.headers)
    called = {part_called(words_of(header.text)): column for column, header in headers.items()}
    for field, sets in EXHAUSTIVE.items():
        for parts in sets:
            columns = {part: called[part] for part in parts if part in called}
            fields = {headers[column].field for column in columns.values()}
            alone = fields == {None} and layout.column(field) is None
            if len(columns) == len(parts) and (alone or fields == {field, None}):
                for part, column in columns.items():
                    headers[column] = replace(headers[column], field=None, part_of=field, part=part)
    return replace(layout, headers=headers)


def _are_summed(layout: Layout, field: str, columns: Sequence[int], findings: Findings) -> bool:
    """Whether the parts of a field are all there is of it: known, or asked."""
    headers = [layout.headers[column] for column in columns]
    if add_up(field, [header.part for header in headers]):
        return True
    at = At(layout.sheet.name, column=columns[0])
    name, label = named("parts", at.short), label_of(field)
    whole = tuple(
        Way("map", phrase("doubts.then_whole", header=header.text, field=label), f"{letter(column)}={field}")
        for column, header in zip(columns, headers, strict=True)
    )
    added = (Way("accept", phrase("doubts.then_added", field=label), f"{name}=sum"),) if all(
        header.part for header in headers
    ) else ()  # fmt: skip
    unused = () if field in REQUIRED else (Way("accept", phrase("doubts.then_parts_unused"), f"{name}=none"),)
    shown = listed(f"{letter(column)} {header.text}" for column, header in zip(columns, headers, strict=True))
    return findings.ask("parts", at, (*added, *whole, *unused), name, parts=shown, field=label) == f"{name}=sum"


def _summed(layout: Layout, field: str, columns: Sequence[int]) -> Layout:
    """The layout whose first column of parts holds the sum of all."""
    first, headers = columns[0], dict(layout.headers)
    text = " + ".join(headers[column].text for column in columns)
    headers[first] = replace(headers[first], field=field, text=text, part_of=None)
    rows = list(layout.sheet.rows)
    for row in range(layout.first, len(rows)):
        cells = list(rows[row])
        cells[first] = _sum([cells[column] for column in columns])
        rows[row] = tuple(cells)
    return replace(layout, headers=headers, sheet=replace(layout.sheet, rows=tuple(rows)))


def _sum(cells: Sequence[Cell]) -> Cell:
    """The sum of numbers with one unit; the cells joined by signs where one of them is none; None if all are blank."""
    if all(map(is_blank, cells)):
        return None
    numbers = [number(cell) for cell in cells]
    read = [one for one in numbers if one is not None]
    if len(read) < len(cells) or len({unit for _, unit in read}) > 1:
        return " + ".join(shown(cell) or "–" for cell in cells)
    total = sum((value for value, _ in read), Decimal(0))
    return f"{total:f}{read[0][1]}"


def leaving_out(layout: Layout, columns: Iterable[int], then: Label | None = None) -> tuple[Way, ...]:
    """A way for each column that leaves it out; `then` says what that means, if it is more than that."""
    return tuple(
        Way("leave_out", then or phrase("doubts.then_leave_out"), called(layout, column)) for column in columns
    )


def called(layout: Layout, column: int) -> str:
    """What a person types to name a column: its header where that is short and its own, else its letter."""
    text = layout.headers[column].text
    own = [other for other, header in layout.headers.items() if squeezed(header.text) == squeezed(text)] == [column]
    return text if own and text.isalnum() and len(text) > 2 else letter(column)


def _columns(layout: Layout, text: str) -> list[int]:
    """The columns a header or a letter names."""
    found = [column for column, header in layout.headers.items() if squeezed(header.text) == squeezed(text)]
    return found or [column for column in layout.headers if letter(column) == text.strip().upper()]
