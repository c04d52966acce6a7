"""From a map file to what a county needs of it: where villages lie, who is neighbour, true outlines."""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from liancun_sim.county.adjacency import neighbours_by_position, sorted_edges
from liancun_sim.county.boundaries.defects import Defects, areas_and_defects, is_tangle
from liancun_sim.county.boundaries.folding import folded_township
from liancun_sim.county.boundaries.ground import middle_fact, on_the_ground, read_fact
from liancun_sim.county.boundaries.joining import match
from liancun_sim.county.boundaries.layer import Layer, parts_of
from liancun_sim.county.boundaries.lines import Lines
from liancun_sim.county.boundaries.names import HOW, Joined, Place
from liancun_sim.county.boundaries.neighbouring import neighbours_on_map
from liancun_sim.county.boundaries.placing import on_plane, placed
from liancun_sim.county.boundaries.read import read_layer
from liancun_sim.county.outlines import collection
from liancun_sim.county.spreadsheet.on_map import Known, Stated, VillageMap
from liancun_sim.county.spreadsheet.phrases import Findings, listed, phrase
from liancun_sim.county.spreadsheet.positions import far_off
from liancun_sim.vocabulary import BadInput, Label

Floats = npt.NDArray[np.float64]


def map_of_villages(
    path: Path, lines: Lines, encoding: str | None, villages: Sequence[Known], stated: Stated, findings: Findings
) -> VillageMap | None:
    """As `read_map`; None where the map cannot be used yet, the reasons noted in `findings`."""
    own = Findings(path.name, findings.answers)
    found = None
    try:
        found = read_map(path, villages, stated, encoding, lines, own)
    except BadInput as bad:
        if not own.faults and not own.doubts:  # of a file beside the map
            findings.note(bad.faults)
    findings.take_over(own)
    return found


def read_map(
    path: Path, villages: Sequence[Known], stated: Stated, encoding: str | None, lines: Lines, findings: Findings
) -> VillageMap:
    """Read a map and join it to the villages of a table.

    Parameters
    ----------
    stated : where the table says villages lie.
    findings : under the map's name; its answers settle names, datum and zone.

    Raises
    ------
    BadInput
        If the map cannot be read or villages are not on it; `Doubtful` where a person has to say what is meant.
    """
    layer = read_layer(path, encoding, findings)
    ground = on_the_ground(layer, findings.answers.datum, findings)
    is_area = [any(True for _ in parts_of(shape, "Polygon")) for shape in ground.shapes]
    by_border = any(is_area)
    if not by_border and not any(any(True for _ in parts_of(shape, "Point")) for shape in ground.shapes):
        findings.refuse("boundaries.no_areas")
    kept = np.flatnonzero(is_area) if by_border else np.arange(len(is_area))
    shapes = ground.shapes[kept]
    attributes = [layer.features[row].properties for row in kept.tolist()]
    others = set(range(len(is_area))) - set(kept.tolist())
    shapeless = [*layer.shapeless, *(layer.features[row].properties for row in sorted(others))]
    known = ~np.isnan(on_plane(stated, ground)).any(axis=1)
    joined = match(villages, attributes, shapes, known, findings, shapeless)
    drawn = [
        [part for row in joined.shapes.get(village.id, ()) for part in parts_of(shapes[row], "Polygon")]
        for village in villages
    ]
    tangled = [village for village, polygons in zip(villages, drawn, strict=True) if any(map(is_tangle, polygons))]
    if tangled:
        findings.refuse("boundaries.tangled", villages=listed(f"{one.township} {one.name}" for one in tangled))
    areas, defects = areas_and_defects(drawn)
    points = [
        [part for row in joined.shapes.get(village.id, ()) for part in parts_of(shapes[row], "Point")]
        for village in villages
    ]
    metres, moved = placed(areas, points, stated, ground, villages, findings)
    findings.stop_if_any()
    corner = np.zeros(2) if ground.plane is None else np.floor(metres.min(axis=0))
    if by_border:
        pairs, told = neighbours_on_map(areas, metres, lines, encoding, ground, findings)
    else:
        pairs = neighbours_by_position(metres / 1000)
        told = [phrase("boundaries.neighbours_by_points", count=len(pairs))]
    ids = [village.id for village in villages]
    unused = ground.plane is not None and not np.isnan(stated.km).all()
    moved += [phrase("boundaries.km_replaced")] if unused else []
    moved += far_off(metres / 1000, [village.name for village in villages])
    remarks = [*layer.remarks, *ground.remarks, *moved, *_odd(defects, villages), *_left(joined, layer, kept)]
    provenance: dict[str, Any] = {
        "file": f"{path.name}, sha256 {sha256(path.read_bytes()).hexdigest()}",
        "coordinates": {"en": ground.said.en, "zh": ground.said.zh},
    }
    if ground.plane is not None:
        provenance["plane"] = {
            "central_meridian": ground.plane.central_meridian, "east_m": float(corner[0]), "north_m": float(corner[1]),
        }  # fmt: skip
    return VillageMap(
        np.round((metres - corner) / 1000, 4),
        sorted_edges((ids[one], ids[other]) for one, other in pairs.tolist()),
        collection([(one.id, one.township, one.name) for one in villages], drawn, corner) if by_border else None,
        by_border,
        (read_fact(layer, ground), *middle_fact(ground, metres), *_how(joined, villages), *told),
        tuple(remarks),
        provenance,
    )


def _how(joined: Joined, villages: Sequence[Known]) -> list[Label]:
    """How villages were found on the map, and every one that is written differently there but for a 村 behind it."""
    titles = {village.id: village for village in villages}
    columns = listed(phrase(f"boundaries.column_{role}", column=column) for role, column in joined.columns.items())
    counts = Counter(joined.how.values())
    said = [phrase(f"boundaries.matched_{how}", count=counts[how]) for how in HOW if counts[how]]
    facts = [phrase("boundaries.matched", how=listed(said), columns=columns)]
    written = [
        f"{joined.places[key].title} → {titles[key].township} {titles[key].name}"
        for key, how in joined.how.items()
        if how == "accepted" or _is_written_differently(joined.places[key], titles[key], how)
    ]
    if written:
        facts.append(phrase("boundaries.written_differently", pairs=listed(written, 40)))
    if joined.unused:
        facts.append(phrase("boundaries.columns_unused", columns=listed(joined.unused)))
    return facts


def _is_written_differently(place: Place, village: Known, how: str) -> bool:
    """Whether a place's name is another than the village's but for a 村; of one found by code, also its township."""
    if how == "code" and place.township and folded_township(place.township) != folded_township(village.township):
        return True
    return how != "name" and place.name.removesuffix("村") not in ("", village.name.removesuffix("村"))


def _odd(defects: Defects, villages: Sequence[Known]) -> list[Label]:
    def titles(rows: Sequence[int]) -> Label:
        return listed(f"{villages[row].township} {villages[row].name}" for row in rows)

    remarks = []
    if defects.crossing:
        remarks.append(phrase("boundaries.crossing", villages=titles(defects.crossing)))
    if defects.apart:
        remarks.append(phrase("boundaries.apart", villages=titles(defects.apart)))
    if defects.overlapping:
        pairs = listed(
            f"{villages[one].name}–{villages[other].name} ({share:.0%})" for one, other, share in defects.overlapping
        )
        remarks.append(phrase("boundaries.overlapping", pairs=pairs))
    return remarks


def _left(joined: Joined, layer: Layer, kept: npt.NDArray[np.int64]) -> list[Label]:
    remarks = []
    if joined.left:
        titles = listed(place.title or phrase("boundaries.nameless") for place in joined.left)
        remarks.append(phrase("boundaries.not_in_table", count=len(joined.left), places=titles))
    if len(kept) < len(layer.features):
        remarks.append(phrase("boundaries.other_shapes", count=len(layer.features) - len(kept)))
    return remarks
