"""Maps of a county whose true outlines are known: villages as the areas they are, with their names."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure

from liancun_sim.reports.common.areas import draw_areas
from liancun_sim.reports.common.figure_style import as_svg, drawing
from liancun_sim.reports.comparison.figures import FIGURES
from liancun_sim.vocabulary import use_language

CORNERS = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]], dtype=float)


@pytest.fixture(scope="module")
def bounded(comparison):
    """Every village but the first is a square about its place."""
    place = comparison.villages[["x_km", "y_km"]].to_numpy(dtype=float)
    squares = {key: (CORNERS + here - 0.5,) for key, here in zip(comparison.villages.index, place, strict=True)}
    squares.pop(comparison.villages.index[0])
    return replace(comparison, outlines=squares)


def test_villages_are_drawn_as_areas_with_their_names(bounded):
    use_language("zh")
    with drawing():
        figure = FIGURES["income_map"](bounded)
        svg = as_svg(figure, "income_map")
    for axes in figure.axes[: len(bounded.policies_compared)]:
        filled = [one for one in axes.collections if isinstance(one, PathCollection) and one.get_array() is not None]
        assert [len(one.get_paths()) for one in filled] == [len(bounded.villages) - 1]
        named = [text.get_text() for text in axes.texts]
        assert len(named) > 10
        assert set(named) <= set(bounded.villages["village"])
    assert "深色边界" in svg


def test_a_village_nobody_asked_is_grey_and_a_member_of_a_union_has_a_dark_outline(bounded):
    with drawing():
        figure = FIGURES["consent_map"](bounded)
    unasked, asked, members = (one for one in figure.axes[0].collections if isinstance(one, PathCollection))
    assert len(unasked.get_paths()) + len(asked.get_paths()) == len(bounded.villages) - 1
    assert 0 < len(members.get_paths()) < len(asked.get_paths())
    assert members.get_facecolor().size == 0


def test_a_hole_in_an_area_is_not_filled():
    """One dot a hundredth: black at the rim, white in the hole."""
    figure = Figure(figsize=(1, 1), dpi=100)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    draw_areas(axes, [(CORNERS, (0.25 + CORNERS / 2)[::-1])], facecolors="black", edgecolors="none")
    axes.set(xlim=(0, 1), ylim=(0, 1))
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())
    assert pixels[10, 10].tolist() == [0, 0, 0, 255]
    assert pixels[50, 50].tolist() == [255, 255, 255, 255]
