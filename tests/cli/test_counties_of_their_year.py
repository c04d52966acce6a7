"""A county of 2015, of 2023 and of 2003, from a table to a report, in the money and by the lines of its time."""

import json
import random

import pytest

LETTERS = "王李张赵刘陈杨黄"


def table_of(year: int, income: float) -> str:
    """Sixteen villages of two townships below a title that names the year; incomes in yuan, collective ones in 万元."""
    draw = random.Random(year)
    rows = [f"{year}年村级基本情况统计表,,,,,", "乡镇,村名,户数,人口,人均纯收入（元）,村集体经济收入（万元）"]
    for township, side in (("城关镇", "东"), ("清水镇", "西")):
        for letter in LETTERS:
            homes = draw.randint(30, 60)
            rows.append(
                f"{township},{letter}家{side}村,{homes},{homes * 33 // 10},"
                f"{income * draw.uniform(0.85, 1.15):.0f},{draw.uniform(1, 20):.1f}"
            )
    return "\n".join(rows)


@pytest.mark.parametrize(("year", "start", "months", "income"), [
    (2015, "2016-01", 12, 11_000), (2023, "2024-01", 60, 20_500), (2003, "2003-06", 12, 2_700),
])  # fmt: skip
def test_a_table_with_its_year_becomes_a_report_of_its_time(liancun, tmp_path, year, start, months, income):
    (tmp_path / "v.csv").write_text(table_of(year, income), "utf-8")
    assert liancun("county", "import", "v.csv", "--adjacency", "synthetic", "--out", "land").code == 0
    ran = liancun("run", "baseline", "--county", "land", "--set", f"start={start}", "--months", str(months),
                  "--workers", "1", "--out", "out", "--no-progress")  # fmt: skip
    assert ran.code == 0, ran.notes
    years = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["years"]
    assert (years["first_month"], years["table"]) == (start, year)
    summary = (tmp_path / "out" / "summary.txt").read_text("utf-8")
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    for told in (f"{start} to ", "are simulated, on village tables of", "in current yuan"):
        assert told in summary
        assert told in page
    assert ("From 2026 on: assumed growth" in summary) == (year == 2023)
    assert ("Before 2003: assumed growth" in summary) == (year == 2003)
    assert ("no official poverty line" in summary) == (year == 2023)
    assert bool(years["assumed"]) == (year != 2015)


def test_villages_have_the_income_of_their_table_in_its_year(liancun, tmp_path):
    from liancun_sim import load_county, run

    for year, income in ((2015, 11_000), (2023, 20_500)):
        (tmp_path / f"{year}.csv").write_text(table_of(year, income), "utf-8")
        liancun("county", "import", f"{year}.csv", "--adjacency", "synthetic", "--out", str(year))
        county = load_county(tmp_path / str(year))
        people = county.villages["population"]
        stated = (county.villages["income_yuan_per_person"] * people).sum() / people.sum()
        series = run({"start": f"{year + 1}-01", "months": 12}, county=county, workers=1).series
        at_start = series[(series["stratum"] == "county") & (series["month"] == 0)].set_index("indicator")["value"]
        # sixteen villages of 40 households: shocks of .08 and .40 leave 3 %
        assert at_start["income_nominal"] == pytest.approx(stated, rel=0.12)
