"""What colours of a plan's map mean stands beside it, and they differ where chances do."""

from types import SimpleNamespace

import pandas as pd
import pytest

from liancun_sim.reports.plan.plan_map import plan_map
from liancun_sim.vocabulary import use_language


def mapped(chances):
    ids = [f"v{at}" for at in range(2 * len(chances))]
    plan = pd.DataFrame({
        "lead": ids[::2], "members": [";".join(ids[at : at + 2]) for at in range(0, len(ids), 2)], "chance": chances,
    })  # fmt: skip
    places = {
        "name": ids,
        "x_km": [float(at) for at in range(len(ids))],
        "y_km": [float(at % 2) for at in range(len(ids))],
    }
    return plan_map(SimpleNamespace(plan=plan, villages=pd.DataFrame(places, index=ids), outlines={}))


@pytest.mark.parametrize(("language", "title"), [
    ("en", "Predicted chance that all members agree, %"), ("zh-Hans", "各成员村都同意的预测把握，%"),
])  # fmt: skip
def test_the_map_has_a_bar_of_its_colours(language, title):
    use_language(language)
    try:
        figure = mapped([0.556, 0.58, 0.608])
    finally:
        use_language("en")
    bar = figure.axes[1]
    assert bar.get_xlabel() == title
    assert bar.get_xlim() == pytest.approx((0.556, 0.608))
    below, above = bar.get_position(), figure.axes[0].get_position()
    assert below.y1 < above.y0
    faces = {tuple(face) for face in figure.axes[0].collections[-1].get_facecolors()}
    assert len(faces) == 3


def test_chances_that_hardly_differ_are_drawn_hardly_different():
    low, high = mapped([0.3, 0.301]).axes[1].get_xlim()
    assert high - low == pytest.approx(0.05)
