"""Plans looked for on the page: those of `liancun plan`, taken onto the map, edited, held by locks."""

import json

import pytest

from browser import faults, visited
from liancun_sim import api
from liancun_sim.app.planning import plans_told
from liancun_sim.vocabulary.language import traditional

pytestmark = pytest.mark.browser
LONG = 600_000
NAME = "async (id) => { const p = await import('/modules/places.js'); return p.villageName(p.rowOf(id)); }"


def question(page):
    return json.loads(page.evaluate("new URLSearchParams(location.hash.slice(1)).get('q')"))


def searched(page, unions="2"):
    if not page.locator("#plans[open]").count():
        page.focus("#plans > summary")
        page.keyboard.press("Enter")
    for name, value in (("plan-unions", unions), ("plan-largest", "2")):
        page.fill(f"#{name}", value)
        page.dispatch_event(f"#{name}", "change")
    page.uncheck("#plan-simulate")
    page.click("#plan-run")
    page.wait_for_selector("#plans .job-line:has-text('已找到')", timeout=LONG)
    page.wait_for_selector("button[data-plan=best]")


def test_plans_are_those_of_the_command_line_and_one_is_taken_edited_and_given_back(page, land):
    searched(page)
    same = plans_told(api.plan(
        {"unions": {"at_most": 2}, "sizes": [2], "horizon": 30, "seed": 1, "objective": "lasting_unions",
         "across_townships": False}, land, simulate=False, workers=1,
    ))  # fmt: skip
    best = same["plans"][0]
    rows = page.locator("#plans table >> nth=0").locator("tbody tr")
    assert rows.count() == len(same["plans"])
    assert f"{best['predicted']:.3g}" in rows.nth(0).inner_text()
    page.focus("button[data-plan=best]")
    page.keyboard.press("Enter")
    drawn = question(page)["unions"]
    assert [sorted(one["members"]) for one in drawn] == [sorted(one["members"]) for one in best["unions"]]
    assert [(one["form"], one["month"]) for one in drawn] == [(one["form"], one["month"]) for one in best["unions"]]
    page.click("ol.unions li:nth-child(1) button:has-text('删除')")
    assert len(question(page)["unions"]) == len(best["unions"]) - 1
    page.click('[data-act="undo"]')
    page.click('[data-act="undo"]')
    assert question(page)["unions"] == []


def test_a_plan_that_was_taken_is_run_told_first_and_says_why(page):
    searched(page)
    name = page.locator("#plans tbody th").first
    assert name.locator("small").bounding_box()["y"] >= name.bounding_box()["y"] + 15  # 备选5 and 最优 are two things
    page.click("button[data-plan=best]")
    lead, member = (page.evaluate(NAME, one) for one in question(page)["unions"][0]["members"])
    for key, value in (("months", "6"), ("replications", "1")):
        page.fill(f"#{key}", value)
        page.dispatch_event(f"#{key}", "change")
    page.click("#run")
    page.wait_for_selector("#answer a", timeout=LONG)
    page.click('[data-act="undo"]')  # what is drawn afterwards changes nothing about the answer
    page.click('button[data-language="zh-Hant"]')
    assert page.locator("#answer a[href$='/scenario.yaml']").count() == 1
    report = page.frame_locator("#answer iframe")
    report.locator("button[data-scenario=scenario][aria-pressed=true]").wait_for()
    report.locator("#search input").fill(member)
    report.locator("#search input").press("Enter")
    report.locator("#village h4 >> nth=0").wait_for()
    why = report.locator("#village").inner_text().partition("原因")[2].partition("相鄰")[0]
    assert traditional(lead, "zh-Hant") in why, why  # the report follows the language of the page


def test_what_is_locked_is_moved_by_neither_hand_nor_plan(page, browser):
    page.focus("#ask .stage")
    for key in ("ArrowRight", "Enter", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    page.click('[data-act="lock_union"]')
    (locked,) = question(page)["unions"]
    assert locked["locked"] is True
    assert page.locator("ol.unions select").is_disabled()
    page.focus("#ask .stage")
    page.keyboard.press("Enter")  # the cursor stands on its last member
    assert question(page)["unions"] == [locked] and "已锁定" in page.inner_text("#draw-live")
    page.keyboard.press("n")
    for key in ("ArrowDown", "ArrowDown", "l", "Enter"):
        page.keyboard.press(key)
    (village,) = question(page)["locks"]
    assert village not in locked["members"] and len(question(page)["unions"]) == 1
    searched(page, unions="12")
    page.click("button[data-plan=best]")
    first, *others = question(page)["unions"]
    assert first == locked and others
    assert not {village, *locked["members"]} & {one for union in others for one in union["members"]}
    again = visited(browser, page.url)
    assert question(again)["unions"] == [first, *others] and question(again)["locks"] == [village]
    again.context.close()


def test_a_search_can_be_stopped_and_rules_without_a_plan_are_told(page):
    page.click("#plans > summary")
    page.click("#plan-run")
    page.wait_for_selector("#plans .job-line:has-text('/')", timeout=LONG)
    page.click('#plans [data-act="cancel"]')
    page.wait_for_selector("#plans .job-line:has-text('已取消')")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_beside_plans(browser, served, theme):
    opened = visited(browser, served.address, color_scheme=theme, viewport={"width": 390, "height": 800})
    searched(opened)
    opened.click("#plans details >> nth=0")
    for language in ("zh-Hans", "zh-Hant", "en"):
        opened.click(f'button[data-language="{language}"]')
        assert faults(opened) == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    opened.context.close()
