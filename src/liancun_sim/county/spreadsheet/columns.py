"""Columns as the person asked for them: left out, or said to mean a field."""

from collections.abc import Iterable
from dataclasses import replace

from liancun_sim.county.spreadsheet.cells import squeezed
from liancun_sim.county.spreadsheet.doubts import Way
from liancun_sim.county.spreadsheet.headers import POSITION_IN_DEGREES, aliases, field_of
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.phrases import Findings, letter, listed, phrase
from liancun_sim.county.spreadsheet.quantities import label_of
from liancun_sim.vocabulary import Label

PAIRS = (POSITION_IN_DEGREES, ("x_km", "y_km"))
"""Columns that say nothing one without the other."""


def as_asked(layout: Layout, findings: Findings) -> Layout:
    """The layout without the columns to leave out, and with the fields the person gave others.

    Raises
    ------
    BadInput
        If an answer names a column or a field that is not there.
    """
    headers = dict(layout.headers)
    why = phrase("doubts.asked_to_leave_out")
    for text in findings.answers.leave_out:
        for column in _columns(layout, "--leave-out", text, findings):
            pair = next((pair for pair in PAIRS if headers[column].field in pair), ())
            for each, header in layout.headers.items():
                if each == column or header.field in pair:
                    headers[each] = replace(header, field=None, not_used=why)
    for text, field in findings.answers.map:
        known = field if field in aliases() else field_of(field)
        if known is None:
            findings.add("doubts.no_such_field", field=field, fields=listed(map(label_of, aliases()), at_most=40))
        for column in _columns(layout, "--map", text, findings):
            headers[column] = replace(headers[column], field=known, asked=True)
    findings.stop_if_any()
    return replace(layout, headers=headers)


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


def _columns(layout: Layout, option: str, text: str, findings: Findings) -> list[int]:
    """The columns a header or a letter names."""
    found = [column for column, header in layout.headers.items() if squeezed(header.text) == squeezed(text)]
    found = found or [column for column in layout.headers if letter(column) == text.strip().upper()]
    if not found:
        columns = listed((f"{letter(column)} {header.text}" for column, header in layout.headers.items()), at_most=40)
        findings.add("doubts.no_such_column", option=option, column=text, columns=columns)
    return found
