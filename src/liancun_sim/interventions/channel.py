"""Channels: the quantities policies may move, each opened by one mechanism.

A channel's value in a village is ``(base + Σ additions) × Π factors``, then bounds. Sums and
products run in order of policy name, so the order of policies in a file changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions.asking import Contribution
from liancun_sim.vocabulary import Label

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Channel:
    """A quantity per village that policies may move.

    Parameters
    ----------
    key : str — mechanism first: ``outreach.persuasion``.
    unit : str
    label : Label
    base : float or str — a number, or the name of the mechanism's coefficient that sets it.
    low, high : float — bounds of the value.
    """

    key: str
    unit: str
    label: Label
    base: float | str
    low: float
    high: float


class ChannelValues:
    """The channels of one month: bases from mechanisms, contributions from policies.

    Parameters
    ----------
    channels : the open channels by key.
    bases : base value of each, by key.
    villages : int — number of villages.
    contributions : what policies added or multiplied this month.
    """

    def __init__(
        self,
        channels: Mapping[str, Channel],
        bases: Mapping[str, float],
        villages: int,
        contributions: Iterable[Contribution] = (),
    ):
        self.channels, self.bases, self._villages = channels, bases, villages
        self.contributions: dict[str, list[Contribution]] = defaultdict(list)
        for contribution in sorted(contributions, key=lambda c: c.policy):
            self.contributions[contribution.channel].append(contribution)
        self._values: dict[str, FloatArray] = {}

    def __getitem__(self, key: str) -> FloatArray:
        """The value of a channel: (village,) float64, within its bounds."""
        if key not in self._values:
            channel = self.channels[key]
            value = np.full(self._villages, self.bases[key])
            moves = self.contributions.get(key, ())
            for move in moves:
                if move.kind == "add":
                    np.add.at(value, move.villages, move.amount)
            for move in moves:
                if move.kind == "factor":
                    np.multiply.at(value, move.villages, move.amount)
            self._values[key] = np.clip(value, channel.low, channel.high)
        return self._values[key]

    def moved(self, key: str) -> bool:
        """Whether any policy moves this channel this month."""
        return bool(self.contributions.get(key))
