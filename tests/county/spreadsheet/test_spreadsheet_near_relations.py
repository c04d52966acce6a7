"""Near relations of shapes that are known: read as a person would, or asked about with advice that is right."""

import pytest

from liancun_sim.county.spreadsheet import Answers, Doubtful, read_spreadsheet

VILLAGES = (
    ("斜店乡", "前社庄", 240, 912), ("斜店乡", "许盘后", 210, 860),
    ("清水镇", "前连", 260, 1010), ("清水镇", "后连", 150, 560),
)  # fmt: skip


def table(tmp_path, *lines):
    path = tmp_path / "村表.csv"
    path.write_text("\n".join(",".join(map(str, line)) for line in lines), "utf-8")
    return path


def households(path, **answers):
    found = read_spreadsheet(path, synthetic_adjacency=True, answers=Answers(**answers)).county.villages
    return {(row["township"], row["name"]): (row["households"], row["population"]) for _, row in found.iterrows()}


KNOWN = {(town, name): (count, people) for town, name, count, people in VILLAGES}


def in_groups(town, name, count, people):
    return [[town, name, "1组", count // 3, people // 3], [town, name, "2组", count - count // 3, people - people // 3]]


def test_numbered_groups_of_villagers_are_added_up(tmp_path):
    lines = [line for village in VILLAGES for line in in_groups(*village)]
    assert households(table(tmp_path, ["乡镇", "村名", "村民小组", "户数", "人口"], *lines)) == KNOWN


def test_a_number_of_groups_is_no_group(tmp_path):
    lines = [[*village[:2], 4 + place, *village[2:]] for place, village in enumerate(VILLAGES)]
    assert households(table(tmp_path, ["乡镇", "村名", "村民小组", "户数", "人口"], *lines)) == KNOWN


def test_hamlets_below_their_village_s_own_sum_name_neither_village_nor_township(tmp_path):
    lines = []
    for town, name, count, people in VILLAGES:
        parts = in_groups(town, name, count, people)
        lines += [[town, name, "小计", count, people], *(["", "", f"{name}{part[2]}", *part[3:]] for part in parts)]
    assert households(table(tmp_path, ["乡镇", "行政村", "自然村", "户数", "人口"], *lines)) == KNOWN


def test_years_below_a_header_are_two_columns_of_it(tmp_path):
    lines = [[*village[:2], village[2] - 9, village[2], village[3] - 30, village[3]] for village in VILLAGES]
    years = ["", "", *["2006年", "2007年"] * 2]
    path = table(tmp_path, ["乡镇", "村名", "户数", "", "人口", ""], years, *lines)
    with pytest.raises(Doubtful, match="--year 2007"):
        households(path)
    assert households(path, year=2007) == KNOWN


GONE = ("2022年与后连合并", "易地扶贫搬迁，已整体搬迁", "已合并", "2019年整村搬迁至新区", "已与邻村合并")


@pytest.mark.parametrize("remark", GONE)
def test_a_village_that_a_remark_calls_gone_is_asked_about(tmp_path, remark):
    lines = [[*village, remark if village[1] == "前连" else ""] for village in VILLAGES]
    with pytest.raises(Doubtful, match="前连"):
        households(table(tmp_path, ["乡镇", "村名", "户数", "人口", "备注"], *lines))


@pytest.mark.parametrize("remark", ["拟与后连合并", "由东洼、西洼合并而成", "搬迁安置点", "计划整村搬迁", "移民村"])
def test_a_village_that_is_to_be_merged_or_took_others_in_is_there(tmp_path, remark):
    lines = [[*village, remark if village[1] == "前连" else ""] for village in VILLAGES]
    assert households(table(tmp_path, ["乡镇", "村名", "户数", "人口", "备注"], *lines)) == KNOWN


@pytest.mark.parametrize("header", ["人均月收入（元）", "人均耕地（亩）", "农村经济总收入（万元）"])
def test_another_measure_of_a_column_is_never_advised_to_be_called_that(tmp_path, header):
    lines = [[*village, 300 + place] for place, village in enumerate(VILLAGES)]
    path = table(tmp_path, ["乡镇", "村名", "户数", "人口", header], *lines)
    with pytest.raises(Doubtful) as asked:
        households(path)
    (doubt,) = asked.value.doubts
    assert [way.option for way in doubt.ways] == ["leave_out"]
    assert households(path, leave_out=("E",)) == KNOWN


@pytest.mark.parametrize("part", [["", "其中：前社庄东街", "", 300], ["斜店乡", "其中：前社庄东街", 80, 300]])
def test_villages_below_a_part_that_happen_to_be_indented_are_villages(tmp_path, part):
    first, *rest = VILLAGES
    lines = [first, part, *([town, f"　{name}", *counts] for town, name, *counts in rest)]
    assert households(table(tmp_path, ["乡镇", "村名", "户数", "人口"], *lines)) == KNOWN


def test_parts_below_a_part_are_no_villages_where_they_are_indented(tmp_path):
    first, *rest = VILLAGES
    lines = [first, ["", "其中：东街", 80, 300], ["", "　　西街", 90, 320], *rest]
    assert households(table(tmp_path, ["乡镇", "村名", "户数", "人口"], *lines)) == KNOWN
