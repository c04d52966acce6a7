"""The words of the page's modules."""

import re
from importlib.resources import files

from liancun_sim.app.classroom.lessons import LESSONS
from liancun_sim.app.classroom.tally import MEASURES
from liancun_sim.app.page import TOPICS
from liancun_sim.front.bundle import module, script
from liancun_sim.front.words import page_words
from liancun_sim.vocabulary.messages import messages


def test_every_message_has_the_same_fields_in_every_language():
    for key, texts in page_words().items():
        assert len({frozenset(re.findall(r"\{(\w+)\}", text)) for text in texts}) == 1, key


def test_the_page_that_asks_finds_every_word():
    source = script("ask")
    written = {key for topic in TOPICS for key in messages(topic)}
    assert set(re.findall(r'say\("(\w+)"', source)) <= written
    assert len(written) == sum(len(messages(topic)) for topic in TOPICS)


def test_the_pages_of_a_class_find_every_word():
    """Keys made of a lesson, a measure or a bar are there for each of them."""
    topics = [messages(topic) for topic in ("page", "serve", "class")]
    source = "".join(module(name) for name in ("door", "teach", "learn", "room", "bars", "ranking", "roommap"))
    asked = set(re.findall(r'say\("(\w+)"', source)) | set(re.findall(r'data-(?:label|word)": "(\w+)"', source))
    made = {f"{kind}_{key}" for kind in ("lesson", "ask", "talk") for key in LESSONS}
    made |= {f"measure_{one.key}" for one in MEASURES}
    assert asked | made <= set().union(*topics)
    assert sum(map(len, topics)) == len(set().union(*topics))


def test_every_message_is_used_and_every_one_used_is_there():
    reports = files("liancun_sim.reports") / "comparison" / "page.py"
    source = script("report") + reports.read_text("utf-8")
    assert [key for key in messages("page") if f'"{key}"' not in source and not key.startswith("column_")] == []
    asked = re.findall(r'say\("(\w+)"', source) + re.findall(r'data-(?:label|word)": "(\w+)"', source)
    assert set(asked) <= set(messages("page"))
