"""The base of every policy: levers, timing, targets, and one method, `act`.

A policy reads last month's state through its view, moves channels and asks for actions. It never
writes state. To add one, copy the shortest file in ``policies/``.
"""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions.actions import Action
from liancun_sim.interventions.asking import Asking
from liancun_sim.interventions.lever import COMMON_LEVERS, Lever
from liancun_sim.interventions.targeting import ranked
from liancun_sim.interventions.view import PolicyView
from liancun_sim.vocabulary import Label


class Policy:
    """One governance system, or a part of one.

    Class attributes
    ----------------
    key, label, source : name in scenario files, both names, where it is described.
    levers : its own dials; those every policy has need no mention, unless with another default.
        Unit costs are levers too, named ``cost_…``.
    moves : keys of the channels it may move.
    asks : the actions it may ask for.
    """

    key: ClassVar[str]
    label: ClassVar[Label]
    source: ClassVar[str]
    levers: ClassVar[tuple[Lever, ...]] = ()
    moves: ClassVar[tuple[str, ...]] = ()
    asks: ClassVar[tuple[type[Action], ...]] = ()

    def __init__(self, name: str | None = None, levers: Mapping[str, Any] = {}):
        self.name = name or self.key
        declared = self.all_levers()
        unknown = set(levers) - {lever.name for lever in declared}
        if unknown:
            raise ValueError(f"{self.key} has no lever {', '.join(sorted(unknown))}")
        self.lever = SimpleNamespace(**{lever.name: levers.get(lever.name, lever.default) for lever in declared})

    @classmethod
    def all_levers(cls) -> tuple[Lever, ...]:
        """Its own levers, then those every policy has and this one does not declare for itself."""
        own = {lever.name for lever in cls.levers}
        return (*cls.levers, *(lever for lever in COMMON_LEVERS if lever.name not in own))

    def act(self, view: PolicyView, asking: Asking, intensity: float) -> None:
        """Move channels and ask for actions this month.

        intensity : dose × ramp, in (0, 1]; not called when it is 0.
        """
        raise NotImplementedError

    def intensity(self, month: int) -> float:
        """Dose times ramp; 0 outside its months."""
        lever = self.lever
        if month < lever.start_month or (lever.end_month is not None and month >= lever.end_month):
            return 0.0
        ramp = 1.0 if lever.ramp_months == 0 else min(1.0, (month - lever.start_month + 1) / lever.ramp_months)
        return float(lever.dose) * ramp

    def why_nothing(self, view: PolicyView) -> Label | None:
        """Why it finds nothing to act on, for a run in which it did nothing; None where it has nothing to say."""
        return None

    def targets(
        self,
        view: PolicyView,
        count: int,
        eligible: npt.NDArray[np.bool_] | None = None,
        term: int = 0,
        group: str = "targets",
        targeting: str | None = None,
    ) -> list[int]:
        """The villages chosen when the policy starts, kept from then on (rows, in order of choice).

        Named villages come first, then the rest by the targeting lever; with ``list`` only the named.
        A policy that chooses anew counts its terms: each choice is made once, in the term's first month.
        One that treats several groups of villages names them, and may choose one by another `targeting`.
        """
        memory = view.memory(self.name)
        note = f"{group}/{term}"
        if note not in memory:
            lever = self.lever if targeting is None else SimpleNamespace(**vars(self.lever) | {"targeting": targeting})
            memory[note] = tuple(ranked(view, self.name, lever, eligible))
        return list(memory[note][:count])
