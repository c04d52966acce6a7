"""Random small counties: villages on a sparse random graph, every packing of their candidate unions, every rule."""

import numpy as np

from liancun_sim.planner.candidates import connected_sets
from liancun_sim.planner.packing import Exclusion, Packing, Row


def random_packing(number, cautious=False):
    """A packing of up to 14 villages with up to 60 candidates of two or three, three draws, no rules."""
    rng = np.random.default_rng(number)
    villages = int(rng.integers(8, 15))
    near = [set() for _ in range(villages)]
    for row in range(1, villages):  # a tree, and a few more edges
        for other in {int(rng.integers(0, row)), *(rng.integers(0, row, 1) if rng.random() < 0.3 else ())}:
            near[row].add(int(other)), near[int(other)].add(row)
    members = sorted(connected_sets([sorted(one) for one in near], 3))[:60]
    incidence = np.zeros((villages, len(members)))
    for at, rows in enumerate(members):
        incidence[list(rows), at] = 1
    from scipy import sparse

    worth = rng.random((3, len(members))) * (1 + 0.2 * incidence.sum(axis=0))
    return Packing(sparse.csr_matrix(incidence), worth, cautious=cautious), rng


def every_choice(packing):
    """All packings, rules left aside: (choice, candidate) 0/1."""
    columns = [frozenset(np.flatnonzero(column)) for column in packing.incidence.toarray().T]
    found = []

    def extend(chosen, used, start):
        found.append(chosen)
        for at in range(start, len(columns)):
            if not used & columns[at]:
                extend((*chosen, at), used | columns[at], at + 1)

    extend((), frozenset(), 0)
    table = np.zeros((len(found), len(columns)), dtype=bool)
    for row, chosen in enumerate(found):
        table[row, list(chosen)] = True
    return table


def kept(packing, table):
    """Which choices keep every rule: (choice,) bool."""
    good = np.ones(len(table), dtype=bool)
    for one in packing.exclusions:
        good &= ~table[:, one.broken].any(axis=1)
    for row in packing.rows:
        sums = table @ row.weights
        good &= (sums >= row.low - 1e-9) & (sums <= row.high + 1e-9)
    return good


def best_by_brute_force(packing, table):
    """The greatest worth of a choice that keeps every rule; None where there is none."""
    good = table[kept(packing, table)]
    if not len(good):
        return None
    totals = good @ packing.worth.T
    if not packing.cautious:
        return float(totals.mean(axis=1).max())
    return float(np.sort(totals, axis=1)[:, 0].max())  # a fifth of three draws is less than one: the worst


def rules_of_every_kind(packing, rng):
    """Name → a packing with a rule of that kind beside the villages' own."""
    incidence, count = packing.incidence.toarray(), packing.worth.shape[1]
    ones, size = np.ones(count), incidence.sum(axis=0)
    cost, town = rng.random(count) + size, rng.integers(0, 3, count)
    weak = (rng.random(incidence.shape[0]) < 0.4) @ incidence
    pick = int(rng.integers(count))
    pair = np.flatnonzero(incidence[:, pick])[:2]
    together = (incidence[pair].sum(axis=0) == 2).astype(float)
    village = incidence[int(rng.integers(incidence.shape[0]))]
    plan = np.flatnonzero(every_choice(packing)[-1])
    overlap = np.zeros(count)
    overlap[plan] = 1

    def rows(*found):
        return packing.with_rows(*found)

    def without(broken):
        return Packing(packing.incidence, packing.worth, (), (Exclusion("rule", broken),), packing.cautious)

    return {
        "none": packing,
        "at most so many": rows(Row("count", ones, high=2)),
        "at least so many": rows(Row("count", ones, low=3)),
        "a budget": rows(Row("budget", cost, high=7.5)),
        "caps of townships": rows(*(Row(f"town {t}", (town == t) * 1.0, high=1) for t in range(3))),
        "each township served": rows(*(Row(f"town {t}", (town == t) * 1.0, low=1) for t in range(3))),
        "cover of weak villages": rows(Row("cover", weak.astype(float), low=2)),
        "a share of poor members": rows(Row("share", weak - 0.5 * size, low=0.0), Row("count", ones, low=1)),
        "a forced village": rows(Row("force", village, low=1)),
        "a forced pair": rows(Row("force", together, low=1)),
        "a forbidden village": without(village > 0),
        "a forbidden pair": without(together > 0),
        "sizes": without(size > 2),
        "a floor": without(packing.worth.mean(axis=0) < 0.4),
        "another plan": rows(Row("overlap", overlap, high=float(np.floor(0.7 * plan.size)))),
        "a bound on another aim": rows(Row("frontier", weak.astype(float), low=1.0)),
        "all together": without(village > 0).with_rows(
            Row("count", ones, high=3), Row("budget", cost, high=9), Row("cover", weak.astype(float), low=1)
        ),
    }
