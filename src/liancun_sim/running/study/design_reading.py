"""The design a study asks for → its points; every fault with its line."""

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from liancun_sim.files import read_bytes, reason
from liancun_sim.running.study import designs
from liancun_sim.running.study.designs import Points
from liancun_sim.running.study.factor_reading import not_finite
from liancun_sim.running.study.factors import Factor
from liancun_sim.running.study.study_faults import Place, StudyFaults
from liancun_sim.running.study.study_file import DEFAULT_LEVELS, DesignPart, StudyFile
from liancun_sim.scenario.explaining import shown
from liancun_sim.scenario.origin import Origin
from liancun_sim.scenario.reading import parse
from liancun_sim.vocabulary import BadInput, say

MOST_POINTS = 2_000_000
MOST_BYTES = 400_000_000  # of so many points, at twenty factors each
HEADER = "header"
OTHER_SEPARATORS = {";": ";", "\t": "TAB", "，": "，", "；": "；"}  # what spreadsheets and people write for a comma
GIVEN = ("list", "csv")  # kinds whose points, and so factors, are given one by one


def make_points(study: StudyFile, factors: Sequence[Factor], faults: StudyFaults) -> Points | None:
    """The points of a design over ranges; None if the study is at fault."""
    design = study.design
    if design is None:
        if factors:
            faults.add((), "no_design", count=len(factors))
            return None
        return designs.one_point()
    if not factors:
        faults.add(("design",), "nothing_varies")
        return None
    size = _size(design, factors)
    if size > MOST_POINTS:
        faults.add(("design",), "too_many_points", count=f"{size:,}", most=f"{MOST_POINTS:,}")
        return None
    return _made(design, factors)


def _size(design: DesignPart, factors: Sequence[Factor]) -> int:
    if design.kind == "grid":
        return designs.grid_size(factors, design.levels or DEFAULT_LEVELS["grid"])
    rows = {"latin_hypercube": 1, "halton": 1, "sobol": len(factors) + 2, "morris": len(factors) + 1}[design.kind]
    return rows * (design.points or design.base or design.trajectories or 0)


def _made(design: DesignPart, factors: Sequence[Factor]) -> Points:
    seed = 1 if design.seed is None else design.seed
    if design.kind == "grid":
        return designs.grid(factors, design.levels or DEFAULT_LEVELS["grid"])
    if design.kind == "latin_hypercube":
        return designs.latin_hypercube(factors, design.points or 0, seed)
    if design.kind == "halton":
        return designs.halton(factors, design.points or 0, seed)
    if design.kind == "sobol":
        return designs.sobol(factors, design.base or 0, seed)
    return designs.morris(factors, design.trajectories or 0, design.levels or DEFAULT_LEVELS["morris"], seed)


def given_points(
    study: StudyFile, folder: Path, known: Callable[[str, Place], Factor | None], faults: StudyFaults
) -> tuple[Points | None, tuple[Factor, ...]]:
    """The points a study lists itself, or reads from a CSV file, and the factors they are made of.

    known : what is known of a name at a place; None once it has said that nothing is.
    """
    design = study.design
    assert design is not None
    for part in ("levers", "uncertainties"):
        if part in study.model_fields_set:
            faults.add((part,), "given_design", kind=design.kind, part=part)
    rows = _rows_of_csv(design, folder, faults) if design.kind == "csv" else _rows_of_list(design, faults)
    if not rows:
        return None, ()
    factors: list[Factor] = []
    for key in rows[0][1]:
        factor = known(key, first_given(design, key))
        if factor is not None:
            factors.append(factor)
    for number, row in rows:
        for key, value in row.items():
            if not isinstance(value, bool | int | float | str):
                faults.add(_place(design, number, key), "bad_cell", key=key, value=shown(value))
            elif not_finite(value, of_text=design.kind == "csv"):
                faults.add(_place(design, number, key), "not_finite", key=key, value=shown(value))
    if faults.found:
        return None, ()
    spanning = tuple(_spanning(factor, [row[factor.key] for _, row in rows]) for factor in factors)
    return designs.listed([row for _, row in rows]), spanning


def place_of(design: DesignPart, points: Points, factor: Factor) -> Callable[[Any], Place]:
    """Where each value of a factor is first given."""
    values = points.values[factor.key].tolist()
    return lambda value: _place(design, values.index(value) if value in values else 0, factor.key)


def first_given(design: DesignPart, key: str) -> Place:
    """Where the points that are given name a factor."""
    return _place(design, 0, key) if design.kind == "list" else ("design", "file", HEADER)


def _place(design: DesignPart, row: int, key: str) -> Place:
    return ("design", "rows" if design.kind == "list" else "file", row, key)


def _spanning(factor: Factor, values: Sequence[Any]) -> Factor:
    """The factor over the values it is given."""
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
        return Factor(factor.key, factor.role, factor.kind if factor.kind != "choice" else "real",
                      float(min(values)), float(max(values)), (), factor.unit, factor.label)  # fmt: skip
    distinct = tuple(dict.fromkeys(values))
    return Factor(factor.key, factor.role, "choice", 0.0, 1.0, distinct, factor.unit, factor.label)


def _rows_of_list(design: DesignPart, faults: StudyFaults) -> list[tuple[int, Mapping[str, Any]]]:
    rows = design.rows or []
    if not rows or not rows[0]:
        faults.add(("design", "rows"), "no_rows")
        return []
    right: list[tuple[int, Mapping[str, Any]]] = [
        (number, row) for number, row in enumerate(rows) if set(row) == set(rows[0])
    ]
    for number, row in enumerate(rows):
        if set(row) != set(rows[0]):
            fields = {"row": number + 1, "keys": ", ".join(row), "first": ", ".join(rows[0])}
            faults.add(("design", "rows", number), "uneven_rows", **fields)
    return right


def _rows_of_csv(design: DesignPart, folder: Path, faults: StudyFaults) -> list[tuple[int, Mapping[str, Any]]]:
    place, name = ("design", "file"), design.file or ""
    try:
        text = read_bytes(folder / name, MOST_BYTES).decode("utf-8-sig")
    except OSError as error:
        faults.add(place, "csv_unreadable", file=name, reason=reason(error))
        return []
    except UnicodeDecodeError:
        faults.add(place, "csv_not_utf8", file=name)
        return []
    except ValueError:  # a zero character in the name
        faults.add(place, "csv_unreadable", file=repr(name), reason=say("files.no_name"))
        return []
    try:
        (first, header), *cells = designs.read_csv(text) or [(1, [])]
    except csv.Error as error:
        faults.add(place, "csv_unreadable", file=name, reason=error)
        return []
    if not cells:
        faults.add(place, "csv_empty", file=name)
        return []
    shown_as = str(folder / name)
    faults.stands((*place, HEADER), shown_as, first)
    separator = next((one for one in OTHER_SEPARATORS if len(header) == 1 and one in header[0]), None)
    if separator is not None:
        faults.add((*place, HEADER), "csv_separator", separator=OTHER_SEPARATORS[separator])
        return []
    if len(set(header)) < len(header) or "" in header:
        faults.add((*place, HEADER), "csv_header", header=", ".join(header))
        return []
    rows: list[tuple[int, Mapping[str, Any]]] = []
    for line, row in cells:
        number = len(rows)
        faults.stands((*place, number), shown_as, line)
        if len(row) != len(header):
            faults.add((*place, number), "csv_row", found=len(row), wanted=len(header))
            continue
        rows.append((number, {key: _cell(cell) for key, cell in zip(header, row)}))
    return rows


def _cell(text: str) -> Any:
    """A cell as YAML would read it; what YAML cannot read is text."""
    try:
        return parse(text, Origin("")).content
    except BadInput:
        return text
