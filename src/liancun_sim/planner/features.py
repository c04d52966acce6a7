"""What the office knows of a member's place in a proposed union, as columns of a regression.

The first three are what attitudes towards a union are made of in every account of amalgamations (a poorer partner, a
larger one, how many have a say: Strebel 2023; Norway 2024), the rest what a table says of the village itself.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from liancun_sim.planner.candidates import Candidates
from liancun_sim.planner.facts import Facts

FloatArray = npt.NDArray[np.float64]

NAMES = ("one", "poorer_partner", "minority", "more_members", "satisfaction", "party_share", "log_income", "goods",
         "tied", "strangers")  # fmt: skip
WEIGHTED = {"poorer_partner": "attitude.poorer_weight", "minority": "attitude.minority_weight",
            "tied": "attitude.tie_weight"}  # fmt: skip
"""Columns whose weight is a coefficient of the model: where that is drawn, the column's weight moves with it."""


def member_features(facts: Facts, candidates: Candidates) -> FloatArray:
    """(membership, column) beside `candidates.rows` and `candidates.places`.

    poorer_partner : max(0, ln own income − ln the others' income per person). minority : max(0, ln(others' households
    / own)). more_members : beyond two. tied : paired with a member earlier. strangers : share of the other members that
    are not its neighbours. The rest: of the village, less the county's mean.
    """
    rows, places = candidates.rows, candidates.places
    money = facts.income * facts.persons
    others_persons = candidates.total(facts.persons)[rows] - facts.persons[places]
    others_income = (candidates.total(money)[rows] - money[places]) / np.maximum(1.0, others_persons)
    others_households = candidates.total(facts.households)[rows] - facts.households[places]
    poorer = np.maximum(0.0, np.log(facts.income[places] / np.maximum(1.0, others_income)))
    minority = np.maximum(0.0, np.log(np.maximum(1.0, others_households) / facts.households[places]))
    size = candidates.size[rows]
    neighbours, tied = _ties(facts, candidates)
    own = (facts.satisfaction, facts.party_share, np.log(facts.income), facts.goods)
    return np.column_stack(
        [
            np.ones(rows.size), poorer, minority, size - 2.0,
            *(values[places] - values.mean() for values in own),
            tied, 1 - neighbours / np.maximum(1, size - 1),
        ]
    )  # fmt: skip


def _ties(facts: Facts, candidates: Candidates) -> tuple[FloatArray, FloatArray]:
    """Neighbours among the other members, and whether one is tied to it: (membership,) each."""
    rows, places, size = candidates.rows, candidates.places, candidates.size
    near = [frozenset(map(int, facts.adjacency.of(row))) for row in range(len(facts))]
    neighbours = np.zeros(rows.size)
    tied = np.zeros(rows.size)
    starts = np.concatenate([[0], np.cumsum(size)])[:-1]
    for step in range(1, int(size.max(initial=2))):  # each member beside the one so many places further on, in a circle
        has = size[rows] > step
        here = places[has]
        at = starts[rows[has]] + (np.flatnonzero(has) - starts[rows[has]] + step) % size[rows[has]]
        there = places[at]
        neighbours[has] += _adjacent(near, here, there)
        tied[has] = np.maximum(tied[has], (facts.tied_to[here] == there) | (facts.tied_to[there] == here))
    return neighbours, tied


def _adjacent(near: Sequence[frozenset[int]], here: npt.NDArray[np.intp], there: npt.NDArray[np.intp]) -> FloatArray:
    return np.fromiter(
        (other in near[row] for row, other in zip(here.tolist(), there.tolist(), strict=True)), float, here.size
    )
