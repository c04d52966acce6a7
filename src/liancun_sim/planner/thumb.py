"""Rules of thumb a plan is held against: adjacent pairs at random, the easy ones first, the neediest first.

Easy first is what the documents describe (先易后难): the villages of best standing begin, each with the best neighbour
that is free. Neediest first begins with the weakest, each with its best free neighbour (以强带弱).
"""

from collections.abc import Mapping

import numpy as np

from liancun_sim.planner.candidates import Candidates
from liancun_sim.planner.facts import Facts
from liancun_sim.vocabulary import Label

RULES: Mapping[str, Label] = {
    "random_pairs": Label("Adjacent pairs at random", "随机相邻结对"),
    "easy_first": Label("Easy first (best standing begins)", "先易后难（基础好的先行）"),
    "neediest_first": Label("Neediest first, with the best neighbour", "先难后易（弱村配最强邻村）"),
}


def by_thumb(rule: str, facts: Facts, candidates: Candidates, unions: int, seed: int) -> list[int]:
    """Up to so many disjoint pairs by a rule of thumb, as places in `candidates`."""
    pairs = {members: at for at, members in enumerate(candidates.members) if len(members) == 2}
    free = np.ones(len(facts), dtype=bool)
    order = {
        "random_pairs": np.random.default_rng((seed, 2)).permutation(len(facts)),
        "easy_first": np.argsort(-facts.standing, kind="stable"),
        "neediest_first": np.argsort(facts.standing, kind="stable"),
    }[rule]
    lot = np.random.default_rng((seed, 3)).random(len(facts)) if rule == "random_pairs" else facts.standing
    found: list[int] = []
    for row in map(int, order):
        if len(found) == unions:
            break
        near = [int(other) for other in facts.adjacency.of(row) if free[other]]
        among = [other for other in near if (min(row, other), max(row, other)) in pairs]
        if free[row] and among:
            partner = max(among, key=lambda other: (lot[other], -other))
            free[[row, partner]] = False
            found.append(pairs[min(row, partner), max(row, partner)])
    return found
