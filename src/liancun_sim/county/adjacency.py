"""Which villages are neighbours, from where they lie; and adjacency as neighbour lists."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from liancun_sim.county.csr import Csr
from liancun_sim.vocabulary import Label

WIDEST_ANGLE = 105.0
"""A Delaunay edge seen from a third village under a wider angle is dropped: that village lies between. [degrees,
assumption; 90 gives the Gabriel graph, so the graph stays planar and connected]"""

SAME_PLACE_KM = 1e-3
"""Villages on one spot are moved apart by about this much before neighbours are sought. [km]"""

FROM_POSITIONS = Label(
    "Which villages are neighbours was worked out from their coordinates, not reported.",
    "村与村是否相邻由坐标推算，并非上报数据。",
)
"""A statement to stand on every result."""


def neighbours_by_position(sites: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Planar, connected neighbourhood of points: Delaunay edges with nobody standing between.

    Parameters
    ----------
    sites : (village, 2) float64 — positions. [km]

    Returns
    -------
    (edge, 2) int64 — rows of the two villages, smaller first, sorted.
    """
    if len(sites) < 2:
        return np.empty((0, 2), dtype=np.int64)
    from scipy.spatial import Delaunay, QhullError  # slow to load: only for those who need it

    sites = _apart(sites)
    try:
        corners = Delaunay(sites).simplices.astype(np.int64) if len(sites) > 2 else None
    except QhullError:  # all on one line
        corners = None
    if corners is None:
        return _chain(sites)
    return _unobstructed(sites, corners)


def _apart(sites: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    _, first = np.unique(sites, axis=0, return_index=True)
    if first.size == len(sites):
        return sites
    repeat = np.setdiff1d(np.arange(len(sites)), first)
    turn = 2.399963 * repeat  # golden angle: no two moved the same way
    moved = sites.astype(np.float64, copy=True)
    moved[repeat] += SAME_PLACE_KM * np.column_stack([np.cos(turn), np.sin(turn)])
    return moved


def _chain(sites: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    order = np.lexsort((sites[:, 1], sites[:, 0]))
    return _each_once(np.sort(np.column_stack([order[:-1], order[1:]]), axis=1), len(sites))[0]


def _unobstructed(sites: npt.NDArray[np.float64], corners: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    sides, angles = [], []
    for apex in range(3):
        left, right = corners[:, (apex + 1) % 3], corners[:, (apex + 2) % 3]
        to_left, to_right = sites[left] - sites[corners[:, apex]], sites[right] - sites[corners[:, apex]]
        lengths = np.hypot(*to_left.T) * np.hypot(*to_right.T)
        angles.append(np.degrees(np.arccos(np.clip((to_left * to_right).sum(axis=1) / lengths, -1, 1))))
        sides.append(np.column_stack([left, right]))
    pairs = np.sort(np.concatenate(sides), axis=1)
    edges, which = _each_once(pairs, len(sites))
    widest = np.zeros(len(edges))
    np.maximum.at(widest, which, np.concatenate(angles))
    return np.asarray(edges[widest <= WIDEST_ANGLE])


def _each_once(pairs: npt.NDArray[np.int64], count: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Pairs of rows below `count`, sorted and each once, and which of them each pair is."""
    codes, which = np.unique(pairs[:, 0] * count + pairs[:, 1], return_inverse=True)
    return np.column_stack(np.divmod(codes, count)), which.ravel()


def edges_by_position(ids: Sequence[str], sites: npt.NDArray[np.float64]) -> tuple[tuple[str, str], ...]:
    """`neighbours_by_position` as a county's edges: sorted pairs of village ids, smaller id first."""
    order = sorted(range(len(ids)), key=ids.__getitem__)
    rank, inorder = np.argsort(order), [ids[row] for row in order]
    pairs, _ = _each_once(np.sort(rank[neighbours_by_position(sites)], axis=1), len(ids))
    one, other = (map(inorder.__getitem__, column) for column in pairs.T.tolist())
    return tuple(zip(one, other, strict=True))


def sorted_edges(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Pairs of ids with the smaller id first, each once, sorted."""
    return tuple(sorted({(min(pair), max(pair)) for pair in pairs}))


def adjacency_of(ids: Sequence[str], edges: Iterable[tuple[str, str]]) -> Csr:
    """Neighbour lists of villages, by row in `ids`."""
    rows = {name: row for row, name in enumerate(ids)}
    pairs = np.array([(rows[one], rows[other]) for one, other in edges], dtype=np.int64).reshape(-1, 2)
    both = np.concatenate([pairs, pairs[:, ::-1]])
    both = both[np.lexsort((both[:, 1], both[:, 0]))]
    start = np.zeros(len(ids) + 1, dtype=np.int64)
    np.cumsum(np.bincount(both[:, 0], minlength=len(ids)), out=start[1:])
    return Csr(start, both[:, 1].astype(np.uint32))


def connected_parts(adjacency: Csr) -> npt.NDArray[np.int64]:
    """(village,) int64 — the connected part each village belongs to, numbered by its first village."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    size = len(adjacency)
    ones = np.ones(adjacency.indices.size, dtype=np.int8)
    matrix = csr_array((ones, adjacency.indices.astype(np.int64), adjacency.start), shape=(size, size))
    return np.asarray(connected_components(matrix, directed=False)[1], dtype=np.int64)
