"""Sentences on a plan whose numbers are small."""

from types import SimpleNamespace

import pandas as pd
import pytest

from liancun_sim.analysis.statistics.all_alike import most_otherwise
from liancun_sim.reports.plan.checked import advice_text
from liancun_sim.reports.plan.sentences import headline, learnt_lines, thumb_lines
from liancun_sim.vocabulary import use_language


@pytest.mark.parametrize(("language", "share", "said"), [
    ("en", 0.0002, "of random ones fewer than 0.1 % do"),
    ("zh-Hans", 0.0, "只有不到0.1%通过"),
    ("en", 0.004, "of random ones 0.4 % do"),
])  # fmt: skip
def test_a_share_too_small_to_show_is_never_said_to_be_nothing(language, share, said):
    facts = {"at_defaults": share, "threshold": 0.8, "told": "x"}
    plans = SimpleNamespace(facts=facts, plan=(), alternatives=pd.DataFrame({"plan": ["x"]}), unit="")
    use_language(language)
    try:
        assert said in headline(plans)[0]
    finally:
        use_language("en")


def skill(mean=0.5, error=0.1, count=18, predicts=False):
    return {"mean": mean, "error": error, "count": count, "skill": float("nan"), "predicts": predicts}


def known(**changed):
    names = ("lasting", "year_on", "gain", "collective", "converts", "loses", "cost_formed", "cost_refused")
    return {"proposals": 51, "formed": 18, "months": 18, "skill": {name: skill() for name in names} | changed}


@pytest.mark.parametrize(("language", "all_same", "one"), [
    ("en", "100.0 % in all 18 observed, which is no certainty: up to 15.3 % of others may differ", "in the only one"),
    ("zh-Hans", "观察到的18例均为100.0%；这不等于确定，其他情形最多仍可能有15.3%不同", "只观察到1例"),
])  # fmt: skip
def test_observations_all_alike_are_told_by_what_may_still_differ(language, all_same, one):
    use_language(language)
    try:
        lines = learnt_lines(known(lasting=skill(1.0, 0.0), loses=skill(0.0, float("nan"), 1)))
    finally:
        use_language("en")
    assert all_same in lines[1]
    assert one in lines[6]
    assert not any("误0.0" in line or "error 0.0" in line or "error –" in line for line in lines)


@pytest.mark.parametrize("count", [1, 3, 18, 100])
def test_so_many_alike_are_seen_one_time_in_twenty_where_the_most_are_otherwise(count):
    assert (1 - most_otherwise(count)) ** count == pytest.approx(0.05)
    assert most_otherwise(count) <= 3 / count


def planned(unit, **row):
    row = {"plan": "x", "predicted": 1.0, "optimism": -0.3, "optimism_error": 0.3, "converted": 0.0, "draws": 10} | row
    row = {"income_poorest": 0.0, "income_poorest_error": 0.0, "converted_error": 0.0, "public_yuan": 0.0} | row
    facts = {
        "at_defaults": 0.5, "told": "x", "simulated": 10, "ranked": 1, "tied": 1, "difference": 1.0, "gap": 0.0,
        "staff_share": 0.01, "assumptions": "defaults", "willing": 0, "blocking": 0,
    }  # fmt: skip
    return SimpleNamespace(facts=facts, plan=("a",), alternatives=pd.DataFrame([row]), unit=unit, aim="the aim")


def test_a_mean_its_error_and_its_range_have_the_same_decimals():
    mean, optimism = headline(planned("yuan", simulated=1234.5, standard_error=3.25, low_5=900.0, high_95=1500.0))[:2]
    assert "1,234.50 yuan on average (standard error 3.25; 5–95 % of draws 900 to 1,500 yuan)" in mean
    assert "Predicted less simulated: −0.30 yuan (standard error 0.30)" in optimism


def test_what_a_plan_changes_is_told_with_its_error():
    row = {"converted": 0.12, "converted_error": 0.34, "income_poorest": 11.0, "income_poorest_error": 7.5}
    told = headline(planned("unions", simulated=2.0, standard_error=0.1, low_5=1.0, high_95=3.0, **row))[3]
    assert "+0.1 backward villages converted (standard error 0.3)" in told
    assert "+11.00 yuan/person/year for the poorest fifth of villages (standard error 7.50)" in told


@pytest.mark.parametrize(("less", "error", "said"), [
    (-0.5, 0.2, "Random adjacent pairs did no worse than this plan."),
    (0.0, 0.0, "Random adjacent pairs did no worse than this plan."),
    (0.5, 0.3, "cannot be said to do better."),
    (0.5, 0.1, ""),
])  # fmt: skip
def test_a_rule_of_thumb_that_did_no_worse_is_said_to(less, error, said):
    plans = planned("unions", simulated=1.1, standard_error=0.2)
    other = {"plan": "random_pairs", "draws": 10, "simulated": 1.1 - less, "standard_error": 0.3, "regret": less,
             "regret_error": error}  # fmt: skip
    plans.alternatives = pd.concat([plans.alternatives, pd.DataFrame([other])])
    plans.facts["told"] = "best"
    plans.alternatives["plan"] = ["best", "random_pairs"]
    (line,) = thumb_lines(plans)
    assert line.startswith(
        f"Random adjacent pairs: {1.1 - less:.1f} unions (standard error 0.3); this plan: 1.1 unions"
    )
    assert line.endswith(said) if said else line.endswith("(standard error 0.1).")


def test_draws_all_alike_have_no_error():
    told = headline(planned("unions", simulated=2.0, standard_error=0.0, low_5=2.0, high_95=2.0))[0]
    assert "2 unions in each of them" in told
    assert "25.9 % of further draws" in told


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_advice_says_what_costs_are_and_why_sets_of_two_and_three_have_the_same(language):
    rows = [
        {"names": names, "chance": 0.1, "chance_low_5": 0.0, "chance_high_95": 0.3, "chance_private": 0.05,
         "needed": 0.1, "gain_own": 0.2, "gain_others": 0.2, "cost_if_formed": 21000.0, "cost_if_refused": 8000.0,
         "obstacle": "", "weakest": "b"}
        for names in ("a;b", "a;b;c")
    ]  # fmt: skip
    advice = SimpleNamespace(village="a", table=pd.DataFrame(rows), names={"b": "b"}, facts=known())
    told_apart = known(cost_formed=skill(predicts=True), cost_refused=skill(predicts=True))
    use_language(language)
    try:
        alike = advice_text(advice)
        apart = advice_text(SimpleNamespace(**{**vars(advice), "facts": told_apart}))
    finally:
        use_language("en")
    unit, why = {"en": ("in yuan, staff", "They are the same for sets"), "zh-Hans": ("单位元", "两村与三村组合")}[
        language
    ]
    assert unit in alike
    assert unit in apart
    assert why in alike
    assert why not in apart
