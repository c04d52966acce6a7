"""The base of every action, and the move of a channel.

One action is asked for in one village, or in many: then `village` is a list or an array of rows, and whatever differs
between them a list or an array beside it. What is one value holds for all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Self

import numpy as np
import numpy.typing as npt

from liancun_sim.vocabulary import Label

Kind = Literal["add", "factor"]
Rows = int | Sequence[int] | npt.NDArray[np.intp]
Amount = float | npt.NDArray[np.float64]
ONE, NUMBER, MANY = (int, np.integer), (int, float), (list, np.ndarray)  # made once: policies ask often


@dataclass(slots=True)
class Action:
    """Asked for by a policy, granted within the budget, carried out by one mechanism.

    label : both names. village : the row it concerns, and by which requests are ordered; or rows.
    """

    label: ClassVar[Label]
    village: Rows

    @property
    def row(self) -> int:
        """The village of an action in one."""
        assert isinstance(self.village, ONE), self
        return int(self.village)

    def at(self, places: Any) -> Self:
        """The same in one of its many villages, by its place, or in some of them, by theirs."""
        return type(self)(**{name: picked(getattr(self, name), places) for name in self.__match_args__})


def made_of_arrays(action: Action) -> int:
    """Give an action in many villages arrays of its own in the place of lists and views; returns how many they are.

    Raises
    ------
    ValueError
        Where as many values are not given as villages.
    """
    action.village = np.array(action.village, dtype=np.intp).ravel()
    count = action.village.size
    names: tuple[str, ...] = action.__match_args__
    for name in names[1:]:
        value = getattr(action, name)
        if isinstance(value, MANY):
            setattr(action, name, each_of(value, count, f"{type(action).__name__}.{name}"))
    return count


def each_of(values: Any, count: int, name: str) -> Any:
    """One value for all, as it is; or an array of one for each of so many villages."""
    if isinstance(values, NUMBER):
        return values
    array = np.array(values)
    if array.ndim == 0:
        return array.item()
    if array.shape != (count,):
        raise ValueError(f"{name} has {array.size} values for {count} villages; give one, or one for each village")
    return array


def picked(values: Any, places: Any) -> Any:
    """What is one value for all, as it is; of an array, those of some places, or the one of one place."""
    if not isinstance(values, np.ndarray):
        return values
    found = values[places]
    return found if isinstance(found, np.ndarray) else found.item()


@dataclass(slots=True)
class MoveChannel(Action):
    """Move a channel in one village or in many, at a cost (whichever mechanism opens it). kind : add · factor."""

    label = Label("Move a channel", "调整政策作用点")
    channel: str
    kind: Kind
    amount: Amount
