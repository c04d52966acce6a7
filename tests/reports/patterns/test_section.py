"""Every page tells what the model is held to, failures too, with the source of each."""

import re
import zlib
from base64 import b64decode
from html import escape

from liancun_sim.reports.common.patterns import asked_range, patterns_section
from liancun_sim.results.patterns.shipped import shipped_patterns


def unfolded(page):
    """With what is packed until it is opened."""
    inside = re.findall(r'<script type="text/plain">(.*?)</script>', page)
    return page + "".join(zlib.decompress(b64decode(text)).decode() for text in inside)


def test_the_section_names_every_shipped_pattern_in_both_languages_with_its_verdict():
    page = unfolded(patterns_section())
    for shipped in shipped_patterns():
        assert shipped.replications >= 8
        for row in shipped.table.to_dict("records"):
            assert escape(row["en"]) in page and escape(row["zh"]) in page
        verdicts = {"passed": "met", "failed": "not met", "open": "open", "not_measured": "nothing to measure"}
        for verdict, count in shipped.table["verdict"].value_counts().items():
            cells = re.findall(rf'<td><span data-en="{verdicts[verdict]}"', page)
            assert len(cells) >= count
    assert len(shipped_patterns()) >= 1


def test_numbers_of_another_state_of_the_model_are_told_apart():
    digest = shipped_patterns()[0].model_digest
    assert "another state" not in patterns_section(digest) or len(shipped_patterns()) > 1
    assert "another state" in patterns_section("0" * 24)


def test_an_open_end_is_a_sign_not_a_number():
    assert asked_range({"low": float("nan"), "high": 0.0, "unit": "share"}) == "≤ 0.0 %"
    assert asked_range({"low": 0.1, "high": None, "unit": "share"}).startswith("≥")
