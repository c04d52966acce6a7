"""Settling a month's requests within the budget, and what ordinary support is left.

All requests are collected first, then granted by (priority, policy key, village id) while the
money and the staff last; what was cut is recorded. Staff comes out of the same cadre-months as
ordinary township support, so supporting some villages costs the others attention.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import Any

from liancun_sim.interventions.actions import Action
from liancun_sim.interventions.asking import Request

ROUNDING = 1e-12
IN_ORDER = attrgetter("priority", "policy", "action.village")


@dataclass(frozen=True, slots=True)
class Budget:
    """What the county can spend on policies. [yuan/month], [cadre-months/month]"""

    yuan: float
    cadre_months: float

    def covers(self, yuan: float, cadre_months: float) -> bool:
        """Whether it pays for so much, leaving aside what adding up many small costs rounds off."""
        return yuan <= self.yuan * (1 + ROUNDING) and cadre_months <= self.cadre_months * (1 + ROUNDING)


@dataclass
class Granted:
    """The requests granted this month, and those the budget cut."""

    requests: list[Request] = field(default_factory=list)
    cut: list[Request] = field(default_factory=list)

    def of[A: Action](self, kind: type[A]) -> list[tuple[str, A]]:
        """Granted actions of one kind with the policy's name, in settled order."""
        return self._by_kind.get(kind, [])

    @cached_property
    def _by_kind(self) -> dict[type[Action], list[tuple[str, Any]]]:
        """Sorted out once a month: a dozen mechanisms ask, each for its own kinds."""
        sorted_out: dict[type[Action], list[tuple[str, Any]]] = defaultdict(list)
        for request in self.requests:
            sorted_out[type(request.action)].append((request.policy, request.action))
        return dict(sorted_out)

    @property
    def yuan(self) -> float:
        return sum(r.yuan for r in self.requests)

    @property
    def cadre_months(self) -> float:
        return sum(r.cadre_months for r in self.requests)


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
        ordered = sorted(requests, key=IN_ORDER)
        if self._all_fit(ordered):
            return Granted(ordered)
        granted = Granted()
        spent: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        all_yuan = all_staff = 0.0
        for request in ordered:
            mine, own = spent[request.policy], self.own.get(request.policy)
            yuan, staff = request.yuan, request.cadre_months
            if self.county.covers(all_yuan + yuan, all_staff + staff) and (
                own is None or own.covers(mine[0] + yuan, mine[1] + staff)
            ):
                all_yuan, all_staff = all_yuan + yuan, all_staff + staff
                mine[:] = mine[0] + yuan, mine[1] + staff
                granted.requests.append(request)
            else:
                granted.cut.append(request)
        return granted

    def _all_fit(self, requests: list[Request]) -> bool:
        """Whether nothing needs cutting, as in most months: costs are never negative, so totals decide."""

        def within(some: list[Request], budget: Budget) -> bool:
            return budget.covers(sum(request.yuan for request in some), sum(request.cadre_months for request in some))

        return within(requests, self.county) and all(
            within([request for request in requests if request.policy == name], own) for name, own in self.own.items()
        )
