"""A plan from a file: plan.csv as it was written or edited, or any table with village, partner and month (拟结对)."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from liancun_sim.county import County
from liancun_sim.files import read_bytes, reason
from liancun_sim.files.text_cells import unguarded
from liancun_sim.interventions import PlannedUnion
from liancun_sim.planner.rules import Rules
from liancun_sim.scenario.given_unions import planned_unions, unions_in
from liancun_sim.scenario.village_names import VillageNames
from liancun_sim.vocabulary import BadInput, Fault, say

COLUMNS = ("month", "form", "lead", "members")
NAMES = "names"
"""Beside the members, for a person to read: it must say the same villages."""


def read_unions(path: Path, rules: Rules, county: County) -> tuple[PlannedUnion, ...]:
    """The unions of a plan, as rows of the county.

    Raises
    ------
    BadInput
        Naming everything wrong with the file.
    """
    if not path.exists():
        raise BadInput(Fault(str(path), "", say("plan.no_such_plan")))
    entries = _ours(path, VillageNames(county)) if path.suffix.lower() == ".csv" else None
    if entries is None:
        entries = unions_in(path)
    if not entries:
        raise BadInput(Fault(str(path), "", say("plan.empty_plan")))
    (spec,) = rules.scenario.policies
    start = rules.scenario.setup.start
    unions, faults = planned_unions(entries, county, start, spec.levers["start_month"], spec.levers["form"])
    if faults:
        raise BadInput([Fault(str(path), "", one) for one in faults])
    return tuple(unions)


def _ours(path: Path, villages: VillageNames) -> list[dict[str, Any]] | None:
    """The lines of a plan.csv; None for a table of another kind."""
    try:
        text = read_bytes(path, 20_000_000).decode("utf-8-sig")
    except UnicodeDecodeError:
        return None  # as an office saves it: another reader finds out which encoding
    except OSError as error:
        raise BadInput(Fault(str(path), "", reason(error))) from None
    rows = list(csv.DictReader(text.splitlines()))
    if not rows or not set(COLUMNS) <= set(rows[0]):
        return None
    entries = []
    faults = []
    for number, row in enumerate(rows, start=2):
        cells = {name: unguarded((row[name] or "").strip()) for name in COLUMNS}
        members = _several(cells["members"])
        named = _several(unguarded((row.get(NAMES) or "").strip()))
        month = cells["month"]
        if not members:
            faults.append(Fault(str(path), say("scenario.line", line=number), say("plan.no_members")))
        elif not _is_date(month):
            faults.append(Fault(str(path), say("scenario.line", line=number), say("plan.bad_month", month=month)))
        elif (meant := villages.names_of(members)) and named and sorted(meant) != sorted(villages.bare(named)):
            said = {"names": ";".join(named), "members": cells["members"], "meant": ";".join(meant)}
            faults.append(Fault(str(path), say("scenario.line", line=number), say("plan.names_differ", **said)))
        else:
            lead = cells["lead"] or members[0]
            entries.append({"date": month, "lead": lead, "members": members, "form": cells["form"]})
    if faults:
        raise BadInput(faults)
    return entries


def _several(text: str) -> Sequence[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _is_date(text: str) -> bool:
    from liancun_sim.county.given_union import CALENDAR_MONTH

    return CALENDAR_MONTH.fullmatch(text) is not None
