"""Sentences and words: both languages, the limits, no claim beyond the interval."""

import string
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from liancun_sim.analysis import effects, fates
from liancun_sim.mechanisms.consultation.obstacles import BEYOND, KEYS, NOBODY_REACHED
from liancun_sim.reports.common.limits import limits
from liancun_sim.reports.common.words import NAMES, REASONS, obstacle_name, reason_of
from liancun_sim.reports.comparison.effects_told import mean_texts
from liancun_sim.reports.comparison.sentences import findings
from liancun_sim.reports.comparison.summary import summary
from liancun_sim.state import COLUMNS, OBSTACLES
from liancun_sim.vocabulary import use_language
from liancun_sim.vocabulary.messages import messages

LANGUAGES = ("en", "zh-Hans", "zh-Hant")


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_message_has_the_same_fields_in_both_languages():
    for key, entry in messages("report").items():
        assert set(entry) == {"en", "zh"}, key
        assert fields(entry["en"]) == fields(entry["zh"]), key


def test_every_message_is_used_somewhere():
    house = Path(str(files("liancun_sim.reports")))
    source = "\n".join(path.read_text("utf-8") for path in house.rglob("*.py"))
    composed = ("limit_", "reason_", "uncertainty_", "interval_", "direction_", "sheet_", "about_", "chart_", "column_",
                "subtitle_", "title_", "bar_", "spent_", "kind_", "life_", "worse_", "gain_", "answer_",
                "union_", "bound_")  # fmt: skip
    keys = tomllib.loads((files("liancun_sim.vocabulary") / "messages" / "report.toml").read_text("utf-8"))
    unused = [key for key in keys if key not in source and not key.startswith(composed)]
    assert unused == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_limits_are_said_in_full(comparison, language):
    use_language(language)
    said = limits(comparison)
    assert len(said) == 8  # seven of every result, one of this county
    assert len(set(said)) == 8


def test_the_summary_leads_with_the_range_under_assumptions_and_ends_with_the_limits(comparison):
    text = summary(comparison)
    told = "(chance and assumptions): range of one history (provisional: a t prediction interval from 3 draws;"
    assert told in text
    for limit in limits(comparison):
        assert f"  - {limit}\n" in text
    for info in comparison.scenarios.values():
        assert (str(info.label) in text) == (info.key != "baseline")


def test_said_and_wanted_stand_side_by_side(comparison):
    (sentence,) = [s for s in findings(comparison, "combined") if s.startswith("In the ballots that passed")]
    assert "% said yes and" in sentence
    assert sentence.endswith("% wanted it.")
    told = " ".join(findings(comparison, "combined"))
    assert "converted (assessed)" in told
    assert "converted (true)" in told


def test_the_sentence_on_income_leads_with_the_range_and_the_share_better(comparison):
    table = effects(comparison)
    county = table[(table["stratum"] == "county") & (table["uncertainty"] == "chance_and_assumptions")]
    for scenario in comparison.policies_compared:
        row = county[(county["scenario"] == scenario) & (county["indicator"] == "income_mean")].iloc[0]
        (sentence,) = [s for s in findings(comparison, scenario) if s.startswith("Income, mean, one history: ")]
        assert sentence.index(f"better in {100 * row['p_better']:.0f} % of 3 draws") < sentence.index("On average")


def test_a_difference_without_an_interval_says_why():
    row = {"difference": 4.0, "ci_low": float("nan"), "ci_high": float("nan"), "reason": "one_replication"}
    assert "".join(mean_texts(row, "posts").values()) == "+4.0 posts (one pair only: no interval)"


def test_every_obstacle_and_fate_has_a_name(comparison):
    for term in OBSTACLES:
        told = str(COLUMNS[f"village.{term}"].label)
        assert obstacle_name(comparison, term.removeprefix("term_")) == obstacle_name(comparison, term) == told
    for key in (*KEYS, NOBODY_REACHED, BEYOND):
        assert obstacle_name(comparison, key) not in ("", key)
    assert obstacle_name(comparison, "own_view;minority").count("; ") == 1
    assert all(fate in NAMES for fate in fates(comparison)["fate"])
    assert all(reason_of(reason) for reason in REASONS)
