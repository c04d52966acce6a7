"""Gauss–Krüger metres and degrees: the transverse Mercator projection both ways, and China's numbered zones.

Series of Krüger (1912) in the third flattening n to its fourth power, as in Kawase, "A general formula
for calculating meridian arc length and its application to coordinate conversion in the Gauss–Krüger
projection", Bulletin of the Geospatial Information Authority of Japan 59, 2011. The way back to latitude
is iterated: one step alone would leave metres.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

FALSE_EASTING_M = 500_000.0
ZONES_OF_SIX, ZONES_OF_THREE = range(13, 24), range(24, 46)
"""Numbers of the zones that touch China; no number stands for both widths, so a number says its width."""


@dataclass(frozen=True, slots=True)
class Ellipsoid:
    """Figure of the earth. semi_major : m. inverse_flattening : 1."""

    semi_major: float
    inverse_flattening: float

    @property
    def third_flattening(self) -> float:
        """n = f / (2 − f)."""
        return 1 / (2 * self.inverse_flattening - 1)


CGCS2000 = Ellipsoid(6_378_137.0, 298.257222101)  # GB 22021-2008
WGS84 = Ellipsoid(6_378_137.0, 298.257223563)
XIAN1980 = Ellipsoid(6_378_140.0, 298.257)
KRASSOVSKY = Ellipsoid(6_378_245.0, 298.3)  # of Beijing 1954


@dataclass(frozen=True, slots=True)
class TransverseMercator:
    """A strip of the earth laid flat about its central meridian.

    Parameters
    ----------
    central_meridian : degrees east. false_easting : m, the zone's number in front included.
    scale : on the central meridian; 1 for Gauss–Krüger, 0.9996 for UTM.
    """

    central_meridian: float
    false_easting: float = FALSE_EASTING_M
    scale: float = 1.0
    ellipsoid: Ellipsoid = CGCS2000

    def forward(self, degrees: Floats) -> Floats:
        """(point, 2) longitude, latitude [°] → (point, 2) easting, northing [m]."""
        longitude = np.radians(degrees[:, 0] - self.central_meridian)
        sine = np.sin(np.radians(degrees[:, 1]))
        eccentricity = self._eccentricity
        t = np.sinh(np.arctanh(sine) - eccentricity * np.arctanh(eccentricity * sine))
        xi = np.arctan2(t, np.cos(longitude))
        eta = np.arctanh(np.sin(longitude) / np.sqrt(1 + t * t))
        east, north = eta.copy(), xi.copy()
        for order, alpha in enumerate(self._alpha, start=1):
            north += alpha * np.sin(2 * order * xi) * np.cosh(2 * order * eta)
            east += alpha * np.cos(2 * order * xi) * np.sinh(2 * order * eta)
        return np.column_stack([self.false_easting + self._radius * east, self._radius * north])

    def inverse(self, metres: Floats) -> Floats:
        """(point, 2) easting, northing [m] → (point, 2) longitude, latitude [°]."""
        east = (metres[:, 0] - self.false_easting) / self._radius
        north = metres[:, 1] / self._radius
        xi, eta = north.copy(), east.copy()
        for order, beta in enumerate(self._beta, start=1):
            xi -= beta * np.sin(2 * order * north) * np.cosh(2 * order * east)
            eta -= beta * np.cos(2 * order * north) * np.sinh(2 * order * east)
        longitude = np.degrees(np.arctan2(np.sinh(eta), np.cos(xi))) + self.central_meridian
        conformal = np.arctanh(np.sin(xi) / np.cosh(eta))
        eccentricity, sine = self._eccentricity, np.tanh(conformal)
        for _ in range(8):  # each step gains two digits and more
            sine = np.tanh(conformal + eccentricity * np.arctanh(eccentricity * sine))
        return np.column_stack([longitude, np.degrees(np.arcsin(sine))])

    @property
    def _eccentricity(self) -> float:
        flattening = 1 / self.ellipsoid.inverse_flattening
        return float(np.sqrt(flattening * (2 - flattening)))

    @property
    def _radius(self) -> float:
        """Radius of the sphere with the ellipsoid's meridian, by the scale. [m]"""
        n = self.ellipsoid.third_flattening
        return self.scale * self.ellipsoid.semi_major / (1 + n) * (1 + n**2 / 4 + n**4 / 64)

    @property
    def _alpha(self) -> tuple[float, ...]:
        n = self.ellipsoid.third_flattening
        return (
            n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16 + 41 * n**4 / 180,
            13 * n**2 / 48 - 3 * n**3 / 5 + 557 * n**4 / 1440,
            61 * n**3 / 240 - 103 * n**4 / 140,
            49561 * n**4 / 161280,
        )

    @property
    def _beta(self) -> tuple[float, ...]:
        n = self.ellipsoid.third_flattening
        return (
            n / 2 - 2 * n**2 / 3 + 37 * n**3 / 96 - n**4 / 360,
            n**2 / 48 + n**3 / 15 - 437 * n**4 / 1440,
            17 * n**3 / 480 - 37 * n**4 / 840,
            4397 * n**4 / 161280,
        )


def zone_of_easting(easting: float) -> int | None:
    """The zone whose number stands before an easting: 38,540,448 m → 38; None where none stands there."""
    zone = int(easting // 1_000_000)
    return zone if zone in ZONES_OF_SIX or zone in ZONES_OF_THREE else None


def strip_named(text: str) -> TransverseMercator | None:
    """The projection a person names: a zone (``39``), or a central meridian (``117E``); None if it is neither.

    Its eastings carry no number in front.
    """
    word = text.strip().upper()
    if word.endswith("E") and word[:-1].replace(".", "", 1).isdecimal() and 70 <= float(word[:-1]) <= 140:
        return TransverseMercator(float(word[:-1]))
    zone = int(word) if word.isdecimal() else 0
    return gauss_kruger(zone, numbered=False) if zone in ZONES_OF_SIX or zone in ZONES_OF_THREE else None


def gauss_kruger(zone: int, *, numbered: bool, ellipsoid: Ellipsoid = CGCS2000) -> TransverseMercator:
    """The projection of a zone: 13–23 are six degrees wide, 24–45 three.

    numbered : whether the zone's number stands before the eastings.
    """
    meridian = 6.0 * zone - 3 if zone in ZONES_OF_SIX else 3.0 * zone
    return TransverseMercator(meridian, FALSE_EASTING_M + (zone * 1e6 if numbered else 0), 1.0, ellipsoid)
