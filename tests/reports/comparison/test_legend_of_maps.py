"""The legend of a map: every class with both its bounds, the outermost said to be open."""

import re
from html import unescape

import pytest

from liancun_sim.front.classes import scale
from liancun_sim.reports.comparison.maps import legend


@pytest.mark.parametrize(("mark", "words"), [
    ("en", ["−10 and below", "−10 to −3", "−3 to −1", "below ±1", "+1 to +3", "+3 to +10", "+10 and above"]),
    ("zh", ["−10及以下", "−10～−3", "−3～−1", "±1以内", "+1～+3", "+3～+10", "+10及以上"]),
])  # fmt: skip
def test_every_class_has_both_its_bounds(mark, words):
    one = scale(180.0)
    drawn = legend(type(one)(one.bounds[:3], one.top))
    assert [unescape(text) for text in re.findall(f'data-{mark}="([^"]*)"', drawn)] == words
    assert "…" not in drawn
