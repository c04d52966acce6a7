"""How many kin ties two villages could have: how often a household of one bears a surname of the other."""

import numpy as np
import numpy.typing as npt

from liancun_sim.county.csr import Csr
from liancun_sim.county.place_names import PREFIXES, SURNAMES
from liancun_sim.draws import Draws

COMMON = 1 / (np.arange(len(SURNAMES)) + 4.0)
COMMON /= COMMON.sum()
"""Shares of surnames among families that came from anywhere; falling with rank. [assumption]"""

Floats = npt.NDArray[np.float64]


def kin_overlap(names: list[str], keys: npt.NDArray[np.uint64], adjacency: Csr, draws: Draws) -> Floats:
    """Share of pairs of households, one of each village, that bear the same surname.

    A village's leading surname is the one in its name, else drawn; it holds 30–70 % of the households
    (assumption), a second one up to 15 %, the rest as common in the region.

    Returns
    -------
    (tie,) float64 beside ``adjacency.indices``. [0–1]
    """
    leading, second = _surnames(names, keys, draws)
    first_share = 0.3 + 0.4 * draws.uniform("county.leading_surname", keys)
    second_share = 0.15 * draws.uniform("county.second_surname", keys)
    rest = 1 - first_share - second_share
    here = np.repeat(np.arange(len(adjacency)), adjacency.degree)
    there = adjacency.indices.astype(np.int64)
    overlap = rest[here] * rest[there] * float((COMMON**2).sum())
    for mine, my_share in ((leading, first_share), (second, second_share)):
        overlap += (
            my_share[here] * rest[there] * COMMON[mine[here]] + my_share[there] * rest[here] * COMMON[mine[there]]
        )
        for other, other_share in ((leading, first_share), (second, second_share)):
            overlap += (mine[here] == other[there]) * my_share[here] * other_share[there]
    return np.asarray(overlap)


def _surnames(
    names: list[str], keys: npt.NDArray[np.uint64], draws: Draws
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The leading and the second surname of each village, as places in `SURNAMES`, never the same."""
    by_rank = np.cumsum(COMMON)[:-1]
    drawn = np.searchsorted(by_rank, draws.uniform("county.surname", keys), side="right")
    second = np.searchsorted(by_rank, draws.uniform("county.surname", keys, slot=1), side="right")
    place = {surname: i for i, surname in enumerate(SURNAMES)}
    leading = drawn.copy()
    for village, name in enumerate(names):
        stem = name[1:] if name[:1] in PREFIXES else name
        leading[village] = place.get(stem[:1], drawn[village])
    return leading, np.where(second == leading, (second + 1) % len(SURNAMES), second)
