"""One form a village: a sheet of labels with their values beside them, made a row of a table."""

from collections.abc import Iterator, Sequence

from liancun_sim.county.spreadsheet.cells import Cell, squeezed, tidy
from liancun_sim.county.spreadsheet.excel import Sheet
from liancun_sim.county.spreadsheet.headers import read_header
from liancun_sim.county.spreadsheet.phrases import phrase

Form = dict[str, Cell]


def forms_as_table(sheets: Sequence[Sheet]) -> Sheet | None:
    """A sheet with one row for every form among the sheets, its labels as the header; None where there is none."""
    forms = [form for sheet in sheets for form in _forms(sheet)]
    if not forms:
        return None
    labels = list(dict.fromkeys(label for form in forms for label in form))
    rows = (tuple(labels), *(tuple(form.get(label) for label in labels) for form in forms))
    return Sheet(str(phrase("forms", count=len(forms))), rows)


def _forms(sheet: Sheet) -> Iterator[Form]:
    """The forms of a sheet; another begins where a field is named again."""
    form: Form = {}
    for label, value in (pair for cells in sheet.rows for pair in _pairs(cells)):
        if _field(label) is not None and _field(label) in map(_field, form):
            yield from _whole(form)
            form = {}
        form.setdefault(" ".join(label.split()), value)
    yield from _whole(form)


def _whole(form: Form) -> Iterator[Form]:
    """The form, if it names a village and how many live there."""
    fields = {_field(label) for label in form}
    if {"name", "households", "population"} <= fields:
        yield form


def _pairs(cells: Sequence[Cell]) -> Iterator[tuple[str, Cell]]:
    """Labels of a row with the value to the right of each; a label without one is left blank."""
    said = [cell for cell in cells if tidy(cell)]
    place = 0
    while place < len(said):
        label = said[place]
        value = said[place + 1] if place + 1 < len(said) else None
        if isinstance(label, str) and (value is None or _field(value) is None):
            if len(said) > 1:
                yield label, value
            place += 1
        elif isinstance(label, str) and _field(label) is not None:
            yield label, None
        place += 1


def _field(cell: Cell) -> str | None:
    return read_header(cell).field if isinstance(cell, str) and not squeezed(cell).isdigit() else None
