"""Settling a month's requests within the budget, and what ordinary support is left.

All requests are collected first, then granted by (priority, policy key, village id) while the
money and the staff last; what was cut is recorded. Staff comes out of the same cadre-months as
ordinary township support, so supporting some villages costs the others attention.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions.actions import Action
from liancun_sim.interventions.asking import Request
from liancun_sim.interventions.ledger import Actions, Ledger

ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class Budget:
    """What the county can spend on policies. [yuan/month], [cadre-months/month]"""

    yuan: float
    cadre_months: float

    def covers(self, yuan: float, cadre_months: float) -> bool:
        """Whether it pays for so much, leaving aside what adding up many small costs rounds off."""
        return yuan <= self.yuan * (1 + ROUNDING) and cadre_months <= self.cadre_months * (1 + ROUNDING)


class Granted:
    """What is granted this month, and what the budget cut, in settled order.

    Parameters
    ----------
    requests, cut : as lists of requests, or laid out village by village.

    Attributes
    ----------
    lines, cut_lines : Ledger — a line for each village of each request.
    """

    def __init__(self, requests: Iterable[Request] | Ledger = (), cut: Iterable[Request] | Ledger = ()):
        self.lines, self.cut_lines = (
            given if isinstance(given, Ledger) else Ledger.of(given) for given in (requests, cut)
        )
        self._actions: dict[type[Action], Actions] = {}

    def all(self, kind: type[Action]) -> Actions:
        """Granted actions of one kind as columns: ``granted.all(Train).amount`` beside ``.village``."""
        if kind not in self._actions:
            self._actions[kind] = self.lines.kind(kind)
        return self._actions[kind]

    def refused(self, kind: type[Action]) -> Actions:
        """Those the budget cut, in the same way."""
        return self.cut_lines.kind(kind)

    def totals(self, kind: type[Action], field: str, villages: int) -> npt.NDArray[np.float64]:
        """(village,) sums of a field over what is granted of one kind."""
        actions = self.all(kind)
        return actions.totals(getattr(actions, field), villages)

    def of[A: Action](self, kind: type[A]) -> list[tuple[str, A]]:
        """Granted actions of one kind one by one, each in one village, with the policy's name."""
        return self.all(kind).one_by_one()

    def as_asked[A: Action](self, kind: type[A]) -> list[tuple[str, A]]:
        """Granted actions of one kind as they were asked for, each in those of its villages where it is granted."""
        return self.all(kind).as_asked()

    @cached_property
    def requests(self) -> list[Request]:
        """Those granted one by one, each in one village."""
        return self.lines.each()

    @cached_property
    def cut(self) -> list[Request]:
        """Those the budget cut one by one, each in one village."""
        return self.cut_lines.each()

    @property
    def yuan(self) -> float:
        return float(sum(self.lines.yuan.tolist()))

    @property
    def cadre_months(self) -> float:
        return float(sum(self.lines.cadre_months.tolist()))


class Settlement:
    """Grants requests month by month.

    Parameters
    ----------
    county : Budget — of the whole county per month.
    own : budget per policy name; a missing one is bound by the county's alone.

    Notes
    -----
    A budget is a monthly flow: what is not spent lapses with the month. [assumption]
    """

    def __init__(self, county: Budget, own: Mapping[str, Budget]):
        self.county, self.own = county, own

    def settle(self, requests: Iterable[Request]) -> Granted:
        """Grant each request that still fits, in order; smaller later ones may fit where a larger did not."""
        lines = Ledger.of(requests).settled()
        if self._all_fit(lines):
            return Granted(lines)
        fits = self._those_that_fit(lines)
        return Granted(lines.at(fits), lines.at(~fits))

    def _those_that_fit(self, lines: Ledger) -> npt.NDArray[np.bool_]:
        """(line,) — whether it is granted, each after those before it."""
        spent: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        all_yuan = all_staff = 0.0
        fits = []
        for number, yuan, staff in zip(
            lines.request.tolist(), lines.yuan.tolist(), lines.cadre_months.tolist(), strict=True
        ):
            policy = lines.requests[number].policy
            mine, own = spent[policy], self.own.get(policy)
            fit = self.county.covers(all_yuan + yuan, all_staff + staff) and (
                own is None or own.covers(mine[0] + yuan, mine[1] + staff)
            )
            if fit:
                all_yuan, all_staff = all_yuan + yuan, all_staff + staff
                mine[:] = mine[0] + yuan, mine[1] + staff
            fits.append(fit)
        return np.array(fits, dtype=bool)

    def _all_fit(self, lines: Ledger) -> bool:
        """Whether nothing needs cutting, as in most months: costs are never negative, so totals decide."""

        def within(yuan: npt.NDArray[np.float64], staff: npt.NDArray[np.float64], budget: Budget) -> bool:
            return budget.covers(sum(yuan.tolist()), sum(staff.tolist()))

        return within(lines.yuan, lines.cadre_months, self.county) and all(
            within(lines.yuan[own], lines.cadre_months[own], budget)
            for policy, budget in self.own.items()
            if (own := lines.policies.get(policy)) is not None
        )
