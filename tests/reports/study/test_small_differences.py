"""A study recommends nothing on a difference that is not told from none, and calls ties ties."""

import pytest

from liancun_sim.analysis.study.costs import study_costs
from liancun_sim.analysis.study.discovery import FAILS, Event, discover
from liancun_sim.analysis.study.ranking import lead, ranking
from liancun_sim.analysis.study.regret import regret_table
from liancun_sim.reports.common.words import reason_of
from liancun_sim.reports.study.choices import on_ranks, on_regret
from liancun_sim.reports.study.events import on_event
from liancun_sim.results.store import OutcomeInfo
from liancun_sim.running.study import designs
from liancun_sim.vocabulary import Label
from liancun_sim.vocabulary.language import speaking
from small_study import study_of, worlds_study


class Analysed:
    """What sentences need of an analysis."""

    def __init__(self, result):
        self.result, self.ranking, self.regret = result, ranking(result), regret_table(result)
        self.costs = study_costs(result)


def spending(study, own):
    runs = study.runs.assign(total_yuan=study.runs["scenario"].map(own).astype(float))
    object.__setattr__(study, "runs", runs.assign(public_yuan=runs["total_yuan"]))
    for key in ("total_yuan", "public_yuan"):
        study.outcomes[key] = OutcomeInfo(key, Label("Spent", "支出"), "yuan", "lower")
    return study


NEGLIGIBLE = {"base": [4176.0, 4200.0, 4100.0, 4150.0], "policy": [4176.0, 4200.1, 4100.0, 4150.06]}


@pytest.mark.parametrize(
    ("language", "unclear", "interval"),
    [("en", "cannot be told apart", "−0.04 … +0.12"), ("zh-Hans", "区间含零，两者无法区分", "−0.04～+0.12")],
)
def test_both_bullets_give_the_size_and_say_that_the_two_cannot_be_told_apart(language, unclear, interval):
    # differences 0, .10, 0, .06: mean .04, s = .0490, error .0245; t(.975, 3) = 3.182: −.04 … +.12
    analysis = Analysed(spending(worlds_study(NEGLIGIBLE), {"base": 0, "policy": 132_000}))
    assert lead(analysis.result, "y", "policy", "base") == pytest.approx((0.04, -0.038, 0.118), abs=1e-3)
    (ranked,), (advised,) = (speaking(language, told, analysis, "y") for told in (on_ranks, on_regret))
    for said in (ranked, advised):
        assert unclear in said and "+0.04" in said and interval in said, said
    assert ("132,000" if language == "en" else "13.2万元") in advised


def test_a_clear_lead_is_given_with_its_size_and_nothing_is_said_to_be_alike():
    analysis = Analysed(worlds_study({"base": [1.0, 2.0, 3.0, 4.0], "policy": [11.0, 12.5, 13.0, 14.0]}))
    said = " ".join(speaking("en", on_ranks, analysis, "y") + speaking("en", on_regret, analysis, "y"))
    assert said.count("policy is better than base by") == 2 and "told apart" not in said


def test_where_lower_is_better_the_lead_is_positive_all_the_same():
    found = lead(worlds_study({"base": [5.0, 6.0], "policy": [1.0, 3.0]}, better="lower"), "y", "policy", "base")
    assert found[0] == 3.5


def test_a_tie_in_every_world_is_called_a_tie():
    study = worlds_study({"base": [1.0, 2.0], "policy": [1.0, 2.0]})
    (found,) = discover(study, [Event(FAILS, "y", "policy")])
    english, chinese = (speaking(language, on_event, Analysed(study), found) for language in ("en", "zh-Hans"))
    assert english == "policy makes no difference to Outcome: a tie with base in all 2 worlds."
    assert "持平" in chinese and "不优于" not in chinese
    assert speaking("en", on_regret, Analysed(study), "y") == []  # nothing is recommended
    assert speaking("en", on_ranks, Analysed(study), "y") == [
        "Outcome: base and policy are tied throughout: choosing between them makes no difference here."
    ]


def test_ties_among_worlds_no_better_are_counted():
    study = worlds_study({"base": [1.0, 2.0, 3.0], "policy": [1.0, 1.5, 2.0]})
    (found,) = discover(study, [Event(FAILS, "y", "policy")])
    assert speaking("en", on_event, Analysed(study), found).endswith("exactly the same: 1 of them.")


def test_points_are_what_a_price_needs_enough_of():
    # 4 points with 5 replications each: 20 pairs, 4 worlds
    points = designs.listed([{"world": float(i)} for i in range(4)])
    functions = {"base": lambda x, r: x["world"], "policy": lambda x, r: x["world"] + 1}
    study = study_of("plain", points, functions, ranges={"world": (0.0, 4.0)}, replicates=5, baseline="base")
    found = study_costs(spending(study, {"base": 0, "policy": 400})).set_index("scenario").loc["policy"]
    assert (found["worlds"], found["reason"]) == (4, "too_few_worlds")
    english, chinese = (speaking(language, reason_of, found["reason"]) for language in ("en", "zh-Hans"))
    assert "8 independent points" in english and "pairs" not in english
    assert "设计点（情形）不足8个" in chinese and "成对" not in chinese
