"""Counties on disk read back as they were; gaps are filled and named; nothing half-written is left."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from liancun_sim.county import default_county, load_county, make_county, populate, save_county
from liancun_sim.county.export import household_register
from liancun_sim.county.schema import VILLAGE_FIELDS
from liancun_sim.vocabulary import BadInput

BARE = "id,name,township,households,population\nb,李庄,柳林镇,60,230\na,王庄,柳林镇,50,190\nc,赵庄,桃园乡,70,260\n"
ABOUT = "name: {en: Test, zh: 试验县}\nnetwork_seed: 4\n"


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "试 验县"  # blanks and Chinese characters in paths
    place.mkdir()
    (place / "county.yaml").write_text(ABOUT, "utf-8")
    (place / "villages.csv").write_text(BARE, "utf-8")
    (place / "adjacency.csv").write_text("village,neighbour\nb,a\na,b\nb,c\n", "utf-8")
    return place


def test_a_saved_county_reads_back_the_same(made, tmp_path):
    save_county(made, tmp_path / "one")
    read = load_county(tmp_path / "one")
    pd.testing.assert_frame_equal(read.villages, made.villages)
    assert read.edges == made.edges
    assert dict(read.provenance) == dict(made.provenance)
    assert (read.name, read.network_seed, read.base_year) == (made.name, made.network_seed, made.base_year)
    assert read.key == "one"


def test_row_order_and_byte_order_mark_do_not_matter(made, tmp_path):
    save_county(made, tmp_path / "one")
    table = tmp_path / "one" / "villages.csv"
    head, *lines = table.read_text("utf-8").splitlines()
    table.write_text("\r\n".join([head, *reversed(lines), "", ""]), "utf-8-sig")
    pd.testing.assert_frame_equal(load_county(tmp_path / "one").villages, made.villages)


def test_default_is_the_reconstructed_county():
    assert load_county("default") is default_county()


def test_a_bare_table_is_completed_and_the_provenance_names_what_was_synthesised(folder):
    county = load_county(folder)
    assert list(county.villages.columns) == [field.name for field in VILLAGE_FIELDS]
    assert list(county.villages.index) == ["a", "b", "c"]
    assert county.edges == (("a", "b"), ("b", "c"))
    synthesised = county.provenance["synthesised"]
    assert synthesised["leading_trade"] == 3
    assert "households" not in synthesised
    note = county.provenance["notes"][0]
    assert note["en"].startswith("Synthesised because the table does not report it: Position east, Position north,")
    assert note["zh"].startswith("以下各列表中未报告，由程序推算：东西坐标、南北坐标、")
    populate(county)


def test_single_gaps_are_filled_and_counted(folder):
    table = folder / "villages.csv"
    lines = table.read_text("utf-8").splitlines()
    extra = ["income_yuan_per_person", "5000", "", "4000"]
    table.write_text("\n".join(f"{line},{cell}" for line, cell in zip(lines, extra)), "utf-8")
    county = load_county(folder)
    income = county.villages["income_yuan_per_person"]
    assert income["b"] == 5000
    assert income["c"] == 4000
    assert 1500 < income["a"] < 12_000
    assert county.provenance["synthesised"]["income_yuan_per_person"] == 1
    assert "Income per person (1/3)" in county.provenance["notes"][0]["en"]


def test_a_completed_county_keeps_its_statement_when_saved_again(folder, tmp_path):
    first = load_county(folder)
    save_county(first, tmp_path / "again")
    second = load_county(tmp_path / "again")
    pd.testing.assert_frame_equal(second.villages, first.villages)
    assert second.provenance == first.provenance


def test_coordinates_stand_in_for_adjacency_and_it_is_said(folder):
    (folder / "adjacency.csv").unlink()
    table = folder / "villages.csv"
    cells = ["x_km,y_km", "0,0", "1,0.02", "2,0"]
    table.write_text("\n".join(f"{a},{b}" for a, b in zip(BARE.splitlines(), cells)), "utf-8")
    county = load_county(folder)
    assert county.edges == (("a", "b"), ("a", "c"))
    assert county.provenance["notes"][-1]["en"].startswith("Which villages are neighbours was worked out")


def test_boundaries_are_kept(folder, tmp_path):
    shape = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    feature = {"type": "Feature", "properties": {"id": "a"}, "geometry": shape}
    boundaries = {"type": "FeatureCollection", "features": [feature]}
    (folder / "boundaries.geojson").write_text(json.dumps(boundaries), "utf-8")
    save_county(load_county(folder), tmp_path / "again")
    assert load_county(tmp_path / "again").boundaries == boundaries


def test_known_households_replace_synthesised_ones(tmp_path):
    county = make_county(villages=3, households=60, seed=2)
    register = household_register(county, populate(county))
    rng = np.random.default_rng(1)
    register["is_party"] = rng.integers(0, 2, len(register)).astype(np.uint8)
    save_county(replace(county, register=register.sample(frac=1, random_state=1)), tmp_path / "known")
    people = populate(load_county(tmp_path / "known"))
    register["village"] = county.villages.index.get_indexer(register["village_id"])
    known = register.set_index(["village", "number"])["is_party"]
    for row in range(60):
        household = people.columns["village"][row], people.columns["number"][row]
        assert people.columns["is_party"][row] == known[household]


def test_saving_replaces_an_older_county_and_leaves_nothing_beside_it(made, tmp_path):
    place = tmp_path / "县"
    save_county(replace(made, boundaries={"type": "FeatureCollection", "features": []}), place)
    assert (place / "boundaries.geojson").exists()
    save_county(made, place)
    names = ["adjacency.csv", "county.yaml", "manifest.json", "planned_unions.csv", "villages.csv"]
    assert sorted(path.name for path in place.iterdir()) == names
    assert [path.name for path in tmp_path.iterdir()] == ["县"]


def test_a_county_made_by_hand_or_mended_since_is_never_overwritten(made, folder, tmp_path):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(BadInput, match=r"was not written as a county; nothing was touched"):
        save_county(made, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    save_county(made, tmp_path / "saved")
    table = tmp_path / "saved" / "villages.csv"
    table.write_text(table.read_text("utf-8") + "\n", "utf-8")
    with pytest.raises(BadInput, match=r"files added or changed since \(villages.csv\); nothing was touched"):
        save_county(made, tmp_path / "saved")


def test_a_place_that_is_no_county_is_left_alone(made, tmp_path):
    (tmp_path / "thesis.docx").write_text("x", "utf-8")
    with pytest.raises(
        BadInput, match=r"what it holds \(thesis.docx\) was not written as a county; nothing was touched"
    ):
        save_county(made, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_failed_save_leaves_the_older_county_and_no_debris(made, tmp_path):
    place = tmp_path / "county"
    save_county(made, place)
    before = (place / "county.yaml").read_bytes()
    with pytest.raises(TypeError):
        save_county(replace(made, boundaries={"features": {1, 2}}), place)  # a set is no JSON
    assert (place / "county.yaml").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["county"]
