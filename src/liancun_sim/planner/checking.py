"""A plan edited by hand: held against the rules, and simulated again beside the one it came from."""

from pathlib import Path

import numpy as np

from liancun_sim.county import County
from liancun_sim.interventions import PlannedUnion
from liancun_sim.planner.advising import with_candidates
from liancun_sim.planner.candidates import described
from liancun_sim.planner.comparing import Compared, compare_plans, predicted_of
from liancun_sim.planner.preparing import Prepared, prepare
from liancun_sim.planner.reading import read_unions
from liancun_sim.planner.ruled import ruled_packing
from liancun_sim.planner.rules import Rules
from liancun_sim.planner.searching import worth_of
from liancun_sim.planner.telling import alternative_table, candidate_rows
from liancun_sim.results.plan import columns
from liancun_sim.results.plan.plans import Checked
from liancun_sim.running.plan.run_plans import Progress
from liancun_sim.vocabulary import say

CHECKED, ORIGINAL = "checked", "original"


def check_plan(
    path: Path,
    rules: Rules,
    county: County,
    *,
    original: Path | None = None,
    workers: int | None = None,
    simulate: bool = True,
    store: Path | None = None,
    progress: Progress | None = None,
) -> Checked:
    """Check a plan against the rules and simulate it, beside the original where one is given.

    path, original : plan.csv, a workbook with the sheet 拟结对, or a CSV with village, partner and month.

    Raises
    ------
    BadInput
        If a plan cannot be read, or names villages the county does not have.
    """
    from liancun_sim.planner.aims import AIMS

    unions = read_unions(path, rules, county)
    before = read_unions(original, rules, county) if original is not None else ()
    prepared = prepare(rules, county, workers, store, progress)
    own = _of_plan(prepared, unions)
    broken = [*_apart(own, unions), *_broken(own, unions)]
    plans = {CHECKED: (unions, predicted_of(own, np.arange(len(unions))))}
    if before:
        first = _of_plan(prepared, before)
        plans[ORIGINAL] = before, predicted_of(first, np.arange(len(before)))
    compared: Compared | None = None
    if simulate:
        folder = None if store is None else store / "checked"
        compared = compare_plans(prepared, plans, len(plans), workers, folder, progress)
    table = candidate_rows(own, np.arange(len(unions)))
    table.insert(0, "month", [rules.scenario.setup.iso_month(one.month) for one in unions])
    table.insert(0, "union", np.arange(1, len(unions) + 1))
    table["form"] = [one.form for one in unions]
    table["lead"] = [own.facts.ids[one.lead] for one in unions]
    names = [one.name for one in columns.PLAN if one.name in table.columns]
    return Checked(
        table[names], tuple(broken), alternative_table(plans, compared, CHECKED), AIMS[rules.file.objective].unit
    )


def _of_plan(prepared: Prepared, unions: tuple[PlannedUnion, ...]) -> Prepared:
    """Prepared for the very sets of a plan, whatever a rule would say of them."""
    return with_candidates(prepared, described(prepared.facts, [one.members for one in unions]))


def _broken(own: Prepared, unions: tuple[PlannedUnion, ...]) -> list[str]:
    """Every rule the whole plan breaks."""
    packing = ruled_packing(own.rules, own.facts, own.candidates, own.found, worth_of(own))
    found = [say("plan.breaks", rule=rule) for rule in packing.broken_by(np.arange(len(unions)))]
    months = own.rules.file.months
    for number, one in enumerate(unions, start=1):
        if not months.first <= one.month <= months.last:
            fields = {"number": number, "month": one.month + 1, "first": months.first + 1, "last": months.last + 1}
            found.append(say("plan.breaks_months", **fields))
        if len(one.members) not in own.rules.file.sizes:
            found.append(say("plan.breaks_size", number=number, size=len(one.members)))
    return found


def _apart(own: Prepared, unions: tuple[PlannedUnion, ...]) -> list[str]:
    """Unions that are not connected, reach over a border, or hold villages that are united already."""
    facts, found = own.facts, []
    for number, one in enumerate(unions, start=1):
        inside, reached, edge = set(one.members), {one.members[0]}, [one.members[0]]
        while edge:
            near = {int(row) for row in facts.adjacency.of(edge.pop())} & inside - reached
            reached |= near
            edge += near
        if reached != inside:
            found.append(say("plan.breaks_apart", number=number))
        if not own.rules.file.across_townships and len({int(facts.township[row]) for row in one.members}) > 1:
            found.append(say("plan.breaks_border", number=number))
        if inside & own.rules.taken:
            found.append(say("plan.breaks_united", number=number))
    return found
