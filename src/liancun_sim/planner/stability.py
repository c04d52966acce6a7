"""Sets of villages inside a plan that would rather be a union of their own (blocking sets).

A set blocks where every one of its villages expects more of its own households to want it than the union the plan
puts it in: nothing the office decides keeps such a plan from being asked about.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from liancun_sim.planner.candidates import Candidates

FloatArray = npt.NDArray[np.float64]
CLEARLY = 0.01  # of households, by which each village must prefer it


@dataclass(frozen=True)
class Blocking:
    """candidate : the set. gain : least gain of a member in the share that wants it. inside : unions drawn from."""

    candidate: int
    gain: float
    inside: tuple[int, ...]


def blocking_sets(candidates: Candidates, chosen: Iterable[int], share: FloatArray) -> list[Blocking]:
    """Candidates all of whose villages are in the plan and would rather be together, the most wanted first.

    share : (membership,) of households expected to want it.
    """
    chosen = list(map(int, chosen))
    now = np.full(candidates.villages, np.nan)
    union_of = np.full(candidates.villages, -1)
    starts = np.concatenate([[0], np.cumsum(candidates.size)])
    for number, one in enumerate(chosen):
        members = list(candidates.members[one])
        now[members] = share[starts[one] : starts[one + 1]]
        union_of[members] = number
    gain = share - now[candidates.places]
    least = np.full(len(candidates), np.inf)
    np.minimum.at(least, candidates.rows, np.where(np.isnan(gain), -np.inf, gain))
    least[chosen] = -np.inf
    found = np.flatnonzero(least > CLEARLY)
    order = found[np.argsort(-least[found], kind="stable")]
    return [
        Blocking(int(one), float(least[one]), tuple(sorted({int(union_of[row]) for row in candidates.members[one]})))
        for one in order
    ]
