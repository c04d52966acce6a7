"""Maps of rivers and bridges that lie elsewhere, and outlines with gaps: asked about, with what would change it."""

import numpy as np
import pytest
import shapely
from drawn_maps import geojson, moved

from liancun_sim.cli import run
from liancun_sim.county.datums import bd09_of_gcj02, gcj02_of_wgs84
from liancun_sim.county.importing import import_county
from liancun_sim.county.spreadsheet import Answers, Doubtful
from liancun_sim.vocabulary.language import speaking

SHIFTS = {"gcj02": gcj02_of_wgs84, "bd09": lambda points: bd09_of_gcj02(gcj02_of_wgs84(points))}


@pytest.fixture
def files(drawn, tmp_path):
    """The villages' map, and a river around one of them."""
    (tmp_path / "map.json").write_bytes(geojson(drawn.rows, drawn.in_degrees()))
    river = drawn.in_degrees(np.array([shapely.boundary(drawn.exact[12])]))
    (tmp_path / "river.json").write_bytes(geojson([{}], river))
    return {"paths": drawn.table(tmp_path / "t.csv"), "boundaries": tmp_path / "map.json"}


def river(drawn, tmp_path, shift):
    shapes = moved(drawn.in_degrees(np.array([shapely.boundary(drawn.exact[12])])), shift)
    (tmp_path / "river.json").write_bytes(geojson([{}], shapes))
    return tmp_path / "river.json"


def parted(drawn):
    ids = list(drawn.county.villages.index)
    return {pair for pair in drawn.neighbours if ids[12] in pair}


def asked(**settings):
    with pytest.raises(Doubtful) as stopped:
        import_county(**settings)
    (doubt,) = stopped.value.doubts
    return doubt


@pytest.mark.parametrize("datum", ["gcj02", "bd09"])
def test_a_river_in_a_datum_of_its_own_is_asked_about_and_may_be_given_it(drawn, tmp_path, files, datum):
    barriers = river(drawn, tmp_path, SHIFTS[datum])
    doubt = asked(**files, barriers=barriers)
    assert (doubt.name, doubt.file) == ("barriers-off", "river.json")
    assert str(doubt.ways[0]) == f"--barriers-datum {datum}"
    assert f"{len(parted(drawn))} pairs parted" in doubt.ways[0].then.en
    county = import_county(**files, barriers=barriers, answers=Answers().with_way(doubt.ways[0])).county
    assert set(county.edges) == drawn.neighbours - parted(drawn)


def test_villages_of_a_web_map_with_a_surveyed_river(drawn, tmp_path, files):
    """The map's datum is said; the river, which is of another, is no longer taken to be in it without a word."""
    (tmp_path / "map.json").write_bytes(geojson(drawn.rows, moved(drawn.in_degrees(), gcj02_of_wgs84)))
    barriers = tmp_path / "river.json"
    assert "--datum gcj02" in map(str, asked(**files, barriers=barriers).ways)
    doubt = asked(**files, barriers=barriers, answers=Answers(datum="gcj02"))
    assert str(doubt.ways[0]) == "--barriers-datum wgs84"
    answers = Answers(datum="gcj02", barriers_datum="wgs84")
    county = import_county(**files, barriers=barriers, answers=answers).county
    assert set(county.edges) == drawn.neighbours - parted(drawn)
    both = river(drawn, tmp_path, gcj02_of_wgs84)  # what is said of the map holds for both where nothing else is said
    county = import_county(**files, barriers=both, answers=Answers(datum="gcj02")).county
    assert set(county.edges) == drawn.neighbours - parted(drawn)


def test_a_river_in_metres_keeps_its_place_whatever_the_map_s_datum(drawn, tmp_path, files):
    (tmp_path / "map.json").write_bytes(geojson(drawn.rows, moved(drawn.in_degrees(), gcj02_of_wgs84)))
    metres = moved(drawn.in_metres(np.array([shapely.boundary(drawn.exact[12])])), lambda p: p + np.array([39e6, 0]))
    (tmp_path / "river.json").write_bytes(geojson([{}], metres))
    county = import_county(**files, barriers=tmp_path / "river.json", answers=Answers(datum="gcj02")).county
    assert set(county.edges) == drawn.neighbours - parted(drawn)


@pytest.mark.parametrize(("kind", "said"), [
    ("barriers", "The barriers part 0 of"), ("links", "The links join 0 pairs"),
])  # fmt: skip
def test_lines_of_another_place_are_asked_about_with_how_far_off_they_lie(drawn, tmp_path, files, kind, said):
    far = river(drawn, tmp_path, lambda points: points + np.array([3.0, 0.0]))
    doubt = asked(**files, **{kind: far})
    assert said in doubt.text and "km off the villages" in doubt.text
    assert [str(way) for way in doubt.ways] == [f"--accept {kind}-off"]
    with pytest.raises(Doubtful, match="是不是另一个地方的图"):
        speaking("zh", lambda: import_county(**files, **{kind: far}))
    county = import_county(**files, **{kind: far}, answers=Answers(accept=(f"{kind}-off",))).county
    assert set(county.edges) == drawn.neighbours


def test_a_river_that_lies_right_is_no_question_and_is_told_as_what_it_was_read(drawn, tmp_path, files, capsys):
    arguments = ["county", "import", str(files["paths"])]
    arguments += ["--boundaries", str(files["boundaries"]), "--barriers", str(tmp_path / "river.json")]
    arguments += ["--barriers-datum", "cgcs2000", "--out", str(tmp_path / "c")]
    assert run(arguments) == 0
    said = capsys.readouterr().out
    assert "Map river.json (GeoJSON, utf-8): 1 shape, longitude and latitude, CGCS2000." in said


@pytest.mark.parametrize(("options", "said"), [
    (["--barriers-datum", "gcj02"], "give that too"), (["--links-datum", "gcj02"], "--links-datum"),
    (["--tolerance", "100"], "--boundaries too"),
])  # fmt: skip
def test_an_option_of_a_map_that_is_not_given_is_refused(files, tmp_path, capsys, options, said):
    assert run(["county", "import", str(files["paths"]), *options, "--out", str(tmp_path / "c")]) == 2
    assert said in capsys.readouterr().err


def test_outlines_with_gaps_all_round_are_a_question_of_tolerance(drawn, tmp_path, files):
    (tmp_path / "map.json").write_bytes(geojson(drawn.rows, drawn.in_degrees(shapely.buffer(drawn.exact, -30))))
    doubt = asked(**files)
    assert (doubt.name, [str(way) for way in doubt.ways]) == (
        "few-neighbours-on-map", ["--tolerance 75", "--accept few-neighbours-on-map"],
    )  # fmt: skip
    assert "25 of 25 villages" in doubt.text and "--edges" in doubt.text
    found = set(import_county(**files, answers=Answers(tolerance=75)).county.edges)
    assert len(found & drawn.neighbours) / len(drawn.neighbours) > 0.9
    assert found <= drawn.neighbours
    alone = import_county(**files, answers=Answers(accept=("few-neighbours-on-map",)))
    assert alone.county.edges == ()


def test_gaps_are_no_question_where_neighbours_are_listed(drawn, tmp_path, files):
    (tmp_path / "map.json").write_bytes(geojson(drawn.rows, drawn.in_degrees(shapely.buffer(drawn.exact, -30))))
    ids = list(drawn.county.villages.index)
    (tmp_path / "edges.csv").write_text(f"{ids[0]},{ids[1]}\n", "utf-8")
    assert import_county(**files, edges=tmp_path / "edges.csv").county.edges == ((ids[0], ids[1]),)
