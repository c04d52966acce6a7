"""Somebody loses, by no assumption made for the purpose: cadres link a few villages, and nobody comes to the others."""

import pytest

from liancun_sim import compare, make_county
from liancun_sim.analysis import group_effects
from liancun_sim.reports.common.markup import html
from liancun_sim.reports.common.numbers import number
from liancun_sim.reports.comparison.answer import NEGLIGIBLE_LOSS, _losers, for_whom
from liancun_sim.reports.comparison.page import page
from liancun_sim.reports.comparison.page_sections import worse_groups
from liancun_sim.vocabulary import say, use_language

BASE = "extends: baseline\nname: {en: Own baseline, zh: 自拟对照}\nmonths: 36\n"
LINKED = "extends: own.yaml\nname: {en: A few linked, zh: 少数村联系}\npolicies:\n  - household_linkage: {dose: 0.2}\n"


@pytest.fixture(scope="module")
def linked(tmp_path_factory):
    """Half of 24 villages linked for 36 months, beside the county without; what is said holds in both."""

    def run(said=""):
        folder = tmp_path_factory.mktemp("linked")
        (folder / "own.yaml").write_text(BASE + said, encoding="utf-8")
        (folder / "linked.yaml").write_text(LINKED, encoding="utf-8")
        county = make_county(villages=24, households=2_400, seed=5)
        return compare(
            [folder / "linked.yaml"], baseline=folder / "own.yaml", county=county, months=36, replications=4,
            workers=1, assumptions="defaults",
        )  # fmt: skip

    return run


@pytest.fixture(scope="module")
def comparison(linked):
    return linked()


def unreached(comparison):
    """The groups' rows of villages the policy never comes to, by what is watched."""
    table = group_effects(comparison)
    return table[table["group"] == "never_approached"].set_index("indicator")


def test_villages_nobody_comes_to_earn_less_and_are_less_content(comparison):
    for watched in ("income_yuan_per_person", "satisfaction"):
        row = unreached(comparison).loc[watched]
        assert row["villages"] == 12
        assert row["difference"] < 0
        assert row["ci_high"] < 0


def test_they_earn_less_because_others_sell_the_same_crop(linked):
    """One of the reasons the report names: where the price does not fall as the market fills, nothing is lost."""
    assert unreached(linked("coefficients: {diffusion.price_slope: 0}\n")).loc["income_yuan_per_person", "ci_low"] > 0


def test_they_are_less_content_because_staff_is_elsewhere(comparison, linked):
    """The other: where missing attention costs no capacity, less satisfaction is lost."""
    kept = unreached(linked("coefficients: {governance.attention: 0}\n")).loc["satisfaction"]
    assert kept["difference"] > unreached(comparison).loc["satisfaction", "difference"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_answer_names_them_with_their_loss_and_says_why(comparison, language):
    use_language(language)
    lines = for_whom(comparison, comparison.policies_compared[0])
    why = lines.index(say("report.worse_never_approached"))
    use_language("en")
    row = unreached(comparison).loc["income_yuan_per_person"]
    assert f"−{-row['difference']:.2f}" in lines[why - 1]
    worse, loss = number(row["share_worse"], "share"), number(row["loss"], "yuan")
    key = "losers_negligible" if row["loss"] < NEGLIGIBLE_LOSS else "losers"
    use_language(language)
    assert lines[why - 1].endswith(say(f"report.{key}", worse=worse, loss=loss, least="1"))
    use_language("en")


def test_a_loss_below_a_yuan_is_said_to_be_of_no_weight():
    row = {"villages": 12, "difference": -0.24, "ci_low": -0.3, "ci_high": -0.2, "share_worse": 0.44}
    assert _losers(row | {"loss": 0.55}) == (
        "44.0 % of them worse off than without, by 0.55 yuan on average: of no weight, less than 1 yuan a year."
    )
    assert _losers(row | {"loss": 1.5}) == "44.0 % of them worse off than without, by 1.50 yuan on average."
    assert _losers(row | {"share_worse": 0.0, "loss": float("nan")}) == "none of them worse off than without."


def test_the_loss_is_the_mean_of_those_that_have_less(comparison):
    row = unreached(comparison).loc["income_yuan_per_person"]
    gained = (row["difference"] + row["share_worse"] * row["loss"]) / (1 - row["share_worse"] or 1)
    assert row["loss"] > 0
    assert gained >= 0 or row["share_worse"] == 1  # what is left of the mean is the others' gain


def test_the_page_says_why_of_every_group_that_loses_and_of_no_other(comparison):
    text, table = page(comparison, {}), group_effects(comparison)
    losing = set(worse_groups(table))
    assert "never_approached" in losing
    for group in set(table["group"]):
        assert (html(say(f"report.worse_{group}")) in text) == (group in losing)
