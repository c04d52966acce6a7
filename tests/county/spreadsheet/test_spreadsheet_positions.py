"""Positions: degrees with minutes, projected metres, missing and swapped ones, villages far from all others."""

import numpy as np
import pytest
from small_table import beside, one_sheet, table, without

from liancun_sim.county.gauss_kruger import gauss_kruger
from liancun_sim.county.spreadsheet import Answers, Doubtful, read_spreadsheet
from liancun_sim.county.spreadsheet.angles import degrees
from liancun_sim.county.spreadsheet.doubts import NO_ANSWERS
from liancun_sim.vocabulary import BadInput

DEGREES = np.array([[115.45, 36.48], [115.462, 36.481], [115.47, 36.5], [115.48, 36.47]])


def placed(path, first, second, answers=NO_ANSWERS):
    """The county of the table with these positions (header, values)."""
    return read_spreadsheet(one_sheet(path / "v.xlsx", beside(without(7, 8), first, second)), answers=answers)


@pytest.fixture
def plain(tmp_path):
    """Kilometres of the table's villages, from its degrees."""
    return read_spreadsheet(one_sheet(tmp_path / "p.xlsx", table())).county.villages[["x_km", "y_km"]].to_numpy()


@pytest.mark.parametrize(("text", "expected"), [
    ("115°27′4.3″", 115 + 27 / 60 + 4.3 / 3600), ("115度27分4.3秒", 115 + 27 / 60 + 4.3 / 3600),
    ("东经115°27'04\"", 115 + 27 / 60 + 4 / 3600), ("E115°27.5′", 115 + 27.5 / 60),
    ("115-27-04", 115 + 27 / 60 + 4 / 3600),
    ("115°27′4.3″E", 115 + 27 / 60 + 4.3 / 3600), ("北緯36.48°", 36.48), ("115º 27' 04''", 115 + 27 / 60 + 4 / 3600),
])  # fmt: skip
def test_angles_are_read_as_people_write_them(text, expected):
    assert float(degrees(text)) == pytest.approx(expected)


@pytest.mark.parametrize("text", ["115°67′4″", "115.45", "abc", 115.45, "115°27′64″", ""])
def test_what_is_no_angle_with_minutes_is_none(text):
    assert degrees(text) is None


def as_dms(value):
    minutes, seconds = divmod(round(value * 36000), 600)
    whole, minutes = divmod(minutes, 60)
    return f"{whole}°{minutes}′{seconds / 10:.1f}″"


def test_degrees_minutes_and_seconds_give_the_same_places(tmp_path, plain):
    read = placed(tmp_path, ("经度", *map(as_dms, DEGREES[:, 0])), ("纬度", *map(as_dms, DEGREES[:, 1])))
    assert read.county.villages[["x_km", "y_km"]].to_numpy() == pytest.approx(plain, abs=0.01)  # .1″ is 3 m


def test_swapped_columns_are_called_swapped_and_exchanged_when_accepted(tmp_path, plain):
    columns = ("经度", *DEGREES[:, 1]), ("纬度", *DEGREES[:, 0])
    with pytest.raises(Doubtful, match="longitude and latitude are swapped"):
        placed(tmp_path, *columns)
    read = placed(tmp_path, *columns, Answers(accept=("swapped",)))
    assert read.county.villages[["x_km", "y_km"]].to_numpy() == pytest.approx(plain)


@pytest.mark.parametrize("zone", [39, 20, None])
@pytest.mark.parametrize("north_first", [True, False])
@pytest.mark.parametrize("header", ["X坐标（米）", "X坐标"])
def test_gauss_kruger_metres_are_read_whichever_axis_is_called_x(tmp_path, plain, zone, north_first, header):
    metres = gauss_kruger(zone or 39, numbered=zone is not None).forward(DEGREES)
    axes = (metres[:, 1], metres[:, 0]) if north_first else (metres[:, 0], metres[:, 1])
    read = placed(tmp_path, (header, *axes[0].round(1)), (header.replace("X", "Y"), *axes[1].round(1)))
    found = read.county.villages[["x_km", "y_km"]].to_numpy()
    apart = [np.linalg.norm(places[:, None] - places[None], axis=2) for places in (found, plain)]
    assert apart[0] == pytest.approx(apart[1], rel=0.01)  # the plane of degrees is a sphere's
    assert (np.sign(found[1] - found[0]) == np.sign(plain[1] - plain[0])).all()  # nothing is mirrored
    said = read.report.text()
    assert ("points north, as surveyors have it" in said) == north_first
    assert "the zone is not said" in said if zone is None else f"zone {zone}, central meridian 117°E" in said


def test_metres_of_two_zones_and_another_zone_than_asked_for_are_refused(tmp_path):
    metres = gauss_kruger(39, numbered=True).forward(DEGREES)
    north = ("X坐标", *metres[:, 1])
    with pytest.raises(BadInput, match="--zone is '38', but the eastings begin with 39"):
        placed(tmp_path, north, ("Y坐标", *metres[:, 0]), Answers(zone="38"))
    assert placed(tmp_path, north, ("Y坐标", *metres[:, 0]), Answers(zone="117E")).county.edges
    metres[0, 0] -= 1e6
    with pytest.raises(BadInput, match="are of several zones"):
        placed(tmp_path, north, ("Y坐标", *metres[:, 0]))


@pytest.mark.parametrize("zero", [(0, 0), (0, 36.481), (115.462, 0)])
def test_zero_is_a_missing_position_and_the_village_is_named(tmp_path, zero):
    places = DEGREES.copy()
    places[1] = zero
    with pytest.raises(BadInput, match=r"0 for a coordinate, which can only mean that it is missing \(许盘后\)"):
        placed(tmp_path, ("经度", *places[:, 0]), ("纬度", *places[:, 1]))


def test_the_corner_of_a_county_measured_from_it_is_a_place(tmp_path):
    read = placed(tmp_path, ("x_km", 0, 1.1, 2.2, 1), ("y_km", 0, 0.3, 2.1, 3))
    assert read.county.villages["x_km"].tolist() == [0.0, 1.1, 2.2, 1.0]


@pytest.mark.parametrize("wrong", [(116.462, 36.481), (115.462, 37.481)])
def test_a_village_far_from_all_others_is_named(tmp_path, wrong):
    places = DEGREES.copy()
    places[1] = wrong
    said = placed(tmp_path, ("经度", *places[:, 0]), ("纬度", *places[:, 1])).report.text()
    assert "Far from every other village: 许盘后 (" in said
    assert (
        "Far from every other village"
        not in placed(tmp_path, ("经度", *DEGREES[:, 0]), ("纬度", *DEGREES[:, 1])).report.text()
    )
