"""Settings and assumptions in a real Chromium: found, refused outside their range, put back; links that hold."""

import json
import random
from urllib.parse import urlencode

import pytest

from browser import faults, visited
from liancun_sim.app.question import question
from liancun_sim.county import load_county
from liancun_sim.scenario import DEMO_SCENARIOS
from liancun_sim.simulation.schedule import COEFFICIENTS

pytestmark = pytest.mark.browser
KEY = "attitude.pressure"


def asked(page):
    return json.loads(page.evaluate("new URLSearchParams(location.hash.slice(1)).get('q')") or "{}")


def found(page, text):
    """The one assumption that is called so, by keyboard."""
    page.focus("#assumptions > summary")
    page.keyboard.press("Enter")
    page.wait_for_selector("#assumptions .lever")
    page.focus("#assumption-find")
    page.keyboard.type(text)
    page.wait_for_selector("#assumptions:has-text('共1项')")
    return page.locator("#assumptions .lever")


def test_an_assumption_is_found_set_refused_outside_its_range_and_put_back(page):
    one = COEFFICIENTS[KEY]
    line = found(page, KEY)
    assert one.label.zh in line.inner_text() and f"{one.low:g}" in line.inner_text()
    box = line.locator("input")
    box.fill("99")
    box.press("Tab")
    assert "超出" in line.locator("[role=alert]").inner_text() and box.get_attribute("aria-invalid") == "true"
    assert "sets" not in asked(page) or KEY not in asked(page)["sets"]
    box.fill(str(one.high))
    box.press("Tab")
    assert asked(page)["sets"] == {KEY: str(one.high)}
    assert "changed" in line.get_attribute("class") and "已改1项" in page.inner_text("#assumptions > summary")
    line.locator('[data-act="reset"]').focus()
    page.keyboard.press("Enter")
    assert asked(page)["sets"] == {} and box.input_value() == ""
    page.click('button[data-language="en"]')
    assert "Assumptions" in page.inner_text("#assumptions > summary")


def test_a_lever_is_refused_outside_what_it_can_be(page):
    page.click("summary:has-text('政策参数：强弱村结对') >> nth=0")
    box = page.locator(".lever input").first
    box.fill("not a number")
    box.press("Tab")
    assert "不是数" in page.locator(".lever [role=alert]").first.inner_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_assumptions(browser, served, theme):
    opened = visited(browser, served.address, color_scheme=theme, viewport={"width": 390, "height": 800})
    line = found(opened, KEY)
    line.locator("input").fill("99")
    line.locator("input").press("Tab")
    for language in ("zh-Hans", "zh-Hant", "en"):
        assert faults(opened) == []
        opened.click(f'button[data-language="{language}"]')
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    opened.context.close()


def drawn_question(draw, county):
    """A question nobody would think of."""
    edges, used, unions = list(county.edges), set(), []
    draw.shuffle(edges)
    for ends in edges:
        if len(unions) < draw.randint(0, 3) and not used & set(ends):
            used |= set(ends)
            unions.append(
                {"members": list(ends), "form": draw.choice(["hub", "strong_weak"]), "month": draw.randint(0, 9)}
            )
    sets = {one.key: repr(draw.uniform(one.low, one.high)) for one in draw.sample(list(COEFFICIENTS.values()), 3)}
    return {
        "scenarios": draw.sample(DEMO_SCENARIOS, draw.randint(1, 3)), "months": draw.randint(1, 120),
        "replications": draw.randint(1, 32), "seed": draw.randint(0, 10**6), "sets": sets, "unions": unions,
    }  # fmt: skip


def test_two_hundred_questions_come_back_by_their_links_in_a_new_browser(browser, served, land):
    county, draw = load_county(land), random.Random(17)
    digest = visited(browser, served.address)
    told = digest.evaluate("new URLSearchParams(location.hash.slice(1)).get('county')")
    digest.context.close()
    opened = visited(browser, served.address)
    for number in range(200):
        sent = drawn_question(draw, county)
        link = f"{served.address}?n={number}#{urlencode({'q': json.dumps(sent)} | ({'county': told} if told else {}))}"
        opened.goto(link)
        opened.wait_for_selector("html[data-ready]")
        opened.dispatch_event("#months", "change")  # the page writes its question into the address
        assert question(asked(opened), county).digest() == question(sent, county).digest()
    opened.context.close()
