"""From runs of random plans to what is predicted of any candidate: chances, and what follows if it forms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from liancun_sim.planner.candidates import Candidates, described
from liancun_sim.planner.facts import Facts
from liancun_sim.planner.features import member_features
from liancun_sim.planner.honest import Honest, honest
from liancun_sim.planner.surrogate import Asked, Law, coefficients_at_defaults, learn, learn_under, quantile
from liancun_sim.results import CHANCE
from liancun_sim.running.plan.run_plans import PlanRun
from liancun_sim.running.plan.worlds import APART

FloatArray = npt.NDArray[np.float64]
MAJORITY = 0.5  # what rules other than a threshold are taken to ask for before anything is learnt


@dataclass(frozen=True, eq=False)
class Learnt:
    """What random plans taught.

    stated, private : laws of answers by draw of the assumptions (−1: at their defaults).
    gain : ln income of a member a formed union adds. collective : its collective income. [yuan/year]
    lasting, year_on : of formed unions: share that live at the end; members that want it a year on.
    converts : of backward members, more that leave the list than without the union.
    cost_formed, cost_refused, staff_formed, staff_refused : of a proposal. [yuan], [cadre-months]
    loses : of formed unions, whether some member ends with less income than without it.
    proposals, formed : in all runs learnt from; at_defaults : share formed with assumptions at their defaults.
    """

    stated: Mapping[int, Law]
    private: Mapping[int, Law]
    gain: Honest
    collective: Honest
    lasting: Honest
    year_on: Honest
    converts: Honest
    loses: Honest
    cost_formed: Honest
    cost_refused: Honest
    staff_formed: Honest
    staff_refused: Honest
    proposals: int
    formed: int
    at_defaults: float


def learnt_from(
    facts: Facts, runs: Sequence[PlanRun], threshold: float, draws: Sequence[Mapping[str, float]]
) -> Learnt:
    """Everything predicted of candidates, from runs of plans each beside the county apart.

    threshold : share the rule asks for in every member. draws : coefficients by draw of the assumptions.
    """
    pairs = _pairs(runs)
    rule = float(ndtri(np.clip(threshold, 0.02, 0.98)))
    laws = [_laws(facts, pairs, answer, rule, draws) for answer in ("stated", "private")]
    unions, members = _outcomes(facts, pairs)
    formed = unions["formed"] == 1
    among = members["formed"] == 1
    size, world = unions["features"], unions["world"]

    def of_unions(name: str, chosen: npt.NDArray[np.bool_]) -> Honest:
        return honest(size[chosen], unions[name][chosen], world[chosen])

    def of_members(name: str) -> Honest:
        return honest(members["features"][among], members[name][among], members["world"][among])

    chance = np.array([pairs[number][1].uncertainty == CHANCE for number in world])
    return Learnt(
        stated=laws[0], private=laws[1],
        gain=of_members("gain"), collective=of_members("collective"), converts=of_members("converts"),
        lasting=of_unions("lasting", formed), year_on=of_unions("year_on", formed), loses=of_unions("loses", formed),
        cost_formed=of_unions("yuan", formed), cost_refused=of_unions("yuan", ~formed),
        staff_formed=of_unions("cadre_months", formed), staff_refused=of_unions("cadre_months", ~formed),
        proposals=int(formed.size), formed=int(formed.sum()),
        at_defaults=float(formed[chance].mean()) if chance.any() else float("nan"),
    )  # fmt: skip


Pair = tuple[PlanRun, PlanRun]


def _pairs(runs: Sequence[PlanRun]) -> list[Pair]:
    """(apart, plan) of every plan run."""
    apart = {(one.uncertainty, one.number): one for one in runs if one.plan == APART}
    return [(apart[one.uncertainty, one.number], one) for one in runs if one.plan != APART]


def _laws(
    facts: Facts, pairs: Sequence[Pair], answer: str, rule: float, draws: Sequence[Mapping[str, float]]
) -> dict[int, Law]:
    asked = [(run, asked_in(facts, run, answer, rule)) for _, run in pairs]
    base = [one for run, one in asked if run.uncertainty == CHANCE]
    usual = coefficients_at_defaults()
    laws = {-1: learn(base or [one for _, one in asked], rule)}
    under = {run.number % len(draws): one for run, one in asked if run.uncertainty != CHANCE}
    return laws | learn_under(under, dict(enumerate(draws)), laws[-1], rule, usual)


def asked_in(facts: Facts, run: PlanRun, answer: str, rule: float) -> Asked:
    """The members asked in one run. answer : stated or private; in private a union would pass where all reach it."""
    members, unions = run.tables["members"], run.tables["unions"]
    candidates = described(facts, [union.members for union in run.unions])
    known = ~np.isnan(np.asarray(members[answer], dtype=float))
    whole = np.bincount(candidates.rows, ~known, len(candidates)) == 0
    kept = known & whole[candidates.rows]
    number = np.cumsum(whole) - 1
    share = np.asarray(members[answer], dtype=float)[kept]
    places = candidates.places[kept]
    value = quantile(share, facts.households[places])
    if answer == "stated":
        passed = np.asarray(unions["formed"])[whole] == 1
    else:
        below = np.bincount(number[candidates.rows[kept]], value < rule, int(whole.sum()))
        passed = below == 0
    leaning = np.asarray(run.tables["villages"]["leaning"], dtype=float)[places]
    features = member_features(facts, candidates)[kept]
    return Asked(number[candidates.rows[kept]], features, value, leaning, np.asarray(passed))


def union_features(facts: Facts, candidates: Candidates) -> FloatArray:
    """(candidate, column) members beyond two, ln households, mean ln income, strong and weak, industry cluster."""
    size = candidates.size.astype(float)
    return np.column_stack(
        [
            size - 2, np.log(candidates.total(facts.households)), candidates.total(np.log(facts.income)) / size,
            candidates.form == "strong_weak", candidates.form == "industry",
        ]
    ).astype(float)  # fmt: skip


def place_features(facts: Facts, candidates: Candidates) -> FloatArray:
    """(membership, column) leads, ln own income less the others' mean, workshops and spare land per household,
    members beyond two, strong and weak, industry cluster."""
    rows, places = candidates.rows, candidates.places
    size, log_income = candidates.size[rows], np.log(facts.income)
    others = (candidates.total(log_income)[rows] - log_income[places]) / np.maximum(1, size - 1)
    form = candidates.form[rows]
    return np.column_stack(
        [
            candidates.lead[rows] == places, log_income[places] - others,
            (facts.workshops / facts.households)[places], (facts.spare_land / facts.households)[places],
            size - 2, form == "strong_weak", form == "industry",
        ]
    ).astype(float)  # fmt: skip


def _outcomes(facts: Facts, pairs: Sequence[Pair]) -> tuple[dict[str, FloatArray], dict[str, FloatArray]]:
    """What came of every union and every member of all runs, with their features."""
    unions: dict[str, list[FloatArray]] = {}
    members: dict[str, list[FloatArray]] = {}

    def note(kept: dict[str, list[FloatArray]], **values: npt.NDArray[np.generic]) -> None:
        for name, value in values.items():
            kept.setdefault(name, []).append(np.asarray(value, dtype=float))

    for world, (apart, run) in enumerate(pairs):
        candidates = described(facts, [union.members for union in run.unions])
        rows, places = candidates.rows, candidates.places
        here, there = run.tables["villages"], apart.tables["villages"]
        found = run.tables["unions"]
        formed = np.asarray(found["formed"], dtype=float)
        gain = np.log(np.maximum(1.0, here["income_yuan"])) - np.log(np.maximum(1.0, there["income_yuan"]))
        weak = np.asarray(here["backward_at_start"]) == 1
        converts = np.where(weak, np.asarray(there["backward"], float) - np.asarray(here["backward"], float), np.nan)
        note(
            unions, world=np.full(len(candidates), world), features=union_features(facts, candidates), formed=formed,
            lasting=found["lasting"], year_on=found["willing_year_on"],
            loses=np.bincount(rows, gain[places] < 0, len(candidates)) > 0,
            yuan=candidates.total(here["yuan"]), cadre_months=candidates.total(here["cadre_months"]),
        )  # fmt: skip
        note(
            members, world=np.full(rows.size, world), features=place_features(facts, candidates), formed=formed[rows],
            gain=gain[places], collective=(here["collective_yuan"] - there["collective_yuan"])[places],
            converts=converts[places],
        )  # fmt: skip
    tables = [{name: np.concatenate(parts) for name, parts in kept.items()} for kept in (unions, members)]
    for table in tables:
        table["world"] = table["world"].astype(np.intp)
    return tables[0], tables[1]
