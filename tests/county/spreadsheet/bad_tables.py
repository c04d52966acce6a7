"""Spoilt tables; what must be said of each stands in ``bad_tables.toml``."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

from small_table import HEADER, ROWS, beside, one_sheet, save, table, with_cell, without

Make = Callable[[Path], dict[str, Any]]


def cell(row: int, column: int, value: object) -> Make:
    return lambda folder: {"path": one_sheet(folder / "villages.xlsx", with_cell(row, column, value))}


def rows(make: Callable[[], list[list[object]]], merged: tuple[str, ...] = (), **options: Any) -> Make:
    return lambda folder: {"path": one_sheet(folder / "villages.xlsx", make(), merged), **options}


def raw(data: bytes, name: str = "villages.csv", **options: Any) -> Make:
    def make(folder: Path) -> dict[str, Any]:
        (folder / name).write_bytes(data)
        return {"path": folder / name, **options}

    return make


def header(column: int, text: str) -> Make:
    return cell(1, column, text)


def with_column(title: str, *values: object) -> Callable[[], list[list[object]]]:
    return lambda: beside(table(), (title, *values))


def each(change: Callable[[list[object]], list[object]], *only: int) -> Make:
    """Some rows (all villages, if none are named) changed; counted from 1."""
    numbers = only or (2, 3, 4, 5)
    return rows(lambda: [change(row) if number in numbers else row for number, row in enumerate(table(), 1)])


def workbook(*sheets: tuple[str, list[Any]], hidden: tuple[str, ...] = ()) -> Make:
    return lambda folder: {"path": save(folder / "villages.xlsx", *sheets, hidden=hidden)}


def with_edges(*lines: tuple[object, ...]) -> Make:
    def make(folder: Path) -> dict[str, Any]:
        third = ["北陶镇", "前连", 100, 390, 4000, 2]
        edges = [("村", "相邻村"), *lines]
        return {"path": save(folder / "villages.xlsx", ("表1", [*without(7, 8), third]), ("相邻", edges))}

    return make


def with_edge_file(text: str) -> Make:
    def make(folder: Path) -> dict[str, Any]:
        (folder / "edges.csv").write_text(text, "utf-8")
        return {"path": one_sheet(folder / "villages.xlsx", without(7, 8)), "edges": folder / "edges.csv"}

    return make


def two_sheets(**options: Any) -> Make:
    return lambda folder: workbook(("2006", table()), ("2007", table()))(folder) | options


def as_csv(*changed: tuple[str, str]) -> bytes:
    text = "\n".join(",".join(map(str, row)) for row in table()) + "\n"
    for old, new in changed:
        text = text.replace(old, new)
    return text.encode()


CASES: dict[str, Make] = {
    "a letter O for a zero": cell(2, 5, "3,2O0"),
    "separators that are not thousands": cell(3, 5, "3,20"),
    "a footnote mark that would be a digit": cell(3, 4, "702①"),
    "a date Excel made": cell(4, 3, datetime.date(2007, 3, 10)),
    "an Excel error": cell(4, 5, "#DIV/0!"),
    "a formula nobody computed": cell(4, 5, "=E2*2"),
    "a currency the column does not know": cell(5, 5, "300美元"),
    "a cell in another unit than its column": cell(5, 6, "15300元"),
    "half a household": cell(2, 3, 240.5),
    "a negative population": cell(2, 4, -912),
    "a blank required cell": cell(2, 3, "-"),
    "more people than a household holds": cell(2, 4, 9120),
    "an income in another unit than the rest": cell(2, 5, 0.4237),
    "an income far from all others": cell(2, 5, 423700),
    "no village name": cell(3, 2, None),
    "a number for a name": cell(3, 2, 12),
    "a date for a name": cell(3, 2, datetime.date(2007, 3, 10)),
    "a township gap": cell(3, 1, None),
    "one township in two spellings": cell(3, 1, "斜店"),
    "a village twice": rows(lambda: [*table(), list(ROWS[1])]),
    "a total that is not called so": rows(lambda: [*table(), ["清水镇", "各村", 1025, 3855, None, None, 115.4, 36.4]]),
    "a name like a total": cell(3, 2, "马小计"),
    "a cell right of the last header": each(lambda row: [*row[:2], "", *row[2:]], 3),
    "merged numbers": rows(table, ("C2:C3",)),
    "no unit of money": header(6, "集体收入"),
    "an unknown unit": header(6, "集体收入（美元）"),
    "two units in the title": rows(lambda: [["单位：元、万元"], *with_cell(1, 6, "集体收入")]),
    "a header against its unit row": rows(lambda: [table()[0], [None, None, "户", "人", "元", "元"], *table()[1:]]),
    "incomes in the wrong unit": header(5, "人均纯收入（千元）"),
    "incomes of another year": header(5, "1985年人均纯收入（元）"),
    "collective incomes in the wrong unit": header(6, "集体收入（亿元）"),
    "land in the wrong unit": rows(with_column("耕地（万亩）", 1510, 1164, 1904, 1777)),
    "one per cent without a sign": rows(with_column("满意度", 0.65, 58, 0.71, 0.62)),
    "a share among per cent": rows(with_column("满意度（%）", 65, 0.58, 71, 62)),
    "two columns for one field": rows(with_column("总户数", 1, 2, 3, 4)),
    "two years of income": rows(with_column("2006年人均纯收入（元）", 4000, 3000, 4500, 2700)),
    "no column of households": rows(lambda: without(3)),
    "a misspelt required header": header(3, "户 数字"),
    "no township column": rows(lambda: without(1)),
    "an unknown trade": rows(with_column("主导产业", "粮食", "大棚蔬采", "香菇", "果树")),
    "more land spare than there is": rows(
        lambda: beside(table(), ("耕地（亩）", 1510, 1164, 1904, 1777), ("空余土地（亩）", 100, 1200, 0, 20))
    ),
    "more party members than households": rows(lambda: beside(with_cell(3, 3, 98), ("党员户数", 20, 99, 20, 20))),
    "a repeated id": rows(with_column("村编号", "A1", "A2", "A3", "A2")),
    "a blank id": rows(with_column("村编号", "A1", "A2", None, "A4")),
    "ids Excel rounded": rows(with_column("村编号", "3.71501E+11", "371501002", "371501003", "371501004")),
    "ids of two kinds": rows(with_column("村编号", "0101", 102, 201, 202)),
    "a date for an id": rows(with_column("村编号", "A1", datetime.date(2007, 1, 2), "A3", "A4")),
    "an id with a comma": rows(with_column("村编号", "A1", "A,2", "A3", "A4")),
    "a pairing with nobody": rows(with_column("结对村", None, "前莲村", "清水镇-后连", None)),
    "a pairing with itself": rows(with_column("结对村", None, "许盘后", None, None)),
    "longitude and latitude exchanged": each(lambda row: [*row[:6], row[7], row[6]]),
    "one coordinate of two": rows(lambda: without(8)),
    "a village without coordinates": each(lambda row: [*row[:6], None, None], 4),
    "all in one place": each(lambda row: [*row[:6], 115.4, 36.4]),
    "metres called kilometres": rows(
        lambda: beside(without(7, 8), ("x_km", 1200, 2500, 3900, 200), ("y_km", 300, 400, 350, 1500))
    ),
    "no neighbours": rows(lambda: without(7, 8)),
    "an edge to nobody": with_edges(("前社庄", "许盘厚"), ("前社庄", "张三")),
    "an edge to one of two": with_edges(("前社庄", "前连")),
    "an edge to itself": with_edges(("前社庄", "前社庄")),
    "half an edge": with_edges(("前社庄", None)),
    "a sheet of edges without a header": workbook(("表1", without(7, 8)), ("相邻", [("前社庄", "许盘后")])),
    "an edge file that lists none": with_edge_file("村,相邻村\n"),
    "an edge file without villages": with_edge_file("a line\n"),
    "an edge in another township": with_edge_file("乡镇,村,相邻村乡镇,相邻村\n斜店乡,前社庄,斜店乡,前连\n"),
    "no edge file": lambda folder: {
        "path": one_sheet(folder / "villages.xlsx", without(7, 8)),
        "edges": folder / "edges.csv",
    },
    "no file": lambda folder: {"path": folder / "villages.xlsx"},
    "an empty file": raw(b""),
    "a web page called .xls": raw(b"<html><table><tr><td>1</td></tr></table></html>", "villages.xls"),
    "half a workbook": raw(b"PK\x03\x04 and nothing more", "villages.xlsx"),
    "another table": rows(lambda: [["姓名", "年龄"], ["张三", 41]]),
    "a header and nothing below": rows(lambda: [list(HEADER)]),
    "two village tables": two_sheets(),
    "a sheet that is not there": two_sheets(sheet="2008"),
    "only hidden tables": workbook(("说明", [["填表说明"]]), ("2006", table()), hidden=("2006",)),
    "Big5": raw("鄉鎮,村名,戶數,人口\n斜店鄉,許盤後,187,702\n清水鎮,後連,288,1054\n".encode("big5")),
    "bytes of no encoding": raw("乡镇,村名,户数,人口\n".encode() + b"\xff\xff,\xff,1,2\n"),
    "an encoding nobody knows": raw(as_csv(), encoding="klingon"),
    "the wrong encoding": raw(as_csv(), encoding="ascii"),
    "a quotation mark left open": raw(as_csv(("许盘后", '"许盘后'))),
    "an unquoted thousand": raw(as_csv((",3120,", ",3,120,"))),
    "UTF-16 without its mark": raw("Township,Village,Households\n".encode("utf-16-le")),
}
