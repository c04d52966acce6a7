"""Spoilt tables, each with what must be said of it, in English and Chinese."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

from small_table import HEADER, ROWS, one_sheet, save, table, with_cell, without

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
    return lambda: [[*row, value] for row, value in zip(table(), (title, *values), strict=True)]


def without_positions(*more: tuple[object, ...]) -> Callable[[], list[list[object]]]:
    return lambda: [*without(7, 8), *map(list, more)]


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


def two_sheets(hidden: tuple[str, ...] = (), **options: Any) -> Make:
    def make(folder: Path) -> dict[str, Any]:
        path = save(folder / "villages.xlsx", ("2006", table()), ("2007", table()), hidden=hidden)
        return {"path": path, **options}

    return make


def as_csv(*changed: tuple[str, str]) -> bytes:
    text = "\n".join(",".join(map(str, row)) for row in table()) + "\n"
    for old, new in changed:
        text = text.replace(old, new)
    return text.encode()


CASES: dict[str, tuple[Make, list[str], list[str]]] = {}
