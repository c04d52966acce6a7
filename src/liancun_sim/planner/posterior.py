"""Weighted draws of the assumptions from a file, as an analysis that held the model to data leaves them (后验).

A column for each coefficient that is not to be drawn from its range, and a column of weights where these differ; rows
are drawn again by their weights, evenly spread, so that few draws stand for many rows.
"""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from liancun_sim.files import read_bytes, reason
from liancun_sim.running.study.designs import read_csv
from liancun_sim.simulation.schedule import COEFFICIENTS
from liancun_sim.vocabulary import BadInput, Fault, nearest, say

WEIGHTS = ("weight", "w", "权重")
ENDING = ".csv"
MOST_BYTES = 20_000_000
EVENLY = (np.sqrt(5) - 1) / 2  # multiples of the golden section fill an interval evenly, however many there are


def posterior_in(path: Path, draws: int) -> tuple[Mapping[str, float], ...]:
    """So many draws of the coefficients a file has, each row as often as its weight says.

    Raises
    ------
    BadInput
        If the file cannot be read, names what is no coefficient, or holds a value outside its range or no weight.
    """
    try:
        rows = read_csv(read_bytes(path, MOST_BYTES).decode("utf-8-sig"))
    except OSError as error:
        raise BadInput(Fault(path.name, "", say("plan.posterior_unreadable", reason=reason(error)))) from None
    except (UnicodeDecodeError, csv.Error):
        raise BadInput(Fault(path.name, "", say("plan.posterior_no_table"))) from None
    if len(rows) < 2:
        raise BadInput(Fault(path.name, "", say("plan.posterior_no_table")))
    (line, header), *cells = rows
    faults = _columns(path, line, header)
    table = np.full((len(cells), len(header)), np.nan)
    for at, (line, row) in enumerate(cells):
        place = say("scenario.line", line=line)
        if len(row) != len(header):
            fields = {"found": len(row), "wanted": len(header)}
            faults.append(Fault(path.name, place, say("plan.posterior_row", **fields)))
            continue
        for column, (key, text) in enumerate(zip(header, row, strict=True)):
            table[at, column], wrong = _value(key, text)
            if wrong:
                faults.append(Fault(path.name, place, wrong))
    if faults:
        raise BadInput(faults)
    weights = next((table[:, at] for at, key in enumerate(header) if key in WEIGHTS), np.ones(len(cells)))
    if not weights.sum() > 0:
        raise BadInput(Fault(path.name, "", say("plan.posterior_weightless")))
    edges = np.cumsum(weights) / weights.sum()
    places = np.searchsorted(edges, ((np.arange(draws) + 0.5) * EVENLY) % 1.0, side="right")
    kept = [(at, key) for at, key in enumerate(header) if key in COEFFICIENTS]
    return tuple({key: float(table[row, at]) for at, key in kept} for row in np.minimum(places, len(cells) - 1))


def _columns(path: Path, line: int, header: Sequence[str]) -> list[Fault]:
    place, faults = say("scenario.line", line=line), list[Fault]()
    for key in header:
        if key in WEIGHTS or key in COEFFICIENTS:
            continue
        near = nearest(key, COEFFICIENTS)
        message = say("plan.posterior_unknown_near" if near else "plan.posterior_unknown", name=key, near=near)
        faults.append(Fault(path.name, place, message))
    if not faults and (len(set(header)) < len(header) or not set(header) & set(COEFFICIENTS)):
        faults.append(Fault(path.name, place, say("plan.posterior_header")))
    return faults


def _value(key: str, text: str) -> tuple[float, str]:
    """A cell as a number, and what is wrong with it."""
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    one = COEFFICIENTS.get(key)
    low, high = (one.low, one.high) if one else (0.0, float("inf"))
    if low <= value <= high and np.isfinite(value):
        return value, ""
    return float("nan"), say("plan.posterior_value", key=key, value=text, low=f"{low:g}", high=f"{high:g}")
