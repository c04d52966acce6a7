"""Reading ``villages.csv``: every cell checked, every fault reported with its line."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from liancun_sim.county.faults import Faults
from liancun_sim.county.schema import FIELDS, MOST_PER_HOUSEHOLD, REQUIRED, TRADES, VillageField
from liancun_sim.files.text_cells import unguarded
from liancun_sim.vocabulary import nearest
from liancun_sim.vocabulary.units import unit_label

FILE = "villages.csv"
LONGEST_TEXT = 200  # characters of a name or id; the longest name of a Chinese village known has 22 [assumption]
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)

Cell = str | float | int | None


def read_villages(path: Path, faults: Faults) -> pd.DataFrame:
    """A village table from disk.

    Returns
    -------
    DataFrame indexed by id, sorted; the columns the file has, gaps as None. Faults are added to
    `faults`; where the table cannot be read at all, it comes back empty.
    """
    rows = read_rows(path, FILE, faults)
    if not rows:
        return pd.DataFrame(index=pd.Index([], name="id"))
    names = _header(rows[0][1], faults)
    if len(set(names)) < len(names):  # which of two columns is meant nobody knows
        return pd.DataFrame(index=pd.Index([], name="id"))
    table: dict[str, list[Cell]] = {name: [] for name in names if name in FIELDS}
    lines: list[int] = []
    for line, cells in rows[1:]:
        if len(cells) != len(names):
            faults.add(FILE, "wrong_cell_count", line, found=len(cells), expected=len(names))
            continue
        lines.append(line)
        for name, cell in zip(names, cells):
            if name in table:
                table[name].append(_value(FIELDS[name], cell.strip(), line, faults))
    if len(rows) == 1:
        faults.add(FILE, "no_villages")
    if "id" not in table:
        return pd.DataFrame(index=pd.Index([], name="id"))
    frame = pd.DataFrame(table, dtype=object)
    _check_rows(frame, lines, faults)
    return frame[frame["id"].notna()].set_index("id").sort_index()


def read_rows(path: Path, file: str, faults: Faults) -> list[tuple[int, list[str]]]:
    """The rows of a UTF-8 table with their line numbers, blank ones left out; empty with a fault if unreadable."""
    data = faults.read(path, file)
    if data is None:
        return []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.add(file, "not_utf8", data.count(b"\n", 0, error.start) + 1)
        return []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    while True:
        begin = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error:
            faults.add(file, "broken_quotes", begin)
            return []
        if any(cell.strip() for cell in cells):
            rows.append((begin, [unguarded(cell) for cell in cells]))
    if not rows:
        faults.add(file, "empty_file")
    return rows


def _header(cells: list[str], faults: Faults) -> list[str]:
    names = [cell.strip() for cell in cells]
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            faults.add(FILE, "repeated_column", 1, column=name)
        if name not in FIELDS:
            near = nearest(name, FIELDS)
            key = "unknown_column" if near is None else "unknown_column_near"
            faults.add(FILE, key, 1, column=name, near=near, columns=", ".join(FIELDS))
    for name in REQUIRED:
        if name not in names:
            field = FIELDS[name]
            faults.add(FILE, "missing_column", 1, column=name, label=field.label)
    return names


def _value(field: VillageField, text: str, line: int, faults: Faults) -> Cell:
    if not text:
        if field.required:
            faults.add(FILE, "empty_cell", line, column=field.name, label=field.label)
        return None
    if field.dtype == "text" and len(text) > LONGEST_TEXT:
        faults.add(FILE, "long_text", line, column=field.name, count=len(text), most=LONGEST_TEXT)
        return None
    if field.dtype == "text":
        return _trade(text, line, faults) if field.name == "leading_trade" else text
    if not NUMBER.fullmatch(text) or not np.isfinite(number := float(text)):
        faults.add(FILE, "not_a_number", line, column=field.name, value=text, unit=unit_label(field.unit))
        return None
    if field.dtype == "int" and not number.is_integer():
        faults.add(FILE, "not_whole", line, column=field.name, value=text, unit=unit_label(field.unit))
        return None
    if (field.low is not None and number < field.low) or (field.high is not None and number > field.high):
        bounds = {"low": _bound(field.low), "high": _bound(field.high)}
        key = "too_low" if field.high is None else "out_of_bounds"
        faults.add(FILE, key, line, column=field.name, value=text, unit=unit_label(field.unit), **bounds)
        return None
    return int(number) if field.dtype == "int" else number


def _bound(value: float | None) -> str:
    return "" if value is None else f"{value:,g}" if value < 1e5 else f"{value:,.0f}"


def _trade(text: str, line: int, faults: Faults) -> str | None:
    keys = [trade.key for trade in TRADES]
    if text in keys:
        return text
    near = nearest(text, keys)
    key = "unknown_trade" if near is None else "unknown_trade_near"
    faults.add(FILE, key, line, value=text, near=near, trades=", ".join(keys))
    return None


def _check_rows(table: pd.DataFrame, lines: list[int], faults: Faults) -> None:
    """What no single cell shows: repeated ids and names, numbers that contradict one another."""
    records: list[dict[Any, Cell]] = table.to_dict("records")
    first_line: dict[object, int] = {}
    places: dict[object, int] = {}
    for row, line in zip(records, lines):
        if row["id"] is not None and first_line.setdefault(row["id"], line) != line:
            faults.add(FILE, "repeated_id", line, id=row["id"], first=first_line[row["id"]])
        place = (row.get("township"), row.get("name"))
        if None not in place and places.setdefault(place, line) != line:
            faults.add(FILE, "repeated_name", line, name=place[1], township=place[0], first=places[place])
        _check_row(row, line, faults)
    for row, line in zip(records, lines):
        partner = row.get("tied_to")
        if partner is not None and partner == row["id"]:
            faults.add(FILE, "tied_to_itself", line, id=partner)
        elif partner is not None and partner not in first_line:
            faults.add(FILE, "tied_to_nobody", line, id=partner)


def _check_row(row: dict[Any, Cell], line: int, faults: Faults) -> None:
    def number(column: str) -> float | None:
        value = row.get(column)
        return None if value is None else float(value)

    households, people = number("households"), number("population")
    if households and people and not 1 <= people / households <= MOST_PER_HOUSEHOLD:
        faults.add(
            FILE, "household_size", line,
            people=f"{people:,.0f}", households=f"{households:,.0f}", size=f"{people / households:.2f}",
        )  # fmt: skip
    land, spare = number("land_mu"), number("spare_land_mu")
    if land is not None and spare is not None and spare > land:
        faults.add(FILE, "spare_land", line, spare=f"{spare:g}", land=f"{land:g}")
    for column in ("cadre_posts", "party_members"):
        count = number(column)
        if households is not None and count is not None and count > households:
            faults.add(
                FILE, "more_than_households", line, column=column, count=f"{count:g}", households=f"{households:g}"
            )
    if (number("x_km") is None) != (number("y_km") is None):
        faults.add(FILE, "half_a_position", line)
