"""report.html: one file, offline, in three languages, that says what matters without JavaScript."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from liancun_sim.analysis import unions
from liancun_sim.reports.common.limits import limits
from liancun_sim.reports.common.markup import Cell, Html, both, element, table
from liancun_sim.reports.comparison.page import page
from liancun_sim.results import rows_of
from liancun_sim.vocabulary import Label, use_language


@pytest.fixture(scope="module")
def text(written):
    return (written / "report.html").read_text("utf-8")


VOID = ("meta", "input", "br", "img", "link")


class Balance(HTMLParser):
    """Elements opened and not closed, or closed and not opened."""

    def __init__(self):
        super().__init__()
        self.open, self.faults = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append((tag, self.getpos()))


def test_every_element_is_closed(text):
    reader = Balance()
    reader.feed(text)
    assert reader.faults == []
    assert reader.open == []


def test_policies_are_named_in_both_languages_and_no_markup_is_shown_as_text(comparison):
    policies = {"first": Label("First policy", "第一项政策"), "second": Label("Second", "第二项")}
    key = comparison.told[0]
    info = replace(comparison.scenarios[key], policies=policies)
    shown = page(replace(comparison, scenarios={**comparison.scenarios, key: info}), {})
    assert "&lt;" not in shown
    assert f"{both(policies['first'])} <code>first</code>; {both(policies['second'])} <code>second</code>" in shown


def test_nothing_is_fetched(text):
    inside = re.sub(r"<style>.*?</style>|<script.*?</script>", "", text, flags=re.S)
    assert not re.search(r"""(src|href)=["'](?!#)""", inside)
    assert "@import" not in text
    assert not re.search(r"url\((?!#)", text)
    assert "default-src 'none'" in text


def test_a_limit_stands_above_the_answers_and_all_of_them_are_one_click_away(text, comparison):
    use_language("zh")
    first, *others = limits(comparison)
    assert text.index(first) < text.index('href="#limits"') < text.index('id="answers"')
    listed = text[text.index('<section class="limits" id="limits">') :]
    assert all(limit in listed for limit in (first, *others))


def test_every_question_is_answered_for_every_scenario_without_javascript(text, comparison):
    for key in comparison.policies_compared:
        answer = re.search(rf'<section data-of="{key}">(.*?)</section>', text, re.S).group(1)
        assert answer.count("<dt>") == 5
    assert text.count('<svg class="static"') == len(comparison.policies_compared)


def test_unions_are_named_by_their_members(text, comparison):
    for row in rows_of(unions(comparison))[:8]:
        names = [comparison.villages["village"][one] for one in row["members"].split(";")]
        assert all(name in text for name in names)
        assert row["members"] not in re.sub(r"<script.*?</script>", "", text, flags=re.S)


def test_the_page_is_small(text):
    assert len(text.encode()) < 1_500_000


def test_what_people_wrote_is_never_markup():
    assert element("p", "<script>a & b</script>") == "<p>&lt;script&gt;a &amp; b&lt;/script&gt;</p>"
    assert both(Label("a < b", "甲 < 乙")) == ('<span data-en="a &lt; b" data-zh="甲 &lt; 乙">a &lt; b</span>')
    assert both(Label("7", "7")) == "7"
    shown = table(["<b>"], [[Cell("<i>", "n", 2.0)], [Html("<em>x</em>")]])
    assert "&lt;b&gt;" in shown
    assert '<th scope="row" class="n" data-n="2">&lt;i&gt;</th>' in shown
    assert "<em>x</em>" in shown
