"""A county folder read as a table is the county it was: its invented numbers do not become reported ones."""

import io
import shutil
from dataclasses import replace

import pandas as pd
import pytest

from liancun_sim.cli import run
from liancun_sim.county import load_county, make_county, save_county
from liancun_sim.county.changes import changes
from liancun_sim.county.given_union import GivenUnion
from liancun_sim.county.outlines import COUNTY_KM
from liancun_sim.county.spreadsheet import read_spreadsheet
from liancun_sim.county.spreadsheet.doubts import Answers, Doubtful
from liancun_sim.vocabulary import BadInput, Label


@pytest.fixture
def folder(tmp_path):
    """A county of 2012 with outlines, a plan, and one reported number among invented ones."""
    county = make_county(villages=12, households=3000, seed=3, year=2012)
    one, other, *rest = county.villages.index
    ring = [[0, 0], [1.0625, 0], [1, 1.5], [0, 0]]
    feature = {
        "type": "Feature", "properties": {"id": one}, "geometry": {"type": "Polygon", "coordinates": [ring]},
    }  # fmt: skip
    crs = {"type": "name", "properties": {"name": COUNTY_KM}}
    provenance = {
        **county.provenance, "synthesised": {"road": 11, "services": 12},
        "synthesised_for": {"road": ";".join([other, *rest])},
    }  # fmt: skip
    county = replace(
        county, name=Label("Ours", "本县"), planned=(GivenUnion("3", one, (one, other)),), provenance=provenance,
        boundaries={"type": "FeatureCollection", "crs": crs, "features": [feature]}, cross_village_ties=0.2,
    )  # fmt: skip
    save_county(county, tmp_path / "T")
    return tmp_path / "T"


@pytest.mark.parametrize("given", [".", "villages.csv"])
def test_a_county_folder_read_as_a_table_is_the_same_county(folder, given):
    imported = read_spreadsheet(folder / given)
    assert changes(load_county(folder), imported.county) == []
    assert imported.county.planned == load_county(folder).planned != ()
    assert imported.report.synthesised == {"road": 11, "services": 12}
    assert any("its county.yaml, neighbours, plan and outlines are read with it" in fact.en
               for fact in imported.report.facts)  # fmt: skip


def test_its_neighbours_may_come_from_a_list_of_their_own(folder):
    read = read_spreadsheet(folder / "villages.csv", edges=folder / "adjacency.csv").county
    assert changes(load_county(folder), replace(read, provenance=load_county(folder).provenance)) == []
    assert read.provenance["adjacency"] == "edges"


def test_a_county_that_was_made_is_imported_with_its_plan(tmp_path, capsys):
    """Its planned_unions.csv was told to be an export that somebody cut short."""
    assert run(["county", "make", "--villages", "20", "--seed", "4", "--out", str(tmp_path / "M")]) == 0
    assert run(["county", "import", str(tmp_path / "M"), "--out", str(tmp_path / "X")]) == 0
    for path in (tmp_path / "M").iterdir():
        assert (tmp_path / "X" / path.name).read_bytes() == path.read_bytes(), path.name


def test_nothing_is_lost_when_it_is_imported_over_itself(folder, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert run(["county", "import", str(folder), "--out", str(folder)]) == 0
    assert "this one is the same" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_copy_of_its_table_alone_is_asked_about(folder, tmp_path):
    copy = tmp_path / "elsewhere" / "villages.csv"
    copy.parent.mkdir()
    shutil.copy(folder / "villages.csv", copy)
    with pytest.raises(Doubtful, match=r"villages.csv of a county folder without the county.yaml") as asked:
        read_spreadsheet(copy)
    assert [doubt.name for doubt in asked.value.doubts] == ["own-table"]
    read = read_spreadsheet(copy, answers=Answers(accept=("own-table",), year=2012))
    assert read.report.synthesised == {}


def test_a_number_typed_into_it_is_told_not_to_be_told_apart(folder):
    table = pd.read_csv(folder / "villages.csv", dtype=str, keep_default_na=False)
    table.loc[1, "road"] = "0.987"
    table.to_csv(folder / "villages.csv", index=False)
    imported = read_spreadsheet(folder)
    assert any("villages.csv was changed since the program wrote it" in one.en for one in imported.report.remarks)
    assert imported.county.villages["road"].iloc[1] == 0.987
    assert imported.report.synthesised["road"] == 11


def test_other_tables_are_not_read_beside_it(folder, tmp_path):
    other = tmp_path / "more.csv"
    other.write_text("乡镇,村名,户数,人口\n东镇,东庄,100,400\n", "utf-8")
    with pytest.raises(BadInput, match="is a county folder, or its table; import it by itself"):
        read_spreadsheet([folder / "villages.csv", other])
