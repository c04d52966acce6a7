"""Headers of today and headers near ours: known, told apart, or asked about; never replaced by invented numbers."""

import pytest
from small_table import beside, one_sheet, table, with_cell, without

from liancun_sim.county.spreadsheet import Answers, Doubtful, read_spreadsheet
from liancun_sim.vocabulary import BadInput

HEADERS_OF_TODAY = {
    1: ("乡（镇、街道）", "鎮（街道）", "所属乡镇（街道）"),
    2: ("单位名称", "村（居）名称", "行政村（社区）", "村（社區）名稱"),
    3: ("户籍户数", "农户总数", "总户数（户）"),
    4: ("常住人口数（人）", "总人数", "戶籍人口數"),
    5: ("农村居民人均可支配收入（元）", "村民人均可支配收入（元）", "農民人均可支配收入（元）"),
    6: ("村集体经济总收入（万元）", "村级集体经济收入（万元）", "集體經濟總收入（萬元）"),
}


@pytest.mark.parametrize(("column", "header"), [(c, h) for c, headers in HEADERS_OF_TODAY.items() for h in headers])
def test_headers_of_today_are_known(tmp_path, column, header):
    read = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", with_cell(1, column, header))).county.villages
    plain = read_spreadsheet(one_sheet(tmp_path / "p.xlsx", table())).county.villages
    assert read.equals(plain)


@pytest.mark.parametrize("header", ["党员人数（人）", "党员人数", "黨員數", "中共党员", "Party members"])
def test_party_members_are_persons_and_no_households(tmp_path, header):
    read = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", beside(table(), (header, 45, 38, 60, 22))))
    assert read.report.synthesised["party_members"] == 4
    assert f"  I  {header} — counts party members, not households with one" in read.report.text()


@pytest.mark.parametrize("header", ["党员户数", "党员（户）", "有党员的户数"])
def test_households_with_a_party_member_are_read(tmp_path, header):
    read = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", beside(table(), (header, 22, 15, 30, 25))))
    assert read.county.villages["party_members"].tolist() == [22, 15, 30, 25]


@pytest.mark.parametrize(("header", "field"), [
    ("集体经济总进项（万元）", "collective_income_yuan"), ("人均一般收入（元）", "income_yuan_per_person"),
    ("实际耕地（亩）", "land_mu"), ("欠债总额（元）", "debt_yuan"), ("群眾滿意程度（%）", "satisfaction"),
])  # fmt: skip
def test_an_unknown_header_near_a_missing_field_stops_the_import(tmp_path, header, field):
    rows = beside(without(5, 6), (header, 34, 35, 36, 37))
    with pytest.raises(Doubtful, match="is no header known here, and the table has no column for") as asked:
        read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows))
    (doubt,) = asked.value.doubts
    assert [way.option for way in doubt.ways] == ["map", "leave_out"]
    assert doubt.ways[0].value.endswith(f"={field}")


@pytest.mark.parametrize(
    "header", ["联系电话", "序号", "低保户数", "外出务工人数", "村民小组数", "自然村数", "粮食产量", "备注", "村支书"]
)
def test_other_columns_are_ignored_without_a_question(tmp_path, header):
    rows = beside(without(5, 6), (header, 1, 2, 3, 4))
    assert f"  G  {header}" in read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows)).report.text()


def test_income_per_household_is_divided_by_persons_only_when_asked(tmp_path):
    """前社庄: 16,000 yuan · 240 households / 912 persons = 4,210.5 yuan per person."""
    rows = beside(without(5), ("户均收入（元）", 16_000, 14_000, 17_000, 12_000))
    path = one_sheet(tmp_path / "v.xlsx", rows)
    with pytest.raises(Doubtful, match="is per household; the model needs income per person") as asked:
        read_spreadsheet(path)
    divided, without_it = asked.value.doubts[0].ways
    read = read_spreadsheet(path, answers=Answers().with_way(divided))
    assert read.county.villages["income_yuan_per_person"].loc["斜店乡-前社庄"] == pytest.approx(16_000 * 240 / 912)
    assert "divided by each village's persons per household" in read.report.text()
    left = read_spreadsheet(path, answers=Answers().with_way(without_it))
    assert left.report.synthesised["income_yuan_per_person"] == 4


def test_registered_and_resident_people_are_one_question_and_one_answer(tmp_path):
    rows = [["乡镇", "村名", "户籍", None, "常住", None, "经度", "纬度"],
            [None, None, "户数", "人口", "户数", "人口", None, None]]  # fmt: skip
    rows += [[*row[:4], row[2] - 40, row[3] - 200, *row[6:]] for row in table()[1:]]
    path = one_sheet(tmp_path / "v.xlsx", rows, ("C1:D1", "E1:F1"))
    with pytest.raises(Doubtful) as asked:
        read_spreadsheet(path)
    assert [str(way) for way in asked.value.doubts[0].ways] == [
        "--accept people:registered",
        "--accept people:resident",
    ]
    assert len(set(asked.value.doubts)) == 1
    for name, households, people in (("registered", 240, 912), ("resident", 200, 712)):
        read = read_spreadsheet(path, answers=Answers(accept=(f"people:{name}",))).county.villages.loc["斜店乡-前社庄"]
        assert (read["households"], read["population"]) == (households, people)


def test_the_general_column_gives_way_to_the_special_one(tmp_path):
    rows = beside(without(6), ("土地面积（亩）", 2000, 1600, 2400, 1300),
                  ("耕地面积（亩）", 1500, 1200, 1800, 900),
                  ("集体经营性收入（元）", 1, 2, 3, 4),
                  ("集体总收入（元）", 34_000, 8_200, 125_600, 15_300))  # fmt: skip
    read = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows)).county.villages
    assert read["land_mu"].tolist() == [1500, 1200, 1800, 900]
    assert read["collective_income_yuan"].tolist() == [34_000, 8_200, 125_600, 15_300]


def test_a_statistical_code_is_an_id_and_one_that_lost_its_digits_is_told(tmp_path):
    codes = [371599100201, 371599100202, 371599200201, 371599200202]
    read = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", beside(table(), ("统计用区划代码", *codes))))
    assert list(read.county.villages.index) == list(map(str, codes))
    spoilt = beside(table(), ("统计用区划代码", *["3.71599E+11"] * 4))
    text = "\n".join(",".join(map(str, row)) for row in spoilt)
    (tmp_path / "v.csv").write_text(text, "gb18030")
    with pytest.raises(BadInput, match="Excel has turned a long code into a rounded number"):
        read_spreadsheet(tmp_path / "v.csv")


@pytest.mark.parametrize(("people", "said"), [(0, "后连 (row 5)"), (None, "后连 (row 5)")])
def test_a_village_of_nobody_is_left_out_after_asking_and_said_so(tmp_path, people, said):
    rows = table()
    rows[4][2:4] = [0, people]
    path = one_sheet(tmp_path / "v.xlsx", rows)
    with pytest.raises(Doubtful, match=rf"nobody lives in {said.replace('(', '.').replace(')', '.')}"):
        read_spreadsheet(path)
    read = read_spreadsheet(path, answers=Answers(accept=("empty-villages",)))
    assert len(read.county.villages) == 3
    assert "nobody lives there; left out, as accepted" in read.report.text()


@pytest.mark.parametrize(("encoding", "spoilt"), [("utf-8", b"\xff"), ("gb18030", b"\xff")])
def test_a_spoilt_byte_is_placed(tmp_path, encoding, spoilt):
    rows = [
        ",".join(map(str, row))
        for row in [*table(), *(["石桥镇", f"孟楼{n}", 90, 340, 3900, 2, 115.4, 36.3] for n in "甲乙丙")]
    ]
    data = "\n".join(rows).encode(encoding)
    place = data.index("前连".encode(encoding)) + len("前连".encode(encoding))
    (tmp_path / "v.csv").write_bytes(data[:place] + spoilt + data[place:])
    with pytest.raises(
        BadInput, match=rf"line 4, right after '清水镇,前连': byte {place + 1} of the file is FF, which is no"
    ):
        read_spreadsheet(tmp_path / "v.csv")
