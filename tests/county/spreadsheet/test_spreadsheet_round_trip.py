"""An exported county, through Excel or not, is imported as the same county; what was invented stays marked."""

import csv
from contextlib import suppress
from dataclasses import replace

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liancun_sim.cli import run
from liancun_sim.county import load_county, make_county, save_county
from liancun_sim.county.export import export_county
from liancun_sim.county.given_union import GivenUnion
from liancun_sim.county.outlines import COUNTY_KM
from liancun_sim.county.schema import FIELDS
from liancun_sim.county.spreadsheet import read_spreadsheet
from liancun_sim.vocabulary import BadInput, use_language

BARE = "id,name,township,households,population\nb,李庄,柳林镇,60,230\na,王庄,柳林镇,50,190\nc,=赵庄,桃园乡,70,260\n"


@pytest.fixture(params=["reconstructed", "mostly invented"])
def county(request, tmp_path):
    if request.param == "reconstructed":
        return make_county(villages=60, households=15_000, seed=11)
    folder = tmp_path / "bare"
    folder.mkdir()
    (folder / "county.yaml").write_text(
        "name: {en: Test, zh: 试验县}\nnetwork_seed: 4\nbase_year: 2012\ncross_village_ties: 0.2\n", "utf-8"
    )
    (folder / "villages.csv").write_text(BARE, "utf-8")
    (folder / "adjacency.csv").write_text("village,neighbour\nb,a\nb,c\n", "utf-8")
    return load_county(folder)


def resaved(path):
    """As Excel would save it again: another program writes every sheet anew."""
    book = openpyxl.load_workbook(path)
    book.active.column_dimensions["B"].width = 30
    book.save(path)
    return path


def assert_same(read, county):
    pd.testing.assert_frame_equal(read.villages, county.villages)
    assert read.edges == county.edges
    assert (read.name, read.network_seed, read.base_year) == (county.name, county.network_seed, county.base_year)
    assert read.cross_village_ties == county.cross_village_ties
    known, kept = dict(read.provenance), dict(county.provenance)
    assert known.pop("sources")[:-1] == list(kept.pop("sources", []))
    assert known == kept


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("file", ["county.xlsx", "villages.csv"])
def test_an_exported_county_is_imported_as_the_same_county(tmp_path, county, file, language):
    use_language(language)
    export_county(county, tmp_path / "export")
    imported = read_spreadsheet(tmp_path / "export" / file)
    assert_same(imported.county, county)
    invented = county.provenance.get("synthesised", {})
    optional = {name for name, field in FIELDS.items() if not field.required}
    assert set(imported.report.synthesised) == (optional if invented == "all" else set(invented))


def test_it_survives_being_saved_by_another_program(tmp_path, county):
    export_county(county, tmp_path / "export")
    assert_same(read_spreadsheet(resaved(tmp_path / "export" / "county.xlsx")).county, county)
    table = tmp_path / "export" / "villages.csv"
    with table.open(encoding="utf-8-sig", newline="") as written:
        rows = list(csv.reader(written))
    with table.open("w", encoding="gb18030", newline="") as again:
        csv.writer(again).writerows(rows)
    assert_same(read_spreadsheet(table).county, county)


def test_a_change_made_in_excel_is_in_the_county(tmp_path, county):
    export_county(county, tmp_path / "export")
    path = tmp_path / "export" / "county.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    column = next(cell.column for cell in sheet[1] if cell.value == "Households")
    sheet.cell(2, column, county.villages["households"].iloc[0] + 3)
    book.save(path)
    read = read_spreadsheet(path).county
    assert read.villages["households"].iloc[0] == county.villages["households"].iloc[0] + 3
    assert read.provenance.get("synthesised") == county.provenance.get("synthesised")


def test_the_commands_go_round(tmp_path, county):
    save_county(county, tmp_path / "one")
    assert run(["county", "export", str(tmp_path / "one"), "--out", str(tmp_path / "two")]) == 0
    assert run(["county", "import", str(tmp_path / "two" / "county.xlsx"), "--out", str(tmp_path / "three")]) == 0
    assert_same(load_county(tmp_path / "three"), load_county(tmp_path / "one"))


SQUARE = st.integers(-50, 50).map(lambda at: [[at, at], [at + 1.0625, at], [at + 1, at + 1.5], [at, at]])
POLYGON = SQUARE.map(lambda ring: {"type": "Polygon", "coordinates": [ring]})
SEVERAL = st.lists(SQUARE, min_size=2, max_size=3).map(
    lambda rings: {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
)
OUTLINE = POLYGON | SEVERAL


def drawn_county(data):
    """A county with a plan and with outlines of some villages, as drawn."""
    county = make_county(villages=12, seed=data.draw(st.integers(0, 3)))
    ids = list(county.villages.index)
    some = data.draw(st.permutations(ids))
    sizes = data.draw(st.lists(st.integers(2, 3), max_size=3))
    months = st.sampled_from(["0", "7", "2009-03"])
    planned = tuple(
        GivenUnion(data.draw(months), group[0], tuple(group), data.draw(st.sampled_from(["", "pair"])))
        for group in (some[sum(sizes[:place]) : sum(sizes[: place + 1])] for place in range(len(sizes)))
    )
    features = [
        {"type": "Feature", "properties": {"id": key, "township": row["township"], "name": row["name"]},
         "geometry": data.draw(OUTLINE)}
        for key, row in county.villages.iterrows() if data.draw(st.booleans())
    ]  # fmt: skip
    crs = {"type": "name", "properties": {"name": COUNTY_KM}}
    outlines = {"type": "FeatureCollection", "crs": crs, "features": features} if features else None
    return replace(county, planned=planned, boundaries=outlines)


@pytest.mark.parametrize("file", ["county.xlsx", "villages.csv"])
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_plan_and_outlines_come_back_whatever_order_excel_left_the_rows_in(tmp_path_factory, file, data):
    folder = tmp_path_factory.mktemp("round") / "export"
    county = drawn_county(data)
    export_county(county, folder)
    if file == "county.xlsx":
        resaved(folder / file)
    else:
        with (folder / file).open(encoding="utf-8-sig", newline="") as written:
            head, *rows = csv.reader(written)
        with (folder / file).open("w", encoding="gb18030", newline="") as again:
            csv.writer(again).writerows([head, *data.draw(st.permutations(rows))])
    read = read_spreadsheet(folder / file).county
    assert_same(read, county)
    assert read.planned == county.planned
    assert read.boundaries == county.boundaries


def test_an_outline_longer_than_a_cell_comes_back_and_one_cut_short_is_told(tmp_path):
    county = make_county(villages=4, seed=1)
    turn = np.linspace(0, 2 * np.pi, 3000)
    ring = np.column_stack([np.cos(turn), np.sin(turn)]).tolist()
    shape = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    key = county.villages.index[0]
    feature = {"type": "Feature", "properties": {"id": key}, "geometry": shape}
    crs = {"type": "name", "properties": {"name": COUNTY_KM}}
    county = replace(county, boundaries={"type": "FeatureCollection", "crs": crs, "features": [feature]})
    export_county(county, tmp_path / "export")
    path = tmp_path / "export" / "county.xlsx"
    assert read_spreadsheet(path).county.boundaries == county.boundaries
    book = openpyxl.load_workbook(path)
    book["boundaries.geojson"].cell(1, 4).value = None
    book.save(path)
    with pytest.raises(BadInput, match=f"carries in 'boundaries.geojson' for {key}"):
        read_spreadsheet(path)


def test_a_village_deleted_in_excel_takes_its_outline_and_its_union_with_it(tmp_path):
    county = make_county(villages=4, seed=1)
    one, other, *_ = county.villages.index
    county = replace(county, planned=(GivenUnion("0", one, (one, other)),))
    export_county(county, tmp_path / "export")
    path = tmp_path / "export" / "villages.csv"
    lines = path.read_text("utf-8-sig").splitlines()
    path.write_text("\n".join(line.replace(f";{other}", "").replace(f"{other};", "") for line in lines
                              if not line.startswith(f"{other},")), "utf-8")  # fmt: skip
    with suppress(BadInput):
        assert read_spreadsheet(path).county.planned == ()


def test_what_an_earlier_export_says_in_words_is_kept(tmp_path):
    """Before exports carried their county.yaml: units stood in the dictionary, what was invented in a statement."""
    book = openpyxl.Workbook()
    table, columns, about = book.active, book.create_sheet("数据字典"), book.create_sheet("说明")
    table.append(["村编号", "村名", "乡镇", "户数", "人口", "东西坐标", "南北坐标", "村集体收入", "村级债务"])
    table.append(["1", "东洼", "柳树乡", 120, 451, 0, 0, 34000, 5000])
    table.append(["2", "西洼", "柳树乡", 96, 365, 1.2, 0, 21000, 0])
    columns.append(["名称", "含义", "单位", "缺失时"])
    for name, label, unit in (("x_km", "东西坐标", "km"), ("y_km", "南北坐标", "km"), ("debt_yuan", "村级债务", "yuan"),
                              ("collective_income_yuan", "村集体收入", "yuan/year")):  # fmt: skip
        columns.append([name, label, unit, ""])
    about.append(["项目", "内容"])
    about.append(["声明", "以下各列表中未报告，由程序合成：村级债务、道路状况。"])
    book.save(tmp_path / "county.xlsx")
    imported = read_spreadsheet(tmp_path / "county.xlsx")
    assert imported.county.provenance["synthesised"]["debt_yuan"] == 2
    assert imported.county.villages.loc["1", "collective_income_yuan"] == 34_000
    assert "以下各列表中未报告，由程序合成：村级债务、道路状况。" in {
        n["zh"] for n in imported.county.provenance["notes"]
    }
