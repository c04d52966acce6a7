"""A whole lesson in a real Chromium: a teacher and two students come in, guess, run, see, draw and compare plans."""

import pytest
from playwright.sync_api import expect

from browser import chromium, faults, visited

pytestmark = [pytest.mark.browser, pytest.mark.long]
LONG, SOON = 300_000, 30_000


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def room(browser, served_class):
    """The teacher on a projector, one student by the link on a phone, one by the code typed."""
    teacher = visited(browser, served_class.teacher, viewport={"width": 1280, "height": 800})
    by_link = visited(browser, served_class.students, viewport={"width": 320, "height": 700})
    by_code = visited(browser, served_class.address, viewport={"width": 1024, "height": 768}, color_scheme="dark")
    by_code.fill("#code", teacher.inner_text(".code"))
    by_code.click("#enter")
    by_code.wait_for_url("**/student")
    for page in (teacher, by_link, by_code):
        page.wait_for_selector("html[data-ready]")
    yield teacher, by_link, by_code
    for page in (teacher, by_link, by_code):
        assert [one for one in page.wrong if "403" not in one] == []
        assert all(one.startswith((served_class.address, "data:")) for one in page.asked)
        page.context.close()


def in_every_language(page):
    """What axe finds, in three languages, and that nothing is wider than the screen; ends in simplified Chinese."""
    for language in ("en", "zh-Hant", "zh-Hans"):
        page.click(f'button[data-language="{language}"]')
        assert page.evaluate("document.documentElement.lang") == language
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def guess(page, value):
    page.wait_for_selector("#guess:visible")
    page.fill("#guess", str(value))
    page.click("#send-guess")
    expect(page.locator("#guess-line")).to_contain_text(str(value), timeout=SOON)


def test_who_comes_in_is_counted_and_what_lets_in_does_not_stay_in_the_address(room, served_class):
    teacher, by_link, by_code = room
    expect(teacher.locator("#in-room")).to_contain_text("2", timeout=SOON)
    assert served_class.teacher.partition("#")[2] not in teacher.url + teacher.content()
    assert [page.inner_text("#status").strip()[:5] for page in (by_link, by_code)] == ["你是1号。", "你是2号。"]
    assert teacher.get_attribute("#entry img", "src").startswith("data:image/svg+xml")
    for page in room:
        in_every_language(page)


def test_a_lesson_is_guessed_run_seen_and_discussed(room):
    teacher, by_link, by_code = room
    teacher.click('[data-lesson="by_itself"]')
    guess(by_link, 20)
    guess(by_code, 90)
    expect(teacher.locator("#lesson .guesses text")).to_have_count(13, timeout=SOON)  # 11 ticks, 2 counts
    assert teacher.locator("#lesson .guesses .truth").count() == 0
    assert by_link.locator(".guesses").count() == 0
    in_every_language(by_link)
    in_every_language(teacher)
    teacher.click("#run")
    for page in room:
        page.wait_for_selector(".outcomes li", timeout=LONG)
        assert page.locator(".outcomes li").count() == 4
        assert page.locator(".guesses .truth").count() == 1
        in_every_language(page)
    told = {page.locator(".outcomes li .n").first.inner_text() for page in room}
    assert len(told) == 1  # everybody sees the same


def draw_plan(page, steps):
    """Unions of neighbours by keyboard."""
    page.wait_for_selector("#plan .stage:visible")
    page.focus("#plan .stage")
    for key in steps:
        page.keyboard.press(key)
    page.click("#send-plan")
    expect(page.locator("#plan-line")).not_to_be_empty(timeout=SOON)


def test_plans_are_drawn_sent_and_come_together(room):
    teacher, by_link, by_code = room
    teacher.click('[data-lesson="planning"]')
    draw_plan(by_link, ("ArrowRight", "Enter", "ArrowRight", "Enter"))
    draw_plan(by_code, ("ArrowLeft", "Enter", "ArrowDown", "Enter"))
    in_every_language(by_code)
    expect(teacher.locator("#lesson")).to_contain_text("2份", timeout=SOON)
    teacher.click("#run")
    for page in room:
        page.wait_for_selector(".ranking tbody tr", timeout=LONG)
        assert page.locator(".ranking tbody tr").count() == 2
        assert page.locator(".ranking .best").count() >= 1  # first where not all are equal
        in_every_language(page)
    assert by_link.locator(".ranking tr.chosen th").inner_text() == "1"
    teacher.click('.ranking [data-column="cost"]')
    assert teacher.evaluate("document.activeElement.dataset.column") == "cost"


def test_another_lesson_begins_anew(room):
    teacher, by_link, _ = room
    teacher.click('[data-lesson="preset"]')
    by_link.wait_for_selector("#guess:visible")
    assert by_link.input_value("#guess") == ""
    assert by_link.locator(".ranking:visible").count() == 0
    assert "强弱" in by_link.inner_text(".question")
