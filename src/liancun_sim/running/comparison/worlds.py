"""One world of a comparison, and what is stored of it.

The worlds of a replication share seed, replication, people and (when assumptions are drawn) every coefficient, so
that they differ by policy alone. Each is run and stored by itself; pairs are made of stored worlds afterwards, for
which the baseline also keeps what its villages come to over the last year.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from liancun_sim.indicators.strata import treated_villages, united_villages, village_strata
from liancun_sim.interventions import Policy
from liancun_sim.results import CHANCE
from liancun_sim.running.common.outcomes import PERIOD_MONTHS, VILLAGE_INDICATORS, last_year
from liancun_sim.running.comparison.assumptions import drawn_coefficients, luck, with_drawn_levers
from liancun_sim.running.comparison.idle import idle_policies
from liancun_sim.running.comparison.present_value import present_values
from liancun_sim.running.comparison.union_life import life_rows, monthly_log_income
from liancun_sim.running.comparison.village_paths import monthly_outcomes
from liancun_sim.simulation.recorder import Block, Recorder
from liancun_sim.simulation.world import Run, Wanted, World
from liancun_sim.state import OBSTACLES, State

if TYPE_CHECKING:
    from liancun_sim.results.store import PlannedRun
    from liancun_sim.scenario import Scenario

FloatArray = npt.NDArray[np.float64]
Rows = dict[str, Any]
PUBLIC = "public_yuan"
UNCERTAINTY = "uncertainty"

TABLES = (
    "means", "strata", "last_year", "series", "villages", "village_paths", "village_months", "rounds", "unions_at_end",
    "union_life", "incomes", "spending", "present", "idle",
)  # fmt: skip
"""What a world may leave behind.

means : indicator, stratum, value over the last 12 months. strata : village_id, whether treated and in a union.
last_year : of the baseline, month, village_id and the parts of every indicator. spending : a row per policy.
present : see `present_values`. idle : see `idle_policies`.
With assumptions at their defaults also: series : monthly values by stratum. villages : outcomes of each.
village_paths : some of these in every month, month after month. village_months : every monthly indicator of each, if
asked for. rounds, unions_at_end : rows of these tables.
union_life : events of unions with the member's ln income. incomes : of the baseline, ln income of each every month.
"""


class ComparisonWorlds:
    """Runs the worlds of a comparison.

    Parameters
    ----------
    world : the county, built once. scenarios : by key. baseline : key of the one the others are paired with.
    keep_villages : also keep every village's monthly series, with assumptions at their defaults.
    """

    def __init__(
        self, world: World, scenarios: "Mapping[str, Scenario]", baseline: str, seed: int, keep_villages: bool
    ):
        self.world, self.scenarios, self.baseline = world, scenarios, baseline
        self.seed, self.keep_villages = seed, keep_villages

    def run(self, planned: "PlannedRun") -> tuple[dict[str, float], dict[str, Rows]]:
        """One world: what its policies cost in money and staff time priced, and its tables."""
        return self.run_all([planned])[0]

    def run_all(self, planned: "Sequence[PlannedRun]") -> list[tuple[dict[str, float], dict[str, Rows]]]:
        """Worlds of one replication under one kind of uncertainty, as `run` gives each."""
        acting = [self._acting(one) for one in planned]
        wanted = [self._wanted(one, policies) for one, policies in zip(planned, acting, strict=True)]
        first = planned[0]
        runs = self.world.run_all(wanted, self.seed, luck(str(first.parameters[UNCERTAINTY]), first.replicate))
        found = {place: self.left_behind(planned[place], run, acting[place]) for place, run in runs}
        return [found[place] for place in range(len(planned))]

    def _acting(self, planned: "PlannedRun") -> list[Policy]:
        scenario = self.scenarios[planned.scenario]
        acting = scenario.build_policies(self.world.county)
        return acting if _at_defaults(planned) else with_drawn_levers(scenario, acting, self.seed, planned.replicate)

    def _wanted(self, planned: "PlannedRun", acting: list[Policy]) -> Wanted:
        scenario = self.scenarios[planned.scenario]
        drawn = {} if _at_defaults(planned) else drawn_coefficients(self.seed, planned.replicate)
        values = {**scenario.coefficients, **drawn, **scenario.set_coefficients}
        return Wanted(scenario.setup, values, acting, ObstaclesSeen())

    def left_behind(
        self, planned: "PlannedRun", run: Run, acting: list[Policy]
    ) -> tuple[dict[str, float], dict[str, Rows]]:
        """Outcomes and tables of a world that was run."""
        scenario, at_defaults = self.scenarios[planned.scenario], _at_defaults(planned)
        is_baseline = planned.scenario == self.baseline
        treated, united = treated_villages(run.state), united_villages(run.state)
        strata = village_strata(run.state)
        if not is_baseline:
            strata |= {"treated:yes": treated, "treated:no": ~treated, "in_union:yes": united, "in_union:no": ~united}
        blocks = run.recorder.blocks(strata)
        ids = np.array(run.state.village_ids, dtype=object)
        tables = {
            "means": _means(blocks, scenario.setup.months),
            "strata": {"village_id": ids, "treated": treated, "in_union": united},
            "spending": _spending(run),
            "present": present_values(run),
            "idle": idle_policies(run, acting, scenario.setup),
        }
        if is_baseline:
            tables["last_year"] = {**_by_month(ids, *run.recorder.last_parts(PERIOD_MONTHS))}
        if at_defaults:
            tables |= {
                "series": _series(blocks),
                "villages": {"village_id": ids, **_villages(run)},
                "village_paths": monthly_outcomes(run),
                "rounds": _rounds(run.state),
                "unions_at_end": _unions(run.state),
                "union_life": life_rows(run),
            }
            if is_baseline:
                tables["incomes"] = _by_month(
                    ids, range(scenario.setup.months), {"log_income": monthly_log_income(run)}
                )
            if self.keep_villages:
                monthly = run.recorder.village_months()
                tables["village_months"] = _by_month(ids, range(scenario.setup.months + 1), monthly)
        public_yuan = sum(spent.yuan + spent.staff_yuan for _, spent in sorted(run.spending.items()))
        return {PUBLIC: public_yuan}, {name: rows for name, rows in tables.items() if _any(rows)}


def _at_defaults(planned: "PlannedRun") -> bool:
    return bool(planned.parameters[UNCERTAINTY] == CHANCE)


class ObstaclesSeen(Recorder):
    """A recorder that also keeps each village's anchor terms at its last consultation."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: dict[str, FloatArray] = {}

    def record(self, state: State, month: int, iso_month: str) -> None:
        super().record(state, month, iso_month)
        if not self.terms:
            self.terms = {term: np.full(len(state.villages), np.nan) for term in OBSTACLES}
        asked = state.villages.consulted_month == month - 1
        if month > 0 and asked.any():
            for term, kept in self.terms.items():
                kept[asked] = getattr(state.villages, term)[asked]


def _any(rows: Rows) -> bool:
    """Whether there is a row: an empty table is left away, as its columns would have no type."""
    return bool(len(next(iter(rows.values()), ())))


def _means(blocks: Sequence[Block], months: int) -> Rows:
    found = [last_year(one, months) for one in blocks]
    return {**_named(blocks, [1] * len(blocks)), "value": np.concatenate(found)}


def _series(blocks: Sequence[Block]) -> Rows:
    return {
        **_named(blocks, [one.months.size for one in blocks]),
        "month": np.concatenate([np.tile(one.months, len(one.strata)) for one in blocks]).astype(np.int64),
        "value": np.concatenate([one.values.ravel() for one in blocks]),
    }


def _named(blocks: Sequence[Block], lengths: Sequence[int]) -> Rows:
    """indicator and stratum of the rows of blocks, each stratum of a block having as many rows as its length."""
    sizes = np.repeat(lengths, [len(one.strata) for one in blocks])
    indicators = [one.indicator for one in blocks for _ in one.strata]
    strata = [stratum for one in blocks for stratum in one.strata]
    return {
        "indicator": np.repeat(np.array(indicators, dtype=object), sizes),
        "stratum": np.repeat(np.array(strata, dtype=object), sizes),
    }


def _by_month(ids: npt.NDArray[Any], months: Iterable[int], values: Mapping[str, npt.NDArray[Any]]) -> Rows:
    """(month, village) arrays as columns beside month and village_id."""
    listed = np.array(list(months), dtype=np.int64)
    return {
        "month": np.repeat(listed, ids.size),
        "village_id": np.tile(ids, listed.size),
        **{name: array.astype(np.float64).ravel() for name, array in values.items()},
    }


def _spending(run: Run) -> Rows:
    rows = [{"policy": policy, **asdict(spent)} for policy, spent in sorted(run.spending.items())]
    return _columns(rows)


def _columns(rows: list[dict[str, Any]]) -> Rows:
    """Rows as columns, text and numbers each in their own type."""
    columns = {name: [row[name] for row in rows] for name in (rows[0] if rows else ())}
    return {
        name: np.array(values, dtype=object if isinstance(values[0], str) else None) for name, values in columns.items()
    }


def _villages(run: Run) -> dict[str, FloatArray]:
    recorder, state = run.recorder, run.state
    outcomes = {name: recorder.by_village(key, PERIOD_MONTHS) for name, key in VILLAGE_INDICATORS.items()}
    approached = np.zeros(len(state.villages))
    for members in state.proposals.members:
        approached[list(members)] = 1.0
    terms = recorder.terms if isinstance(recorder, ObstaclesSeen) else {}
    treated = treated_villages(state).astype(np.float64)
    return {**outcomes, "approached": approached, "treated": treated, **terms}


def _names(state: State, members: Iterable[int]) -> str:
    return ";".join(state.village_ids[row] for row in members)


def _rounds(state: State) -> Rows:
    """The rows of unions.csv: one for every round of every proposal."""
    held, proposals = state.consultations, state.proposals
    measured = (
        "round", "month_decided", "stated_share_min", "stated_share_pooled", "private_share_min",
        "private_share_pooled", "response_rate", "outcome", "reason", "main_obstacle",
    )  # fmt: skip
    rows: list[dict[str, Any]] = []
    for i, proposal in enumerate(held.proposal):
        rows.append(
            {
                "proposal": proposals.key[proposal],
                "form": proposals.form[proposal],
                "lead": state.village_ids[proposals.lead[proposal]],
                "members": _names(state, proposals.members[proposal]),
                "month_proposed": int(proposals.month_proposed[proposal]),
                "rule": proposals.rule[proposal],
                "electorate": proposals.electorate[proposal],
                "threshold": float(proposals.threshold[proposal]),
                **{name: getattr(held, name)[i] for name in measured},
            }
        )
    return _columns(rows)


def _unions(state: State) -> Rows:
    unions = state.unions
    rows = [
        {
            "proposal": state.proposals.key[unions.proposal[row]],
            "form": unions.form[row],
            "lead": state.village_ids[unions.lead[row]],
            "members": _names(state, unions.members[row]),
        }
        for row in np.flatnonzero(unions.dissolved_month < 0)
    ]
    return _columns(rows)
