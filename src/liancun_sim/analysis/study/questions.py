"""What a person asks of a study, as text: outcomes to look into, demands on them, events."""

import math
from collections.abc import Sequence

from liancun_sim.results.study.study import StudyResult
from liancun_sim.vocabulary import BadInput, Fault, nearest, say

SIDES = {"<": "below", ">": "above"}

Questions = tuple[dict[str, float], list[tuple[str, str, float]]]


def questions(result: StudyResult, focus: Sequence[str], demands: Sequence[str], events: Sequence[str]) -> Questions:
    """Demands by outcome, and events as (outcome, ``below`` or ``above``, level).

    Parameters
    ----------
    focus : outcomes. demands : ``income_mean=4500``. events : ``stated_consent<0.8`` or with ``>``.

    Raises
    ------
    BadInput
        Naming everything that has another form, or that the study did not record.
    """
    faults = [Fault("", "--focus", unknown_outcome(result, key)) for key in focus if key not in result.outcomes]
    asked: dict[str, float] = {}
    for text in demands:
        outcome, level = _parts(text, "=")
        if math.isfinite(level):
            asked[outcome] = level
        _check(result, text, outcome, level, "demand", faults)
    happening: list[tuple[str, str, float]] = []
    for text in events:
        sign = next((one for one in SIDES if one in text), "<")
        outcome, level = _parts(text, sign)
        happening.append((outcome, SIDES[sign], level))
        _check(result, text, outcome, level, "event", faults)
    if faults:
        raise BadInput(faults)
    return asked, happening


def unknown_outcome(result: StudyResult, name: str) -> str:
    """The message on an outcome the study did not record."""
    near, known = nearest(name, result.outcomes), ", ".join(result.outcomes)
    key = "analysis.unknown_outcome_near" if near else "analysis.unknown_outcome"
    return say(key, name=name, near=near, known=known)


def _parts(text: str, sign: str) -> tuple[str, float]:
    outcome, _, number = text.partition(sign)
    try:
        return outcome.strip(), float(number)
    except ValueError:
        return outcome.strip(), math.nan


def _check(result: StudyResult, text: str, outcome: str, level: float, kind: str, faults: list[Fault]) -> None:
    if not math.isfinite(level):
        example = next(iter(result.outcomes))
        faults.append(Fault("", f"--{kind}", say(f"analysis.{kind}_form", text=text, example=example)))
    elif outcome not in result.outcomes:
        faults.append(Fault("", f"--{kind}", unknown_outcome(result, outcome)))
