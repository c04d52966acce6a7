"""The count of a consultation, village by village."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ballot:
    """Answers of the member villages, in voices (households, or adults, as the unit says).

    Each array may have a row for every trial of the same question, (trial, member) then.

    electorate : (member,) voices entitled. answered : (member,) voices that answered.
    agreeing : (member,) voices that answered yes.
    masses : (member,) share of all households that say yes, whoever decides. [0–1]
    households : (member,) how many they are.
    """

    electorate: FloatArray
    answered: FloatArray
    agreeing: FloatArray
    masses: FloatArray = field(default_factory=lambda: np.zeros(0))
    households: FloatArray = field(default_factory=lambda: np.zeros(0))

    def of(self, members: slice) -> "Ballot":
        """Some of the villages."""
        parts = (self.electorate, self.answered, self.agreeing, self.masses, self.households)
        return Ballot(*(part[..., members] for part in parts))

    def pooled(self) -> "Ballot":
        """All villages as one."""
        households = self.households.sum(axis=-1, keepdims=True)
        return Ballot(
            self.electorate.sum(axis=-1, keepdims=True),
            self.answered.sum(axis=-1, keepdims=True),
            self.agreeing.sum(axis=-1, keepdims=True),
            share((self.masses * self.households).sum(axis=-1, keepdims=True), households),
            households,
        )


def share(part: FloatArray, whole: FloatArray) -> FloatArray:
    """part / whole, 0 where nobody is entitled."""
    return np.divide(part, whole, out=np.zeros(part.shape), where=whole > 0)
