"""Who is neighbour on a map: common borders, less what parts them, and what joins them besides.

Where outlines have no neighbours, or a map of barriers or links does nothing, something is likely to be wrong
that nobody sees in the result: it is asked, with what would change it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt
import shapely

from liancun_sim.county.adjacency import neighbours_by_position
from liancun_sim.county.boundaries.barriers import linked, parted
from liancun_sim.county.boundaries.borders import LEAST_LENGTH_M, TOLERANCE_M, neighbours
from liancun_sim.county.boundaries.ground import Ground, on_the_ground, read_fact
from liancun_sim.county.boundaries.layer import parts_of
from liancun_sim.county.boundaries.lines import Lines
from liancun_sim.county.boundaries.read import read_layer
from liancun_sim.county.datums import Datum, bd09_of_gcj02, gcj02_of_wgs84, to_wgs84
from liancun_sim.county.spreadsheet.doubts import Way
from liancun_sim.county.spreadsheet.phrases import WHOLE_FILE, Findings, phrase
from liancun_sim.vocabulary import Label

Floats = npt.NDArray[np.float64]
Shapes = npt.NDArray[np.object_]
Pairs = npt.NDArray[np.int64]
Kind = Literal["barriers", "links"]

WIDER_M = (75, 100, 150, 200, 300, 500, 1000)
"""Tolerances tried where outlines have no neighbours. [m]"""

ALONE_SHARE, STILL_ALONE_SHARE = 0.5, 0.1
"""Share of villages without a neighbour that is doubted, and that a wider tolerance should leave. [assumption]"""

CLEARLY_MORE = 2.0
"""How many times as many pairs barriers must part in another datum for theirs to be doubted. [assumption]"""


@dataclass(frozen=True)
class _Beside:
    """A map beside that of the villages. shapes : lines, areas and points, on the county's plane. [m]

    in_degrees : whether it may be in another datum. shifted : the shapes, had they been in it.
    """

    shapes: Shapes
    in_degrees: bool
    said: Label
    datum: Datum
    shifted: Callable[[Callable[[Floats], Floats]], Shapes]


def neighbours_on_map(
    areas: Shapes, metres: Floats, lines: Lines, encoding: str | None, ground: Ground, findings: Findings
) -> tuple[Pairs, list[Label]]:
    """Pairs of rows of a map with outlines, and what to say of them.

    Parameters
    ----------
    areas : (village,) None where the map has none. metres : (village, 2) where villages lie.
    lines : maps beside it. findings : of the map; the doubts of maps beside it are noted under their own names.
    """
    tolerance = findings.answers.tolerance or TOLERANCE_M
    pairs = neighbours(areas, tolerance)
    if not lines.edges_given:
        _doubt_gaps(areas, pairs, tolerance, findings)
    told = [phrase("boundaries.neighbours_by_border", count=len(pairs), tolerance=f"{tolerance:g}",
                   least=f"{LEAST_LENGTH_M * tolerance / TOLERANCE_M:g}")]  # fmt: skip
    without = shapely.is_missing(areas)
    if without.any():
        near = neighbours_by_position(metres / 1000)
        near = near[without[near].any(axis=1)]
        pairs = np.concatenate([pairs, near])
        told.append(phrase("boundaries.neighbours_without_area", count=len(near)))
    if lines.barriers is not None:
        count = len(pairs)
        pairs, said = _less_parted(pairs, areas, lines.barriers, encoding, ground, findings)
        told += [*said, phrase("boundaries.parted", file=lines.barriers.name, count=count - len(pairs))]
    if lines.links is not None:
        more, said = _linked(areas, lines.links, encoding, ground, findings)
        known = set(map(tuple, pairs.tolist()))
        fresh = [pair for pair in more.tolist() if tuple(pair) not in known]
        pairs = np.concatenate([pairs, np.array(fresh, dtype=np.int64).reshape(-1, 2)])
        told += [*said, phrase("boundaries.linked", file=lines.links.name, count=len(fresh))]
    return pairs, told


def _doubt_gaps(areas: Shapes, pairs: Pairs, tolerance: float, findings: Findings) -> None:
    """Asks where most outlines have no neighbour: a drawing with gaps between villages."""
    known = int((~shapely.is_missing(areas)).sum())
    alone = known - len(np.unique(pairs))
    if known < 2 or alone <= ALONE_SHARE * known:
        return
    ways = [Way("accept", phrase("boundaries.then_no_neighbours"))]
    for wider in (one for one in WIDER_M if one > tolerance):
        found = neighbours(areas, wider)
        if known - len(np.unique(found)) <= STILL_ALONE_SHARE * known:
            then = phrase("boundaries.then_tolerance", metres=f"{wider:g}", count=len(found))
            ways.insert(0, Way("tolerance", then, f"{wider:g}"))
            break
    findings.ask("few_neighbours_on_map", WHOLE_FILE, ways, alone=alone, count=known, tolerance=f"{tolerance:g}")


def _less_parted(
    pairs: Pairs, areas: Shapes, path: Path, encoding: str | None, ground: Ground, findings: Findings
) -> tuple[Pairs, list[Label]]:
    tolerance = findings.answers.tolerance or TOLERANCE_M

    def cut(shapes: Shapes) -> npt.NDArray[np.bool_]:
        return parted(pairs, areas, shapes, tolerance)

    own = Findings(path.name, findings.answers)
    try:
        beside = _beside(path, encoding, "barriers", ground, own)
        found = cut(beside.shapes)
        if len(pairs):
            _doubt("barriers", int(found.sum()), len(pairs), lambda shapes: int(cut(shapes).sum()), beside,
                   ground, areas, own)  # fmt: skip
    finally:
        findings.take_over(own)
    return pairs[~found], [beside.said]


def _linked(
    areas: Shapes, path: Path, encoding: str | None, ground: Ground, findings: Findings
) -> tuple[Pairs, list[Label]]:
    own = Findings(path.name, findings.answers)
    try:
        beside = _beside(path, encoding, "links", ground, own)
        found = linked(areas, beside.shapes)
        _doubt("links", len(found), 0, lambda shapes: len(linked(areas, shapes)), beside, ground, areas, own)
    finally:
        findings.take_over(own)
    return found, [beside.said]


def _doubt(
    kind: Kind, count: int, of_all: int, counted: Callable[[Shapes], int], beside: _Beside, ground: Ground,
    areas: Shapes, findings: Findings,
) -> None:  # fmt: skip
    """Asks where lines part or join nobody, or barriers far more in another datum, with the datums that would."""
    own: Datum | None = findings.answers.barriers_datum if kind == "barriers" else findings.answers.links_datum
    if count and (kind == "links" or own is not None):
        return
    found: list[tuple[int, Way]] = []
    if beside.in_degrees:
        datums: tuple[Datum, ...] = ("wgs84", "gcj02", "bd09")
        for datum in (one for one in datums if one != beside.datum):
            more = counted(beside.shifted(lambda degrees, datum=datum: to_wgs84(degrees, datum)))  # type: ignore[misc]
            then = phrase(f"boundaries.then_{kind}_datum", datum=datum.upper(), count=more)
            found.append((more, Way("barriers_datum" if kind == "barriers" else "links_datum", then, datum)))
    if ground.may_be_shifted:
        shifts: tuple[tuple[str, Callable[[Floats], Floats]], ...] = (
            ("gcj02", gcj02_of_wgs84), ("bd09", lambda degrees: bd09_of_gcj02(gcj02_of_wgs84(degrees))),
        )  # fmt: skip
        for name, shift in shifts:
            more = counted(beside.shifted(shift))
            then = phrase(f"boundaries.then_map_datum_{kind}", datum=name.upper(), count=more)
            found.append((more, Way("datum", then, name)))
    better = [one for one in found if one[0] > CLEARLY_MORE * count]
    if count and not better:
        return
    better.sort(key=lambda one: one[0], reverse=True)
    ways = [*(way for _, way in better), Way("accept", phrase("boundaries.then_as_they_lie"))]
    where = _where(beside.shapes, areas[~shapely.is_missing(areas)])
    findings.ask(f"{kind}_off", WHOLE_FILE, ways, count=count, all=of_all, where=where)


def _where(lines: Shapes, areas: Shapes) -> Label:
    """Whether lines lie off the county, and how far."""
    apart = shapely.distance(shapely.box(*shapely.total_bounds(lines)), shapely.box(*shapely.total_bounds(areas)))
    if apart > 0:
        return phrase("boundaries.lies_off", km=f"{max(apart / 1000, 0.1):,.3g}")
    return phrase("boundaries.lies_within")


def _beside(path: Path, encoding: str | None, kind: Kind, ground: Ground, findings: Findings) -> _Beside:
    """A map of lines, points and areas; degrees are of the datum said of it, else of that said of the villages' map."""
    layer = read_layer(path, encoding, findings)
    if (ground.plane is None) != (layer.reference is not None and layer.reference.kind == "county"):
        findings.refuse("boundaries.other_plane")
    given = findings.answers.barriers_datum if kind == "barriers" else findings.answers.links_datum
    raw = on_the_ground(layer, None, findings, ground.plane)
    datum = given or (findings.answers.datum if raw.may_be_shifted else None)
    read = raw if datum is None else on_the_ground(layer, datum, findings, ground.plane)

    def shifted(shift: Callable[[Floats], Floats]) -> Shapes:
        assert raw.plane is not None
        shapes = _parts(raw.shapes)
        degrees = shift(raw.plane.inverse(shapely.get_coordinates(shapes)))
        return np.asarray(shapely.set_coordinates(shapes, raw.plane.forward(degrees)))

    used: Datum = "wgs84" if datum in (None, "cgcs2000") else datum
    return _Beside(_parts(read.shapes), raw.may_be_shifted, read_fact(layer, read), used, shifted)


def _parts(shapes: Sequence[object] | Shapes) -> Shapes:
    kinds = ("LineString", "Polygon", "Point")
    return np.array([part for shape in shapes for kind in kinds for part in parts_of(shape, kind)], dtype=object)
