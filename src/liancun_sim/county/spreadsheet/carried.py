"""Outlines and a plan that an export carries beside its table, village by village: sorting the rows moves nothing.

A workbook has outlines in a hidden sheet, a CSV file has both in columns, called as the files of a county folder.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from liancun_sim.county.given_union import FILE as PLAN_FILE
from liancun_sim.county.given_union import GivenUnion
from liancun_sim.county.spreadsheet.cells import tidy
from liancun_sim.county.spreadsheet.excel import Sheet
from liancun_sim.county.spreadsheet.phrases import Findings
from liancun_sim.files import json_of
from liancun_sim.files.text_cells import unguarded

OUTLINES_FILE = "boundaries.geojson"
LONGEST_TEXT = 30_000
"""Of a cell; a spreadsheet program cuts longer ones short."""


@dataclass(frozen=True)
class Carried:
    """outlines : features by village id. plan : by the id of the lead."""

    outlines: Mapping[str, Any]
    plan: Mapping[str, Any]

    def boundaries(self, villages: Iterable[str]) -> Mapping[str, Any] | None:
        """The outlines of these villages, as a county has them."""
        from liancun_sim.county.outlines import COUNTY_KM  # geometry is slow to load, and few tables carry any

        features = [feature for key in sorted(villages) for feature in self.outlines.get(key, ())]
        crs = {"type": "name", "properties": {"name": COUNTY_KM}}
        return {"type": "FeatureCollection", "crs": crs, "features": features} if features else None

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
    outlines, plan = dict[str, Any](), dict[str, Any]()
    for sheet in sheets:
        for file, check, found in ((OUTLINES_FILE, _are_features, outlines), (PLAN_FILE, _is_union, plan)):
            for key, text in _texts(sheet, file):
                found[key] = _read(text, check, file, key, findings)
    findings.stop_if_any()
    return Carried(outlines, plan)


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


def _texts(sheet: Sheet, file: str) -> Iterator[tuple[str, str]]:
    if sheet.name == file:
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
