"""Coordinates of the table that lie beside the map: what is likely wrong is said by how far and which way."""

import numpy as np
import pytest
import shapely
from drawn_maps import geojson, moved

from liancun_sim.county.importing import import_county
from liancun_sim.county.spreadsheet import Answers, Doubtful
from liancun_sim.vocabulary.language import speaking


@pytest.fixture
def files(drawn, tmp_path):
    (tmp_path / "map.json").write_bytes(geojson(drawn.rows, drawn.in_degrees()))
    return {"paths": drawn.table(tmp_path / "t.csv", coordinates=True), "boundaries": tmp_path / "map.json"}


def rewritten(path, change):
    """The table with other coordinates: change(lon, lat) → two texts."""
    head, *lines = path.read_text("utf-8").splitlines()
    rows = [line.split(",") for line in lines]
    rows = [[*row[:-2], *change(float(row[-2]), float(row[-1]))] for row in rows]
    path.write_text("\n".join([head, *(",".join(row) for row in rows)]), "utf-8")


def asked(**settings):
    with pytest.raises(Doubtful) as stopped:
        import_county(**settings)
    (doubt,) = stopped.value.doubts
    return doubt


def written_with_minutes(degrees, seconds):
    whole = int(degrees)
    minutes = (degrees - whole) * 60
    if not seconds:
        return f"{whole + minutes / 100:.5f}"
    return f"{whole}.{int(minutes):02d}{int((minutes % 1) * 60):02d}"


@pytest.mark.parametrize("seconds", [False, True])
def test_degrees_and_minutes_written_as_decimals_are_named(files, seconds):
    rewritten(files["paths"], lambda *both: [written_with_minutes(one, seconds) for one in both])
    doubt = asked(**files)
    assert "degrees and minutes were written as decimals" in doubt.text
    assert [str(way) for way in doubt.ways] == ["--accept map-beside-table"]


def test_a_wrong_zone_is_named_with_the_right_one(drawn, tmp_path, files):
    (tmp_path / "map.json").write_bytes(geojson(drawn.rows, drawn.in_metres()))
    doubt = asked(**files, answers=Answers(zone="38"))
    assert str(doubt.ways[0]) == "--zone 117E"
    assert "km to the east" in doubt.text and "wrong zone" in doubt.text and "Web maps" not in doubt.text
    with pytest.raises(Doubtful, match="错误的带号"):
        speaking("zh", lambda: import_county(**files, answers=Answers(zone="38")))
    assert set(import_county(**files, answers=Answers().with_way(doubt.ways[0])).county.edges) == drawn.neighbours


def test_a_map_made_degrees_in_a_wrong_zone_is_said_to_be(drawn, tmp_path, files):
    (tmp_path / "map.json").write_bytes(geojson(drawn.rows, moved(drawn.in_degrees(), lambda p: p - np.array([6, 0]))))
    doubt = asked(**files)
    assert "moved 6° of longitude to the east" in doubt.text
    assert not any(way.option in ("zone", "datum") for way in doubt.ways)


def test_another_county_is_no_web_map(drawn, tmp_path, files):
    (tmp_path / "map.json").write_bytes(geojson(drawn.rows, moved(drawn.in_degrees(), lambda p: p - np.array([8, 7]))))
    doubt = asked(**files)
    assert "of another county" in doubt.text and "to the north-east" in doubt.text
    assert [str(way) for way in doubt.ways] == ["--accept map-beside-table"]


def test_swapped_degrees_of_the_table_are_exchanged_when_accepted_with_a_map_too(drawn, files):
    rewritten(files["paths"], lambda east, north: [str(north), str(east)])
    doubt = asked(**files)
    assert (doubt.name, doubt.file) == ("swapped", "t.csv")
    read = import_county(**files, answers=Answers(accept=("swapped",)))
    assert set(read.county.edges) == drawn.neighbours


def test_coordinates_in_other_rows_are_not_called_a_shift(drawn, tmp_path, files):
    places = iter(np.random.default_rng(1).permutation(shapely.get_coordinates(shapely.centroid(drawn.in_degrees()))))
    rewritten(files["paths"], lambda *_: [f"{one:.6f}" for one in next(places)])
    doubt = asked(**files)
    assert "coordinates in other rows" in doubt.text and "Web maps" not in doubt.text


def test_the_middle_of_the_county_is_told_in_degrees(drawn, tmp_path):
    """A zone that was given wrong shows in it, where nothing else is there to check against."""
    (tmp_path / "map.json").write_bytes(geojson(drawn.rows, drawn.in_metres()))
    table = drawn.table(tmp_path / "t.csv")
    east, north = np.median(shapely.get_coordinates(shapely.centroid(drawn.in_degrees())), axis=0)
    for zone, off in (("39", 0), ("38", -3)):
        text = import_county(table, boundaries=tmp_path / "map.json", answers=Answers(zone=zone)).report.text()
        said = next(line for line in text.splitlines() if "middle of the villages" in line)
        assert float(said.split("°")[0].split()[-1]) == pytest.approx(east + off, abs=0.02)
        assert f"{north:.1f}" in said


def test_a_village_far_from_all_others_on_the_map_is_told(drawn, tmp_path):
    shapes = drawn.in_degrees()
    shapes[7] = shapely.transform(shapes[7], lambda points: points + np.array([1.0, 0.0]))
    (tmp_path / "map.json").write_bytes(geojson(drawn.rows, shapes))
    text = import_county(drawn.table(tmp_path / "t.csv"), boundaries=tmp_path / "map.json").report.text()
    name = drawn.county.villages["name"].iloc[7]
    assert f"Far from every other village: {name} (" in text
