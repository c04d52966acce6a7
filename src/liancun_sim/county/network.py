# mypy: allow-untyped-defs
"""Who knows whom: ties among kin, neighbours and others of the village, and across to adjacent villages.

A household draws about half of its ties itself and is drawn for the rest. Everything is addressed by
village key and household number (ties across a village border by the pair of villages), and made
village by village, so that ten million households need little more memory than their ties.

References
----------
Degree about 15 (SD 4), clustering .15–.30, kin then neighbours: Karnataka village surveys; Xiong et al. 2018.
Share of ties crossing the village border .10 (.05–.30): one field account, weak.
Shares of kin and neighbours, size of kin branches: assumption, set so that clustering falls in that range.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from liancun_sim.compiled import inlined, kernel
from liancun_sim.county.csr import Csr
from liancun_sim.draws import NO_MONTH, Draws, halves, month_slot, normal_float, normal_table, philox, village_key

MEAN_DEGREE = 15.0
OWN_CHOICE_SD = 3.3  # of the ties a household draws itself; being drawn and crossing ties add the rest of SD 4
MOST_TIES = 64  # nobody holds more ties than this inside the village
DENSEST = 0.35  # largest mean share of the village a household draws itself: matters below 20 households
KIN_CHOICE = np.uint32(128)  # of 256: a tie within the kin branch
NEAR_CHOICE = np.uint32(128 + 84)  # up to here: a tie to one of the nearest houses
NEAREST = np.uint32(10)  # houses on either side that count as near
BRANCH_LEAST, BRANCH_SPREAD = 10, np.uint32(21)  # kin branches have 10–30 households, 20 on average
TRIES = 12  # before a tie is given up: its partner was taken already

Index = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint32]


@dataclass(frozen=True)
class Network:
    """Ties of all households, and the order of rows they imply.

    ties : Csr over rows. row_of_number : (household,) uint32 — the row of household `number` of village v
    stands at ``first_household[v] + number``. kin_group : (household,) uint16, in the same order.
    """

    ties: Csr
    row_of_number: npt.NDArray[np.uint32]
    kin_group: npt.NDArray[np.uint16]


def household_network(
    village_ids: list[str],
    keys: npt.NDArray[np.uint64],
    first_household: Index,
    adjacency: Csr,
    crossing_share: float,
    draws: Draws,
) -> Network:
    """Draw the household network of a county.

    Parameters
    ----------
    village_ids, keys : villages in row order and their draw addresses.
    first_household : (village + 1,) int64. adjacency : Csr over villages.
    crossing_share : share of ties that cross to adjacent villages (ε). [0–1]
    draws : addressed by the county's own seed.
    """
    total = int(first_household[-1])
    here, there, count = _crossing_counts(first_household, adjacency, crossing_share)
    pair_keys = np.array([village_key(f"{village_ids[a]}\n{village_ids[b]}") for a, b in zip(here, there)], np.uint64)
    ends, cross_degree = _crossing_ties(
        here, there, count, pair_keys, first_household, *draws.stream("county.crossing")
    )
    low, high = halves(keys)
    branches = _kin_branches(first_household, low, high, *draws.stream("county.kin"))
    slot = month_slot(NO_MONTH)
    start = np.empty(total + 1, dtype=np.int64)
    row_of_number = np.empty(total, dtype=np.uint32)
    own = _own_choices(first_household, low, high, cross_degree, *draws.stream("county.degree"), slot, normal_table())
    room = 2 * int(own.sum(dtype=np.int64)) + 2 * len(ends)
    indices = np.empty(room, dtype=np.uint32)
    used = _village_ties(
        first_household,
        low,
        high,
        own,
        branches,
        cross_degree,
        *draws.stream("county.ties"),
        start,
        indices,
        row_of_number,
    )
    _add_crossing_ties(ends, cross_degree, start, indices, row_of_number)
    return Network(Csr(start, indices[:used]), row_of_number, branches)


def _crossing_counts(first: Index, adjacency: Csr, share: float) -> tuple[Index, Index, Index]:
    """Number of ties over each village border: a village spreads its share by its neighbours' households."""
    households = np.diff(first)
    here = np.repeat(np.arange(len(adjacency)), adjacency.degree)
    there = adjacency.indices.astype(np.int64)
    around = np.zeros(len(adjacency), dtype=np.int64)
    np.add.at(around, here, households[there])
    wanted = share * MEAN_DEGREE * households[here] * households[there]
    ahead = here < there
    here, there, wanted = here[ahead], there[ahead], wanted[ahead]
    ties = np.round(0.5 * (wanted / around[here] + wanted / around[there])).astype(np.int64)
    return here, there, np.minimum(ties, households[here] * households[there] // 4)


@kernel
def _crossing_ties(here, there, count, pair_keys, first, k0, k1):
    """Ties over village borders as pairs of household positions (village first + number), and their degrees."""
    ends = np.empty((count.sum(), 2), dtype=np.uint32)
    degree = np.zeros(first[-1], dtype=np.uint16)
    filled = 0
    for border in range(here.size):
        a, b, wanted = here[border], there[border], count[border]
        size_a, size_b = np.uint64(first[a + 1] - first[a]), np.uint64(first[b + 1] - first[b])
        low = np.uint32(pair_keys[border] & np.uint64(0xFFFFFFFF))
        high = np.uint32(pair_keys[border] >> np.uint64(32))
        drawn = np.empty(wanted, dtype=np.uint64)
        for tie in range(wanted):
            w0, w1, _, _ = philox(np.uint32(tie), np.uint32(0), low, high, k0, k1)
            one = (np.uint64(w0) * size_a) >> np.uint64(32)
            other = (np.uint64(w1) * size_b) >> np.uint64(32)
            drawn[tie] = one * size_b + other
        drawn.sort()
        for tie in range(wanted):
            if tie > 0 and drawn[tie] == drawn[tie - 1]:
                continue
            one = first[a] + np.int64(drawn[tie] // size_b)
            other = first[b] + np.int64(drawn[tie] % size_b)
            ends[filled, 0], ends[filled, 1] = one, other
            degree[one] += np.uint16(1)
            degree[other] += np.uint16(1)
            filled += 1
    return ends[:filled], degree


@kernel
def _kin_branches(first, low, high, k0, k1):
    """Kin branches as runs of neighbouring houses: (household,) uint16 by position."""
    branch = np.empty(first[-1], dtype=np.uint16)
    for v in range(first.size - 1):
        house, number = first[v], 0
        while house < first[v + 1]:
            word, _, _, _ = philox(np.uint32(number), np.uint32(0), low[v], high[v], k0, k1)
            end = house + BRANCH_LEAST + np.int64(word % BRANCH_SPREAD)
            if end + BRANCH_LEAST // 2 > first[v + 1]:  # no branch of a few houses at the end
                end = first[v + 1]
            branch[house:end] = number
            house, number = end, number + 1
    return branch


@kernel
def _own_choices(first, low, high, cross_degree, k0, k1, slot, table):
    """(household,) uint8 — ties each household draws itself, so that its village's mean degree comes out right."""
    own = np.empty(first[-1], dtype=np.uint8)
    for v in range(first.size - 1):
        begin, end = first[v], first[v + 1]
        size = end - begin
        crossing = 0
        for house in range(begin, end):
            crossing += cross_degree[house]
        mean = min((MEAN_DEGREE - crossing / size) / 2, DENSEST * (size - 1))
        most = min(20, (size - 1) // 2)
        for house in range(begin, end):
            word, _, _, _ = philox(np.uint32(house - begin), slot, low[v], high[v], k0, k1)
            wanted = np.floor(mean + OWN_CHOICE_SD * normal_float(word, table) + 0.5)
            own[house] = np.uint8(max(min(wanted, most), min(1, size - 1)))
    return own


@inlined
def _partner(word, house, size, group_first, group_end):
    """Whom a household draws: kin, a near house, or anybody in the village. Numbers within the village."""
    choice = word >> np.uint32(24)
    pick = np.uint64(word & np.uint32(0xFFFFFF))
    if choice < KIN_CHOICE:
        return group_first + np.int64((pick * np.uint64(group_end - group_first)) >> np.uint64(24))
    if choice < NEAR_CHOICE:
        step = np.int64((pick * np.uint64(2 * NEAREST)) >> np.uint64(24)) - np.int64(NEAREST)
        return (house + (step if step < 0 else step + 1) + size * 2) % size
    return np.int64((pick * np.uint64(size)) >> np.uint64(24))


@inlined
def _holds(partners, count, sought):
    found = False
    for i in range(count):
        if partners[i] == sought:
            found = True
            break
    return found


@kernel
def _village_ties(first, low, high, own, branch, cross_degree, k0, k1, start, indices, row_of_number):
    """Draw the ties inside every village; order its rows by degree; leave room for crossing ties.

    Returns the number of tie ends in all, crossing ones included.
    """
    largest = 0
    for v in range(first.size - 1):
        largest = max(largest, first[v + 1] - first[v])
    partners = np.empty((largest, MOST_TIES), dtype=np.uint32)
    held = np.empty(largest, dtype=np.int64)
    words = np.empty(4, dtype=np.uint32)
    position = np.int64(0)
    for v in range(first.size - 1):
        begin, size = first[v], first[v + 1] - first[v]
        held[:size] = 0
        group_first = group_end = np.int64(0)
        for house in range(size):
            if house == group_end:
                group_first = group_end
                while group_end < size and branch[begin + group_end] == branch[begin + house]:
                    group_end += 1
            block = np.uint32(0)
            for _ in range(own[begin + house]):
                done = False
                while not done and block < np.uint32(TRIES * 8):
                    words[0], words[1], words[2], words[3] = philox(np.uint32(house), block, low[v], high[v], k0, k1)
                    block += np.uint32(1)
                    for i in range(4):
                        other = _partner(words[i], house, size, group_first, group_end)
                        if (
                            other != house
                            and held[other] < MOST_TIES
                            and held[house] < MOST_TIES
                            and not _holds(partners[house], held[house], np.uint32(other))
                        ):
                            partners[house, held[house]] = other
                            partners[other, held[other]] = house
                            held[house] += 1
                            held[other] += 1
                            done = True
                            break
        position = _write_village(begin, size, partners, held, cross_degree, start, indices, row_of_number, position)
    start[first[-1]] = position
    return position


@inlined
def _write_village(begin, size, partners, held, cross_degree, start, indices, row_of_number, position):
    """Rows by rising degree (then number); ties inside the village written first in each row."""
    most = 0
    for house in range(size):
        most = max(most, held[house] + cross_degree[begin + house])
    place = np.zeros(most + 2, dtype=np.int64)
    for house in range(size):
        place[held[house] + cross_degree[begin + house] + 1] += 1
    for degree in range(most + 1):
        place[degree + 1] += place[degree]
    house_at = np.empty(size, dtype=np.int64)
    for house in range(size):
        degree = held[house] + cross_degree[begin + house]
        row_of_number[begin + house] = begin + place[degree]
        house_at[place[degree]] = house
        place[degree] += 1
    for rank in range(size):
        house = house_at[rank]
        start[begin + rank] = position
        for i in range(held[house]):
            indices[position + i] = row_of_number[begin + np.int64(partners[house, i])]
        position += held[house] + cross_degree[begin + house]
    return position


@kernel
def _add_crossing_ties(ends, cross_degree, start, indices, row_of_number):
    """Write crossing ties into the room left for them, then sort every row. `cross_degree` is used up."""
    for tie in range(ends.shape[0]):
        for side in range(2):
            house, other = ends[tie, side], ends[tie, 1 - side]
            row = np.int64(row_of_number[house])
            indices[start[row + 1] - np.int64(cross_degree[house])] = row_of_number[other]
            cross_degree[house] -= np.uint16(1)
    for one in range(start.size - 1):
        for i in range(start[one] + 1, start[one + 1]):
            value = indices[i]
            j = i - 1
            while j >= start[one] and indices[j] > value:
                indices[j + 1] = indices[j]
                j -= 1
            indices[j + 1] = value
