"""What policies ask for in a month, collected before anything is granted."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions.actions import Action, Kind, MoveChannel
from liancun_sim.interventions.actions.action import ONE, Amount, each_of, made_of_arrays, picked


@dataclass(frozen=True, slots=True)
class Contribution:
    """One policy's move of one channel: `amount` added, or multiplied, in `villages`."""

    policy: str
    channel: str
    kind: Kind
    villages: npt.NDArray[np.intp]
    amount: npt.NDArray[np.float64]


@dataclass(slots=True)
class Request:
    """An action asked for in one village, or in many at once, with what it costs in each. [yuan], [cadre-months]

    Many at once are granted and refused village by village, as if each had been asked for by itself.

    standing : refused, it is put again every month until it is granted or its policy ends.
    """

    policy: str
    priority: int
    action: Action
    yuan: Amount
    cadre_months: Amount
    standing: bool = False

    def __len__(self) -> int:
        """In how many villages."""
        rows = self.action.village
        return rows.size if isinstance(rows, np.ndarray) else 1

    def one(self, place: int) -> "Request":
        """What is asked for in one of its villages."""
        if not isinstance(self.action.village, np.ndarray):
            return self
        yuan, staff = picked(self.yuan, place), picked(self.cadre_months, place)
        return Request(self.policy, self.priority, self.action.at(place), yuan, staff, self.standing)

    def each(self) -> "list[Request]":
        """A request for each of its villages."""
        return [self.one(place) for place in range(len(self))]


@dataclass
class Asking:
    """The hand of one policy in one month."""

    policy: str
    priority: int
    contributions: list[Contribution] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    def add(
        self,
        channel: str,
        villages: npt.ArrayLike,
        amount: npt.ArrayLike,
        *,
        yuan: npt.ArrayLike = 0.0,
        cadre_months: npt.ArrayLike = 0.0,
    ) -> None:
        """Add `amount` to a channel in some villages (rows), at what it costs in each; free, it needs no grant."""
        self._move("add", channel, villages, amount, yuan, cadre_months)

    def scale(
        self,
        channel: str,
        villages: npt.ArrayLike,
        factor: npt.ArrayLike,
        *,
        yuan: npt.ArrayLike = 0.0,
        cadre_months: npt.ArrayLike = 0.0,
    ) -> None:
        """Multiply a channel by `factor` in some villages (rows), at what it costs in each; free, it needs no grant."""
        self._move("factor", channel, villages, factor, yuan, cadre_months)

    def ask(self, action: Action, *, yuan: Amount = 0.0, cadre_months: Amount = 0.0, standing: bool = False) -> None:
        """Ask a mechanism for an action in one village or in many, at a cost in each.

        What is asked for once in a policy's life should be standing. No village is no request.

        Raises
        ------
        ValueError
            Where an amount or a cost is given village by village and not for as many villages as the action is.

        Examples
        --------
        >>> from liancun_sim.interventions import Asking, GrantVillage
        >>> asking = Asking("road_grants", priority=0)
        >>> asking.ask(GrantVillage(7, 500.0), yuan=500.0)
        >>> asking.ask(GrantVillage([3, 4], np.array([100.0, 200.0])), yuan=np.array([100.0, 200.0]))
        >>> [(one.action.village, one.yuan) for request in asking.requests for one in request.each()]
        [(7, 500.0), (3, 100.0), (4, 200.0)]
        """
        if not isinstance(action.village, ONE):
            count = made_of_arrays(action)
            if not count:
                return
            yuan, cadre_months = each_of(yuan, count, "yuan"), each_of(cadre_months, count, "cadre_months")
        self.requests.append(Request(self.policy, self.priority, action, yuan, cadre_months, standing))

    def _move(
        self,
        kind: Kind,
        channel: str,
        villages: npt.ArrayLike,
        amount: npt.ArrayLike,
        yuan: npt.ArrayLike,
        cadre_months: npt.ArrayLike,
    ) -> None:
        rows = np.atleast_1d(np.asarray(villages, dtype=np.intp))
        values, money, staff = (
            np.array(np.broadcast_to(np.asarray(given, dtype=np.float64), rows.shape))
            for given in (amount, yuan, cadre_months)
        )
        if money.any() or staff.any():
            self.ask(MoveChannel(rows, channel, kind, values), yuan=money, cadre_months=staff)
        elif rows.size:
            self.contributions.append(Contribution(self.policy, channel, kind, rows, values))
