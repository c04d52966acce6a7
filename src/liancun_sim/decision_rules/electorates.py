"""Electorates, one block each: whose answers count when villages are asked (征求谁的意见).

A new electorate is one more block: the settings, the levers of union policies, the schema, the audit and both
languages follow.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from liancun_sim.vocabulary import Label

FloatArray = npt.NDArray[np.float64]


class People(Protocol):
    """Households as an electorate may tell them apart, an entry for each."""

    @property
    def adults(self) -> FloatArray:
        """How many of its members are of age. [persons]"""

    @property
    def is_party(self) -> npt.NDArray[np.uint8]:
        """1 where it has a party member."""

    @property
    def is_cadre(self) -> npt.NDArray[np.uint8]:
        """1 where it has a cadre."""

    @property
    def is_representative(self) -> npt.NDArray[np.uint8]:
        """1 where it has a village representative."""


@dataclass(frozen=True, slots=True)
class Electorate:
    """Whose answers count.

    key, label : as scenario files and tables name it, and both names.
    voices : People → (household,) how many voices each household has, 0 where it is not entitled.
    in_part : whether only some of its answers come in where a scenario names no response rate
        (coefficient ``consultation.returned``).
    """

    key: str
    label: Label
    voices: Callable[[People], npt.NDArray[np.generic]]
    in_part: bool = False


def one_each(people: People) -> FloatArray:
    """(household,) one voice for every household."""
    return np.ones(people.is_cadre.size)


ELECTORATES: Mapping[str, Electorate] = {
    one.key: one
    for one in (
        Electorate("households", Label("households", "农户"), one_each),
        Electorate("adults", Label("adults", "成年人"), lambda people: people.adults),
        Electorate("returned_forms", Label("returned forms", "收回的征求意见表"), one_each, in_part=True),
        Electorate("party_members", Label("party members", "党员"), lambda people: people.is_party),
        Electorate("representatives", Label("representatives", "村民代表"), lambda people: people.is_representative),
    )
}  # fmt: skip
"""Every electorate by key."""
