"""The base of every action, and the move of a channel."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from liancun_sim.vocabulary import Label

Kind = Literal["add", "factor"]


@dataclass(slots=True)
class Action:
    """Asked for by a policy, granted within the budget, carried out by one mechanism.

    label : both names. village : int — the row it concerns, and by which requests are ordered.
    """

    label: ClassVar[Label]
    village: int


@dataclass(slots=True)
class MoveChannel(Action):
    """Move a channel in one village, at a cost (whichever mechanism opens it). kind : add · factor."""

    label = Label("Move a channel", "调整政策作用点")
    channel: str
    kind: Kind
    amount: float
