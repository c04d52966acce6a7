"""Text that stays text: in workbooks, and in CSV files that a spreadsheet program opens.

Excel and LibreOffice take a CSV cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, quotation marks
or not (OWASP, *CSV Injection*). Such a text is written behind an apostrophe, the sign spreadsheets have for
"what follows is text", and every reader of ours takes it off again. Numbers that are numbers are left alone.
"""

import re
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

DANGEROUS = r"^'*\s*[=+\-@＝＋－＠\t\r]"
"""Texts that must not stand in a CSV file as they are, guarded ones included; a pattern for Python and DuckDB."""

_DANGEROUS = re.compile(DANGEROUS)


def guarded(text: str) -> str:
    """A text as a CSV cell that no spreadsheet program computes."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def unguarded(text: str) -> str:
    """The text behind a guarded cell; any other as it is."""
    return text[1:] if text.startswith("'") and _DANGEROUS.match(text) else text


def guarded_frame(frame: "pd.DataFrame") -> "pd.DataFrame":
    """A table whose texts and headers, index included, are guarded."""
    safe = frame.rename(columns=_cell, index=_cell if frame.index.dtype == object else None)
    for place in range(safe.shape[1]):
        column = safe.iloc[:, place]
        if column.dtype.kind not in "biufM":
            safe.isetitem(place, column.map(_cell, na_action="ignore").to_numpy())
    return safe


def new_workbook(target: IO[bytes] | str, **options: Any) -> Any:
    """An xlsxwriter workbook in which no text becomes a formula, a link or a number."""
    from xlsxwriter import Workbook

    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    return Workbook(target, {**plain, "nan_inf_to_errors": True, "in_memory": True, **options})


def _cell(value: Any) -> Any:
    return guarded(value) if isinstance(value, str) else value
