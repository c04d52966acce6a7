"""Tables in several sheets and files: one a township, a summary beside the detail, the same villages twice."""

import pytest
from small_table import save

from liancun_sim.cli import run
from liancun_sim.county import load_county
from liancun_sim.county.spreadsheet import read_spreadsheet
from liancun_sim.vocabulary import BadInput

HEAD = ["村名", "户数", "人口", "经度", "纬度"]
WILLOW = [["东洼", 120, 451, 115.41, 36.41], ["西洼", 96, 365, 115.43, 36.41]]
BRIDGE = [["孟楼", 210, 802, 115.41, 36.43], ["白塔", 150, 590, 115.43, 36.43]]
IDS = ["柳树乡-东洼", "柳树乡-西洼", "石桥镇-孟楼", "石桥镇-白塔"]


def test_one_sheet_a_township_is_read_whole_and_told(tmp_path):
    path = save(tmp_path / "v.xlsx", ("柳树乡", [["柳树乡情况表"], HEAD, *WILLOW]), ("石桥镇", [HEAD, *BRIDGE]))
    imported = read_spreadsheet(path)
    assert sorted(imported.county.villages.index) == IDS
    assert list(imported.county.villages.loc[IDS, "households"]) == [120, 96, 210, 150]
    said = imported.report.text()
    assert "Read from 2 tables: 柳树乡 (2 villages), 石桥镇 (2 villages)." in said
    assert "柳树乡: no column names the township; it is taken to be 柳树乡." in said
    assert imported.county.villages.loc["石桥镇-白塔", "x_km"] > imported.county.villages.loc["石桥镇-孟楼", "x_km"]


@pytest.mark.parametrize("names", [("1.柳树乡", "2.石桥镇"), ("柳树乡2023", "石桥镇2023"), ("柳樹鄉", "石橋鎮")])
def test_sheet_names_may_be_numbered_dated_or_traditional(tmp_path, names):
    sheets = [(name, [HEAD, *rows]) for name, rows in zip(names, (WILLOW, BRIDGE), strict=True)]
    county = read_spreadsheet(save(tmp_path / "v.xlsx", *sheets)).county
    assert {name.replace("鄉", "乡").replace("鎮", "镇") for name in county.villages["township"]} in (
        {"柳树乡", "石桥镇"}, {"柳樹乡", "石橋镇"},
    )  # fmt: skip


def test_each_sheet_is_read_by_its_own_header_and_unit(tmp_path):
    first = [["村名", "户数", "人口", "耕地（亩）", *HEAD[3:]], *([*row[:3], 1500, *row[3:]] for row in WILLOW)]
    second = [["村名", "人口", "户数", "耕地（公顷）", *HEAD[3:]], *([r[0], r[2], r[1], 100, *r[3:]] for r in BRIDGE)]
    imported = read_spreadsheet(save(tmp_path / "v.xlsx", ("柳树乡", first), ("石桥镇", second)))
    assert list(imported.county.villages.loc[IDS, "households"]) == [120, 96, 210, 150]
    assert set(imported.county.villages["land_mu"]) == {1500}  # 100 ha are 1,500 mu
    assert "  石桥镇 D  耕地（公顷）" in imported.report.text()


def test_a_folder_of_files_is_one_county_named_after_it(tmp_path):
    folder = tmp_path / "某县村表"
    folder.mkdir()
    save(folder / "柳树乡.xlsx", ("Sheet1", [HEAD, *WILLOW]))
    lines = [["石桥镇村级情况表"], HEAD, *BRIDGE]
    (folder / "二.csv").write_text("\n".join(",".join(map(str, line)) for line in lines), "gb18030")
    (folder / "~$柳树乡.xlsx").write_bytes(b"a lock")
    (folder / "说明.docx").write_bytes(b"a letter")
    imported = read_spreadsheet(folder)
    assert sorted(imported.county.villages.index) == IDS
    assert imported.county.key == "某县村表"
    assert len(imported.county.provenance["sources"]) == 2
    assert sorted(read_spreadsheet([folder / "柳树乡.xlsx", folder / "二.csv"]).county.villages.index) == IDS


def test_the_command_takes_a_folder(tmp_path):
    (tmp_path / "in").mkdir()
    save(tmp_path / "in" / "柳树乡.xlsx", ("Sheet1", [HEAD, *WILLOW]))
    save(tmp_path / "in" / "石桥镇.xlsx", ("Sheet1", [HEAD, *BRIDGE]))
    assert run(["county", "import", str(tmp_path / "in"), "--out", str(tmp_path / "county")]) == 0
    assert sorted(load_county(tmp_path / "county").villages.index) == IDS


@pytest.mark.parametrize("summary", [[["柳树乡", "2个", 216, 816]], [["柳树乡", "柳树乡", 216, 816]]])
def test_a_sheet_of_townships_beside_the_villages_is_not_used(tmp_path, summary):
    detail = [["乡镇", *HEAD], *(["柳树乡", *row] for row in WILLOW), *(["石桥镇", *row] for row in BRIDGE)]
    path = save(tmp_path / "v.xlsx", ("汇总", [["乡镇", "村", "户数", "人口"], *summary]), ("明细", detail))
    imported = read_spreadsheet(path)
    assert sorted(imported.county.villages.index) == IDS
    assert "Sheet 汇总 is not used: its rows are townships or counts, not villages." in imported.report.text()


def test_sheets_with_the_same_villages_are_asked_about(tmp_path):
    both = [("2022年", [["柳树乡情况"], HEAD, *WILLOW]), ("2023年", [["柳树乡情况"], HEAD, *WILLOW])]
    with pytest.raises(BadInput, match="hold the same villages: 2022年, 2023年; name one with --sheet"):
        read_spreadsheet(save(tmp_path / "v.xlsx", *both))


def test_tables_of_several_years_are_asked_about(tmp_path):
    rich = [[*HEAD, "人均纯收入（元）"], *([*row, 9000] for row in WILLOW)]
    other = [[*HEAD, "人均纯收入（元）"], *([*row, 9000] for row in BRIDGE)]
    path = save(tmp_path / "v.xlsx", ("柳树乡", [["2012年"], *rich]), ("石桥镇", [["2013年"], *other]))
    with pytest.raises(BadInput, match="tables are of several years"):
        read_spreadsheet(path)


@pytest.mark.parametrize(
    ("title", "township"),
    [
        ("柳树乡村级基本情况表", "柳树乡"),
        ("2023年某某县柳树乡各村统计表", "柳树乡"),
        ("填报单位：柳树乡", "柳树乡"),
        ("美丽乡村建设情况表", None),
        ("各乡镇村级情况统计表", None),
        ("全乡村级情况统计表", None),
        ("乡镇村级情况统计表", None),
    ],
)
def test_a_title_names_the_township_of_a_table_without_such_a_column(tmp_path, title, township):
    path = save(tmp_path / "v.xlsx", ("Sheet1", [[title], HEAD, *WILLOW]))
    if township is None:
        with pytest.raises(BadInput, match="there is no column for Township"):
            read_spreadsheet(path)
    else:
        assert set(read_spreadsheet(path).county.villages["township"]) == {township}
