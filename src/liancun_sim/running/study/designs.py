"""Designs: which points of the factors' space a study visits.

Every design gives the same points for the same factors, numbers and seed.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.stats import qmc

from liancun_sim.running.study.factors import Factor, column

NO_GROUP = -1
START = "start"


@dataclass(frozen=True, eq=False)
class Points:
    """The points of a design.

    values : by factor key, (point,) each. group : base row (Sobol) or trajectory (Morris), −1 elsewhere.
    role : ``A``, ``B``, ``AB:key`` (Sobol); ``start`` or the key that moved (Morris); empty elsewhere.
    """

    values: Mapping[str, npt.NDArray[Any]]
    group: npt.NDArray[np.int64]
    role: npt.NDArray[Any]

    def __len__(self) -> int:
        return int(self.group.size)


def one_point() -> Points:
    """The single point of a study that varies nothing."""
    return _plain({}, 1)


def grid(factors: Sequence[Factor], levels: int) -> Points:
    """Every combination of `levels` values of each factor; the last factor changes fastest."""
    axes = [factor.levels(levels) for factor in factors]
    index = np.indices([axis.size for axis in axes]).reshape(len(axes), -1)
    return _plain({factor.key: axis[at] for factor, axis, at in zip(factors, axes, index)}, index.shape[1])


def grid_size(factors: Sequence[Factor], levels: int) -> int:
    """How many points `grid` would have."""
    size = 1
    for factor in factors:
        size *= factor.levels(levels).size
    return size


def listed(rows: Sequence[Mapping[str, Any]]) -> Points:
    """Points given one by one; each row gives every key."""
    return _plain({key: column([row[key] for row in rows]) for key in rows[0]}, len(rows))


def latin_hypercube(factors: Sequence[Factor], points: int, seed: int) -> Points:
    """One point in each of `points` equal slices of every factor (McKay, Beckman & Conover 1979)."""
    shares = qmc.LatinHypercube(len(factors), rng=np.random.default_rng(seed)).random(points)
    return _plain({factor.key: factor.at(shares[:, k]) for k, factor in enumerate(factors)}, points)


def halton(factors: Sequence[Factor], points: int, seed: int) -> Points:
    """A scrambled Halton sequence: even over the whole, and the first points of a longer one are those of a shorter."""
    shares = qmc.Halton(len(factors), rng=np.random.default_rng(seed)).random(points)
    return _plain({factor.key: factor.at(shares[:, k]) for k, factor in enumerate(factors)}, points)


def sobol(factors: Sequence[Factor], base: int, seed: int) -> Points:
    """Saltelli's design for Sobol indices: base·(factors + 2) points.

    Two scrambled Sobol blocks A and B of `base` rows (a power of two); block ``AB:key`` is A with one
    factor taken from B (Saltelli et al. 2010, table 2). Rows of one base row stand together.
    """
    size = len(factors)
    shares = qmc.Sobol(2 * size, rng=np.random.default_rng(seed)).random(base)
    a, b = shares[:, :size], shares[:, size:]
    blocks = np.repeat(a[:, None, :], size + 2, axis=1)  # (base row, A B AB:…, factor)
    blocks[:, 1, :] = b
    for k in range(size):
        blocks[:, k + 2, k] = b[:, k]
    roles = ["A", "B", *(f"AB:{factor.key}" for factor in factors)]
    return _grouped(factors, blocks, roles * base)


def morris(factors: Sequence[Factor], trajectories: int, levels: int, seed: int) -> Points:
    """Morris's design for elementary effects: trajectories·(factors + 1) points.

    Each trajectory starts on a grid of `levels` (even) and moves one factor at a time, in random order,
    by levels / (2 (levels − 1)) of its range, up or down (Morris 1991).
    """
    rng = np.random.default_rng(seed)
    size, half = len(factors), levels // 2
    paths = np.empty((trajectories, size + 1, size))
    roles: list[list[str]] = []
    for path in paths:
        start = rng.integers(0, levels, size)
        order = rng.permutation(size)
        path[:] = start
        for step, k in enumerate(order, start=1):
            path[step:, k] = start[k] + (half if start[k] < half else -half)
        roles.append([START, *(factors[k].key for k in order)])
    return _grouped(factors, paths / (levels - 1), list(chain.from_iterable(roles)))


def read_csv(text: str) -> list[tuple[int, list[str]]]:
    """Rows of a CSV of points with the line each ends on, the header first, blank lines left out."""
    reader = csv.reader(text.splitlines(keepends=True))
    rows = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    return [(line, row) for line, row in rows if any(row)]


def _plain(values: Mapping[str, npt.NDArray[Any]], size: int) -> Points:
    return Points(values, np.full(size, NO_GROUP), np.full(size, "", dtype=object))


def _grouped(factors: Sequence[Factor], shares: npt.NDArray[np.float64], roles: list[str]) -> Points:
    """Points from shares of (group, row, factor)."""
    groups, rows, _ = shares.shape
    values = {factor.key: factor.at(shares[:, :, k].ravel()) for k, factor in enumerate(factors)}
    return Points(values, np.repeat(np.arange(groups), rows), np.array(roles, dtype=object))
