"""Data blocks: whatever stands in a name, a block neither ends early nor runs."""

import json
import re
import zlib
from base64 import b64decode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liancun_sim.front.blocks import json_block, packed, short
from liancun_sim.front.in_every_language import in_both_scripts, in_every_language
from liancun_sim.front.pinyin import pinyin
from liancun_sim.vocabulary import Label, current_language, say, use_language


@given(st.text())
def test_any_text_comes_back_and_cannot_end_the_block(text):
    block = json_block("x", {"name": text + "</script><script>alert(1)</script><!--"})
    inside = re.fullmatch(r'<script type="application/json" id="x">(.*)</script>', block, re.S).group(1)
    assert "<" not in inside
    assert json.loads(inside)["name"].startswith(text)


def test_arrays_and_text_are_packed_and_come_back():
    values = np.arange(7, dtype="<u2")
    assert zlib.decompress(b64decode(packed(values))) == values.tobytes()
    assert zlib.decompress(b64decode(packed("村"))) == "村".encode()


@given(st.floats(1e-6, 1e8))
def test_short_numbers_are_off_by_less_than_2_in_100_000(value):
    assert short(np.array([value]))[0] == pytest.approx(value, rel=2e-5)


def test_short_numbers_keep_what_is_not_measured():
    assert np.isnan(short(np.array([np.nan]))[0])
    assert short(np.array([0.0, -3.0])).tolist() == [0.0, -3.0]


@pytest.mark.parametrize(("name", "sound", "initials"), [("许盘后", "xupanhou", "xph"), ("A12", "a12", "a")])
def test_names_are_found_by_sound_and_first_letters(name, sound, initials):
    assert pinyin(name) == (sound, initials)


def test_a_text_is_said_in_every_language_and_the_language_is_left_as_it_was():
    use_language("zh-Hant")
    assert in_every_language(Label("Union", "联村")) == ("Union", "联村", "聯村")
    assert in_every_language(lambda: say("report.villages")) == ("Every village", "逐村结果", "逐村結果")
    assert current_language() == "zh-Hant"


def test_a_surname_is_written_alike_in_both_scripts():
    assert in_both_scripts("于家铺") == ("于家铺", "于家铺", "于家鋪")
