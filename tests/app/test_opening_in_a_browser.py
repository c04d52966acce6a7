"""A table opened on the page in a real Chromium: its doubts answered by keyboard, its county on the map, its link."""

import json

import pytest

from browser import faults, visited
from village_tables import villages, xlsx

pytestmark = pytest.mark.browser


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "各村 2012.xlsx"
    path.write_bytes(xlsx(villages(income=14000)))
    return path


def read(page, table, year="2012"):
    """Open a table and answer the one doubt it has, by keyboard."""
    page.set_input_files("#table-file", table)
    page.wait_for_selector(".doubt")
    page.focus(".doubt input")
    page.keyboard.type(year)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#use-county")


def used(page):
    with page.expect_navigation():
        page.focus("#use-county")
        page.keyboard.press("Enter")
    page.wait_for_selector("html[data-ready]")


def drawn(page):
    return json.loads(page.evaluate("new URLSearchParams(location.hash.slice(1)).get('q')"))["unions"]


def test_a_county_of_ones_own_is_opened_drawn_on_and_comes_back_by_its_link(page, browser, served, table):
    read(page, table)
    assert "--year 2012" in page.inner_text("#table-read")
    rows = page.locator("#table-read tbody tr")
    assert rows.count() == 7
    assert rows.nth(4).inner_text().split("\n")[0].startswith("E 人均纯收入（元）")
    used(page)
    assert "12个村" in page.inner_text(".facts")
    page.focus("#ask .stage")
    for key in ("ArrowRight", "Enter", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    assert "庄" in page.inner_text("ol.unions li")
    unions, link = drawn(page), page.url
    assert len(unions[0]["members"]) == 2

    # the link on a page where that county is not open: it says so, keeps the link, and takes the same table
    elsewhere = link.replace("county=" + link.split("county=")[1][:24], "county=" + "0" * 24)
    other = visited(browser, elsewhere)
    assert "另一个县" in other.inner_text("#county")
    assert drawn(other) == unions
    read(other, table, "2013")
    assert "不是同一张" in other.inner_text("#table-read")  # another year is another county
    other.context.close()
    same = visited(browser, link)
    assert drawn(same) == unions and "庄" in same.inner_text("ol.unions li")
    same.context.close()


def test_a_doubt_without_its_value_and_a_file_that_is_no_table_are_told(page, table, tmp_path):
    page.set_input_files("#table-file", table)
    page.wait_for_selector(".doubt")
    page.click(".doubt button >> nth=0")
    page.wait_for_selector("#table-line:has-text('--year')")
    page.click('button[data-language="en"]')
    page.wait_for_selector(".doubt legend:has-text('no year is named')")
    wrong = tmp_path / "notes.xlsx"
    wrong.write_bytes(b"%PDF-1.4 nothing")
    page.set_input_files("#table-file", wrong)
    page.wait_for_selector("#table-read:has-text('notes.xlsx')")
    assert page.locator("#use-county").count() == 0
    page.wrong.clear()  # Chromium notes an answer that says 400


def test_a_file_may_be_dropped(page, table):
    page.evaluate(
        """([name, bytes]) => {
            const moved = new DataTransfer();
            moved.items.add(new File([Uint8Array.from(bytes)], name));
            const drop = new DragEvent("drop", { dataTransfer: moved, bubbles: true });
            document.querySelector(".drop").dispatchEvent(drop);
        }""",
        [table.name, list(xlsx(villages()))],
    )
    page.wait_for_selector("#use-county")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_while_a_table_is_opened(browser, served, table, theme):
    opened = visited(browser, served.address, color_scheme=theme, viewport={"width": 390, "height": 800})
    for language in ("zh-Hans", "zh-Hant", "en"):
        opened.click(f'button[data-language="{language}"]')
        opened.set_input_files("#table-file", table)
        opened.wait_for_selector(".doubt")
        assert faults(opened) == []
        read(opened, table)
        assert faults(opened) == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    opened.context.close()
