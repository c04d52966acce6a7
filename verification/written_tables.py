"""Drawn tables written as the files an office sends: .xlsx, .xls, .ods and CSV in its encodings."""

import random
from decimal import Decimal
from pathlib import Path

import openpyxl
import xlwt
from known_county import Drawn, Page
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from plain_ods import save_ods

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")


def write(drawn: Drawn, folder: Path, seed: int) -> Path:
    """The file of a table, or the folder of its files; in a format that can hold it."""
    dice = random.Random(seed)
    seen = any(page.hidden_rows or page.hidden_columns or page.struck_rows for page in drawn.pages)
    kinds = ["xlsx", "xlsx", "xls"]
    if len(drawn.pages) == 1 and not drawn.pages[0].merged:
        kinds += ["ods"] if seen else ["ods", "csv", "csv", "csv"]
    kind = dice.choice(kinds)
    path = folder / f"村表.{kind}"
    if kind == "ods":
        page = drawn.pages[0]
        return save_ods(
            path, [list(map(_plain, row)) for row in page.rows], name=page.name, hidden_rows=page.hidden_rows,
            hidden_columns=page.hidden_columns, struck_rows=page.struck_rows,
        )  # fmt: skip
    {"xlsx": _write_xlsx, "xls": _write_xls, "csv": _write_csv}[kind](drawn.pages, path, dice)
    return path


def _plain(cell: object) -> object:
    return float(cell) if isinstance(cell, Decimal) else cell


def _write_xlsx(pages: list[Page], path: Path, dice: random.Random) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for page in pages:
        sheet = book.create_sheet(page.name)
        for row in page.rows:
            sheet.append(list(map(_plain, row)))
        for top, left, bottom, right in page.merged:
            sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
        for row in page.hidden_rows:
            sheet.row_dimensions[row + 1].hidden = True
        for column in page.hidden_columns:
            sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
        for row in page.struck_rows:
            for cell in sheet[row + 1]:
                cell.font = Font(strike=True)
    book.save(path)


def _write_xls(pages: list[Page], path: Path, dice: random.Random) -> None:
    book, plain, struck = xlwt.Workbook(), xlwt.XFStyle(), xlwt.XFStyle()
    struck.font.struck_out = True
    for page in pages:
        sheet = book.add_sheet(page.name)
        inside = {
            (row, column): (top, left) for top, left, bottom, right in page.merged
            for row in range(top, bottom + 1) for column in range(left, right + 1)
        }  # fmt: skip
        for number, row in enumerate(page.rows):
            for column, cell in enumerate(map(_plain, row)):
                if cell not in (None, "") and (number, column) not in inside:
                    sheet.write(number, column, cell, struck if number in page.struck_rows else plain)
        for top, left, bottom, right in page.merged:
            sheet.write_merge(top, bottom, left, right, _plain(page.rows[top][left]))
        for row in page.hidden_rows:
            sheet.row(row).hidden = True
        for column in page.hidden_columns:
            sheet.col(column).hidden = True
    book.save(str(path))


def _write_csv(pages: list[Page], path: Path, dice: random.Random) -> None:
    delimiter = dice.choice((",", ",", "\t", ";"))
    lines = [delimiter.join(_quoted(cell, delimiter) for cell in row) for row in pages[0].rows]
    path.write_bytes((dice.choice(("\n", "\r\n")).join(lines) + "\n").encode(dice.choice(ENCODINGS)))


def _quoted(cell: object, delimiter: str) -> str:
    text = "" if cell is None else f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in (delimiter, '"', "\n")) else text
