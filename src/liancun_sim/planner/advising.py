"""For one village, every neighbour and every small set of neighbours as partners: what is expected of each."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from liancun_sim.county import County
from liancun_sim.interventions import UNION_FORMS
from liancun_sim.planner.candidates import Candidates
from liancun_sim.planner.preparing import Prepared, prepare
from liancun_sim.planner.rules import Rules
from liancun_sim.planner.telling import candidate_rows, skill_of
from liancun_sim.results.plan import columns
from liancun_sim.results.plan.plans import Advice
from liancun_sim.running.plan.run_plans import Progress

FloatArray = npt.NDArray[np.float64]


def advise_on(
    rules: Rules, county: County, village: int, workers: int | None = None, store: Path | None = None,
    progress: Progress | None = None,
) -> Advice:  # fmt: skip
    """The partners of a village, likeliest first. village : row."""
    prepared = prepare(rules, county, workers, store, progress)
    chosen = np.flatnonzero(prepared.candidates.containing([village]))
    table = candidate_rows(prepared, chosen)
    table["needed"] = _needed(prepared, chosen)
    for name, values in (("gain", 100 * np.expm1(prepared.found.gain)), ("collective", prepared.found.collective)):
        own, others = _sides(prepared.candidates, chosen, village, values)
        table[f"{name}_own"], table[f"{name}_others"] = own, others
    ordered = table.sort_values(["chance", "members"], ascending=[False, True], kind="stable")
    learnt, names = prepared.learnt, county.villages["name"].astype(str)
    return Advice(
        village=str(names.iloc[village]),
        table=ordered[[one.name for one in columns.ADVICE]].reset_index(drop=True),
        names=dict(zip(prepared.facts.ids, names, strict=True)),
        forms={key: form.label for key, form in UNION_FORMS.items()},
        facts={
            "proposals": learnt.proposals,
            "formed": learnt.formed,
            "skill": skill_of(learnt),
            "months": rules.scenario.setup.months,
        },
    )


def _needed(prepared: Prepared, chosen: npt.NDArray[np.intp]) -> FloatArray:
    """How far the member least likely to agree falls short of the rule, in expected stated share; 0 if it does not."""
    candidates, found = prepared.candidates, prepared.found
    lowest = np.full(len(candidates), np.inf)
    np.minimum.at(lowest, candidates.rows, found.stated_share)
    return np.asarray(np.maximum(0.0, prepared.rules.scenario.setup.decision.threshold - lowest[chosen]))


def _sides(
    candidates: Candidates, chosen: npt.NDArray[np.intp], village: int, values: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Of each candidate: the value of the village itself, and the mean of the others."""
    own = candidates.places == village
    count = len(candidates)
    mine = np.bincount(candidates.rows, values * own, count)
    others = np.bincount(candidates.rows, values * ~own, count) / np.maximum(1, candidates.size - 1)
    return mine[chosen], others[chosen]


def with_candidates(prepared: Prepared, candidates: Candidates) -> Prepared:
    """The same for other candidates."""
    from liancun_sim.planner.predictions import predict

    rules = prepared.rules
    found = predict(
        prepared.facts, candidates, prepared.learnt, prepared.drawn, rules.willing, rules.file.willing_worth
    )
    return replace(prepared, candidates=candidates, found=found)
