"""Second tables in a sheet, below or beside the first: told, asked, and read by their own header."""

import pytest
from small_table import ROWS, one_sheet, table

from liancun_sim.county.spreadsheet import Answers, read_spreadsheet
from liancun_sim.county.spreadsheet.doubts import Doubtful
from liancun_sim.vocabulary import BadInput

HEAD = ["乡镇", "村名", "户数", "人口", "经度", "纬度"]
WILLOW = [["柳树乡", "东洼", 120, 451, 115.41, 36.41], ["柳树乡", "西洼", 96, 365, 115.43, 36.41]]
BRIDGE = [["石桥镇", "孟楼", 210, 802, 115.41, 36.43], ["石桥镇", "白塔", 150, 590, 115.43, 36.43]]
IDS = ["柳树乡-东洼", "柳树乡-西洼", "石桥镇-孟楼", "石桥镇-白塔"]
PLACED = [["乡镇", "村名", "户数", "人口", "经纬度", "备注"],
          *([*row[:4], f"{row[4]},{row[5]}", "示范村"] for row in WILLOW)]  # fmt: skip
REMARK_FIRST = [["乡镇", "村名", "户数", "人口", "备注", "经纬度"],
                *([*row[:4], None, f"{row[4]},{row[5]}"] for row in BRIDGE)]  # fmt: skip
SWAPPED = [["乡镇", "村名", "人口", "户数", "经度", "纬度"], *([*r[:2], r[3], r[2], *r[4:]] for r in BRIDGE)]

SHAPES = {
    "below, in another order": ([HEAD, *WILLOW, [None], *SWAPPED], "second-table:5"),
    "below, with a title": ([HEAD, *WILLOW, [None], ["附表二"], *SWAPPED], "second-table:6"),
    "below, without a gap": ([HEAD, *WILLOW, *SWAPPED], "second-table:4"),
    "below, with coordinates where remarks stood": ([*PLACED, [None], *REMARK_FIRST], "second-table:5"),
    "beside, after a gap": ([[*a, None, *b] for a, b in zip([HEAD, *WILLOW], [HEAD, *BRIDGE], strict=True)],
                            "second-table:H"),
    "beside, without a gap": ([[*a, *b] for a, b in zip([HEAD, *WILLOW], [HEAD, *BRIDGE], strict=True)],
                              "second-table:G"),
}  # fmt: skip


@pytest.mark.parametrize("case", SHAPES)
def test_a_second_table_is_asked_about_and_read_as_asked(tmp_path, case):
    rows, name = SHAPES[case]
    path = one_sheet(tmp_path / "v.xlsx", rows)
    with pytest.raises(Doubtful, match="a second table of villages begins here") as asked:
        read_spreadsheet(path)
    assert [doubt.name for doubt in asked.value.doubts] == [name]
    both = read_spreadsheet(path, answers=Answers(accept=(f"{name}=read",)))
    assert list(both.county.villages.loc[IDS, "households"]) == [120, 96, 210, 150]
    assert list(both.county.villages.loc[IDS, "population"]) == [451, 365, 802, 590]
    alone = read_spreadsheet(path, answers=Answers(accept=(f"{name}=leave-out",)))
    assert sorted(alone.county.villages.index) == IDS[:2]
    assert "is not used, as asked" in alone.report.text()


def test_the_same_header_again_goes_on_with_the_same_table(tmp_path):
    imported = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", [HEAD, *WILLOW, HEAD, *BRIDGE]))
    assert sorted(imported.county.villages.index) == IDS
    assert "the header again" in imported.report.text()


def test_blocks_with_the_title_of_their_township_are_read_without_a_question(tmp_path):
    rows = [["柳树乡村级情况表"], HEAD[1:], *(row[1:] for row in WILLOW), [None],
            ["石桥镇村级情况表"], HEAD[1:], *(row[1:] for row in BRIDGE)]  # fmt: skip
    imported = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows))
    assert sorted(imported.county.villages.index) == IDS


def test_a_blank_row_below_the_title_and_other_columns_make_no_difference(tmp_path):
    numbered = [[number, *row[1:]] for number, row in enumerate(BRIDGE, 1)]
    rows = [["柳树乡村级情况表"], HEAD[1:], *(row[1:] for row in WILLOW), ["注：以上为年末数"], [None],
            ["石桥镇村级情况表"], ["2007年"], [None], ["序号", *HEAD[1:]], *numbered]  # fmt: skip
    assert sorted(read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows)).county.villages.index) == IDS


def test_the_table_above_is_not_lost_where_the_one_below_has_more_columns(tmp_path):
    richer = [[*HEAD, "耕地（亩）"], *([*row, 900] for row in BRIDGE)]
    with pytest.raises(Doubtful, match="a second table of villages begins here") as asked:
        read_spreadsheet(one_sheet(tmp_path / "v.xlsx", [HEAD, *WILLOW, [None], *richer]))
    name = asked.value.doubts[0].name
    path = one_sheet(tmp_path / "w.xlsx", [HEAD, *WILLOW, [None], *richer])
    both = read_spreadsheet(path, answers=Answers(accept=(f"{name}=read",)))
    assert sorted(both.county.villages.index) == IDS


def test_a_block_to_the_right_without_a_header_is_told(tmp_path):
    rows = [[*HEAD], *([*row, None, *other] for row, other in zip(WILLOW, BRIDGE, strict=True))]
    with pytest.raises(BadInput, match="cell H \\('石桥镇'\\) stands right of the last header"):
        read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows))


def test_a_table_of_two_columns_below_is_one_question(tmp_path):
    rows = [*table(), [None] * 8, ["收入情况表"], ["村名", "人均纯收入（元）"], *([row[1], row[4]] for row in ROWS)]
    with pytest.raises(Doubtful) as asked:
        read_spreadsheet(one_sheet(tmp_path / "村表.xlsx", rows))
    (doubt,) = asked.value.doubts
    left = read_spreadsheet(tmp_path / "村表.xlsx", answers=Answers(accept=(f"{doubt.name}=leave-out",)))
    assert len(left.county.villages) == len(ROWS)
