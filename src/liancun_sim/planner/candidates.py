"""Every set of villages that could be proposed as a union: connected over the adjacency, with its form and lead.

Sets are enumerated once each (Wernicke 2006: every set is grown from its first village, by neighbours that no
earlier member has), then given the form their villages call for and the lead that form calls for, as the office
would choose them from its table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import sparse

from liancun_sim.interventions import UNION_FORMS
from liancun_sim.planner.facts import Facts

IntArray = npt.NDArray[np.intp]
CLUSTER_WORKSHOPS = 2.0  # per 100 households in every member of an industry cluster; as `joint_village` assumes
FORMS = ("hub", "strong_weak", "industry")  # what sets of villages call for; others are given in a plan by hand
MOST = 2_000_000  # candidates a machine holds; beyond, sizes are to be limited


@dataclass(frozen=True)
class Candidates:
    """Sets of villages in a fixed order: by size, then by rows.

    members : rows of each, ascending. lead : (candidate,) row. form : (candidate,) key of the form.
    villages : number of villages of the county.
    """

    members: tuple[tuple[int, ...], ...]
    lead: IntArray
    form: npt.NDArray[np.object_]
    villages: int

    def __len__(self) -> int:
        return len(self.members)

    @cached_property
    def size(self) -> IntArray:
        """(candidate,) number of members."""
        return np.array([len(one) for one in self.members], dtype=np.intp)

    @cached_property
    def rows(self) -> IntArray:
        """(membership,) candidate of each membership, beside `places`."""
        return np.repeat(np.arange(len(self)), self.size)

    @cached_property
    def places(self) -> IntArray:
        """(membership,) village of each membership."""
        return np.array([row for one in self.members for row in one], dtype=np.intp)

    @cached_property
    def incidence(self) -> sparse.csr_matrix:
        """(village, candidate) 1 where a village is a member."""
        ones = np.ones(self.rows.size)
        return sparse.csr_matrix((ones, (self.places, self.rows)), shape=(self.villages, len(self)))

    def total(self, values: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
        """(candidate,) sum over members of a (village,) array."""
        return np.bincount(self.rows, np.asarray(values, dtype=float)[self.places], len(self))

    def containing(self, villages: Sequence[int]) -> npt.NDArray[np.bool_]:
        """(candidate,) whether all of some villages are members."""
        found = np.ones(len(self), dtype=bool)
        for row in villages:
            found &= np.bincount(self.rows, self.places == row, len(self)) > 0
        return found

    def part(self, chosen: IntArray) -> "Candidates":
        """Some of the candidates, in their order."""
        return Candidates(
            tuple(self.members[one] for one in chosen), self.lead[chosen], self.form[chosen], self.villages
        )


def candidates_of(
    facts: Facts, sizes: Sequence[int], across_townships: bool = False, taken: frozenset[int] = frozenset()
) -> Candidates:
    """All connected sets of these sizes, inside townships unless said otherwise.

    taken : rows of villages that are in a union already.

    Raises
    ------
    ValueError
        If there are more than `MOST`.
    """
    near = [[] if row in taken else _open(facts, row, across_townships, taken) for row in range(len(facts))]
    found: list[tuple[int, ...]] = []
    for members in connected_sets(near, max(sizes)):
        if len(members) in sizes:
            found.append(members)
            if len(found) > MOST:
                raise ValueError(len(found))
    return described(facts, sorted(found, key=lambda members: (len(members), members)))


def _open(facts: Facts, row: int, across: bool, taken: frozenset[int]) -> list[int]:
    return [
        int(other)
        for other in facts.adjacency.of(row)
        if other not in taken and (across or facts.township[other] == facts.township[row])
    ]


def connected_sets(near: Sequence[Sequence[int]], largest: int) -> Iterator[tuple[int, ...]]:
    """Every connected set of 2 to `largest` rows, each once, ascending. near : neighbours of each row."""

    def grow(members: tuple[int, ...], further: list[int], seen: set[int], root: int) -> Iterator[tuple[int, ...]]:
        if len(members) > 1:
            yield tuple(sorted(members))
        if len(members) == largest:
            return
        for at, row in enumerate(further):
            new = [other for other in near[row] if other > root and other not in seen]
            yield from grow((*members, row), [*further[at + 1 :], *new], seen.union(new), root)

    for root in range(len(near)):
        around = [row for row in near[root] if row > root]
        yield from grow((root,), around, {root, *around}, root)


def described(facts: Facts, members: Sequence[tuple[int, ...]]) -> Candidates:
    """Sets with the form and the lead each calls for, from what is known of their villages.

    Strong and weak where a backward village stands beside one that is not; an industry cluster where every member has
    its workshops; else a hub. The lead: of a cluster the one with most workshops; of a hub one that lives by a crop
    worth spreading, with the least land to spare; else the best by standing. Ties by id.
    """
    forms = np.empty(len(members), dtype=object)
    leads = np.zeros(len(members), dtype=np.intp)
    industrious = facts.workshops >= CLUSTER_WORKSHOPS * facts.households / 100
    for at, rows in enumerate(members):
        weak = [bool(facts.backward[row]) for row in rows]
        if any(weak) and not all(weak):
            forms[at] = "strong_weak"
        elif all(industrious[row] for row in rows):
            forms[at] = "industry"
        else:
            forms[at] = "hub"
        leads[at] = lead_of(facts, rows, str(forms[at]))
    return Candidates(tuple(members), leads, forms, len(facts))


def lead_of(facts: Facts, members: Sequence[int], form: str) -> int:
    """The member that a form calls for as lead."""
    kind = UNION_FORMS[form]
    if kind.pools_land and not kind.weak_side:
        return max(members, key=lambda row: (facts.crop[row], -facts.spare_land[row], facts.log_collective[row], -row))
    if kind.shares_market and not kind.weak_side:
        return max(members, key=lambda row: (facts.workshops[row], -row))
    return max(members, key=lambda row: (facts.standing[row], -row))
