"""Tables with a row for every village and year: told as such, and the rows of one year read, as asked."""

import datetime

import pytest
from small_table import HEADER, ROWS, one_sheet, save

from liancun_sim.county.spreadsheet import Answers, Doubtful, read_spreadsheet
from liancun_sim.vocabulary import BadInput, use_language

YEARS = (2021, 2022, 2023)
INCOME = {2021: 18_000, 2022: 19_500, 2023: 21_000}


def of_year(year: int, **written: object) -> list[list[object]]:
    """Rows of a year: one more household in each later one."""
    return [[written.get("as_", year), town, name, households + year - 2021, people, INCOME[year], *rest]
            for town, name, households, people, _, *rest in ROWS]  # fmt: skip


def panel(header: str = "年份", written=lambda year: year) -> list[list[object]]:
    """Village by village, a row for each year."""
    rows = [row for year in YEARS for row in of_year(year, as_=written(year))]
    names = [name for _, name, *_ in ROWS]
    return [[header, *HEADER], *sorted(rows, key=lambda row: names.index(row[2]))]


def once(rows: list[list[object]], *columns: int) -> list[list[object]]:
    """The rows with what stands in a column said only where it changes."""
    return [
        [None if at in columns and rows[place - 1][at] == cell else cell for at, cell in enumerate(row)]
        for place, row in enumerate(rows)
    ]


def households(path, **answers: object) -> list[float]:
    read = read_spreadsheet(path, answers=Answers(**answers))
    return list(read.county.villages["households"].sort_values())


def test_a_village_in_several_years_is_one_question_that_offers_the_latest_first(tmp_path):
    path = one_sheet(tmp_path / "村表.xlsx", panel())
    with pytest.raises(
        Doubtful, match=r"'年份': villages have a row for each of several years \(2021, 2022, 2023\)"
    ) as e:
        read_spreadsheet(path)
    (doubt,) = e.value.doubts
    assert [str(way) for way in doubt.ways] == ["--year 2023", "--year 2022", "--year 2021"]
    use_language("zh")
    with pytest.raises(Doubtful, match="“年份”列：同一个村有几个年份的行（2021、2022、2023）"):
        read_spreadsheet(path)


@pytest.mark.parametrize(("header", "written"), [
    ("年份", int), ("年度", lambda year: f"{year}年度"), ("统计年份", lambda year: f"{year} 年"),
    ("统计时间", lambda year: datetime.date(year, 12, 31)), ("数据年度", lambda year: f"{year}年末"),
    ("Year", str), ("报告期", lambda year: f"{year}年12月"), ("年 份", float),
])  # fmt: skip
def test_the_rows_of_the_year_asked_for_are_read_and_the_money_is_of_that_year(tmp_path, header, written):
    path = one_sheet(tmp_path / "村表.xlsx", panel(header, written))
    read = read_spreadsheet(path, answers=Answers(year=2022))
    assert list(read.county.villages["households"].sort_values()) == [188, 241, 289, 311]
    assert read.county.base_year == 2022
    assert "The 4 rows of 2022 are read; 8 rows of other years are not." in read.report.text()


@pytest.mark.parametrize("merged", [(), ("B2:B7", "B8:B13", "C2:C4", "C5:C7", "C8:C10", "C11:C13")])
def test_townships_and_villages_may_be_written_once_for_all_their_years(tmp_path, merged):
    path = one_sheet(tmp_path / "村表.xlsx", once(panel(), 1, 2), merged=merged)
    for year in YEARS:
        assert households(path, year=year) == [187 + year - 2021, 240 + year - 2021, *(
            count + year - 2021 for count in (288, 310))]  # fmt: skip


@pytest.mark.parametrize("merged", [(), ("A2:A5", "A6:A9", "A10:A13")])
def test_years_may_be_written_once_for_all_their_villages(tmp_path, merged):
    rows = [["年份", *HEADER], *(row for year in YEARS for row in of_year(year))]
    path = one_sheet(tmp_path / "村表.xlsx", once(rows, 0), merged=merged)
    assert households(path, year=2022) == [188, 241, 289, 311]


def test_lines_that_say_a_year_part_the_rows_as_a_column_does(tmp_path):
    rows = [list(HEADER), ["2022年"], *(row[1:] for row in of_year(2022)), ["2023年"],
            *(row[1:] for row in of_year(2023))]  # fmt: skip
    path = one_sheet(tmp_path / "村表.xlsx", rows)
    with pytest.raises(Doubtful, match="lines between the villages that say a year: villages have a row"):
        read_spreadsheet(path)
    assert households(path, year=2023) == [189, 242, 290, 312]


def test_totals_of_each_year_are_held_against_the_villages_of_the_year(tmp_path):
    rows: list[list[object]] = [["年份", *HEADER]]
    for year in YEARS:
        own = of_year(year)
        rows += [*own, [year, "合计", None, sum(row[3] for row in own), sum(row[4] for row in own)]]
    read = read_spreadsheet(one_sheet(tmp_path / "村表.xlsx", rows), answers=Answers(year=2022))
    assert len(read.county.villages) == 4
    assert "the total is not the sum" not in read.report.text()
    rows[10][3] += 50
    wrong = read_spreadsheet(one_sheet(tmp_path / "村表.xlsx", rows), answers=Answers(year=2022))
    assert "Row 11 (合计): the total is not the sum" in wrong.report.text()


def test_a_column_of_one_year_says_the_year_of_the_money(tmp_path):
    read = read_spreadsheet(one_sheet(tmp_path / "村表.xlsx", [["年份", *HEADER], *of_year(2023)]))
    assert read.county.base_year == 2023
    assert "Amounts of money are of 2023 (column of years)." in read.report.text()


def test_villages_of_unlike_years_may_all_be_read_as_of_one(tmp_path):
    rows = [["年份", *HEADER], *of_year(2023)]
    rows[1][0] = 2022
    path = one_sheet(tmp_path / "村表.xlsx", rows)
    with pytest.raises(Doubtful, match="the villages are not of one year") as asked:
        read_spreadsheet(path)
    assert [str(way) for way in asked.value.doubts[0].ways] == ["--leave-out A", "--year 2023", "--year 2022"]
    assert len(households(path, leave_out=("A",), year=2023)) == 4
    assert len(households(path, year=2023)) == 3


def test_a_village_without_a_row_of_the_year_is_named(tmp_path):
    rows = [row for row in panel() if (row[0], row[2]) != (2023, "前连")]
    read = read_spreadsheet(one_sheet(tmp_path / "村表.xlsx", rows), answers=Answers(year=2023))
    assert "Villages without a row of 2023 are not in the county: 清水镇前连." in read.report.text()


@pytest.mark.parametrize(("header", "kinds"), [
    ("月份", ("6月", "12月")), ("期别", ("上年", "本年")), ("口径", ("户籍", "常住")), ("季度", (1, 2, 3, 4))
])  # fmt: skip
def test_rows_that_another_column_tells_apart_are_one_question(tmp_path, header, kinds):
    rows = [[header, *HEADER], *([kind, *row] for row in ROWS for kind in kinds)]
    path = one_sheet(tmp_path / "村表.xlsx", rows)
    with pytest.raises(Doubtful) as asked:
        read_spreadsheet(path)
    (doubt,) = asked.value.doubts
    assert [str(way) for way in doubt.ways] == [f"--accept rows:A={kind}" for kind in kinds[::-1]]
    assert households(path, accept=(f"rows:A={kinds[-1]}",)) == [187, 240, 288, 310]


def test_what_is_no_year_stays_what_it_was(tmp_path):
    rows = [["年份", *HEADER], *(["一般", *row] for row in ROWS)]
    assert len(households(one_sheet(tmp_path / "村表.xlsx", rows))) == 4


def test_sheets_of_townships_with_the_same_years_are_asked_about_once(tmp_path):
    towns = {town: [row for row in panel() if row[1] in ("乡镇", town)] for town in ("斜店乡", "清水镇")}
    path = save(tmp_path / "村表.xlsx", *towns.items())
    with pytest.raises(Doubtful, match="斜店乡 column A, 清水镇 column A") as asked:
        read_spreadsheet(path)
    assert len(asked.value.doubts) == 1
    assert households(path, year=2021) == [187, 240, 288, 310]


def test_a_column_of_some_sheets_alone_can_be_left_out(tmp_path):
    with_debt = [[*HEADER, "村级债务（万元）"], *([*row, "多"] for row in ROWS[:2])]
    path = save(tmp_path / "村表.xlsx", ("斜店乡", with_debt), ("清水镇", [list(HEADER), *map(list, ROWS[2:])]))
    assert len(households(path, leave_out=("村级债务（万元）",))) == 4
    with pytest.raises(BadInput, match="there is no column '债'"):
        households(path, leave_out=("债",))
