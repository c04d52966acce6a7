"""Headers over parts: totals are found, parts that are everything are added up, anything else is asked."""

import pytest
from small_table import one_sheet

from liancun_sim.county.spreadsheet import Answers, read_spreadsheet
from liancun_sim.county.spreadsheet.headers import read_path
from liancun_sim.vocabulary import BadInput

VILLAGES = (  # township, village, households, persons, longitude, latitude
    ("柳树乡", "东洼", 120, 451, 115.41, 36.41), ("柳树乡", "西洼", 96, 365, 115.43, 36.41),
    ("石桥镇", "孟楼", 210, 802, 115.41, 36.43), ("石桥镇", "白塔", 150, 590, 115.43, 36.43),
)  # fmt: skip


def wide(head, parts, *, households=None, population=None, merged=()):
    """Header rows, then villages whose households and persons are split by functions into several cells."""
    split = (households or (lambda count: (count,)), population or (lambda count: (count,)))
    body = [
        [town, name, *split[0](count), *split[1](people), lon, lat] for town, name, count, people, lon, lat in VILLAGES
    ]
    return [["乡镇", "村名", *head, "经度", "纬度"], *([None, None, *part, None, None] for part in parts), *body]


def read(tmp_path, rows, merged=(), **options):
    return read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows, merged), **options)


def sexes(people):
    return people // 2 + 3, people - people // 2 - 3


def known(imported):
    table = imported.county.villages
    return {(row["name"], row["households"], row["population"]) for _, row in table.iterrows()} == {
        village[1:4] for village in VILLAGES
    }


PEOPLE_IN_PARTS = {
    "total last": (["户数", "人口", None, None], [[None, "男", "女", "合计"]], lambda n: (*sexes(n), n)),
    "total first": (["户数", "人口", None, None], [[None, "小计", "男", "女"]], lambda n: (n, *sexes(n))),
    "in traditional characters": (["戶數", "人口", None, None], [[None, "男", "女", "總計"]], lambda n: (*sexes(n), n)),
    "a subset before the total": (["户数", "人口（人）", None], [[None, "其中：脱贫人口", "总人口"]], lambda n: (9, n)),
    "opening and closing": (
        ["户数", "人口", None, None],
        [[None, "年初", "本年增加", "年末"]],
        lambda n: (n - 4, 4, n),
    ),
    "three levels": (
        ["户数", "人口情况", None, None],
        [[None, "总人口", "其中", None], [None, None, "男", "女"]],
        lambda n: (n, *sexes(n)),
    ),
    "no total, but the two sexes": (["户数", "人口", None], [[None, "男", "女"]], sexes),
    "by registration": (["户数", "人口", None], [[None, "农业人口", "非农业人口"]], lambda n: (n - 7, 7)),
    "in one row with strokes": (["户数", "人口-男", "人口-女", "人口-合计"], [], lambda n: (*sexes(n), n)),
    "in one row in brackets": (["户数", "人口（男）", "人口（女）"], [], sexes),
    "a total by another name": (["户数", "男性人口", "女性人口", "合计人口"], [], lambda n: (*sexes(n), n)),
}


@pytest.mark.parametrize("case", PEOPLE_IN_PARTS)
def test_the_total_of_a_group_is_read_and_never_its_first_part(tmp_path, case):
    head, parts, split = PEOPLE_IN_PARTS[case]
    assert known(read(tmp_path, wide(head, parts, population=split)))


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_groups_are_found_with_and_without_merged_cells(tmp_path, suffix):
    rows = wide(["户数", "人口", None, None], [[None, "男", "女", "合计"]], population=lambda n: (*sexes(n), n))
    if suffix == ".csv":
        path = tmp_path / "v.csv"
        path.write_text(
            "\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in rows), "gb18030"
        )
        assert known(read_spreadsheet(path))
    else:
        assert known(read(tmp_path, rows, ("A1:A2", "B1:B2", "C1:C2", "D1:F1", "G1:G2", "H1:H2")))
        assert known(read(tmp_path, rows, ("A1:A2", "B1:B2")))


def test_what_a_number_was_read_from_stands_in_the_report(tmp_path):
    rows = wide(["户数", "人口", None], [[None, "男", "女"]], population=sexes)
    report = read(tmp_path, rows).report
    assert (
        "  D  人口 · 男 + 人口 · 女 → Population [persons; unit not named]: 365 to 802, middle 520.5" in report.text()
    )
    rows = wide(["户数", "人口", None, None], [[None, "男", "女", "合计"]], population=lambda n: (*sexes(n), n))
    said = read(tmp_path, rows).report.text()
    assert "  F  人口 · 合计 → Population" in said
    assert "  D  人口 · 男 — part of Population" in said


def test_parts_that_may_not_be_everything_are_asked_about(tmp_path):
    rows = wide(["户数", "人口", None], [[None, "常住", "外出"]], population=lambda n: (n - 30, 30))
    with pytest.raises(BadInput, match=r"D 人口 · 常住, E 人口 · 外出 read like parts of Population") as asked:
        read(tmp_path, rows)
    assert "--accept parts:D=sum" in str(asked.value)
    assert "--map D=population" in str(asked.value)
    assert known(read(tmp_path, rows, answers=Answers(accept=("parts:D=sum",))))
    some = read(tmp_path, rows, answers=Answers(map=(("D", "population"),)))
    assert some.county.villages["population"].sum() == sum(village[3] for village in VILLAGES) - 4 * 30


def test_parts_of_an_optional_column_may_be_left_unused(tmp_path):
    rows = wide(["户数", "人口", "村集体收入（元）", None], [[None, None, "经营性收入", "补助收入"]],
                population=lambda n: (n, 900, 2100))  # fmt: skip
    with pytest.raises(BadInput, match="parts of Collective income"):
        read(tmp_path, rows)
    unused = read(tmp_path, rows, answers=Answers(accept=("parts:E=none",)))
    assert unused.report.synthesised["collective_income_yuan"] == 4
    summed = read(tmp_path, rows, answers=Answers(accept=("parts:E=sum",)))
    assert set(summed.county.villages["collective_income_yuan"]) == {3000}


def test_a_part_without_its_number_leaves_no_half_sum(tmp_path):
    rows = wide(["户数", "人口", None], [[None, "男", "女"]], population=sexes)
    rows[2][4] = None
    with pytest.raises(BadInput, match=r"人口 · 男 \+ 人口 · 女 is '228 \+ –'"):
        read(tmp_path, rows)


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("村集体经济（万元）", "经营性收入"), None),
        (("村集体经济（万元）", "合计"), "collective_income_yuan"),
        (("土地", "耕地面积"), "land_mu"),
        (("土地", "闲置土地"), "spare_land_mu"),
        (("村级债务（元）", "年初"), None),
        (("村级债务（元）", "年末余额"), "debt_yuan"),
        (("贫困户", "户数"), None),
        (("人口", "其中", "男"), None),
        (("年末总户数",), "households"),
        (("年初户数",), None),
        (("其中：贫困户数",), None),
    ],
)
def test_headers_below_one_another_name_a_field_or_a_part_of_it(path, field):
    assert read_path(path).field == field


def test_two_columns_that_are_parts_of_one_are_added_up_without_a_header_above(tmp_path):
    rows = wide(["户数", "农业人口", "非农业人口"], [], population=lambda n: (n - 7, 7))
    assert known(read(tmp_path, rows))
    rows = wide(["户数", "人口", "农业人口", "非农业人口"], [], population=lambda n: (n, n - 7, 7))
    assert known(read(tmp_path, rows))
    rows = wide(["户数", "农业人口"], [])
    assert known(read(tmp_path, rows))
