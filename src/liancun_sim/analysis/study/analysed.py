"""A study analysed: which scenario is best and how sure that is, what it costs to be wrong, on what it depends.

Rankings, regret and trade-offs cover every outcome that has a better direction; sensitivity and discovery, which
are many numbers each, cover the few outcomes in focus.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from liancun_sim.analysis.statistics.regions import Limit
from liancun_sim.analysis.statistics.tree import leaves
from liancun_sim.analysis.study.costs import SPENDING, study_costs
from liancun_sim.analysis.study.discovery import FAILS, LOSES, Discovery, Event, discover, path_limits
from liancun_sim.analysis.study.pareto import pareto_table
from liancun_sim.analysis.study.ranking import ranking
from liancun_sim.analysis.study.regret import regret_table
from liancun_sim.analysis.study.sensitivity import Target, sensitivity
from liancun_sim.analysis.study.worlds import worlds
from liancun_sim.results.study.study import FactorInfo, StudyResult

FOCUS_MOST = 3
USUAL_FOCUS = ("income_mean", "converted_true", "satisfaction", "private_consent")


@dataclass(frozen=True, eq=False)
class Analysis:
    """What a study says, as tables.

    Parameters
    ----------
    focus : outcomes that sensitivity and discovery look at; the first leads.
    ranking, regret, pareto, costs, sensitivity : see the functions of these names.
    discoveries : boxes and trees of events, in the order of `focus`.
    demands : the level asked of an outcome, where one was named.
    """

    result: StudyResult
    focus: tuple[str, ...]
    ranking: pd.DataFrame
    regret: pd.DataFrame
    pareto: pd.DataFrame
    costs: pd.DataFrame
    sensitivity: pd.DataFrame
    discoveries: tuple[Discovery, ...]
    demands: Mapping[str, float] = field(default_factory=dict)

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by the name of its file."""
        return {
            "ranking": self.ranking, "regret": self.regret, "pareto": self.pareto, "costs": self.costs,
            "sensitivity": self.sensitivity, "boxes": boxes_table(self), "tree": tree_table(self),
            "failed_runs": failed_runs(self.result),
        }  # fmt: skip

    def order(self, outcome: str) -> list[str]:
        """Scenarios of an outcome, best mean first."""
        return self.ranking.loc[self.ranking["outcome"] == outcome, "scenario"].tolist()


def analyse_study(
    result: StudyResult,
    *,
    focus: Sequence[str] = (),
    demands: Mapping[str, float] | None = None,
    events: Sequence[tuple[str, str, float]] = (),
) -> Analysis:
    """Analyse a study.

    Parameters
    ----------
    focus : outcomes to look into; by default up to three the study leads with.
    demands : outcome → level a scenario should reach (see `regret_table`).
    events : (outcome, ``below`` or ``above``, level): asked of every scenario, besides whether it fails the baseline.
    """
    chosen = tuple(focus) or usual_focus(result)
    ranked = ranking(result)
    asked = [
        Event(kind, outcome, scenario, level)
        for outcome, kind, level in events
        for scenario in result.policies_compared
    ]
    return Analysis(
        result=result,
        focus=chosen,
        ranking=ranked,
        regret=regret_table(result, demands),
        pareto=pareto_table(result, [key for key in (*chosen, SPENDING) if _directed(result, key)]),
        costs=study_costs(result),
        sensitivity=sensitivity(result, _targets(result, chosen, ranked))
        if result.factors
        else sensitivity(result, ()),
        discoveries=tuple(discover(result, [*asked, *_events(result, chosen, ranked)])) if result.factors else (),
        demands=dict(demands or {}),
    )


def usual_focus(result: StudyResult) -> tuple[str, ...]:
    """The outcomes a study leads with: the usual ones it has, or its first with a better direction."""
    usual = tuple(key for key in USUAL_FOCUS if key in result.goals)
    first = result.goals if len(result.goals) <= FOCUS_MOST else (usual or result.goals)
    return first[:FOCUS_MOST] or tuple(result.outcomes)[:FOCUS_MOST]


def _directed(result: StudyResult, key: str) -> bool:
    return key in result.outcomes and result.outcomes[key].better != "neither"


def _targets(result: StudyResult, focus: Sequence[str], ranked: pd.DataFrame) -> list[Target]:
    """What is explained: each scenario's effect, and the lead of the first over the second."""
    targets = []
    for outcome in focus:
        against = result.baseline if result.baseline in _measured(result, outcome) else ""
        mine = [name for name in _measured(result, outcome) if name != against]
        targets += [Target(outcome, name, against) for name in mine]
        best = ranked.loc[ranked["outcome"] == outcome, "scenario"].tolist()[:2]
        if len(best) == 2 and best[1] != against and len(mine) > 1:
            targets.append(Target(outcome, best[0], best[1]))
    return targets


def _events(result: StudyResult, focus: Sequence[str], ranked: pd.DataFrame) -> list[Event]:
    """By default: each policy no better than the baseline, and the first in rank not the best."""
    events = []
    for outcome in focus:
        measured = _measured(result, outcome)
        if result.outcomes[outcome].better == "neither" or len(measured) < 2:
            continue
        if result.baseline in measured:
            events += [Event(FAILS, outcome, name) for name in measured if name != result.baseline]
        if len(measured) == 2 and result.baseline in measured:
            continue  # to lose is then to fail
        events.append(Event(LOSES, outcome, ranked.loc[ranked["outcome"] == outcome, "scenario"].iloc[0]))
    return events


def _measured(result: StudyResult, outcome: str) -> list[str]:
    """Scenarios in which an outcome has any value."""
    found = worlds(result, outcome)
    return [name for name in found.scenarios if pd.notna(found.of(name)).any()]


def boxes_table(analysis: Analysis) -> pd.DataFrame:
    """A row per event and limit: coverage, density, and how the box does on points it was not found on."""
    rows = []
    for found in analysis.discoveries:
        common = {
            "event": found.event.kind, "outcome": found.event.outcome, "scenario": found.event.scenario,
            "level": found.event.level, "worlds": found.worlds, "left_out": found.left_out, "cases": found.cases,
            "reason": found.reason,
        }  # fmt: skip
        box = found.box
        if box is None:
            rows.append(common)
            continue
        common |= {"coverage": box.coverage, "density": box.density, "mass": box.mass, "firm": found.firm}
        if found.held_out is not None:
            common |= {"held_out_coverage": found.held_out.coverage, "held_out_density": found.held_out.density}
        for i in box.restricted:
            limited = limit_cells(analysis.result.factors[i], box.region.limit(i))
            rows.append(common | limited | {"luck": box.luck[i]})
    return pd.DataFrame(rows, columns=list(BOXES_COLUMNS))


BOXES_COLUMNS = (
    "event", "outcome", "scenario", "level", "worlds", "left_out", "cases", "coverage", "density", "mass",
    "held_out_coverage", "held_out_density", "firm", "factor", "low", "high", "one_of", "luck", "reason",
)  # fmt: skip


def tree_table(analysis: Analysis) -> pd.DataFrame:
    """A row per event, leaf of its tree and limit that leads there; leaves as on the page.

    firm, held_out_coverage, held_out_density : whether and how leaves with more than the usual share of cases hold
    on points the tree was not grown on. low, high : above low, at most high; empty where there is no such limit.
    one_of : the choices of a factor without an order.
    """
    rows = []
    for found in analysis.discoveries:
        common = {
            "event": found.event.kind, "outcome": found.event.outcome, "scenario": found.event.scenario,
            "level": found.event.level, "firm": found.tree_firm,
        }  # fmt: skip
        if found.tree_held_out is not None:
            held = found.tree_held_out
            common |= {"held_out_coverage": held.coverage, "held_out_density": held.density}
        for number, leaf in enumerate(leaves(found.tree) if found.tree is not None else (), start=1):
            common |= {"leaf": number, "coverage": leaf.coverage, "density": leaf.share, "worlds": leaf.points}
            limits = path_limits(leaf.conditions, analysis.result.factors)
            rows += [common | limit_cells(analysis.result.factors[i], limit) for i, limit in limits.items()] or [common]
    return pd.DataFrame(rows, columns=list(TREE_COLUMNS))


def limit_cells(factor: FactorInfo, limit: Limit) -> dict[str, object]:
    """A limit as a row of a table has it: two ends, empty where there is none, or choices parted by ``;``."""
    if limit.among is not None:
        return {"factor": factor.key, "one_of": ";".join(factor.levels[i] for i in sorted(limit.among))}
    ends = {"low": limit.low, "high": limit.high}
    return {"factor": factor.key} | {side: at for side, at in ends.items() if np.isfinite(at)}


TREE_COLUMNS = (
    "event", "outcome", "scenario", "level", "firm", "held_out_coverage", "held_out_density", "leaf", "coverage",
    "density", "worlds", "factor", "low", "high",
    "one_of",
)  # fmt: skip


def failed_runs(result: StudyResult) -> pd.DataFrame:
    """Runs without an outcome: what they were and what went wrong."""
    return result.failed[["run_id", "scenario", "point", "replicate", "status", "error"]].reset_index(drop=True)
