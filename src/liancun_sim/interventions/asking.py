"""What policies ask for in a month, collected before anything is granted."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions.actions import Action, Kind, MoveChannel


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
    """One action asked for, with what it costs. [yuan], [cadre-months]

    standing : refused, it is put again every month until it is granted or its policy ends.
    """

    policy: str
    priority: int
    action: Action
    yuan: float
    cadre_months: float
    standing: bool = False


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

    def ask(self, action: Action, *, yuan: float = 0.0, cadre_months: float = 0.0, standing: bool = False) -> None:
        """Ask a mechanism for an action, at a cost; what is asked for once in a policy's life should be standing."""
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
        if not (money.any() or staff.any()):
            if rows.size:
                self.contributions.append(Contribution(self.policy, channel, kind, rows, values))
            return
        for row, value, cost, months in zip(*(a.tolist() for a in (rows, values, money, staff)), strict=True):
            self.ask(MoveChannel(row, channel, kind, value), yuan=cost, cadre_months=months)
