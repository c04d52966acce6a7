"""A factor: what a study varies, from an assumption's range to a policy's dial."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from liancun_sim.parameters.distribution import drawn
from liancun_sim.scenario.choices import choice_label
from liancun_sim.vocabulary import Label

Role = Literal["lever", "uncertainty"]
Kind = Literal["real", "integer", "choice"]
NO_LABEL = Label("", "")


@dataclass(frozen=True, slots=True)
class Factor:
    """One dimension of a design.

    key : the coefficient, or the setting as ``--set`` writes it. role : lever or uncertainty (XLRM).
    low, high : of a real or integer factor, drawn evenly; but where a `median` is known, half of the draws lie on
        either side of it, a share `at_median` exactly there. values : of a choice, each as likely.
    """

    key: str
    role: Role
    kind: Kind
    low: float = 0.0
    high: float = 1.0
    values: tuple[Any, ...] = ()
    unit: str = ""
    label: Label = NO_LABEL
    median: float | None = None
    at_median: float = 0.0

    def at(self, shares: npt.NDArray[np.float64]) -> npt.NDArray[Any]:
        """The values below which shares of its distribution lie: (n,) in 0–1 → (n,)."""
        if self.kind == "real":
            middle = (self.low + self.high) / 2 if self.median is None else self.median
            return drawn(shares, self.low, middle, self.high, self.at_median)
        steps = len(self.values) if self.kind == "choice" else int(self.high - self.low) + 1
        index = np.minimum((shares * steps).astype(np.int64), steps - 1)
        return self._listed(index)

    def levels(self, count: int) -> npt.NDArray[Any]:
        """At most `count` values evenly over the range, ends included; all the values of a choice."""
        if self.kind == "choice":
            return self._listed(np.arange(len(self.values)))
        spread = np.linspace(self.low, self.high, count)
        return spread if self.kind == "real" else np.unique(np.rint(spread).astype(np.int64))

    def _listed(self, index: npt.NDArray[np.int64]) -> npt.NDArray[Any]:
        if self.kind == "integer":
            return int(self.low) + index
        return column(self.values)[index]

    def document(self) -> dict[str, Any]:
        """As the store's manifest keeps it; names : of the values of a choice, in both languages."""
        names = [choice_label(value) for value in self.values]
        return {
            "key": self.key, "role": self.role, "kind": self.kind, "low": self.low, "high": self.high,
            "values": list(self.values), "unit": self.unit, "label": {"en": self.label.en, "zh": self.label.zh},
            "names": [{"en": name.en, "zh": name.zh} for name in names], "median": self.median,
            "at_median": self.at_median,
        }  # fmt: skip


def column(values: Sequence[Any]) -> npt.NDArray[Any]:
    """Values as one column of the points: numbers, true and false, or text."""
    kinds = {type(value) for value in values}
    if kinds <= {bool} or kinds <= {int} or kinds <= {int, float}:
        real = float in kinds or any(abs(value) > np.iinfo(np.int64).max for value in values)
        return np.array(values, dtype=float if real else None)
    return np.array([str(value) for value in values], dtype=object)
