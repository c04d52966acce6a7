"""Degrees of Chinese web maps, which are shifted, and of surveys, which are not.

GCJ-02 (used by most maps sold in China) moves WGS 84 by some 400 m, BD-09 (Baidu) moves GCJ-02 by some
900 m more; degrees do not say which they are. The state keeps the formulas to itself: these are the
published reconstructions, which agree with its services within metres. WGS 84 and CGCS2000 differ by
centimetres and count as one.
"""

from collections.abc import Callable
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Datum = Literal["wgs84", "cgcs2000", "gcj02", "bd09"]
DATUMS: tuple[Datum, ...] = get_args(Datum)

_SEMI_MAJOR, _ECCENTRICITY_SQUARED = 6_378_245.0, 0.00669342162296594323  # Krassovsky's ellipsoid, as in the shift
_BD_TURN = np.pi * 3000 / 180


def to_wgs84(degrees: Floats, datum: Datum) -> Floats:
    """(point, 2) longitude, latitude [°] in a datum → WGS 84."""
    if datum == "bd09":
        degrees = gcj02_of_bd09(degrees)
    return _undone(gcj02_of_wgs84, degrees) if datum in ("gcj02", "bd09") else degrees


def gcj02_of_wgs84(degrees: Floats) -> Floats:
    """(point, 2) WGS 84 [°] → GCJ-02, by the reconstruction everybody uses (eviltransform and others)."""
    x, y = degrees[:, 0] - 105, degrees[:, 1] - 35
    fine = 20 * np.sin(6 * np.pi * x) + 20 * np.sin(2 * np.pi * x)
    root = np.sqrt(np.abs(x))
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += (fine + 20 * np.sin(np.pi * y) + 40 * np.sin(np.pi * y / 3)) * 2 / 3
    north += (160 * np.sin(np.pi * y / 12) + 320 * np.sin(np.pi * y / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += (fine + 20 * np.sin(np.pi * x) + 40 * np.sin(np.pi * x / 3)) * 2 / 3
    east += (150 * np.sin(np.pi * x / 12) + 300 * np.sin(np.pi * x / 30)) * 2 / 3
    latitude = np.radians(degrees[:, 1])
    squared = 1 - _ECCENTRICITY_SQUARED * np.sin(latitude) ** 2
    along_meridian = _SEMI_MAJOR * (1 - _ECCENTRICITY_SQUARED) / squared**1.5
    along_parallel = _SEMI_MAJOR / np.sqrt(squared) * np.cos(latitude)
    return degrees + np.degrees(np.column_stack([east / along_parallel, north / along_meridian]))


def bd09_of_gcj02(degrees: Floats) -> Floats:
    """(point, 2) GCJ-02 [°] → BD-09."""
    x, y = degrees.T
    distance = np.hypot(x, y) + 0.00002 * np.sin(y * _BD_TURN)
    angle = np.arctan2(y, x) + 0.000003 * np.cos(x * _BD_TURN)
    return np.column_stack([distance * np.cos(angle) + 0.0065, distance * np.sin(angle) + 0.006])


def gcj02_of_bd09(degrees: Floats) -> Floats:
    """(point, 2) BD-09 [°] → GCJ-02."""
    return _undone(bd09_of_gcj02, degrees)


def _undone(shift: Callable[[Floats], Floats], shifted: Floats) -> Floats:
    """Where a shift came from, by iteration: the shift hardly changes from place to place."""
    origin = shifted
    for _ in range(12):  # converges by a factor of about 100 a step
        origin = origin + (shifted - shift(origin))
    return np.asarray(origin)
