"""``households.parquet``: households a county knows itself, in place of synthesised ones.

Columns: village_id, number (0, 1, … within the village) and any of `KNOWN`; what it leaves out is synthesised.
"""

from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.county.faults import Faults

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

LIMITS = {"size": (1, 8), "land_mu": (0, 1e6), "suits_cash_crop": (0, 1), "is_party": (0, 1), "is_cadre": (0, 1)}


def read_register(path: Path, villages: pd.DataFrame, faults: Faults) -> pd.DataFrame:
    """A register from disk, sorted by village and number; faults are added to `faults`."""
    try:
        with duckdb.connect() as connection:
            register = connection.execute("SELECT * FROM read_parquet(?)", [str(path)]).df()
    except duckdb.Error:
        faults.add(FILE, "not_parquet")
        return pd.DataFrame()
    strange = [name for name in register if name not in (*KEYS, *KNOWN)]
    lacking = [name for name in KEYS if name not in register]
    for name in strange:
        faults.add(FILE, "register_column", column=name, columns=", ".join((*KEYS, *KNOWN)))
    for name in lacking:
        faults.add(FILE, "register_key", column=name)
    if strange or lacking or "households" not in villages:
        return pd.DataFrame()
    for name, (low, high) in LIMITS.items():
        if name in register and not register[name].between(low, high).all():
            faults.add(FILE, "register_values", column=name, low=low, high=f"{high:g}")
    _check_villages(register, villages, faults)
    return register.sort_values(list(KEYS), ignore_index=True)


def _check_villages(register: pd.DataFrame, villages: pd.DataFrame, faults: Faults) -> None:
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


def write_register(path: Path, register: pd.DataFrame) -> None:
    """Write a register as Parquet."""
    place = str(path).replace("'", "''")
    with duckdb.connect() as connection:
        connection.register("register", register)
        connection.execute(f"COPY (SELECT * FROM register ORDER BY village_id, number) TO '{place}' (FORMAT parquet)")


def in_row_order(register: pd.DataFrame, row_of_number: npt.NDArray[np.uint32]) -> dict[str, npt.NDArray[np.generic]]:
    """The register's columns by household row. `register` is sorted by village and number, as `row_of_number` is."""
    columns: dict[str, npt.NDArray[np.generic]] = {}
    for name, dtype in KNOWN.items():
        if name in register:
            columns[name] = np.empty(len(register), dtype=dtype)
            columns[name][row_of_number] = register[name].to_numpy()
    return columns
