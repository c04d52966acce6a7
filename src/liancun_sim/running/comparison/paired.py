"""One replication of a comparison: the baseline and every scenario under the same draws.

The worlds of a replication share seed, replication, people and (when assumptions are drawn) every
coefficient, so that they differ by policy alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from liancun_sim.county import County
from liancun_sim.draws import Draws, village_keys
from liancun_sim.indicators.strata import treated_villages, united_villages, village_strata
from liancun_sim.results import ASSUMPTIONS, CHANCE
from liancun_sim.running.common.outcomes import PERIOD_MONTHS, VILLAGE_INDICATORS, last_year
from liancun_sim.scenario import Scenario
from liancun_sim.simulation.recorder import Recorder, Series
from liancun_sim.simulation.schedule import COEFFICIENTS
from liancun_sim.simulation.world import Run, Spending, World
from liancun_sim.state import OBSTACLES, State

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class WorldOutcome:
    """What one world of a replication leaves behind.

    series : monthly values by stratum (empty when assumptions were drawn).
    pairs : (indicator, stratum, value, baseline value), means over the last 12 months.
    rounds, unions_at_end : rows with village ids. villages : outcome → (village,).
    spending : by policy.
    monthly : month and indicators of every village by month, where it was asked for.
    """

    scenario: str
    series: list[Series]
    pairs: list[tuple[str, str, float, float]]
    rounds: list[dict[str, object]]
    unions_at_end: list[dict[str, object]]
    villages: dict[str, FloatArray]
    spending: dict[str, Spending]
    monthly: dict[str, FloatArray]


@dataclass(frozen=True)
class Replication:
    """All worlds of one replication under one kind of uncertainty, the baseline first."""

    number: int
    uncertainty: str
    worlds: tuple[WorldOutcome, ...]


@dataclass(frozen=True)
class ComparisonJob:
    """A comparison's part in `pool.finished`: its tasks are (number, uncertainty).

    keep_villages : also keep every village's monthly series, with assumptions at their defaults.
    """

    county: County
    baseline: Scenario
    scenarios: tuple[Scenario, ...]
    seed: int
    keep_villages: bool = False

    def run(self, world: World, task: tuple[int, str]) -> Replication:
        number, uncertainty = task
        return run_replication(world, self.baseline, self.scenarios, self.seed, number, uncertainty, self.keep_villages)


def run_replication(
    world: World,
    baseline: Scenario,
    scenarios: Iterable[Scenario],
    seed: int,
    number: int,
    uncertainty: str,
    keep_villages: bool = False,
) -> Replication:
    """Run the baseline and each scenario once, and pair them."""
    drawn = drawn_assumptions(seed, number) if uncertainty == ASSUMPTIONS else {}
    without = _run(world, baseline, drawn, seed, number)
    keep = keep_villages and uncertainty == CHANCE
    worlds = [_outcome(world, baseline, without, without, uncertainty, keep)]
    worlds += [
        _outcome(world, scenario, _run(world, scenario, drawn, seed, number), without, uncertainty, keep)
        for scenario in scenarios
    ]
    return Replication(number, uncertainty, tuple(worlds))


def drawn_assumptions(seed: int, number: int) -> dict[str, float]:
    """Every coefficient drawn evenly from its range; the same for all worlds of a replication."""
    keys = sorted(COEFFICIENTS)
    shares = Draws(seed, number).uniform("assumptions", village_keys(keys))
    return {
        key: COEFFICIENTS[key].low + float(share) * (COEFFICIENTS[key].high - COEFFICIENTS[key].low)
        for key, share in zip(keys, shares, strict=True)
    }


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


def _run(world: World, scenario: Scenario, drawn: Mapping[str, float], seed: int, number: int) -> Run:
    values = {**scenario.coefficients, **drawn, **scenario.set_coefficients}
    policies = scenario.build_policies(world.county)
    return world.run(scenario.setup, values, policies, seed, number, ObstaclesSeen())


def _outcome(
    world: World, scenario: Scenario, run: Run, without: Run, uncertainty: str, keep_villages: bool
) -> WorldOutcome:
    treated, united = treated_villages(run.state), united_villages(run.state)
    strata = village_strata(run.state)
    if run is not without:
        strata |= {"treated:yes": treated, "treated:no": ~treated, "in_union:yes": united, "in_union:no": ~united}
    series = run.recorder.series(strata)
    beside = series if run is without else without.recorder.series(strata)
    months = run.recorder.parts["income_mean"].months[-1]
    pairs = [
        (mine.indicator, mine.stratum, last_year(mine, months), last_year(other, months))
        for mine, other in zip(series, beside, strict=True)
    ]
    at_defaults = uncertainty == CHANCE
    return WorldOutcome(
        scenario=scenario.key,
        series=series if at_defaults else [],
        pairs=[] if run is without else pairs,
        rounds=_rounds(scenario, run.state) if at_defaults else [],
        unions_at_end=_unions(run.state) if at_defaults else [],
        villages=_villages(run) if at_defaults else {},
        spending=dict(run.spending),
        monthly=run.recorder.village_months() if keep_villages else {},
    )


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


def _rounds(scenario: Scenario, state: State) -> list[dict[str, object]]:
    """The rows of unions.csv: one for every round of every proposal."""
    held, proposals = state.consultations, state.proposals
    measured = (
        "round", "month_decided", "stated_share_min", "stated_share_pooled", "private_share_min",
        "private_share_pooled", "response_rate", "outcome", "reason", "main_obstacle",
    )  # fmt: skip
    rows: list[dict[str, object]] = []
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
    return rows


def _unions(state: State) -> list[dict[str, object]]:
    unions = state.unions
    return [
        {
            "proposal": state.proposals.key[unions.proposal[row]],
            "form": unions.form[row],
            "lead": state.village_ids[unions.lead[row]],
            "members": _names(state, unions.members[row]),
        }
        for row in np.flatnonzero(unions.dissolved_month < 0)
    ]
