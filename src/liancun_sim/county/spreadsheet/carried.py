"""Outlines, a plan and invented values that an export carries beside its table, village by village.

Sorting the rows moves nothing. A workbook has outlines and invented values in hidden sheets (its plan is one that is
seen), a CSV file has all three in columns; outlines and plan are called as the files of a county folder.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from liancun_sim.county.given_union import FILE as PLAN_FILE
from liancun_sim.county.given_union import GivenUnion
from liancun_sim.county.invented import marks_of
from liancun_sim.county.schema import FIELDS
from liancun_sim.county.spreadsheet.cells import tidy
from liancun_sim.county.spreadsheet.excel import Sheet
from liancun_sim.county.spreadsheet.phrases import Findings
from liancun_sim.files import json_of
from liancun_sim.files.text_cells import unguarded

if TYPE_CHECKING:
    from liancun_sim.county.county import County

INVENTED = "synthesised"
OUTLINES_FILE = "boundaries.geojson"
HIDDEN_SHEETS = (OUTLINES_FILE, INVENTED)
LONGEST_TEXT = 30_000
"""Of a cell; a spreadsheet program cuts longer ones short."""
SAME_KM = 0.001
"""Outlines nearer than this to each other are one outline, rounded twice. [km, assumption]"""


@dataclass(frozen=True)
class Carried:
    """outlines : features by village id. plan : by the id of the lead.

    invented : by village id, its township and name as exported, and its invented values by column.
    """

    outlines: Mapping[str, Any]
    plan: Mapping[str, Any]
    invented: Mapping[str, Any]

    def boundaries(self, villages: Iterable[str]) -> Mapping[str, Any] | None:
        """The outlines of these villages, as a county has them."""
        from liancun_sim.county.outlines import COUNTY_KM  # geometry is slow to load, and few tables carry any

        features = [feature for key in sorted(villages) for feature in self.outlines.get(key, ())]
        crs = {"type": "name", "properties": {"name": COUNTY_KM}}
        return {"type": "FeatureCollection", "crs": crs, "features": features} if features else None

    def gone(self, villages: Collection[str]) -> Iterator[str]:
        """What villages with a row in the export and none now were called: id, name, township and name."""
        known = set(villages)
        for key, one in self.invented.items():
            if key not in known:
                yield from (key, one["village"][1], "".join(one["village"]))

    def is_map(self, drawn: Mapping[str, Any] | None) -> bool:
        """Whether a map's outlines are those carried, which degrees bring back to a tenth of a metre or so."""
        if drawn is None or not self.outlines:
            return False
        import numpy as np
        import shapely

        from liancun_sim.county.outlines import shapes_of

        ours, theirs = shapes_of({"features": [one for of in self.outlines.values() for one in of]}), shapes_of(drawn)
        if ours.keys() != theirs.keys():
            return False
        one, other = (np.array([shapes[key] for key in ours], dtype=object) for shapes in (ours, theirs))
        far = np.abs(shapely.bounds(one) - shapely.bounds(other)).max()
        swept = np.abs(shapely.area(one) - shapely.area(other)) / shapely.length(one)
        return bool(far < SAME_KM and swept.max() < SAME_KM)

    def unions(self, villages: Sequence[str]) -> tuple[GivenUnion, ...]:
        """The planned unions whose members are all still there."""
        known = set(villages)
        found = [
            (one["place"], GivenUnion(one["month"], lead, tuple(one["members"]), one["form"]))
            for lead, one in self.plan.items()
            if lead in known and known.issuperset(one["members"])
        ]
        return tuple(union for _, union in sorted(found, key=lambda pair: pair[0]))


def carried_in(sheets: Sequence[Sheet], findings: Findings) -> Carried:
    """What the sheets of a file carry.

    Raises
    ------
    BadInput
        If a cell of it was changed or cut short.
    """
    outlines, plan, invented = dict[str, Any](), dict[str, Any](), dict[str, Any]()
    kinds = ((OUTLINES_FILE, _are_features, outlines), (PLAN_FILE, _is_union, plan), (INVENTED, _are_values, invented))
    for sheet in sheets:
        for file, check, found in kinds:
            for key, text in _texts(sheet, file):
                found[key] = _read(text, check, file, key, findings)
    findings.stop_if_any()
    return Carried(outlines, plan, invented)


def outline_texts(boundaries: Mapping[str, Any] | None) -> dict[str, str]:
    """By village id, its features as text."""
    features: dict[str, list[Any]] = {}
    for feature in (boundaries or {}).get("features", ()):
        features.setdefault(feature["properties"]["id"], []).append(feature)
    return {key: json.dumps(every, ensure_ascii=False) for key, every in features.items()}


def plan_texts(planned: Sequence[GivenUnion]) -> dict[str, str]:
    """By the id of the lead, the union as text."""
    return {
        one.lead: json.dumps(
            {"place": place, "month": one.month, "members": list(one.members), "form": one.form}, ensure_ascii=False
        )
        for place, one in enumerate(planned)
    }


def invented_texts(county: "County") -> dict[str, str]:
    """By village id, its township, name and invented values as text; nothing where none were invented."""
    villages, marks = county.villages, marks_of(county.provenance, county.villages.index)
    if not marks:
        return {}
    rows = villages.astype(object).to_dict("index")
    return {
        str(key): json.dumps(
            {
                "village": [row["township"], row["name"]],
                "values": {name: row[name] for name, those in marks.items() if key in those},
            },
            ensure_ascii=False,
        )
        for key, row in rows.items()
    }


def _texts(sheet: Sheet, file: str) -> Iterator[tuple[str, str]]:
    if sheet.name == file and file in HIDDEN_SHEETS:
        for key, length, *pieces in sheet.rows:
            text = "".join(unguarded(str(piece)) for piece in pieces if piece is not None)
            yield unguarded(str(key)), text if tidy(length) == str(len(text)) else ""
        return
    header = [tidy(cell) for cell in sheet.rows[0]] if sheet.rows else []
    if file in header and "id" in header:
        column, ids = header.index(file), header.index("id")
        yield from ((tidy(row[ids]), unguarded(str(row[column]))) for row in sheet.rows[1:] if tidy(row[column]))


def _read(text: str, check: Callable[[Any], bool], file: str, key: str, findings: Findings) -> Any:
    try:
        content = json_of(text)
    except ValueError:
        content = None
    if not check(content):
        findings.add("carried_spoilt", file=file, village=key)
        return ()
    return content


def _are_features(content: Any) -> bool:
    from liancun_sim.county.geojson_shapes import NotGeometry, geometry_of

    if not isinstance(content, list):
        return False
    try:
        return all(isinstance(one["properties"]["id"], str) and geometry_of(one["geometry"]) for one in content)
    except (NotGeometry, KeyError, TypeError):
        return False


def _is_union(content: Any) -> bool:
    return (
        isinstance(content, dict)
        and isinstance(content.get("place"), int)
        and all(isinstance(content.get(key), str) for key in ("month", "form"))
        and isinstance(content.get("members"), list)
        and all(isinstance(one, str) for one in content["members"])
    )


def _are_values(content: Any) -> bool:
    """Of a village: where it lay, what it was called, and values of columns."""
    if not isinstance(content, dict):
        return False
    village, values = content.get("village"), content.get("values")
    return (
        isinstance(village, list)
        and len(village) == 2
        and all(isinstance(text, str) for text in village)
        and isinstance(values, dict)
        and all(name in FIELDS and isinstance(value, str | int | float) for name, value in values.items())
    )
