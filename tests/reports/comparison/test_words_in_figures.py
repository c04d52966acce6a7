"""Words in a figure stand where they belong: within its edges, and a threshold's name within its panel."""

import pytest

from liancun_sim import compare, make_county
from liancun_sim.reports.common.figure_style import drawing
from liancun_sim.reports.comparison.figures import fate
from liancun_sim.reports.comparison.figures.paths import consent_over_time


@pytest.fixture(scope="module")
def comparison():
    county = make_county(villages=24, households=1500, seed=5)
    return compare(["strong_weak_pairing"], county=county, months=8, replications=2, workers=1, assumptions="defaults")


def test_what_stood_in_the_way_ends_within_the_figure(comparison, monkeypatch):
    long = "Effect on attitude: {}, and whatever else may be said of it"
    monkeypatch.setattr(fate, "obstacle_name", lambda _, key: long.format(key))
    with drawing():
        figure = fate.fate_of_proposals(comparison)
        words = [text for axes in figure.axes for text in axes.texts if text.get_text().strip()]
        assert len(words) > 2
        assert [text.get_text() for text in words if text.get_window_extent().x1 > figure.bbox.x1 + 1] == []


def test_the_threshold_stands_within_its_panel_with_its_name(comparison):
    (threshold,) = set(comparison.rounds["threshold"].dropna())
    with drawing():
        figure = consent_over_time(comparison)
        for axes in figure.axes:
            low, high = axes.get_ylim()
            assert low < 100 * threshold < high
        panel = figure.axes[0].get_window_extent()
        (name,) = [text for text in figure.axes[0].texts if "80" in text.get_text()]
        assert panel.y0 <= name.get_window_extent().y0 and name.get_window_extent().y1 <= panel.y1
