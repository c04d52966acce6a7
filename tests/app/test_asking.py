"""The whole way in a real Chromium: unions drawn by pointer and keyboard, taken back, asked, answered, taken away."""

import json
import urllib.request

import pytest

from browser import faults, visited
from liancun_sim import api
from liancun_sim.county import load_county
from liancun_sim.reports.comparison.page import page as report
from liancun_sim.reports.comparison.write import write_tables
from liancun_sim.scenario import load_scenario
from liancun_sim.vocabulary import use_language

pytestmark = pytest.mark.browser


def unions(page):
    return json.loads(page.evaluate("new URLSearchParams(location.hash.slice(1)).get('q')") or "{}").get("unions", [])


def draw(page):
    """Two neighbours by keyboard, a third by pointer."""
    page.focus("#ask .stage")
    for key in ("ArrowRight", "Enter", "ArrowRight", "Enter"):
        page.keyboard.press(key)


def test_unions_are_drawn_by_keyboard_and_pointer_and_taken_back_to_nothing(page):
    draw(page)
    (first,) = unions(page)
    assert len(first["members"]) == 2
    assert "相邻" in page.inner_text("ol.unions li")
    page.keyboard.press("n")
    box = page.locator("#ask .stage").bounding_box()
    for x, y in ((0.1, 0.1), (0.9, 0.9)):
        page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])
    assert len(unions(page)) == 2
    assert "不相邻" in page.inner_text("ol.unions li:nth-child(2)")
    page.click('[data-act="show_apart"]')
    while page.locator('[data-act="undo"]').is_enabled():
        page.click('[data-act="undo"]')
    assert unions(page) == []
    while page.locator('[data-act="redo"]').is_enabled():
        page.click('[data-act="redo"]')
    assert len(unions(page)) == 2


def test_a_link_is_the_question(page, browser):
    draw(page)
    page.fill("#months", "7")
    page.dispatch_event("#months", "change")
    again = visited(browser, page.url)
    assert unions(again) == unions(page)
    assert again.input_value("#months") == "7"
    again.context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(browser, served, theme):
    opened = visited(browser, served.address, color_scheme=theme, viewport={"width": 390, "height": 800})
    draw(opened)
    opened.click("summary >> nth=0")
    for language in ("zh-Hans", "zh-Hant", "en"):
        opened.click(f'button[data-language="{language}"]')
        assert faults(opened) == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    opened.context.close()


def test_the_answer_is_what_the_command_line_says_and_can_be_taken_away(page, served, land, tmp_path):
    draw(page)
    for name, value in (("months", "4"), ("replications", "2")):
        page.fill(f"#{name}", value)
        page.dispatch_event(f"#{name}", "change")
    page.click("#run")
    page.wait_for_selector("#answer a", timeout=600_000)
    key = page.locator("#answer a").first.get_attribute("href").split("/")[2]
    with urllib.request.urlopen(f"{served.address}scenarios/{key}/scenario.yaml") as answer:
        (tmp_path / "scenario.yaml").write_bytes(answer.read())
    drawn = load_scenario(tmp_path / "scenario.yaml", months=4)
    assert len(drawn.document["policies"][0]["planned_unions"]["unions"]) == 1
    named = {"months": 4, "county": str(land)}
    scenarios = [load_scenario("strong_weak_pairing", **named), load_scenario(tmp_path / "scenario.yaml", **named)]
    same = api.compare(scenarios, baseline=load_scenario("baseline", **named), county=load_county(land),
                       replications=2, workers=1)  # fmt: skip
    write_tables(same, tmp_path)
    for name in ("effects.csv", "villages.csv", "unions.csv"):  # every effect, village and round, to the digit
        with urllib.request.urlopen(f"{served.address}answers/{key}/{name}") as answer:
            assert answer.read() == (tmp_path / name).read_bytes()
    use_language("zh")
    frame = page.frame_locator("#answer iframe")
    assert frame.locator("h1").inner_text() in report(same, {})
    for language in ("zh-Hant", "en", "zh-Hans"):  # the report speaks what the page speaks
        page.click(f'button[data-language="{language}"]')
        assert frame.locator("[aria-pressed=true][data-language]").get_attribute("data-language") == language
        assert faults(page) == []
    question = json.loads(page.evaluate("new URLSearchParams(location.hash.slice(1)).get('q')"))
    again = json.loads(served.ask("POST", "/questions", question | {"language": "zh-Hans"})[2])
    assert (again["id"], again["state"]) == (key, "done")
