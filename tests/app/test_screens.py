"""Screens that other tests pass through: axe in three languages and both themes, and Tab reaches whatever acts."""

import pytest

from browser import faults, visited

pytestmark = pytest.mark.browser
LANGUAGES = ("zh-Hans", "zh-Hant", "en")
FOCUSED = """() => { const at = document.activeElement;
  return at === document.body ? "" : at.id || at.dataset.act || at.dataset.language || at.className || at.tagName; }"""
ACTING = """() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
  .filter((one) => !one.disabled && one.checkVisibility() && !one.closest("details:not([open]) > :not(summary)"))
  .length"""


@pytest.fixture(params=["light", "dark"])
def phone(browser, served, request):
    """The page on a phone in one theme."""
    page = visited(browser, served.address, color_scheme=request.param, viewport={"width": 320, "height": 780})
    yield page
    wrong = page.wrong
    page.context.close()
    assert wrong == []


def spotless(page):
    for language in LANGUAGES:
        page.click(f'button[data-language="{language}"]')
        assert page.evaluate("document.documentElement.lang") == language
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_axe_finds_nothing_in_what_is_drawn_apart_and_locked(phone):
    phone.focus("#ask .stage")
    for key in ("ArrowRight", "Enter", "ArrowUp", "Enter"):
        phone.keyboard.press(key)
    phone.click('[data-act="lock_union"]')
    phone.focus("#ask .stage")
    for key in ("n", *["ArrowLeft"] * 4, "Enter", *["ArrowRight"] * 4, *["ArrowDown"] * 4, "Enter", "ArrowUp", "l"):
        phone.keyboard.press(key)
    phone.click("#ask .first details:has(.strategies) > summary")
    for fold in phone.locator("#ask .strategies details:visible > summary").all()[:3]:
        fold.click()
    assert phone.locator("ol.unions li").count() == 2
    told = phone.inner_text("#draw-live")
    spotless(phone)
    assert phone.inner_text("#draw-live") != told  # it follows the language too


def test_axe_finds_nothing_while_plans_are_searched_and_after_it_was_stopped(phone):
    phone.click("#plans > summary")
    phone.click("#plan-run")
    phone.wait_for_selector('#plans [data-act="cancel"]:visible')
    spotless(phone)
    phone.click('#plans [data-act="cancel"]')
    phone.wait_for_selector('#plans [data-act="cancel"]', state="hidden", timeout=600_000)
    spotless(phone)


def test_axe_finds_nothing_in_a_question_that_is_refused(phone):
    for box in phone.locator("#ask .strategies input[type=checkbox]:checked").all():
        box.uncheck()
    phone.focus("#run")
    phone.keyboard.press("Enter")
    phone.wait_for_selector("#answer .wrong")
    spotless(phone)
    phone.wrong.clear()  # Chromium notes an answer that says 400


def test_tab_reaches_everything_that_acts_in_the_order_of_the_page(page):
    page.evaluate("document.getElementById('plans').open = true")
    page.keyboard.press("Tab")
    reached = [page.evaluate(FOCUSED)]
    while len(reached) < 400:
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
        if reached[-1] == "":
            break
    reached = [one for one in reached if one]
    order = ["table-file", "plan-aim", "plan-run", "stage", "against", "months", "replications", "seed", "run"]
    places = [reached.index(one) for one in order]
    assert places == sorted(places)
    assert {"new_union", "zoom_whole", "zoom_in"} <= set(reached)
    assert len(reached) >= page.evaluate(ACTING)
