"""A worksheet with the house look: headers, formats by unit, widths by what stands in the cells."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from liancun_sim.reports.common.numbers import COUNTED
from liancun_sim.vocabulary.width import columns_of

MOST_COLUMNS = 48  # the widest a column gets
FORMATS = {
    "share": "0.0%",
    "0–1": "0.000",
    "SD": "0.00",
    "index": "0.00",
    "ratio": "0.00",
    "months": "0",
}
OTHER_FORMAT = "#,##0.0"
LARGE_FORMAT = "#,##0"
LINE_COLUMNS = 105  # of the text on the first sheet


class Styles:
    """The cell formats of one workbook, made once."""

    def __init__(self, book: xlsxwriter.Workbook):
        self._book = book
        base = {"valign": "top", "font_size": 10.5}
        self.text = book.add_format(base | {"text_wrap": True})
        self.title = book.add_format(base | {"bold": True, "font_size": 16})
        self.heading = book.add_format(base | {"bold": True, "font_size": 12.5, "font_color": "#0072B2"})
        self.strong = book.add_format(base | {"bold": True})
        self.faint = book.add_format(base | {"font_color": "#666666", "text_wrap": True})
        self.warning = book.add_format(base | {"bg_color": "#FFF6E5", "text_wrap": True})
        self.head = book.add_format(
            base | {"bold": True, "text_wrap": True, "bg_color": "#E8EEF4", "bottom": 1, "valign": "vcenter"}
        )
        self._numbers: dict[str, Any] = {}

    def number(self, unit: str, size: float = 0.0, whole: bool = False) -> Any:
        """The format for a number in a unit; large numbers and whole counts lose their decimals.

        whole : every number of the column is a whole one.
        """
        counts = whole and unit in COUNTED
        shape = FORMATS.get(unit) or (LARGE_FORMAT if counts or size >= 100 else OTHER_FORMAT)
        if shape not in self._numbers:
            self._numbers[shape] = self._book.add_format({"num_format": shape, "font_size": 10.5, "valign": "top"})
        return self._numbers[shape]


class Sheet:
    """One worksheet and the widths its columns need."""

    def __init__(self, book: xlsxwriter.Workbook, name: str, styles: Styles):
        self.name, self.styles = name, styles
        self.page = book.add_worksheet(name)
        self.page.set_landscape()
        self.page.set_paper(9)  # A4

    def write_text(self, row: int, column: int, text: str, style: Any = None) -> None:
        """Wrapped text; the row is as high as its lines (Excel does not do this by itself on opening)."""
        self.page.write_string(row, column, text, style)
        lines = math.ceil(columns_of(text) / LINE_COLUMNS)
        if lines > 1:
            self.page.set_row(row, 15.5 * lines)

    def table(self, heads: Sequence[str], units: Sequence[str], rows: Iterable[Sequence[Any]], freeze: int = 1) -> None:
        """A table from the top left corner: frozen head, filters, widths, formats by each column's unit.

        units : of each column; a cell that is a (value, unit) pair has its own. freeze : columns kept in view.
        """
        page, styles = self.page, self.styles
        page.set_row(0, 32)
        for column, head in enumerate(heads):
            page.write_string(0, column, head, styles.head)
        widths = [_head_width(head) for head in heads]
        count, rows = 0, list(rows)
        whole = [all(map(_is_whole, column)) for column in zip(*rows)] if rows else []
        for count, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                value, unit = cell if isinstance(cell, tuple) else (cell, units[column])
                if isinstance(value, str):
                    if value:
                        page.write_string(count, column, value)
                        widths[column] = max(widths[column], min(columns_of(value), MOST_COLUMNS))
                elif value is not None and math.isfinite(value):
                    page.write_number(count, column, value, styles.number(unit, abs(value), whole[column]))
                    widths[column] = max(widths[column], 9)
        for column, width in enumerate(widths):
            page.set_column(column, column, width + 2)
        page.freeze_panes(1, freeze)
        page.autofilter(0, 0, max(count, 1), len(heads) - 1)
        page.repeat_rows(0)
        page.fit_to_pages(1, 0)


def _is_whole(cell: Any) -> bool:
    """Whether a cell shows no number that has decimals."""
    value = cell[0] if isinstance(cell, tuple) else cell
    return isinstance(value, str) or value is None or not math.isfinite(value) or float(value).is_integer()


def _head_width(head: str) -> int:
    """A head may fold at its blanks: wide enough for its longest word, and for half of it."""
    words = [columns_of(word) for word in head.split()] or [0]
    return max(*words, math.ceil(columns_of(head) / 2), 6)
