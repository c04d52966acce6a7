"""What stands on few draws is called provisional wherever it is told, and what stands on next to none, unknown."""

import pytest

from liancun_sim.reports.comparison.effects_told import gain_text, money_text, provisional
from liancun_sim.vocabulary.language import speaking
from small_comparison import small_comparison

MONEY = {"difference": 643_000.0, "low_5": 0.0, "high_95": 2_680_000.0, "ci_low": 0.0, "ci_high": 7e6}
GAIN = {"mean": 0.31, "low_5": -0.1, "high_95": 0.72}
CALLED = {"en": "provisional", "zh-Hans": "暂定"}


@pytest.mark.parametrize("language", CALLED)
@pytest.mark.parametrize(("told", "row"), [(money_text, MONEY), (gain_text, GAIN)])
def test_a_range_of_few_draws_is_called_provisional_beside_its_number(language, told, row):
    few, many = (speaking(language, told, row | {"replications": draws}) for draws in (2, 40))
    assert CALLED[language] in few and CALLED[language] not in many


@pytest.mark.parametrize(("language", "unknown"), [("en", "so few do not show the range"), ("zh-Hans", "范围无从得知")])
def test_fewer_than_eight_draws_are_said_not_to_show_the_range(language, unknown):
    said = {draws: speaking(language, provisional, small_comparison(), draws) for draws in (1, 2, 7, 8, 39, 40)}
    assert [draws for draws, text in said.items() if unknown in text] == [2, 7]
    assert [draws for draws, text in said.items() if CALLED[language] in text] == [2, 7, 8, 39]
