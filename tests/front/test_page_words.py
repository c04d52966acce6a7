"""The words of the page's modules."""

import re
from importlib.resources import files

from liancun_sim.front.bundle import script
from liancun_sim.front.words import page_words
from liancun_sim.vocabulary.messages import messages


def test_every_message_has_the_same_fields_in_every_language():
    for key, texts in page_words().items():
        assert len({frozenset(re.findall(r"\{(\w+)\}", text)) for text in texts}) == 1, key


def test_the_page_that_asks_finds_every_word():
    source = script("ask")
    written = {**messages("page"), **messages("serve")}
    assert set(re.findall(r'say\("(\w+)"', source)) <= set(written)
    assert not set(messages("page")) & set(messages("serve"))


def test_every_message_is_used_and_every_one_used_is_there():
    reports = files("liancun_sim.reports") / "comparison" / "page.py"
    source = script("report") + reports.read_text("utf-8")
    assert [key for key in messages("page") if f'"{key}"' not in source and not key.startswith("column_")] == []
    asked = re.findall(r'say\("(\w+)"', source) + re.findall(r'data-(?:label|word)": "(\w+)"', source)
    assert set(asked) <= set(messages("page"))
