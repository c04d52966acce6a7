"""Plans drawn at random, from which chances are learnt: disjoint candidates, small ones as often as large ones."""

import numpy as np

from liancun_sim.interventions import PlannedUnion
from liancun_sim.planner.candidates import Candidates

LEARNT_FROM = 2  # random plans have so many times the unions a plan may have, as far as villages go. Assumption
MOST_TRIES = 50  # for each union


def random_plan(candidates: Candidates, unions: int, seed: int, number: int) -> tuple[PlannedUnion, ...]:
    """Up to so many disjoint candidates, all proposed in the first month.

    A size is drawn first, evenly, then a candidate of it: else nearly all would be of the largest size.
    """
    rng = np.random.default_rng((seed, number))
    by_size = [np.flatnonzero(candidates.size == size) for size in np.unique(candidates.size)]
    used = np.zeros(candidates.villages, dtype=bool)
    found: list[PlannedUnion] = []
    for _ in range(MOST_TRIES * unions):
        if len(found) == unions:
            break
        among = by_size[int(rng.integers(len(by_size)))]
        one = int(among[rng.integers(among.size)])
        rows = list(candidates.members[one])
        if not used[rows].any():
            used[rows] = True
            found.append(planned(candidates, one, 0))
    return tuple(found)


def planned(candidates: Candidates, one: int, month: int) -> PlannedUnion:
    """A candidate as it is proposed."""
    return PlannedUnion(month, int(candidates.lead[one]), candidates.members[one], str(candidates.form[one]))
