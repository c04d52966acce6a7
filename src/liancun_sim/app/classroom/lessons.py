"""The lessons a class can have: what is asked before the run, which worlds are run, and what they say of it.

Every guess is a number from 0 to 100, so that guesses stand as bars beside what came out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import pi, sqrt, tan
from typing import Any

import numpy as np

from liancun_sim.app.classroom.asked import FORMED, PROPOSED, Numbers

Found = Mapping[str, Sequence[Numbers]]
"""World key → its numbers in every replication."""
Bars = list[tuple[str, float]]
"""What came out, 0–100: key of its words, value; the first is what was asked."""

PLANNING, PRESET = "planning", "preset"
BASELINE = "baseline"


@dataclass(frozen=True)
class Lesson:
    """key : of its words. worlds : key → scenario. replications : of each. bars : what came out."""

    key: str
    bars: Callable[[Found], Bars]
    worlds: Mapping[str, Any] = field(default_factory=dict)
    replications: int = 1


def _decided(**decision: Any) -> dict[str, Any]:
    return {"extends": "strong_weak_pairing", "decision": decision}


WAYS: dict[str, Any] = {
    "by_forms": _decided(unit="returned_forms", silence="no"),
    "openly": _decided(unit="households"),
    "secretly": _decided(unit="households", secret_ballot=True),
    "by_representatives": _decided(rule="eight_steps", unit="representatives"),
}


def _mean(found: Sequence[Numbers], key: str) -> float:
    """In per cent; NaN if it was measured nowhere."""
    values = np.array([one[key] for one in found], dtype=np.float64)
    return float(100 * values[~np.isnan(values)].mean()) if not np.isnan(values).all() else float("nan")


def _passed(found: Found) -> Bars:
    shares = {
        key: 100
        * sum(one.get(FORMED, 0.0) for one in found[key])
        / max(1.0, sum(one.get(PROPOSED, 0.0) for one in found[key]))
        for key in WAYS
    }
    return [(key, shares[key]) for key in ("openly", "by_representatives", "secretly", "by_forms")]


def _by_itself(found: Found) -> Bars:
    return [
        ("nothing_done", _mean(found[BASELINE], "converted_assessed")),
        ("assisted", _mean(found["cadre_assistance"], "converted_assessed")),
        ("nothing_done_true", _mean(found[BASELINE], "converted_true")),
        ("assisted_true", _mean(found["cadre_assistance"], "converted_true")),
    ]


def _assessed(found: Found) -> Bars:
    deeds, paper = found["household_linkage"], found["paper_linkage"]
    return [
        ("paper_only", _mean(paper, "paper_only_units")),
        ("paper_score", _mean(paper, "linked_score")),
        ("deeds_score", _mean(deeds, "linked_score")),
        ("paper_effort", _mean(paper, "linked_effort")),
        ("deeds_effort", _mean(deeds, "linked_effort")),
    ]


def _pilots(found: Found) -> Bars:
    """Of all pairs of pilots, whose 95 % interval of the gain of income holds zero."""
    policy, alone = found["strong_weak_pairing"], found[BASELINE]
    gains = np.array([one["income_mean"] - base["income_mean"] for one, base in zip(policy, alone, strict=True)])
    pairs = [gains[list(chosen)] for chosen in combinations(range(len(gains)), 2)]
    unclear = np.mean([_holds_zero(pair) for pair in pairs]) if pairs else float("nan")
    return [("pairs_unclear", float(100 * unclear)), ("pilots_better", float(100 * np.mean(gains > 0)))]


def _holds_zero(gains: np.ndarray) -> bool:
    """Of two gains: Student's t with one degree of freedom is Cauchy's, whose quantile is tan(π(p − ½))."""
    error = tan(pi * (0.975 - 0.5)) * np.std(gains, ddof=1) / sqrt(2)
    return bool(abs(np.mean(gains)) <= error)


def _consent(found: Found) -> Bars:
    ((_, asked),) = found.items()
    return [("stated", _mean(asked, "stated_consent")), ("private", _mean(asked, "private_consent"))]


LESSONS: dict[str, Lesson] = {
    one.key: one
    for one in (
        Lesson("who_counts", _passed, WAYS, 3),
        Lesson("by_itself", _by_itself, {BASELINE: BASELINE, "cadre_assistance": "cadre_assistance"}, 3),
        Lesson("what_is_assessed", _assessed,
               {"household_linkage": "household_linkage", "paper_linkage": "paper_linkage"}, 2),
        Lesson("two_pilots", _pilots, {BASELINE: BASELINE, "strong_weak_pairing": "strong_weak_pairing"}, 12),
        Lesson(PLANNING, lambda found: []),
        Lesson(PRESET, _consent, {}, 2),
    )
}  # fmt: skip
"""In the order they are taught. Planning has the room's plans for worlds; a preset is a scenario of the teacher's."""
