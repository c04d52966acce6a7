"""A correct village table of four villages, to be spoilt one way at a time."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl

HEADER = ("乡镇", "村名", "户数", "人口", "人均纯收入（元）", "集体收入（万元）", "经度", "纬度")
ROWS = (
    ("斜店乡", "前社庄", 240, 912, 4237, 3.4, 115.45, 36.48),
    ("斜店乡", "许盘后", 187, 702, 3120, 0.82, 115.462, 36.481),
    ("清水镇", "前连", 310, 1187, 4610, 12.56, 115.47, 36.5),
    ("清水镇", "后连", 288, 1054, 2870, 1.53, 115.48, 36.47),
)


def table() -> list[list[object]]:
    """Header and rows, to be changed."""
    return [list(HEADER), *map(list, ROWS)]


def with_cell(row: int, column: int, value: object) -> list[list[object]]:
    """The table with one cell changed; row and column as in a spreadsheet, counted from 1."""
    rows = table()
    rows[row - 1][column - 1] = value
    return rows


def without(*columns: int) -> list[list[object]]:
    """The table without some columns, counted from 1."""
    return [[cell for number, cell in enumerate(row, 1) if number not in columns] for row in table()]


def beside(rows: list[list[object]], *columns: Sequence[object]) -> list[list[object]]:
    """Rows with columns added on the right, each with its header."""
    return [[*row, *more] for row, more in zip(rows, zip(*columns, strict=True), strict=True)]


def save(path: Path, *sheets: tuple[str, Sequence[Iterable[object]]], merged: Sequence[str] = (),
         hidden: Sequence[str] = ()) -> Path:  # fmt: skip
    """Write named sheets of rows as a workbook."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
        page.sheet_state = "hidden" if name in hidden else "visible"
    for area in merged:
        book.worksheets[0].merge_cells(area)
    book.save(path)
    return path


def one_sheet(path: Path, rows: Sequence[Iterable[object]], merged: Sequence[str] = ()) -> Path:
    """Write one sheet, 表1."""
    return save(path, ("表1", rows), merged=merged)
