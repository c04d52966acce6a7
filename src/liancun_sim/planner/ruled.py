"""Rules as the rows and exclusions of a packing, each named by its place in the file of rules."""

import numpy as np
import numpy.typing as npt

from liancun_sim.planner.candidates import Candidates
from liancun_sim.planner.facts import Facts
from liancun_sim.planner.packing import Exclusion, Packing, Row
from liancun_sim.planner.predictions import Predictions
from liancun_sim.planner.rules import Rules

FloatArray = npt.NDArray[np.float64]


def ruled_packing(rules: Rules, facts: Facts, candidates: Candidates, found: Predictions, worth: FloatArray) -> Packing:
    """What is to be chosen under the rules. worth : (draw, candidate)."""
    return Packing(
        candidates.incidence, worth,
        tuple(_rows(rules, facts, candidates, found)), tuple(_exclusions(rules, facts, candidates, found)),
        cautious=rules.file.risk == "worst_fifth" and len(worth) > 1,
    )  # fmt: skip


def _rows(rules: Rules, facts: Facts, candidates: Candidates, found: Predictions) -> list[Row]:
    file, ones = rules.file, np.ones(len(candidates))
    rows = [Row("unions.at_most", ones, high=float(rules.at_most))]
    if file.unions.at_least:
        rows.append(Row("unions.at_least", ones, low=float(file.unions.at_least)))
    if file.months.per_month is not None:
        room = file.months.per_month * (file.months.last - file.months.first + 1)
        rows.append(Row("months.per_month", ones, high=float(room)))
    if file.budget.yuan is not None:
        rows.append(Row("budget.yuan", found.cost, high=file.budget.yuan))
    if file.budget.cadre_months is not None:
        rows.append(Row("budget.cadre_months", found.staff, high=file.budget.cadre_months))
    rows += _of_townships(rules, facts, candidates)
    for row in rules.forced:
        rows.append(Row(f"force.villages: {facts.ids[row]}", containing(candidates, row), low=1))
    for one, other in rules.forced_pairs:
        name = f"force.pairs: {facts.ids[one]}, {facts.ids[other]}"
        rows.append(Row(name, containing(candidates, one, other), low=1))
    if file.cover.backward_villages:
        low = float(file.cover.backward_villages)
        rows.append(Row("cover.backward_villages", candidates.total(facts.backward), low=low))
    if file.cover.poorest_fifth:
        share = candidates.total(facts.poorest) - file.cover.poorest_fifth * candidates.size
        rows.append(Row("cover.poorest_fifth", share, low=0.0))
    return rows


def _of_townships(rules: Rules, facts: Facts, candidates: Candidates) -> list[Row]:
    town, limits, rows = facts.township[candidates.lead], rules.file.townships, []
    for number, name in enumerate(facts.townships):
        here = (town == number).astype(float)
        if limits.at_least:
            rows.append(Row(f"townships.at_least: {name}", here, low=float(limits.at_least)))
        if name in rules.township_limits:
            rows.append(Row(f"townships.each: {name}", here, high=float(rules.township_limits[name])))
        elif limits.at_most is not None:
            rows.append(Row(f"townships.at_most: {name}", here, high=float(limits.at_most)))
    return rows


def _exclusions(rules: Rules, facts: Facts, candidates: Candidates, found: Predictions) -> list[Exclusion]:
    file, listed = rules.file, []
    for row in rules.forbidden:
        listed.append(Exclusion(f"forbid.villages: {facts.ids[row]}", containing(candidates, row) > 0))
    for one, other in rules.forbidden_pairs:
        name = f"forbid.pairs: {facts.ids[one]}, {facts.ids[other]}"
        listed.append(Exclusion(name, containing(candidates, one, other) > 0))
    if len(set(candidates.form) - set(file.forms)):
        listed.append(Exclusion("forms", ~np.isin(candidates.form.astype(str), file.forms)))
    if file.consent.floor > 0:
        share = found.private_share if file.consent.kind == "private" else found.stated_share
        lowest = np.full(len(candidates), np.inf)
        np.minimum.at(lowest, candidates.rows, share)
        listed.append(Exclusion("consent.floor", lowest < file.consent.floor))
    return listed


def containing(candidates: Candidates, *villages: int) -> FloatArray:
    """(candidate,) 1 where all of some villages are members."""
    return candidates.containing(villages).astype(float)
