"""A page opens in its browser's language unless its server was told one; what is chosen on it is kept."""

import pytest
from playwright.sync_api import expect

from browser import visited
from liancun_sim.app.first_language import FirstLanguage
from serving import serving

PREFERRED = {
    "zh-CN,zh;q=0.9,en": "zh-Hans", "zh-TW": "zh-Hant", "zh-HK,en": "zh-HK", "zh-MO": "zh-HK", "en-GB,zh": "en",
    "fr-FR,fr": "en", "fr,zh-Hant;q=0.8": "zh-Hant", "": "en",
}  # fmt: skip


@pytest.fixture(scope="module")
def open_to_all(land):
    with serving(land, told=False) as page:
        yield page


@pytest.mark.parametrize(("named", "spoken"), PREFERRED.items())
def test_a_page_opens_in_the_language_its_browser_prefers(open_to_all, named, spoken):
    text = open_to_all.ask("GET", "/", Accept_Language=named)[2]
    wanted = "zh-Hant" if spoken == "zh-HK" else spoken
    assert f'<html lang="{wanted}">' in text
    assert f'data-language="{wanted}" aria-pressed="true"' in text


def test_a_server_that_was_told_a_language_opens_in_it(served):
    text = served.ask("GET", "/", Accept_Language="en-GB")[2]
    assert '<html data-told lang="zh-Hans">' in text


def test_a_language_told_is_no_browsers():
    assert FirstLanguage("en").of(None) == "en"


@pytest.mark.browser
def test_what_was_chosen_is_kept_on_reload_and_in_another_tab(browser, open_to_all):
    opened = visited(browser, open_to_all.address, locale="zh-CN")
    lang = "document.documentElement.lang"
    assert opened.evaluate(lang) == "zh-Hans"
    opened.click('button[data-language="en"]')
    opened.reload()
    opened.wait_for_selector("html[data-ready]")
    assert opened.evaluate(lang) == "en"
    expect(opened.locator('button[data-language="en"]')).to_have_attribute("aria-pressed", "true")
    assert opened.inner_text("#county h2").isascii()
    other = opened.context.new_page()
    other.goto(open_to_all.address)
    other.wait_for_selector("html[data-ready]")
    assert other.evaluate(lang) == "en"
    opened.context.close()


@pytest.mark.browser
def test_a_language_told_comes_before_one_chosen_in_another_tab(browser, served):
    opened = visited(browser, served.address, locale="en-GB")
    assert opened.evaluate("document.documentElement.lang") == "zh-Hans"
    opened.click('button[data-language="en"]')
    opened.reload()
    opened.wait_for_selector("html[data-ready]")
    assert opened.evaluate("document.documentElement.lang") == "en"  # in the same tab
    other = opened.context.new_page()
    other.goto(served.address)
    other.wait_for_selector("html[data-ready]")
    assert other.evaluate("document.documentElement.lang") == "zh-Hans"
    opened.context.close()
