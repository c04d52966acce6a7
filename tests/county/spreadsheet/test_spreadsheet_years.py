"""The year of a table's money: what says it, what does not, and that all of it goes to one year together."""

import numpy as np
import pytest
from small_table import beside, one_sheet, table, with_cell

from liancun_sim.county.spreadsheet import Answers, Doubtful, read_spreadsheet
from liancun_sim.vocabulary import BadInput, use_language

TODAY = (21_500, 19_500, 26_000, 18_000)


def with_titles(*titles: str) -> list[list[object]]:
    """The table with the incomes of 2023 below some titles."""
    rows = table()
    for row, income in zip(rows[1:], TODAY, strict=True):
        row[4] = income
    return [*([title] for title in titles), *rows]


@pytest.mark.parametrize("titles", [
    ("2023年村级情况表", "填表日期：2024年1月10日"),
    ("二〇二三年度村级情况表",),
    ("二○二三年村級情況表", "柳政发〔2024〕12号"),
    ("村级情况表（截至2023年底）", "2024-01-10"),
    ("2023年村级情况表（柳统字[2024]3号）", "制表：统计站 2024.1.5"),
    ("2023年度", "打印时间：2024年2月"),
])  # fmt: skip
def test_a_title_says_the_year_and_a_date_of_filling_in_or_a_documents_number_does_not(tmp_path, titles):
    read = read_spreadsheet(one_sheet(tmp_path / "村表.xlsx", with_titles(*titles)))
    assert read.county.base_year == 2023
    assert "Amounts of money are taken to be of 2023 (title)." in read.report.text()


@pytest.mark.parametrize("suffix", ["2023年村表.csv", "村表.csv"])
def test_a_files_name_says_the_year_where_nothing_better_does(tmp_path, suffix):
    path = tmp_path / suffix
    path.write_text("\n".join(",".join(map(str, row)) for row in with_titles()), "gb18030")
    if suffix.startswith("2023"):
        assert read_spreadsheet(path).county.base_year == 2023
    else:
        with pytest.raises(Doubtful):
            read_spreadsheet(path)


def test_incomes_of_another_year_than_the_models_are_asked_about(tmp_path):
    path = one_sheet(tmp_path / "村表.xlsx", with_titles())
    with pytest.raises(Doubtful, match="no year is named, and the middle income of 20,500 yuan") as asked:
        read_spreadsheet(path)
    assert [str(way) for way in asked.value.doubts[0].ways] == ["--year YEAR", "--accept no-year:E"]
    read = read_spreadsheet(path, answers=Answers(year=2023))
    assert read.county.base_year == 2023
    assert read_spreadsheet(path, answers=Answers(accept=("no-year:E",))).county.base_year == 2007


def test_a_year_the_incomes_cannot_be_of_is_asked_about(tmp_path):
    path = one_sheet(tmp_path / "村表.xlsx", [["2023年村级情况表"], *table()])
    with pytest.raises(Doubtful, match="the middle income of 3,678 yuan is not one of 2023, which the table names"):
        read_spreadsheet(path)


def test_two_years_in_the_titles_are_asked_about(tmp_path):
    with pytest.raises(Doubtful, match="several years are named") as asked:
        read_spreadsheet(one_sheet(tmp_path / "村表.xlsx", with_titles("2022年、2023年村级情况表")))
    assert [str(way) for way in asked.value.doubts[0].ways] == ["--year 2022", "--year 2023"]


@pytest.mark.parametrize("second", ["2008年（元）", "2008年人均纯收入（元）", "2008年"])
def test_incomes_of_two_years_are_asked_about_and_the_year_chooses_the_column(tmp_path, second):
    rows = beside(with_cell(1, 5, "2007年人均纯收入（元）"), (second, 4661, 3432, 5071, 3157))
    path = one_sheet(tmp_path / "村表.xlsx", rows)
    with pytest.raises(Doubtful, match=r"Income per person stands there for several years \(2007, 2008\)"):
        read_spreadsheet(path)
    read = read_spreadsheet(path, answers=Answers(year=2008))
    assert read.county.base_year == 2008
    assert read.county.villages["income_yuan_per_person"].tolist() == [4661, 3432, 5071, 3157]
    titled = one_sheet(tmp_path / "二.xlsx", [["2008年村级情况表"], *rows])
    assert read_spreadsheet(titled).county.villages["income_yuan_per_person"].tolist() == [4661, 3432, 5071, 3157]


@pytest.mark.parametrize("year", [2002, 2026])
def test_a_year_no_series_reaches_is_asked_about(tmp_path, year):
    with pytest.raises(Doubtful, match=rf"are of {year}, which the published series .* \(2003 to 2025\)"):
        read_spreadsheet(one_sheet(tmp_path / "村表.xlsx", [[f"{year}年村级情况表"], *table()]))


def test_all_money_stays_in_its_year_and_the_report_says_what_a_simulation_makes_of_it(tmp_path):
    """23,776 / 10,687 · 10,620 / 4,985 = 4.7396: disposable income since 2013, net income before."""
    read = read_spreadsheet(one_sheet(tmp_path / "村表.xlsx", with_titles("2023年村级情况表")))
    assert read.county.villages["income_yuan_per_person"].tolist() == list(TODAY)
    assert read.county.villages["collective_income_yuan"].tolist() == [34_000, 8_200, 125_600, 15_300]
    said = read.report.text()
    assert (
        "人均纯收入（元）, 集体收入（万元）: kept in yuan of 2023. A simulation that starts in 2024 takes them as"
        in said
    )
    assert "divides all of them by 4.740" in said
    assert "4,985 yuan in 2007 and 23,776 in 2023 (recalled, to be checked)" in said
    assert "the change from net to disposable income in 2013 taken out (1.0063)" in said
    (note,) = [note["en"] for note in read.county.provenance["notes"] if "money" in note["en"]]
    assert note.startswith("The villages' money is of 2023. A simulation brings it to the year before its start")
    use_language("zh")
    assert "保持2023年的元。起始年份设为2024年（--set start=2024-01）" in read.report.text()


def test_what_is_made_up_beside_money_of_today_is_money_of_today(tmp_path):
    read = {
        year: read_spreadsheet(one_sheet(tmp_path / f"{year}.xlsx", rows)).county.villages
        for year, rows in ((2007, table()), (2023, with_titles("2023年村级情况表")))
    }
    for column in ("debt_yuan", "fund_yuan"):
        then, now = read[2007][column].to_numpy(), read[2023][column].to_numpy()
        some = then > 0
        grown = 4.7396 if column == "debt_yuan" else 1.0  # the fund is drawn from the collective income given
        assert now[some] / then[some] == pytest.approx(np.full(some.sum(), grown), rel=1e-3)


def test_a_column_of_another_year_is_brought_to_the_tables_and_said_so(tmp_path):
    """Shandong's rural income: 9,446 in 2012, 6,990 in 2010."""
    rows = with_cell(1, 6, "2010年集体收入（万元）")
    rows[0][4] = "2012年人均纯收入（元）"
    for row, income in zip(rows[1:], (8100, 7000, 9000, 6500), strict=True):
        row[4] = income
    read = read_spreadsheet(one_sheet(tmp_path / "村表.xlsx", rows))
    assert read.county.base_year == 2012
    expected = np.array([34_000, 8_200, 125_600, 15_300]) * 9446 / 6990
    assert read.county.villages["collective_income_yuan"].tolist() == pytest.approx(expected)
    assert "集体收入（万元） is of 2010: brought to 2012 with the other amounts, times 1.351" in read.report.text()


def test_a_note_says_the_year_of_one_column(tmp_path):
    rows = [*with_titles("2023年村级情况表"), ["注：1.集体收入为2022年数"]]
    assert (
        "集体收入（万元） is of 2022: brought to 2023"
        in read_spreadsheet(one_sheet(tmp_path / "村表.xlsx", rows)).report.text()
    )


def test_a_year_without_money_matters_to_nobody(tmp_path):
    rows = [[cell for number, cell in enumerate(row) if number not in (4, 5)] for row in table()]
    assert read_spreadsheet(one_sheet(tmp_path / "村表.xlsx", [["1998年村级情况表"], *rows])).county.base_year == 2007


def test_a_year_asked_for_goes_before_what_the_table_says(tmp_path):
    path = one_sheet(tmp_path / "村表.xlsx", with_titles("2024年村级情况表"))
    assert read_spreadsheet(path, answers=Answers(year=2023)).county.base_year == 2023
    with pytest.raises(BadInput, match="are of 1950"):
        read_spreadsheet(path, answers=Answers(year=1950))
