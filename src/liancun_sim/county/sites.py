"""Where villages lie: sites at the county's village spacing, townships as compact pieces of them."""

import numpy as np
import numpy.typing as npt

from liancun_sim.draws import Draws

VILLAGE_AREA_KM2 = 1152 / 754
"""Area per village: 1,152 km² over 754 villages (county gazette), so centres about 1.24 km apart."""

JITTER = 0.4
"""Largest displacement of a site from its lattice point, in lattice spacings. [assumption]"""

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def village_sites(count: int, draws: Draws) -> Floats:
    """Sites of `count` villages: a jittered triangular lattice inside an irregular outline.

    Returns
    -------
    (village, 2) float64 — east and north, origin in the south-west corner. [km]
    """
    spacing = np.sqrt(VILLAGE_AREA_KM2 * 2 / np.sqrt(3))
    reach = int(np.ceil(1.6 * np.sqrt(count * VILLAGE_AREA_KM2 / np.pi) / spacing)) + 3
    row, column = (grid.ravel() for grid in np.mgrid[-reach : reach + 1, -reach : reach + 1])
    lattice = spacing * np.column_stack([column + 0.5 * (row % 2), row * np.sqrt(3) / 2])
    inside = np.sort(np.argsort(_distance_in_outline(lattice, draws), kind="stable")[:count])
    number = np.arange(count, dtype=np.uint32)
    east, north = (
        draws.uniform("county.sites", np.zeros(count, dtype=np.uint64), slot=slot, numbers=number) for slot in (0, 1)
    )
    sites = lattice[inside] + JITTER * spacing * (2 * np.column_stack([east, north]) - 1)
    return np.asarray(sites - sites.min(axis=0))


def _distance_in_outline(points: Floats, draws: Draws) -> Floats:
    """Distance from the centre relative to a wavy outline; smallest lies furthest inside."""
    phase = 2 * np.pi * draws.uniform("county.outline", np.arange(3, dtype=np.uint64))
    angle = np.arctan2(points[:, 1], points[:, 0])
    outline = (
        1
        + 0.15 * np.cos(2 * angle + phase[0])
        + 0.08 * np.cos(3 * angle + phase[1])
        + 0.05 * np.cos(5 * angle + phase[2])
    )
    return np.asarray(np.hypot(points[:, 0], points[:, 1]) / outline)


def township_of_sites(sites: Floats, sizes: Ints) -> Ints:
    """Townships as compact pieces: halve the longer side until each piece is one township.

    Parameters
    ----------
    sites : (village, 2) float64. [km]
    sizes : (township,) int64 — villages of each township, in all as many as sites.

    Returns
    -------
    (village,) int64 — the township of each site.
    """
    township = np.empty(len(sites), dtype=np.int64)
    pieces = [(np.arange(len(sites)), 0, len(sizes))]
    while pieces:
        members, first, last = pieces.pop()
        if last - first == 1:
            township[members] = first
            continue
        middle = (first + last) // 2
        across = int(np.argmax(np.ptp(sites[members], axis=0))) if members.size else 0
        members = members[np.argsort(sites[members, across], kind="stable")]
        cut = int(sizes[first:middle].sum())
        pieces += [(members[:cut], first, middle), (members[cut:], middle, last)]
    return township


def lay_out(townships: npt.NDArray[np.object_], draws: Draws) -> Floats:
    """Sites for villages whose township is known but whose place is not.

    Parameters
    ----------
    townships : (village,) township names; villages stand in id order.

    Returns
    -------
    (village, 2) float64 — east and north. [km]
    """
    sites = village_sites(len(townships), draws)
    _, code, sizes = np.unique(townships.astype(str), return_inverse=True, return_counts=True)
    piece = township_of_sites(sites, sizes.astype(np.int64))
    placed = np.empty_like(sites)
    placed[np.argsort(code, kind="stable")] = sites[np.argsort(piece, kind="stable")]
    return placed
