"""report.html: one file, offline, both languages; every village in it."""

import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from liancun_sim.reports.common.limits import limits
from liancun_sim.reports.common.markup import Cell, Html, both, element, table
from liancun_sim.reports.comparison.page import page
from liancun_sim.reports.comparison.page_villages import adjacent_names
from liancun_sim.vocabulary import Label, use_language

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run", "--disable-quic"]  # fmt: skip


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
    inside = re.sub(r"<style>.*?</style>|<script>.*?</script>", "", text, flags=re.S)
    assert not re.search(r"""(src|href)=["'](?!#|data:)""", inside.replace("xlink:href", "href"))
    assert "@import" not in text
    assert not re.search(r"url\((?!#)", text)
    assert "default-src 'none'" in text


def test_limits_stand_before_any_result_in_both_languages(text, comparison):
    for language in ("en", "zh"):
        use_language(language)
        for limit in limits(comparison):
            shown = str(element("p", limit))[3:-4]
            assert text.index(shown) < text.index('id="main_results"')


def test_every_village_is_listed_with_its_neighbours(text, comparison):
    near = adjacent_names(comparison)
    for village, name in comparison.villages["village"].items():
        assert name in text
        assert near[village] in text


def test_what_people_wrote_is_never_markup():
    assert element("p", "<script>a & b</script>") == "<p>&lt;script&gt;a &amp; b&lt;/script&gt;</p>"
    assert both(Label("a < b", "甲 < 乙")) == (
        '<span class="en">a &lt; b</span><span class="zh" lang="zh-Hans">甲 &lt; 乙</span>'
    )
    assert both(Label("7", "7")) == "7"
    shown = table(["<b>"], [[Cell("<i>", "n", 2.0)], [Html("<em>x</em>")]])
    assert "&lt;b&gt;" in shown
    assert '<th scope="row" class="n" data-n="2">&lt;i&gt;</th>' in shown
    assert "<em>x</em>" in shown


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser, written):
    """Open the page from disk; what it asked for and what went wrong come with it."""
    contexts = []

    def open_page(**settings):
        context = browser.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        page.asked, page.wrong = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        page.on("console", lambda message: page.wrong.append(message.text) if message.type == "error" else None)
        page.goto((written / "report.html").as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.browser
def test_the_page_opens_from_disk_and_asks_for_nothing(visit, written):
    page = visit()
    assert page.asked == [(written / "report.html").as_uri()]
    assert page.wrong == []
    assert page.title() == "方案比较：虚构县"


@pytest.mark.browser
def test_a_village_is_found_by_its_chinese_name(visit):
    page = visit()
    page.fill("#find", "许家洼")
    shown = page.locator("#villages details[open] tbody tr:visible")
    assert shown.first.is_visible()
    assert all("许家洼" in row for row in shown.all_inner_texts())
    assert int(page.inner_text("#found")) >= shown.count() > 0
    page.fill("#find", "没有这个村")
    assert page.inner_text("#found") == "0"
    assert page.wrong == []


@pytest.mark.browser
def test_rows_sort_by_number(visit):
    page = visit()
    head = page.locator("#villages details[open] thead th").nth(7)
    head.click()
    incomes = page.locator("#villages details[open] tbody tr td:nth-child(8)").evaluate_all(
        "cells => cells.map(cell => Number(cell.dataset.n))"
    )
    assert incomes == sorted(incomes)


@pytest.mark.browser
def test_the_language_can_be_changed_even_without_javascript(visit):
    page = visit(java_script_enabled=False)
    heading = page.locator("#main_results h2")
    assert heading.inner_text() == "主要结果"
    page.click('label[for="in-en"]')
    assert heading.inner_text() == "Main results"
    assert page.locator("#villages tbody tr").first.is_visible()
    assert not page.locator("#find").is_visible()
    assert page.locator("figure svg:visible").count() == 8
