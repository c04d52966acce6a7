"""What a plan may aim at: what a formed union is worth by each aim, and what is simulated to hold it against."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from liancun_sim.planner.candidates import Candidates
from liancun_sim.planner.facts import Facts
from liancun_sim.planner.predictions import Predictions
from liancun_sim.vocabulary import Label

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Aim:
    """One aim.

    worth : (candidate,) of a union that forms. simulated : of a run's outcomes, beside those of the county apart.
    unit, digits : as it is shown.
    """

    key: str
    label: Label
    unit: str
    worth: Callable[[Facts, Candidates, Predictions], FloatArray]
    simulated: Callable[[Mapping[str, float], Mapping[str, float]], float]


def _poorest(facts: Facts, candidates: Candidates, found: Predictions) -> FloatArray:
    gained = found.gain * (facts.income * facts.persons * facts.poorest)[candidates.places]
    total = np.bincount(candidates.rows, gained, len(candidates))
    return np.asarray(total / max(1.0, float(facts.persons[facts.poorest].sum())))


def yuan_gained(facts: Facts, candidates: Candidates, found: Predictions) -> FloatArray:
    """(candidate,) yuan a year its members gain if it forms."""
    gained = found.gain * (facts.income * facts.persons)[candidates.places]
    return np.bincount(candidates.rows, gained, len(candidates))


def _per_yuan(here: Mapping[str, float], apart: Mapping[str, float]) -> float:
    spent = here["public_yuan"] - apart["public_yuan"]
    return (here["income_yuan"] - apart["income_yuan"]) / spent if spent > 0 else 0.0


AIMS: Mapping[str, Aim] = {
    aim.key: aim
    for aim in (
        Aim(
            "lasting_unions", Label("unions that form and last", "组建并存续的联村"), "unions",
            lambda facts, candidates, found: found.lasting, lambda here, apart: here["lasting"],
        ),
        Aim(
            "income_poorest",
            Label("income per person in the poorest fifth of villages", "收入最低的五分之一村的人均纯收入"),
            "yuan/person/year", _poorest, lambda here, apart: here["income_poorest"] - apart["income_poorest"],
        ),
        Aim(
            "conversions", Label("backward villages converted by the operative standard", "按现行标准转化的后进村"),
            "villages", lambda facts, candidates, found: found.converts,
            lambda here, apart: here["converted"] - apart["converted"],
        ),
        Aim(
            "yuan_per_yuan", Label("yuan gained a year per yuan spent", "每花一元每年增收"), "yuan/yuan",
            yuan_gained, _per_yuan,
        ),
    )
}  # fmt: skip
