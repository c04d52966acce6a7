"""What a reader is told, in both languages, of comparisons large and small: no sentence that is not true of them."""

import math
import re

import numpy as np
import pytest

from liancun_sim import compare, load_scenario, make_county
from liancun_sim.analysis import effects, group_effects
from liancun_sim.reports.common.markup import html
from liancun_sim.reports.comparison.effects_told import no_difference
from liancun_sim.reports.comparison.page import page
from liancun_sim.reports.comparison.page_sections import worse_groups
from liancun_sim.reports.comparison.sentences import findings
from liancun_sim.reports.comparison.summary import summary
from liancun_sim.vocabulary import say, use_language

SMALL = {"villages": 16, "households": 1_600, "seed": 5}
SHARES, COUNTS = ("share", "0–1"), ("villages", "unions", "proposals", "posts")


def own(months, policy, coefficients=(), **levers):
    """A scenario with one policy."""
    name = {"en": "Own", "zh": "自拟"}
    return load_scenario(
        {"name": name, "months": months, "policies": [{policy: levers}], "coefficients": dict(coefficients)}
    )


def compared(months, scenarios, pairs=2, county=SMALL, **settings):
    return compare(scenarios, county=make_county(**county), months=months, replications=pairs, workers=1, **settings)


CASES = {
    "default": lambda: compared(24, ["strong_weak_pairing", "cadre_assistance"], pairs=8),
    "tiny": lambda: compared(
        14, ["strong_weak_pairing", "cadre_assistance"], county={"villages": 1, "households": 200}
    ),
    "one month": lambda: compared(1, ["strong_weak_pairing", "small_village_consolidation"]),
    "nothing to act on": lambda: compared(24, [own(24, "small_village_consolidation", max_population=50)]),
    "harmful": lambda: compared(24, [HARM], pairs=8, assumptions="defaults"),
    "all drawn": lambda: compared(12, ["combined"], pairs=8, twice=True),
}
HARM = own(
    24, "small_village_consolidation",
    {
        "attitude.pressure": 1.0, "union_life.smaller_side_loss": 0.06, "attitude.village_spread": 0.15,
        "income.road_to_farms": -0.1, "income.road_to_business": -0.1, "income.road_to_wages": -0.05,
    }.items(),
    max_population=2_000, max_partner_population=5_000, promise=0.3, works=100_000.0,
)  # fmt: skip
"""Villages are pressed to unite and built roads by which others sell to them."""


@pytest.fixture(scope="module", params=CASES)
def case(request):
    return request.param, CASES[request.param]()


@pytest.fixture(scope="module")
def told(case):
    """Language → everything said in the summary and on the page."""
    _, comparison = case
    spoken = {}
    for language in ("en", "zh"):
        use_language(language)
        spoken[language] = summary(comparison)
    use_language("en")
    text = re.sub(r"<style>.*?</style>|<script>.*?</script>|<svg.*?</svg>", "", page(comparison, {}), flags=re.S)
    both = re.sub(r"<[^>]*>", " | ", text)
    return {language: f"{said}\n{both}" for language, said in spoken.items()}


def test_what_is_never_said(told):
    for said in told.values():
        assert not re.search(r"\b1(\.0)? (villages|months|runs|draws|replications)\b", said)
        assert not re.search(r"\b0\.0+ [ |]*\[[+−]?0\.0+ … [+−]?0\.0+\]", said)
        assert not re.search("∞|\\binf\\b|\\bnan\\b", said)
        assert not re.search(r"\b0\.0 (passed|of the unions)|0\.0个联村已解散|通过0\.0项", said)
        assert not re.search(r"(\d{4}-\d\d) (to|至) \1\b|(\d{4}年\d+月)至\3", said)
        assert not re.search(r"[^.\d]0(\.0+)?万", said)
        assert "better in 0 %" not in said or "no difference" not in said.split("better in 0 %")[1][:3]


def test_months_are_those_there_were(case, told):
    _, comparison = case
    if comparison.months < 12:
        assert "last 12 months, pairs" not in told["en"]
        assert "the last 12 months" not in told["en"].split("Read first")[0]
        assert "最后12个月" not in told["zh"].split("使用须知")[0]
        assert "the 1 month simulated" in told["en"]
        assert "所模拟的1个月" in told["zh"]
    else:
        assert "the last 12 months" in told["en"]


def test_nobody_is_asked_only_where_nothing_is_proposed(case, told):
    name, comparison = case
    never, under_way = "This scenario proposes no unions; nobody is asked.", "nobody has been asked yet"
    for scenario in comparison.told:
        said = " ".join(findings(comparison, scenario))
        outcomes = comparison.village_outcomes
        approached = outcomes.loc[outcomes["scenario"] == scenario, "approached"].any()
        if approached:
            assert never not in said
    assert (under_way in told["en"]) == (name == "one month")
    if name == "one month":
        assert re.search(r"yuan has been spent by then", told["en"])
        assert "尚未开始征求意见，已投入" in told["zh"]


def test_a_policy_that_finds_nothing_says_why_and_shows_no_zeros(case, told):
    name, _ = case
    if name == "nothing to act on":
        assert "found nothing to act on: no village here has fewer than 50 people" in told["en"]
        assert "没有人口不足50人的村" in told["zh"]
        assert "no difference" not in told["en"].split("Read first")[0]
    if name == "tiny":
        assert "Strong-weak pairing found nothing to act on" in told["en"]


def test_ranges_lead_and_say_how_few_they_stand_on(case, told):
    name, comparison = case
    if name == "nothing to act on":
        return
    runs = comparison.runs(comparison.leading_uncertainty)
    what = "draws" if name != "harmful" else "runs"
    assert f"provisional: a t prediction interval from {runs} {what}" in told["en"]
    for scenario in comparison.policies_compared:
        for line in findings(comparison, scenario):
            if ", one history: " in line:
                assert line.index("one history") < line.index("On average")


def test_no_interval_says_what_cannot_be(case):
    table = effects(case[1])
    table = table[table["difference"].notna()]
    base = table["mean"] - table["difference"]
    near = 1e-9
    bounds = table[["low_5", "high_95", "ci_low", "ci_high"]].to_numpy()
    assert not np.signbit(bounds[bounds == 0]).any()
    for ends in (("ci_low", "ci_high"), ("low_5", "high_95")):
        low, high = (table[name].fillna(0.0) for name in ends)
        shares, counts = table["unit"].isin(SHARES), table["unit"].isin(COUNTS)
        assert (low[shares] >= -1 - near).all()
        assert (high[shares] <= 1 + near).all()
        if ends[0] == "ci_low":
            assert (low[shares | counts] >= -base[shares | counts] - near).all()
            assert (high[shares] <= 1 - base[shares] + near).all()


def test_no_difference_is_said_where_there_is_none(case, told):
    _, comparison = case
    table = effects(comparison)
    county = table[
        (table["stratum"] == "county")
        & (table["uncertainty"] == comparison.leading_uncertainty)
        & (table["indicator"] == "converted_true")
    ]
    for row in county.to_dict("records"):
        if row["difference"] == 0 and no_difference(row, "share") and "Nothing was done" not in told["en"]:
            assert "no difference" in told["en"]
            assert "无差别" in told["zh"]


def test_treated_villages_stand_beside_the_county(case):
    _, comparison = case
    table = effects(comparison)
    for scenario in comparison.policies_compared:
        mine = table[
            (table["scenario"] == scenario) & (table["indicator"] == "income_mean")
            & (table["stratum"] == "treated:yes") & (table["uncertainty"] == comparison.leading_uncertainty)
        ]  # fmt: skip
        known = len(mine) and math.isfinite(mine["difference"].iloc[0])
        told = any("In the villages united or supported alone" in line for line in findings(comparison, scenario))
        county_moves = any(", one history: " in line for line in findings(comparison, scenario))
        assert told == bool(known and county_moves) or not county_moves


def test_what_comes_out_worse_is_explained_where_it_is_shown(case):
    name, comparison = case
    text = page(comparison, {})
    table = group_effects(comparison)
    worse = {
        group
        for scenario in comparison.policies_compared
        for group in worse_groups(table[table["scenario"] == scenario])
    }
    if name == "harmful":
        income = effects(comparison).query("indicator == 'income_mean' and stratum == 'county'").iloc[0]
        assert income["ci_high"] < 0
        lost = [
            line for line in findings(comparison, comparison.policies_compared[0]) if "on average −" in line.lower()
        ]
        assert "Income per person" in lost[0]
    for group in worse:
        assert html(say(f"report.worse_{group}")) in text


def test_both_languages_say_as_much(case):
    _, comparison = case
    for scenario in comparison.told:
        use_language("en")
        english = findings(comparison, scenario)
        use_language("zh")
        chinese = findings(comparison, scenario)
        use_language("en")
        assert len(english) == len(chinese)
        assert all(re.search(r"[\u4e00-\u9fff]", line) for line in chinese)
