"""Degrees and metres: against PROJ, against published points, and there and back."""

import numpy as np
import pyproj
import pytest

from liancun_sim.county.datums import bd09_of_gcj02, gcj02_of_wgs84, to_wgs84
from liancun_sim.county.gauss_kruger import TransverseMercator, gauss_kruger, zone_of_easting

POINTS = np.column_stack([np.tile(np.linspace(-3.0, 3.0, 25), 12), np.repeat(np.linspace(18, 53, 12), 25)])
METRE = 1 / 111_195  # of a degree


@pytest.mark.parametrize("zone", [13, 20, 23, 25, 38, 45])
def test_gauss_kruger_agrees_with_proj(zone):
    strip = gauss_kruger(zone, numbered=True)
    degrees = POINTS + np.array([strip.central_meridian, 0])
    proj = pyproj.Proj(
        f"+proj=tmerc +lon_0={strip.central_meridian} +x_0={strip.false_easting} +a=6378137 +rf=298.257222101"
    )
    metres = strip.forward(degrees)
    assert np.abs(metres - np.column_stack(proj(*degrees.T))).max() < 1e-5
    assert np.abs(strip.inverse(metres) - degrees).max() < 1e-10


def test_the_zone_stands_before_the_easting():
    assert zone_of_easting(38_540_448.0) == 38
    assert zone_of_easting(20_361_000.0) == 20
    assert zone_of_easting(540_448.0) is None
    assert gauss_kruger(20, numbered=True).central_meridian == 117  # 6 × 20 − 3
    assert gauss_kruger(38, numbered=True).central_meridian == 114  # 3 × 38


def test_utm_is_the_same_projection_at_another_scale():
    east, north = pyproj.Proj("EPSG:32650")(115.45, 36.48)
    ours = TransverseMercator(117.0, scale=0.9996).forward(np.array([[115.45, 36.48]]))
    assert np.abs(ours - [[east, north]]).max() < 1e-3  # WGS 84 and CGCS2000 differ by tenths of a millimetre


def test_gcj02_shifts_as_published():
    """Points of the test set of eviltransform: Shanghai, Shenzhen, Beijing."""
    known = np.array([[121.5272106, 31.1774276], [113.912316, 22.543847], [116.377817, 39.911954]])
    shifted = np.array([[121.531541859215, 31.17530398364597], [113.9171764808363, 22.540796131694766],
                        [116.38404722455657, 39.91334545536069]])  # fmt: skip
    assert np.abs(gcj02_of_wgs84(known) - shifted).max() < 1e-9
    assert np.abs(to_wgs84(shifted, "gcj02") - known).max() < 1e-9


def test_bd09_shifts_as_published():
    """The example of coordtransform's documentation."""
    assert bd09_of_gcj02(np.array([[116.404, 39.915]])) == pytest.approx(
        np.array([[116.41036949371029, 39.92133699351021]]), abs=1e-9
    )


def test_every_datum_comes_back_within_a_centimetre():
    here = np.column_stack([np.linspace(76, 133, 40), np.linspace(20, 52, 40)])
    there = {"gcj02": gcj02_of_wgs84(here), "bd09": bd09_of_gcj02(gcj02_of_wgs84(here)), "cgcs2000": here}
    for datum, shifted in there.items():
        assert np.abs(to_wgs84(shifted, datum) - here).max() < 0.01 * METRE
