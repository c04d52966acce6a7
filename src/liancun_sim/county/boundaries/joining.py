"""Asking about villages whose place on the map is not beyond doubt."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import shapely

from liancun_sim.county.boundaries.borders import TOLERANCE_M
from liancun_sim.county.boundaries.folding import folded
from liancun_sim.county.boundaries.map_columns import Columns, columns_of
from liancun_sim.county.boundaries.names import Joined, join
from liancun_sim.county.spreadsheet.doubts import Way
from liancun_sim.county.spreadsheet.on_map import Known
from liancun_sim.county.spreadsheet.phrases import WHOLE_FILE, Findings, listed, phrase

MOST_ASKED = 40
"""Villages asked about one by one; beyond, the map is of another county or its names are in a column not found."""


def match(
    villages: Sequence[Known], attributes: Sequence[Mapping[str, str]], shapes: npt.NDArray[np.object_],
    placed: npt.NDArray[np.bool_], findings: Findings, shapeless: Sequence[Mapping[str, str]] = (),
) -> Joined:  # fmt: skip
    """Villages joined to shapes, doubts noted: names that are only alike, one name at several places, no place.

    placed : (village,) whether the table says where it lies. shapeless : attributes of features without an area.

    Raises
    ------
    BadInput
        If no column fits, or the map cannot tell villages of one name apart.
    """
    found = columns_of(villages, attributes)
    columns = found.used | _asked_columns(found, findings)
    findings.stop_if_any()
    joined = _by_code_or_name(villages, attributes, columns, findings)
    joined.unused = found.unused
    if "name" not in joined.columns and "code" not in joined.columns:
        every = listed(dict.fromkeys(key for row in attributes for key in row))
        findings.refuse("boundaries.no_names", columns=every)
    if joined.repeated:
        names = {village.id: village.name for village in villages}
        findings.refuse("boundaries.repeated", names=listed(dict.fromkeys(names[key] for key in joined.repeated)))
    _ask_alike(joined, {village.id: village for village in villages}, findings)
    _ask_scattered(joined, shapes, findings)
    _ask_missing(joined, villages, placed, shapeless, findings)
    return joined


def _asked_columns(found: Columns, findings: Findings) -> dict[str, str]:
    """Of columns that all fit and disagree, the one a person says is meant."""
    chosen = {}
    for role, columns in found.rivals.items():
        ways = [
            Way("accept", phrase(f"boundaries.then_{role}_column", column=column), f"map-{role}:{column}")
            for column in columns
        ]
        examples = listed(
            phrase("boundaries.column_example", column=column, cell=found.examples[column][0], used=columns[0],
                   beside=found.examples[column][1])
            for column in columns[1:]
        )  # fmt: skip
        given = findings.ask(f"several_{role}_columns", WHOLE_FILE, ways, name=f"map-{role}", columns=listed(columns),
                             examples=examples)  # fmt: skip
        if given:
            chosen[role] = given.partition(":")[2]
    return chosen


def _by_code_or_name(
    villages: Sequence[Known], attributes: Sequence[Mapping[str, str]], columns: Mapping[str, str], findings: Findings
) -> Joined:
    """Villages joined by code, unless names there are other villages' and a person says that names count."""
    joined = join(villages, attributes, columns)
    if not joined.contradicting:
        return joined
    titles = {village.id: f"{village.township} {village.name}" for village in villages}
    examples = listed(
        (
            phrase("boundaries.code_and_name", code=joined.places[key].code, village=titles[key],
                   place=joined.places[key].title)
            for key in joined.contradicting
        ),
        3,
    )  # fmt: skip
    ways = (
        Way("accept", phrase("boundaries.then_names_count"), "names-count"),
        Way("accept", phrase("boundaries.then_codes_count"), "codes-count"),
    )
    given = findings.ask("code_or_name", WHOLE_FILE, ways, name="code-or-name", count=len(joined.contradicting),
                         examples=examples)  # fmt: skip
    findings.stop_if_any()
    return join(villages, attributes, columns, names_count=True) if given == "names-count" else joined


def _ask_alike(joined: Joined, villages: Mapping[str, Known], findings: Findings) -> None:
    if len(joined.alike) > MOST_ASKED:
        pairs = listed(f"{place.title} ~ {villages[key].name}" for key, place in joined.alike.items())
        findings.refuse("boundaries.too_many_unlike", count=len(joined.alike), pairs=pairs)
    names = Counter(village.name for village in villages.values())
    for key, place in joined.alike.items():
        own = villages[key]
        ways = (
            Way("accept", phrase("boundaries.then_same")),
            Way("accept", phrase("boundaries.then_all_same"), "names-alike"),
        )
        same = folded(own.name, own.township) == folded(place.name, place.township or own.township)
        given = findings.ask(
            "same_but_unsure_on_map" if same else "alike_on_map", WHOLE_FILE, ways,
            name=f"same:{own.name if names[own.name] == 1 else own.township + own.name}", place=place.title,
            village=f"{own.township} {own.name}",
        )  # fmt: skip
        if given:
            joined.shapes[key], joined.how[key], joined.places[key] = place.shapes, "accepted", place
    joined.alike.clear()


def _ask_scattered(joined: Joined, shapes: npt.NDArray[np.object_], findings: Findings) -> None:
    """A name that was found without its township may stand for two places."""
    for key, rows in joined.shapes.items():
        if joined.how[key] != "alone" or len(rows) < 2:
            continue
        together = shapely.union_all(shapely.buffer(shapely.make_valid(shapes[list(rows)]), TOLERANCE_M / 2))
        if together.geom_type == "MultiPolygon":
            name = joined.places[key].name
            ways = (Way("accept", phrase("boundaries.then_one_village")),)
            findings.ask("scattered_on_map", WHOLE_FILE, ways, name=f"one-village:{name}", village=name,
                         count=len(together.geoms))  # fmt: skip


def _ask_missing(
    joined: Joined, villages: Sequence[Known], placed: npt.NDArray[np.bool_], shapeless: Sequence[Mapping[str, str]],
    findings: Findings,
) -> None:  # fmt: skip
    missing = [row for row, village in enumerate(villages) if village.id in joined.missing]
    if not missing:
        return
    titles = listed((f"{villages[row].township} {villages[row].name}" for row in missing), 20)
    left = listed((place.title for place in joined.left), 20) if joined.left else "–"
    if not placed[missing].all() or len(missing) == len(villages):
        there = join([villages[row] for row in missing], shapeless, joined.columns).shapes
        blank, absent = ([row for row in missing if (villages[row].id in there) == found] for found in (True, False))
        for key, rows in (("without_shape", blank), ("not_on_map", absent)):
            titles = listed((f"{villages[row].township} {villages[row].name}" for row in rows), 20)
            if rows:
                findings.add(f"boundaries.{key}", count=len(rows), villages=titles, left=left)
        return
    ways = (Way("accept", phrase("boundaries.then_by_position")),)
    findings.ask("not_on_map", WHOLE_FILE, ways, name="not-on-map", count=len(missing), villages=titles, left=left)
