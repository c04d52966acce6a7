"""A map says over which runs its mean is taken, and explains no mark it does not bear."""

from dataclasses import replace

import pytest

from liancun_sim.reports.common.figure_style import drawing
from liancun_sim.reports.comparison.figures import FIGURES
from liancun_sim.vocabulary.language import speaking

SAID = {
    "en": ("assumptions at their defaults", "unions at the end of one run", "No union stood at the end"),
    "zh-Hans": ("假设取默认值", "期末的联村成员", "期末没有联村"),
}


def texts(comparison, name):
    with drawing():
        return " ".join(text.get_text() for text in FIGURES[name](comparison).texts)


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("name", ["income_map", "consent_map"])
def test_a_map_names_its_runs_and_explains_unions_only_where_one_is_drawn(comparison, language, name):
    of_defaults, marked, none = SAID[language]
    with_unions = speaking(language, texts, comparison, name)
    without = speaking(language, texts, replace(comparison, unions_at_end=comparison.unions_at_end.iloc[:0]), name)
    assert of_defaults in with_unions and marked in with_unions and none not in with_unions
    assert of_defaults in without and none in without and marked not in without
    runs = comparison.village_outcomes["replication"].nunique()
    assert f"{runs} runs" in with_unions or f"{runs}次" in with_unions


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("name", ["income_map", "consent_map"])
def test_what_a_map_says_fits_its_width(comparison, language, name):
    def widest():
        with drawing():
            figure = FIGURES[name](comparison)
            return max(text.get_window_extent().x1 for text in figure.texts) / figure.bbox.x1

    assert speaking(language, widest) <= 1
