"""One world of a plan: the county's villages as the table has them, everything else drawn anew, the plan carried out.

What a county's own files draw (attitudes, people, kin) is one history of many; a plan chosen by it would be chosen by
what nobody can know. So every replication has people, opinions and a start of its own, the same for all plans.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from liancun_sim.county import County
from liancun_sim.indicators import indicators
from liancun_sim.interventions import PlannedUnion, Policy
from liancun_sim.results import CHANCE
from liancun_sim.running.comparison.assumptions import drawn_coefficients, with_drawn_levers
from liancun_sim.running.comparison.worlds import UNCERTAINTY
from liancun_sim.scenario import Scenario, policies
from liancun_sim.simulation.recorder import Recorder
from liancun_sim.simulation.world import Run, Wanted, World
from liancun_sim.state import State

if TYPE_CHECKING:
    from liancun_sim.results.store import PlannedRun

FloatArray = npt.NDArray[np.float64]
Unions = Sequence[PlannedUnion]
Rows = dict[str, Any]

Believed = Sequence[Mapping[str, float]]

APART = "apart"
"""The world without any plan, by its key."""
INCOME = "income_mean"
WILLING_AFTER = 12
TABLES = ("unions", "members", "villages")
"""What a world leaves behind.

unions : a row per union of the plan: whether it formed, its month, whether it lives at the end, willing a year on.
members : a row per member of each: stated and private share at the last consultation, and a year after forming.
villages : a row per village: real income and collective income at the end, whether backward, what was spent there,
and the leaning this world drew for it (to learn by how much leanings decide, never to choose by them).
"""
NEVER = float("nan")


def assumed(seed: int, draw: int, believed: Believed) -> dict[str, float]:
    """The coefficients of a draw of the assumptions."""
    return {**drawn_coefficients(seed, draw), **(believed[draw % len(believed)] if believed else {})}


class PlanWorlds:
    """Runs worlds of plans.

    Parameters
    ----------
    county : its table; its own network seed is not used. scenario : the baseline with a policy of planned unions;
    what other policies it has (unions that stand already) run in every world, also in that without a plan.
    plans : by key, one list of unions for every replication (the same for all where there is but one).
    poorest : (village,) bool — villages whose income is an outcome of its own.
    seed : of everything drawn. draws : of the assumptions; a replication takes the draw of its number modulo it.
    believed : by draw, coefficients that are believed to have other values than their ranges give; else from these.
    """

    def __init__(
        self, county: County, scenario: Scenario, plans: Mapping[str, Sequence[Unions]],
        poorest: npt.NDArray[np.bool_], seed: int, draws: int, believed: Believed = (),
    ):  # fmt: skip
        self.county, self.scenario, self.plans, self.poorest = county, scenario, plans, poorest
        self.seed, self.draws, self.believed = seed, draws, believed
        self.others = replace(scenario, policies=scenario.policies[1:]).build_policies(county)
        self._world: tuple[int, World] | None = None

    def run(self, planned: "PlannedRun") -> tuple[dict[str, float], dict[str, Rows]]:
        """One world: its outcomes as numbers, and its tables."""
        return self.run_all([planned])[0]

    def run_all(self, planned: "Sequence[PlannedRun]") -> list[tuple[dict[str, float], dict[str, Rows]]]:
        """Worlds of one replication under one kind of uncertainty, as `run` gives each."""
        number, scenario, setup = planned[0].replicate, self.scenario, self.scenario.setup
        at_defaults = planned[0].parameters[UNCERTAINTY] == CHANCE
        draw = number % self.draws
        drawn = {} if at_defaults else assumed(self.seed, draw, self.believed)
        values = {**scenario.coefficients, **drawn, **scenario.set_coefficients}
        unions = [self._unions_of(one) for one in planned]
        acting = [self.policies_of(one, None if at_defaults else draw) for one in unions]
        recorders = [LastMonth(setup.months) for _ in planned]
        wanted = [Wanted(setup, values, own, recorder) for own, recorder in zip(acting, recorders, strict=True)]
        runs = self._world_of(number).run_all(wanted, self.seed, number)
        found = {place: self._left_behind(run, recorders[place], unions[place]) for place, run in runs}
        return [found[place] for place in range(len(planned))]

    def _unions_of(self, planned: "PlannedRun") -> Unions:
        listed = self.plans.get(planned.scenario, ((),))
        return listed[planned.replicate % len(listed)]

    def _left_behind(self, run: Run, recorder: "LastMonth", unions: Unions) -> tuple[dict[str, float], dict[str, Rows]]:
        tables = {"villages": _villages(run, recorder)}
        if unions:
            tables |= {"unions": _unions(run.state, unions), "members": _members(run.state, unions)}
        return self._outcomes(run, tables), tables

    def _world_of(self, number: int) -> World:
        """The county with people, opinions and kin of this replication; kept for the worlds that share it."""
        if self._world is None or self._world[0] != number:
            seed = self.seed * 1_000_003 + number  # no county's own seed decides anything
            self._world = number, World(replace(self.county, network_seed=seed))
        return self._world[1]

    def policies_of(self, unions: Unions, draw: int | None) -> list[Policy]:
        """What acts in a world. draw : of the assumptions, None for the defaults."""
        acting = list(self.others)
        if unions:
            spec = self.scenario.policies[0]
            levers = {**spec.levers, "villages": (), "unions": tuple(unions)}
            acting.insert(0, policies()[spec.key](spec.name, levers))
        return acting if draw is None else with_drawn_levers(self.scenario, acting, self.seed, draw)

    def _outcomes(self, run: Run, tables: Mapping[str, Rows]) -> dict[str, float]:
        villages, unions = tables["villages"], tables.get("unions")
        persons = run.state.villages.persons.astype(float)
        income = villages["income_yuan"]
        formed = float(unions["formed"].sum()) if unions else 0.0
        willing = unions["willing_year_on"] if unions else np.empty(0)
        asked = willing[~np.isnan(willing)]
        return {
            "formed": formed,
            "lasting": float(unions["lasting"].sum()) if unions else 0.0,
            "willing_year_on": float(asked.mean()) if asked.size else NEVER,
            "income_poorest": float((income * persons)[self.poorest].sum() / max(1.0, persons[self.poorest].sum())),
            "income_yuan": float((income * persons).sum()),
            "converted": float(((villages["backward_at_start"] == 1) & (villages["backward"] == 0)).sum()),
            "public_yuan": sum(spent.yuan + spent.staff_yuan for _, spent in sorted(run.spending.items())),
            "cadre_months": sum(spent.cadre_months for _, spent in sorted(run.spending.items())),
        }


OUTCOMES = (
    "formed", "lasting", "willing_year_on", "income_poorest", "income_yuan", "converted", "public_yuan", "cadre_months",
)  # fmt: skip


class LastMonth(Recorder):
    """Measures income in the last month alone, and adds up month by month what policies spent in each village."""

    def __init__(self, months: int):
        super().__init__({INCOME: indicators()[INCOME]})
        self.last = months
        self.yuan: FloatArray = np.zeros(0)
        self.cadre_months: FloatArray = np.zeros(0)

    def record(self, state: State, month: int, iso_month: str) -> None:
        if month == 0:
            self.yuan, self.cadre_months = np.zeros(len(state.villages)), np.zeros(len(state.villages))
        else:
            self.yuan += state.villages.policy_yuan
            self.cadre_months += state.villages.policy_cadre_months
        if month == self.last:
            super().record(state, month, iso_month)


def _villages(run: Run, recorder: LastMonth) -> Rows:
    villages = run.state.villages
    return {
        "village": np.arange(len(villages)),
        "income_yuan": recorder.by_village(INCOME, 1),
        "collective_yuan": villages.collective_year_yuan.copy(),
        "backward": villages.listed_true.astype(np.int64),
        "backward_at_start": villages.listed_true_at_start.astype(np.int64),
        "yuan": recorder.yuan,
        "cadre_months": recorder.cadre_months,
        "leaning": villages.leaning.copy(),
    }


def _proposal_of(state: State, unions: Unions) -> list[int]:
    """Row of each planned union's proposal, −1 where it was never made."""
    rows = {members: row for row, members in enumerate(state.proposals.members)}
    return [rows.get(union.members, -1) for union in unions]


def _union_of(state: State, proposals: Sequence[int]) -> list[int]:
    rows = {int(proposal): row for row, proposal in enumerate(state.unions.proposal)}
    return [rows.get(proposal, -1) if proposal >= 0 else -1 for proposal in proposals]


def _unions(state: State, unions: Unions) -> Rows:
    formed = _union_of(state, _proposal_of(state, unions))
    kept, life = state.unions, _year_on(state)
    living = [row >= 0 and kept.dissolved_month[row] < 0 for row in formed]
    whole = [
        living[at] and len(kept.members[row]) == len(unions[at].members) for at, row in enumerate(formed)
    ]  # a union a member has left is not what was planned
    willing = [
        float(np.mean([life[row, v] for v in unions[at].members if (row, v) in life] or [NEVER]))
        for at, row in enumerate(formed)
    ]
    return {
        "union": np.arange(len(unions)),
        "formed": np.array([row >= 0 for row in formed], dtype=np.int64),
        "formed_month": np.array([int(kept.formed_month[row]) if row >= 0 else -1 for row in formed]),
        "lasting": np.array(whole, dtype=np.int64),
        "willing_year_on": np.array(willing, dtype=np.float64),
    }


def _year_on(state: State) -> dict[tuple[int, int], float]:
    """(union, village) → share that in private wants the union twelve months after it formed."""
    life = state.life
    at = np.flatnonzero(life.event == f"month_{WILLING_AFTER}")
    return {(int(life.union[i]), int(life.village[i])): float(life.private_share[i]) for i in at}


def _members(state: State, unions: Unions) -> Rows:
    proposals = _proposal_of(state, unions)
    formed, life, villages = _union_of(state, proposals), _year_on(state), state.villages
    at = [number for number, union in enumerate(unions) for _ in union.members]
    rows = [row for union in unions for row in union.members]
    asked = np.array([proposals[number] >= 0 for number in at]) & (villages.consulted_month[rows] >= 0)
    return {
        "union": np.array(at, dtype=np.int64),
        "village": np.array(rows, dtype=np.int64),
        "stated": np.where(asked, villages.stated_share[rows], np.nan),
        "private": np.where(asked, villages.private_share[rows], np.nan),
        "year_on": np.array([life.get((formed[number], row), NEVER) for number, row in zip(at, rows, strict=True)]),
    }
