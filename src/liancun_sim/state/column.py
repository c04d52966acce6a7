"""A column: one quantity of one kind of entity, declared once."""

from dataclasses import dataclass
from typing import Literal

from liancun_sim.vocabulary import Label

Entity = Literal["household", "village", "union", "proposal", "consultation", "life", "township", "county"]
Role = Literal["", "term", "obstacle"]


@dataclass(frozen=True, slots=True)
class Column:
    """Declaration of a quantity; the data dictionary, bounds checks and ODD table come from it.

    Parameters
    ----------
    entity : which store it lives in.
    name : str — a noun, with its unit where it could be mistaken.
    dtype : str — NumPy dtype; ``object`` only for union and proposal members.
    unit : str — in plain words; ``1`` if it has none.
    label : Label
    source : str — where its value comes from (a mechanism's file, the county, an author).
    role : ``term`` of what a household makes of a union, ``obstacle`` where such a term may stand in its way.
    low, high : float or None — bounds enforced at the end of every month (None: unbounded).
    initial : float — value before the county or a mechanism sets it.
    """

    entity: Entity
    name: str
    dtype: str
    unit: str
    label: Label
    source: str
    low: float | None = None
    high: float | None = None
    initial: float = 0.0
    width: int = 1  # values a row holds, months of a window or standards: the array is (width, rows)
    role: Role = ""

    @property
    def key(self) -> str:
        """``household.income_yuan``: as mechanisms declare what they read and write."""
        return f"{self.entity}.{self.name}"
