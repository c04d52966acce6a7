"""An exported county, through Excel or not, is imported as the same county; what was invented stays marked."""

import csv

import openpyxl
import pandas as pd
import pytest

from liancun_sim.cli import run
from liancun_sim.county import load_county, make_county, save_county
from liancun_sim.county.export import export_county
from liancun_sim.county.schema import FIELDS
from liancun_sim.county.spreadsheet import read_spreadsheet
from liancun_sim.vocabulary import use_language

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
