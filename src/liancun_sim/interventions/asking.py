"""What policies ask for in a month, collected before anything is granted."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions.actions import Action


@dataclass(frozen=True, slots=True)
class Contribution:
    """One policy's move of one channel: `amount` added, or multiplied, in `villages`."""

    policy: str
    channel: str
    kind: Literal["add", "factor"]
    villages: npt.NDArray[np.intp]
    amount: npt.NDArray[np.float64]


@dataclass(slots=True)
class Request:
    """One action asked for, with what it costs. [yuan], [cadre-months]"""

    policy: str
    priority: int
    action: Action
    yuan: float
    cadre_months: float


@dataclass
class Asking:
    """The hand of one policy in one month."""

    policy: str
    priority: int
    contributions: list[Contribution] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    def add(self, channel: str, villages: npt.ArrayLike, amount: npt.ArrayLike) -> None:
        """Add `amount` to a channel in some villages (rows)."""
        self._move("add", channel, villages, amount)

    def scale(self, channel: str, villages: npt.ArrayLike, factor: npt.ArrayLike) -> None:
        """Multiply a channel by `factor` in some villages (rows)."""
        self._move("factor", channel, villages, factor)

    def ask(self, action: Action, *, yuan: float = 0.0, cadre_months: float = 0.0) -> None:
        """Ask a mechanism for an action, at a cost."""
        self.requests.append(Request(self.policy, self.priority, action, yuan, cadre_months))

    def _move(
        self, kind: Literal["add", "factor"], channel: str, villages: npt.ArrayLike, amount: npt.ArrayLike
    ) -> None:
        rows = np.atleast_1d(np.asarray(villages, dtype=np.intp))
        if rows.size:
            values = np.array(np.broadcast_to(np.asarray(amount, dtype=np.float64), rows.shape))
            self.contributions.append(Contribution(self.policy, channel, kind, rows, values))
