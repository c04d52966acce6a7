"""A county of 2023, from its office's table and shapefile to a report, by the steps of README.zh.md."""

import json
import re
import zipfile

import numpy as np
import openpyxl
import pytest
from drawn_maps import cells, moved, write_shapefile

from liancun_sim.cli import run
from liancun_sim.county import load_county, make_county
from liancun_sim.county.gauss_kruger import gauss_kruger

CORNER_M = np.array([450_000.0, 4_030_000.0])
CGCS2000 = (
    'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,'
    '298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
)
FAMILIES, TOWNS = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩", ("斜店乡", "清水镇", "桑阿镇")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """The folder of table and map, the county behind them, its names, and the pair that is planned."""
    folder = tmp_path_factory.mktemp("office")
    county = make_county(villages=30, seed=5)
    towns = dict(zip(dict.fromkeys(county.villages["township"]), TOWNS, strict=False))
    names = [family + kind for kind in "庄屯" for family in FAMILIES]
    called = list(zip(map(towns.get, county.villages["township"]), names, strict=True))
    degrees = moved(moved(cells(county), lambda metres: metres + CORNER_M), gauss_kruger(39, numbered=False).inverse)
    rows = [{"XZQMC": town, "CUNMC": name + "村"} for town, name in called]
    write_shapefile(folder / "villages.shp", rows, list(degrees), "gb18030", prj=CGCS2000)
    named = dict(zip(county.villages.index, called, strict=True))
    pair = next([named[one] for one in edge] for edge in county.edges if named[edge[0]][0] == named[edge[1]][0])
    write_table(folder / "villages.xlsx", county.villages, called, pair)
    return folder, county, called, pair


def write_table(path, villages, called, pair):
    book = openpyxl.Workbook()
    sheet, plan = book.active, book.create_sheet("拟结对")
    sheet.append(["2023年村级基本情况统计表"])
    sheet.append(["填报单位：冠县农业农村局", None, None, "单位：户、人、亩"])
    income, collective = "农村居民人均可支配收入（元）", "村集体经济总收入（万元）"
    sheet.append(["乡镇", "行政村", "总户数", "人口", None, None, "耕地面积（亩）", income, collective])
    sheet.append([None, None, None, "合计", "其中：男", "女"])
    sheet.merge_cells("D3:F3")
    for (town, name), (_, row) in zip(called, villages.iterrows(), strict=True):
        people, land = int(row["population"]), float(row["land_mu"])
        money = (round(row["income_yuan_per_person"] * 4.9), round(row["collective_income_yuan"] * 6 / 1e4, 2))
        sheet.append([town, name, int(row["households"]), people, people // 2, people - people // 2, land, *money])
    sheet.append(["合计", None, int(villages["households"].sum()), int(villages["population"].sum())])
    plan.append(["乡镇", "牵头村", "伙伴村乡镇", "伙伴村", "月份", "形式"])
    plan.append([*pair[0], *pair[1], "2024年2月", ""])
    book.save(path)


def test_a_county_of_2023_comes_from_its_table_and_map_to_a_report(office, monkeypatch, capsys):
    folder, true, called, pair = office
    monkeypatch.chdir(folder)
    files = ["villages.xlsx", "--boundaries", "villages.shp", "--out", "counties/ours"]
    assert run(["county", "import", *files, "--lang", "zh"]) == 0, capsys.readouterr().err
    county = load_county("counties/ours")
    assert (county.base_year, county.name.zh) == (2023, "冠县")
    assert set(zip(county.villages["township"], county.villages["name"], strict=True)) == set(called)
    assert county.villages["population"].sum() == true.villages["population"].sum()
    incomes = sorted(round(income * 4.9) for income in true.villages["income_yuan_per_person"])
    assert sorted(county.villages["income_yuan_per_person"]) == incomes  # kept in the yuan of 2023
    assert len(county.boundaries["features"]) == 30
    (union,) = county.planned
    assert [county.villages.loc[one, "name"] for one in union.members] == [name for _, name in pair]
    short = ["--set", "start=2024-01", "--months", "3", "--replications", "1", "--workers", "1"]
    compare = ["compare", "planned_unions", "strong_weak_pairing", "--county", "counties/ours", "--out", "out/ours"]
    assert run([*compare, *short, "--lang", "zh"]) == 0, capsys.readouterr().err
    results = folder / "out" / "ours"
    report = (results / "report.html").read_text("utf-8")
    assert "冠县" in report
    assert not re.search(r"(?:src|href)=[\"']https?://", report)  # opens without a network
    assert "2023年" in (results / "summary.txt").read_text("utf-8-sig")
    with zipfile.ZipFile(results / "comparison.xlsx") as book:
        texts = [book.read(name).decode() for name in book.namelist() if name.endswith(".xml")]
    assert all(any(name in text for text in texts) for _, name in called)
    assert json.loads((results / "manifest.json").read_text("utf-8"))["kind"] == "liancun_sim comparison"
