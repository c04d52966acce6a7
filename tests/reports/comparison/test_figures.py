"""Figures: every one draws, in both languages, and says nothing it could not show."""

import re

import numpy as np
import pytest
from matplotlib.patches import Patch

from liancun_sim.reports.common import fonts
from liancun_sim.reports.common.figure_style import (
    as_png,
    as_svg,
    drawing,
    folded,
    legend_above,
    legend_depth,
    new_figure,
)
from liancun_sim.reports.comparison.figures import FIGURES
from liancun_sim.vocabulary import current_language, use_language
from small_comparison import small_comparison


def texts(svg):
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_speaks_both_languages_and_stays_on_its_canvas(comparison, name):
    for language, wanted in (("en", r"[A-Za-z]{4}"), ("zh", r"[\u4e00-\u9fff]{2}")):
        use_language(language)
        with drawing():
            figure = FIGURES[name](comparison)
            svg = as_svg(figure, name)
            box = figure.get_tightbbox()
        assert any(re.search(wanted, text) for text in texts(svg))
        width, height = figure.get_size_inches()
        assert box.x0 > -0.01, f"{name} runs over the left edge"
        assert box.x1 < width + 0.01, f"{name} runs over the right edge"
        assert box.y0 > -0.01
        assert box.y1 < height + 0.01
        assert "不是预测" in svg or "并非预测" in svg or "not a forecast" in svg


@pytest.mark.parametrize("name", FIGURES)
def test_a_comparison_with_nothing_to_draw_draws_nothing_or_draws_cleanly(name):
    empty = small_comparison()
    with drawing():
        figure = FIGURES[name](empty)
        assert figure is None or as_png(figure).startswith(b"\x89PNG")


@pytest.mark.parametrize("name", FIGURES)
def test_a_scenario_by_itself_draws(alone, name):
    with drawing():
        figure = FIGURES[name](alone)
        assert (figure is None) == (name in ("effects", "income_map"))


def test_the_pixels_are_the_same_every_time(comparison):
    with drawing():
        first, second = (as_png(FIGURES["cost"](comparison)) for _ in range(2))
    assert first == second


def test_the_map_shows_every_village_and_every_union_of_one_replication(comparison):
    with drawing():
        figure = FIGURES["income_map"](comparison)
    panels = figure.axes[: len(comparison.policies_compared)]
    for axes, scenario in zip(panels, comparison.policies_compared):
        unknown, known, rings = (len(points.get_offsets()) for points in axes.collections)
        assert unknown + known == len(comparison.villages)
        unions = comparison.unions_at_end
        mine = unions[(unions["scenario"] == scenario)]
        mine = mine[mine["replication"] == mine["replication"].min()]
        members = sum(len(ids.split(";")) for ids in mine["members"])
        joined = axes.lines[1].get_xydata()
        assert np.isfinite(joined[:, 0]).sum() == 2 * members  # a line from the lead to each member
        assert rings == members


def test_figures_fall_back_to_english_with_one_message_where_there_is_no_chinese_font(monkeypatch, caplog):
    monkeypatch.setattr(fonts, "chinese_font", lambda: None)
    fonts._say_once.cache_clear()
    use_language("zh")
    assert (fonts.figure_language(), fonts.figure_language()) == ("en", "en")
    assert [record.getMessage() for record in caplog.records] == [
        "未找到中文字体，图中改用英文标注。请安装中文字体，或安装附加组件：pip install 'liancun-sim[fonts]'"
    ]
    assert current_language() == "zh-Hans"
    fonts._say_once.cache_clear()


def test_drawing_leaves_the_language_as_it_was(monkeypatch):
    use_language("zh")
    with drawing():
        pass
    assert current_language() == "zh-Hans"


def test_a_long_title_folds_at_a_blank():
    assert folded("Backward villages converted (assessed)", 34) == "Backward villages converted\n(assessed)"
    assert folded("short", 34) == "short"
    assert folded("后进村占比真实", 8) == "后进村占\n比真实"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_legend_of_long_names_folds_within_the_figure(language):
    long = {"en": "Village and household linkage with advisers", "zh": "联村联户加农技员包村加后进村工作组驻村"}[
        language
    ]
    names = [long, "A", long, long, "B", long, "C"]
    use_language(language)
    with drawing():
        figure = new_figure(2.0 + legend_depth(names), "title", "subtitle")
        legend_above(figure, [Patch() for _ in names], names, down=0.62, handlelength=2.6)
        figure.draw_without_rendering()
        box = figure.legends[0].get_window_extent()
        one = figure.legends[0].get_texts()[0].get_window_extent().height
    assert box.x1 < figure.bbox.width
    assert (box.height - one) / figure.dpi <= legend_depth(names) + 0.05
