"""Decision rules, one per file: each has a ``key``, a ``label`` and ``passes(ballot, decision)``.

A new file is found by itself.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

import numpy as np
import numpy.typing as npt

from liancun_sim.decision_rules.ballot import Ballot
from liancun_sim.decision_rules.decision import Decision
from liancun_sim.vocabulary import Label

__all__ = ["Ballot", "Decision", "DecisionRule", "decision_rules"]

SHARED = ("ballot", "decision")


class DecisionRule(Protocol):
    """What a decision rule's module offers."""

    key: str
    label: Label

    def passes(self, ballot: Ballot, decision: Decision) -> npt.NDArray[np.bool_]: ...


@cache
def decision_rules() -> dict[str, DecisionRule]:
    """All decision rules by key."""
    names = sorted(module.name for module in iter_modules(__path__) if module.name not in SHARED)
    rules = [cast(DecisionRule, import_module(f"{__name__}.{name}")) for name in names]
    return {rule.key: rule for rule in rules}
