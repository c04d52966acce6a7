"""A county is written over another only when somebody agreed to everything that changes, and that is all of it."""

import io
import json
from dataclasses import replace

import openpyxl
import pytest

from liancun_sim.cli import run
from liancun_sim.county import load_county, make_county, populate, save_county
from liancun_sim.county.changes import changes
from liancun_sim.county.export import export_county, household_register
from liancun_sim.county.given_union import GivenUnion
from liancun_sim.county.invented import marks_of, with_marks
from liancun_sim.county.outlines import COUNTY_KM
from liancun_sim.vocabulary import Label, use_language

HEADER = ["乡镇", "村名", "户数", "人口", "经度", "纬度"]
VILLAGES = [
    ["斜店乡", "前社庄", 240, 912, 115.451, 36.480], ["斜店乡", "许盘后", 210, 860, 115.471, 36.480],
    ["斜店乡", "李家寨", 180, 690, 115.451, 36.500], ["清水镇", "前连", 260, 1010, 115.471, 36.500],
]  # fmt: skip


@pytest.fixture(autouse=True)
def nobody_to_ask(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    yield
    use_language("en")


def outlines(county, side=1.0):
    ring = [[0, 0], [side, 0], [side, side], [0, 0]]
    features = [
        {"type": "Feature", "properties": {"id": key}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for key in county.villages.index
    ]
    return {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": COUNTY_KM}},
        "features": features,
    }


@pytest.fixture
def county():
    county = make_county(villages=4, households=900, seed=3)
    one, other, *_ = county.villages.index
    return replace(county, planned=(GivenUnion("0", one, (one, other)),), boundaries=outlines(county))


def unmarked(county):
    marks = marks_of(county.provenance, county.villages.index)
    return replace(county, provenance=with_marks(county.provenance, {**marks, "road": frozenset()}, []))


ANOTHER = {
    "plan removed": (lambda county: replace(county, planned=()), "1 planned union is removed, led by: "),
    "plan changed": (
        lambda county: replace(county, planned=(replace(county.planned[0], month="5"),)),
        "1 planned union changes (partners, month or form), led by: ",
    ),
    "outlines removed": (lambda county: replace(county, boundaries=None), "Outlines of 4 villages are removed: "),
    "outlines replaced": (
        lambda county: replace(county, boundaries=outlines(county, 1.5)), "Outlines of 4 villages are replaced by ",
    ),
    "marks removed": (
        lambda county: replace(county, provenance={**county.provenance, "synthesised": {}}),
        "Road quality no longer counts as synthesised in 4 villages: ",
    ),
    "year": (lambda county: replace(county, base_year=2012), "The year of money changes from 2007 to 2012"),
    "name": (lambda county: replace(county, name=Label("Other", "另")), "name in county.yaml changes from "),
    "seed": (lambda county: replace(county, network_seed=77), "network_seed in county.yaml changes from "),
    "ties": (lambda county: replace(county, cross_village_ties=0.2), "cross_village_ties in county.yaml changes from"),
    "sources": (
        lambda county: replace(county, provenance={**county.provenance, "sources": ["another"]}),
        "What county.yaml says of where the county comes from changes: sources",
    ),
    "households": (
        lambda county: replace(county, register=household_register(county, populate(county))),
        "Households of its own (households.parquet) are new",
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", ANOTHER)
def test_everything_a_folder_keeps_is_a_change_and_is_named(tmp_path, county, change):
    save_county(county, tmp_path / "there")
    there = load_county(tmp_path / "there")
    assert changes(there, county) == []
    altered, said = ANOTHER[change]
    assert [line for line in changes(there, altered(county)) if line.startswith(said)]


def table_with_plan(path, plan):
    book = openpyxl.Workbook()
    for row in [HEADER, *VILLAGES]:
        book.active.append(row)
    if plan:
        sheet = book.create_sheet("拟结对")
        for row in (["乡镇", "牵头村", "对方村", "月份"], ["斜店乡", "前社庄", "许盘后", 1]):
            sheet.append(row)
    book.save(path)
    return str(path)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "1 planned union is removed, led by: 前社庄"), ("zh", "删去1个拟结对联村，牵头村：")]
)
def test_a_plan_is_not_deleted_without_a_word(tmp_path, capsys, language, said):
    out, command = tmp_path / "T", ["--lang", language, "county", "import", "--year", "2007", "--out"]
    assert run([*command, str(out), table_with_plan(tmp_path / "with.xlsx", True)]) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert run([*command, str(out), table_with_plan(tmp_path / "without.xlsx", False)]) == 2
    assert said in (told := capsys.readouterr().err)
    assert "--replace" in told
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert run([*command, str(out), "--replace", str(tmp_path / "without.xlsx")]) == 0
    assert load_county(out).planned == ()


def with_outlines(tmp_path):
    """A county imported from a table and a map, as a folder."""
    table = table_with_plan(tmp_path / "table.xlsx", False)
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}
    for file, west in (("map", -0.01), ("another", -0.013)):
        features = []
        for town, name, *_, east, north in VILLAGES:
            corners = ((west if name == "前社庄" else -0.01, -0.01), (0.01, -0.01), (0.01, 0.01), (-0.01, 0.01))
            ring = [[east + dx, north + dy] for dx, dy in (*corners, corners[0])]
            shape = {"type": "Polygon", "coordinates": [ring]}
            features.append({"type": "Feature", "properties": {"乡镇": town, "村名": name}, "geometry": shape})
        text = json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}, ensure_ascii=False)
        (tmp_path / f"{file}.geojson").write_text(text, "utf-8")
    out = tmp_path / "T"
    command = ["county", "import", table, "--boundaries", str(tmp_path / "map.geojson"), "--out", str(out)]
    assert run([*command, "--year", "2007"]) == 0
    assert load_county(out).boundaries is not None
    return out


def test_another_map_of_the_same_villages_is_a_change(tmp_path, capsys):
    out = with_outlines(tmp_path)
    command = ["county", "import", str(out), "--boundaries", str(tmp_path / "another.geojson"), "--out", str(out)]
    assert run(command) == 2
    said = capsys.readouterr().err
    assert "are replaced by others: 前社庄 (斜店乡)" in said
    assert "--replace" in said


def test_the_countys_own_outlines_as_a_map_move_nothing(tmp_path, capsys):
    """Degrees bring them back to a tenth of a metre, and call their coordinates by another name."""
    out = with_outlines(tmp_path)
    export_county(load_county(out), tmp_path / "export")
    own = str(tmp_path / "export" / "boundaries.geojson")
    table = str(tmp_path / "export" / "county.xlsx")
    assert run(["county", "import", table, "--boundaries", own, "--out", str(tmp_path / "back")]) == 0
    assert "The map shows the outlines that the workbook carries itself" in capsys.readouterr().out
    lines = changes(load_county(out), load_county(tmp_path / "back"))
    assert lines == ["What county.yaml says of where the county comes from changes: sources"]


def test_a_file_saved_again_without_a_change_is_no_change(county):
    one, other = (
        replace(county, provenance={**county.provenance, "sources": [f"villages.xlsx, sha256 {digit * 64}"]})
        for digit in "ab"
    )
    assert changes(one, other) == []
    renamed = replace(county, provenance={**county.provenance, "sources": [f"other.xlsx, sha256 {'a' * 64}"]})
    assert changes(one, renamed) == ["What county.yaml says of where the county comes from changes: sources"]
