"""``households.parquet``: households a county knows itself, in place of synthesised ones.

Columns: village_id, number (0, 1, … within the village) and any of `KNOWN`; what it leaves out is synthesised.
"""

import re
from collections.abc import Mapping
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from liancun_sim.county.faults import Faults
from liancun_sim.files.parquet import copy_to_parquet
from liancun_sim.vocabulary import Label

if TYPE_CHECKING:
    import pandas as pd

FILE = "households.parquet"
KEYS = ("village_id", "number")
KNOWN = {
    "size": "uint8",
    "land_mu": "float32",
    "suits_cash_crop": "uint8",
    "is_party": "uint8",
    "is_cadre": "uint8",
}
"""Columns a register may bring, with their types."""

TYPES = {"number": "int64", **KNOWN}
MEMORY = "800MB"
NUMERIC = re.compile(r"BOOLEAN|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL\(.*\)")
LIMITS = {
    "number": (0, 1e7),
    "size": (1, 8),
    "land_mu": (0, 1e6),
    "suits_cash_crop": (0, 1),
    "is_party": (0, 1),
    "is_cadre": (0, 1),
}


def read_register(path: Path, villages: "pd.DataFrame", faults: Faults) -> "pd.DataFrame":
    """A register from disk, sorted by village and number; faults are added to `faults`."""
    import duckdb  # slow to load, as pandas is: only for counties with a register
    import pandas as pd

    nothing = pd.DataFrame()
    if not path.is_file():  # a folder, or a pipe that would be waited for
        faults.add(FILE, "not_parquet")
        return nothing
    source = {"path": escape(str(path))}
    try:
        with duckdb.connect(config={"memory_limit": MEMORY}) as connection:
            about = connection.execute("DESCRIBE SELECT * FROM read_parquet($path)", source).fetchall()
            types = {str(name): str(kind) for name, kind, *_ in about}
            if not _columns_are_right(types, faults) or "households" not in villages:
                return nothing
            (count,) = connection.execute("SELECT count(*) FROM read_parquet($path)", source).fetchone() or (0,)
            expected = int(villages["households"].fillna(0).sum())
            if count > 2 * expected + 1:  # a few bytes can claim a billion lines
                faults.add(FILE, "register_rows", found=count, expected=expected)
                return nothing
            register = connection.execute("SELECT * FROM read_parquet($path)", source).df()
    except (duckdb.Error, ValueError, MemoryError):
        faults.add(FILE, "not_parquet")
        return nothing
    right = [_values_are_right(register[name], faults) for name in register if name != "village_id"]
    if register["village_id"].isna().any():
        faults.add(FILE, "register_values", column="village_id", low=villages.index.min(), high=villages.index.max())
        return nothing
    if register["number"].isna().any():
        return nothing
    if all(right):
        register = register.astype({name: kind for name, kind in TYPES.items() if name in register})
    _check_villages(register, villages, faults)
    return register.sort_values(list(KEYS), ignore_index=True)


def _columns_are_right(types: Mapping[str, str], faults: Faults) -> bool:
    """Known columns alone, the keys among them, and of types that can be what they should be."""
    before = len(faults.found)
    for name, kind in types.items():
        if name not in (*KEYS, *KNOWN):
            faults.add(FILE, "register_column", column=name, columns=", ".join((*KEYS, *KNOWN)))
        elif name == "village_id" and kind != "VARCHAR":
            faults.add(FILE, "register_type", column=name, found=kind, expected=Label("text", "文字"))
        elif name != "village_id" and not NUMERIC.fullmatch(kind):
            faults.add(FILE, "register_type", column=name, found=kind, expected=Label("numbers", "数字"))
    for name in KEYS:
        if name not in types:
            faults.add(FILE, "register_key", column=name)
    return len(faults.found) == before


def _values_are_right(column: "pd.Series", faults: Faults) -> bool:
    """Within bounds, nowhere empty, whole where they count something."""
    import pandas as pd

    low, high = LIMITS[str(column.name)]
    values = pd.to_numeric(column, errors="coerce").astype("Float64")
    if not values.between(low, high).fillna(False).all():
        faults.add(FILE, "register_values", column=column.name, low=low, high=f"{high:g}")
        return False
    if TYPES[str(column.name)] != "float32" and not (values == values.round()).all():
        faults.add(FILE, "register_halves", column=column.name)
        return False
    return True


def _check_villages(register: "pd.DataFrame", villages: "pd.DataFrame", faults: Faults) -> None:
    """Every village with all its households, numbered without gaps, their people as many as the table says."""
    groups = {str(name): group for name, group in register.groupby("village_id")}
    for name in sorted(set(groups) - set(villages.index)):
        faults.add(FILE, "unknown_village", id=name)
    for village, line in villages.iterrows():
        name = str(village)
        group = groups.get(name, register.iloc[:0])
        if sorted(group["number"].tolist()) != list(range(line["households"] or 0)):
            faults.add(FILE, "register_numbers", id=name, found=len(group), expected=line["households"])
        elif "size" in register and int(group["size"].sum()) != line.get("population"):
            people = int(group["size"].sum())
            faults.add(FILE, "register_people", id=name, found=people, expected=line["population"])


def write_register(path: Path, register: "pd.DataFrame") -> None:
    """Write a register as Parquet."""
    import duckdb

    with duckdb.connect() as connection:
        connection.register("register", register)
        copy_to_parquet(connection, "SELECT * FROM register ORDER BY village_id, number", path)


def in_row_order(register: "pd.DataFrame", row_of_number: npt.NDArray[np.uint32]) -> dict[str, npt.NDArray[np.generic]]:
    """The register's columns by household row. `register` is sorted by village and number, as `row_of_number` is."""
    columns: dict[str, npt.NDArray[np.generic]] = {}
    for name, dtype in KNOWN.items():
        if name in register:
            columns[name] = np.empty(len(register), dtype=dtype)
            columns[name][row_of_number] = register[name].to_numpy()
    return columns
