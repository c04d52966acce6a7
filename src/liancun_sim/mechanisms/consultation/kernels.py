"""What households of a proposal's members would think had something been otherwise."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from liancun_sim.compiled import kernel


class Following(NamedTuple):
    """Columns of households that follow: yielding λ, influence w, and the weight of all ties Σ_j w_j."""

    yielding: npt.NDArray[np.float32]
    influence: npt.NDArray[np.float32]
    tie_weight: npt.NDArray[np.float32]


@kernel
def follow(first_household, members, start, indices, people, months, moved):
    """Some months of `followed`, from nothing, by the ties among the members.

    m'_hk = λ_h·Σ_j w_j·m_jk / Σ_j w_j + (1 − λ_h)·1[h is of village k]

    Parameters
    ----------
    first_household : (village + 1,) int64. members : (member,) int64. people : Following.
    start : (household + 1,) int64. indices : (tie,) uint32 — whom a household listens to.

    Written
    -------
    moved : (household of the members, member) float64, from zeros.
    """
    rows, count = moved.shape
    first = np.zeros(count + 1, np.int64)  # of each member among the rows
    for k in range(count):
        first[k + 1] = first[k] + first_household[members[k] + 1] - first_household[members[k]]
    most = 0
    for k in range(count):
        most += start[first_household[members[k] + 1]] - start[first_household[members[k]]]
    heard, weight = np.empty(most, np.int64), np.empty(most)  # ties among the members, by their rows here
    ends = np.zeros(rows + 1, np.int64)
    inside = row = 0
    for k in range(count):
        for h in range(first_household[members[k]], first_household[members[k] + 1]):
            for tie in range(start[h], start[h + 1]):
                j = np.int64(indices[tie])
                for n in range(count):
                    begin = first_household[members[n]]
                    if begin <= j < first_household[members[n] + 1]:
                        heard[inside], weight[inside] = first[n] + j - begin, people.influence[j]
                        inside += 1
            row += 1
            ends[row] = inside
    before = np.zeros((rows, count + 1))  # columns are summed in pairs: the last is one more, of zeros
    for month in range(months):
        for i in range(rows):
            for n in range(count):
                before[i, n] = moved[i, n]
        for k in range(count):
            begin = first_household[members[k]] - first[k]
            for i in range(first[k], first[k + 1]):
                yielding, weights = np.float64(people.yielding[begin + i]), np.float64(people.tie_weight[begin + i])
                for n in range(0, count if month > 0 else 0, 2):  # in the first month nobody has moved
                    one = other = 0.0
                    for tie in range(ends[i], ends[i + 1]):
                        one += weight[tie] * before[heard[tie], n]
                        other += weight[tie] * before[heard[tie], n + 1]
                    moved[i, n] = yielding * one / weights
                    if n + 1 < count:
                        moved[i, n + 1] = yielding * other / weights
                moved[i, k] += 1 - yielding


@kernel
def lift(attitude, lifted, chosen, thought):
    """What households would think had some terms not fallen short.

    Parameters
    ----------
    attitude : (household,) float32. [SD] lifted : (weighed, household) float64. [SD]
    chosen : (trial, most) int64 — terms that are lifted, then -1.

    Written
    -------
    thought : (trial, household) float32. [SD]
    """
    more = np.empty(attitude.shape[0])
    for t in range(chosen.shape[0]):
        more[:] = 0.0
        for n in range(chosen.shape[1]):
            if chosen[t, n] >= 0:
                more += lifted[chosen[t, n]]
        for i in range(attitude.shape[0]):
            thought[t, i] = attitude[i] + more[i]
