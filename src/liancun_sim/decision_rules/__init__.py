"""Decision rules, one per file: each has a ``key``, a ``label``, an ``electorate`` and ``passes(ballot, decision)``.

A new file is found by itself. Electorates are blocks of ``electorates.py``.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

import numpy as np
import numpy.typing as npt

from liancun_sim.decision_rules.ballot import Ballot
from liancun_sim.decision_rules.decision import Decision
from liancun_sim.decision_rules.electorates import ELECTORATES, Electorate, People
from liancun_sim.vocabulary import Label

__all__ = ["ELECTORATES", "Ballot", "Decision", "DecisionRule", "Electorate", "People", "decision_rules"]

SHARED = ("ballot", "decision", "electorates")
OFFERED = ("key", "label", "electorate", "passes")


class DecisionRule(Protocol):
    """What a decision rule's module offers.

    key, label : as scenario files name it, and both names. electorate : key of the one it is made for.
    """

    key: str
    label: Label
    electorate: str

    def passes(self, ballot: Ballot, decision: Decision) -> npt.NDArray[np.bool_]: ...


@cache
def decision_rules() -> dict[str, DecisionRule]:
    """All decision rules by key.

    Raises
    ------
    TypeError
        If a file lacks something a rule offers, is made for no known electorate, or shares its key with another.
    """
    found: dict[str, DecisionRule] = {}
    for name in sorted(module.name for module in iter_modules(__path__) if module.name not in SHARED):
        module, file = import_module(f"{__name__}.{name}"), f"decision_rules/{name}.py"
        lacking = [part for part in OFFERED if not hasattr(module, part)]
        if lacking:
            raise TypeError(f"{file} lacks {', '.join(lacking)}; a decision rule has {', '.join(OFFERED)}")
        rule = cast(DecisionRule, module)
        if rule.electorate not in ELECTORATES:
            raise TypeError(f"{file}: {rule.electorate!r} is no electorate; there are {', '.join(ELECTORATES)}")
        if rule.key in found:
            raise TypeError(f"{file}: the key {rule.key!r} is already taken")
        found[rule.key] = rule
    return found
