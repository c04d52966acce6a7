"""report.html from disk in a real Chromium: found, moved in, read by keyboard, printed; nothing leaves the machine."""

from dataclasses import replace

import pytest

from browser import chromium, faults, visited
from liancun_sim.analysis import village_means
from liancun_sim.reports.common.numbers import number
from liancun_sim.reports.comparison.page import page as report
from liancun_sim.results import rows_of
from liancun_sim.vocabulary import Label, use_language

pytestmark = pytest.mark.browser
HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(written):
    return (written / "report.html").as_uri()


@pytest.fixture
def visit(browser, address):
    """Open the page; it must have asked for nothing and gone through without an error."""
    pages = []

    def open_page(hash="", to=None, **settings):
        page = visited(browser, (to or address) + hash, **settings)
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        wrong, asked = page.wrong, page.asked
        page.context.close()
        assert wrong == []
        assert len(asked) == 1


def test_the_page_opens_small_and_in_the_language_it_was_written_in(visit):
    page = visit()
    assert page.title() == "联村情景模拟比较：虚构县"
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    assert page.evaluate("document.querySelectorAll('*').length") <= 5000


@pytest.mark.parametrize(("language", "title"), [("en", "Comparison of scenarios: Made-up county"),
                                                 ("zh-Hant", "聯村情境模擬比較：虛構縣")])  # fmt: skip
def test_every_text_and_lang_follow_the_switch(visit, language, title):
    page = visit()
    page.click(f'button[data-language="{language}"]')
    assert page.evaluate("document.documentElement.lang") == language
    assert page.title() == title
    assert page.inner_text("h1") == title
    if language == "en":
        text = "".join(page.text_content(place) for place in ("#answers", "#main_results", "nav"))
        assert "Income" in text
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in text)


@pytest.mark.parametrize("typed", ["许家洼", "許家窪", "xujiawa", "xjw", "XuJia", "V0001"])
def test_a_village_is_found_in_either_script_by_sound_and_by_initials(visit, typed):
    page = visit()
    page.fill("#find", typed)
    assert page.locator("#found [role=option]").first.inner_text().startswith("许家洼")
    page.press("#find", "Enter")
    assert page.inner_text("#village h3") == "许家洼"
    assert "village=V0001" in page.evaluate("location.hash")


def test_what_is_nowhere_is_said_to_be_nowhere(visit):
    page = visit()
    page.fill("#find", "没有这个村")
    assert page.inner_text("#found") == "找到0个村"


def test_a_village_has_an_address_and_its_card_says_why(visit, comparison):
    union = rows_of(comparison.rounds[comparison.rounds["outcome"] == "formed"])[0]
    page = visit(f"#village={union['lead']}&scenario={union['scenario']}&month=6")
    card = page.inner_text("#village")
    for member in union["members"].split(";"):
        assert comparison.villages["village"][member] in card
    assert "轮" in card and "要求80%" in card
    assert page.input_value("#month") == "6"
    assert page.inner_text("#scenarios [aria-pressed=true]") == str(
        comparison.scenarios[union["scenario"]].label.in_language("zh-Hans")
    )


def test_a_village_nobody_has_is_no_village(visit):
    assert visit("#village=%3Cscript%3E&month=1e9&scenario=none&field=x").locator("#village h3").count() == 0


def test_a_card_shows_the_numbers_of_the_tables(visit, comparison):
    means = village_means(comparison)
    means = means[means["scenario"] == comparison.policies_compared[0]]
    page = visit()
    for row in rows_of(means)[::8]:
        page.evaluate("id => { location.hash = '#village=' + id }", row["village_id"])
        page.wait_for_function("id => document.querySelector('#village .note')?.textContent.endsWith(id)",
                               arg=row["village_id"])  # fmt: skip
        cells = page.locator("#village tbody tr").first.locator("td").all_inner_texts()
        assert cells[0] == number(row["income_yuan_per_person"], "yuan/person/year")
        change = number(row["income_yuan_per_person_difference"], "yuan/person/year", signed=True)
        assert cells[1].split(" ±")[0] == change


def test_only_villages_whose_class_changed_are_drawn_again(visit, comparison):
    page = visit("#month=0")
    painted = page.evaluate(
        """() => { window.painted = 0; const fill = CanvasRenderingContext2D.prototype.fill;
        CanvasRenderingContext2D.prototype.fill = function (path) { if (path instanceof Path2D) window.painted += 1;
        return fill.apply(this, arguments); };
        const slider = document.getElementById("month");
        slider.value = 1; slider.dispatchEvent(new Event("input")); return window.painted; }"""
    )
    moved = sum(i % 7 == 0 or i % 11 == 0 for i in range(len(comparison.villages)))
    assert 0 < painted <= moved < len(comparison.villages) / 2


def test_the_whole_way_by_keyboard(visit):
    page = visit()
    page.focus(".stage")
    page.keyboard.press("ArrowRight")
    first = page.inner_text("#village h3")
    names = {first}
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        names.add(page.inner_text("#village h3"))
    assert len(names) > 2
    assert page.inner_text("#map-live").startswith(page.inner_text("#village h3"))
    page.keyboard.press("Escape")
    assert page.locator("#village h3").count() == 0


def test_a_table_sorts_by_keyboard(visit):
    page = visit()
    page.focus('#village-table [data-column="income"]')
    for order, sign in (("descending", -1), ("ascending", 1)):
        page.keyboard.press("Enter")
        assert page.locator(f'#village-table th[aria-sort="{order}"]').count() == 1
        shown = page.locator("#village-table tbody tr td:nth-child(8)").all_inner_texts()
        incomes = [sign * float(text.replace(",", "")) for text in shown]
        assert incomes == sorted(incomes)
    page.focus("#unions thead th:nth-child(3) button")
    page.keyboard.press("Enter")
    assert page.locator('#unions th[aria-sort="ascending"]').count() == 1


def test_a_folded_part_is_filled_when_it_is_opened(visit, comparison):
    page = visit()
    fold = page.locator("#assumptions details")
    assert fold.locator("tr").count() == 0
    fold.locator("summary").click()
    fold.locator("tbody tr").first.wait_for()
    assert fold.locator("tbody tr").count() == len(comparison.coefficients)


def test_without_javascript_the_answer_limits_effects_maps_and_unions_are_there(visit, comparison):
    page = visit(java_script_enabled=False)
    told = len(comparison.policies_compared)
    assert page.locator(".answer:visible").count() == told
    assert page.locator("svg.static:visible").count() == told
    for place in ("#limits li", "#main_results tbody tr", "#unions tbody tr"):
        assert page.locator(place).first.is_visible()
    assert page.locator("noscript").first.is_visible()
    assert not page.locator(".pick").is_visible()


def test_on_paper_everything_is_there_and_no_heading_stands_alone(visit, comparison):
    page = visit()
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("svg.static:visible").count() == len(comparison.policies_compared)
    assert page.locator("#assumptions tbody tr").count() == len(comparison.coefficients)
    empty = page.evaluate(
        """() => [...document.querySelectorAll("main section")].filter((section) => {
          const heading = section.querySelector("h2");
          return heading && heading.offsetHeight && section.innerText.trim() === heading.innerText.trim();
        }).map((section) => section.id)"""
    )
    assert empty == []
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0
    assert len(page.pdf(format="A4")) > 50_000


def test_names_that_are_markup_stay_names(browser, comparison, tmp_path):
    villages = comparison.villages.assign(village=HOSTILE, township=f"'\"{HOSTILE}")
    scenarios = {key: replace(one, label=Label(HOSTILE, HOSTILE)) for key, one in comparison.scenarios.items()}
    spoilt = replace(comparison, villages=villages, scenarios=scenarios, county=Label(HOSTILE, HOSTILE))
    use_language("zh")
    (tmp_path / "spoilt.html").write_text(report(spoilt, {}), "utf-8")
    page = visited(browser, (tmp_path / "spoilt.html").as_uri() + "#village=V0007")
    page.on("dialog", lambda dialog: page.wrong.append(dialog.message))
    page.fill("#find", "img")
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    for language in ("en", "zh-Hant"):
        page.click(f'button[data-language="{language}"]')
    assert page.inner_text("#village h3") == HOSTILE
    assert page.locator("img").count() == 0
    assert page.wrong == []
    assert len(page.asked) == 1
    page.context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_screen(visit, width):
    page = visit("#village=V0001", viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_any_language(visit, theme):
    page = visit("#village=V0001", color_scheme=theme)
    page.fill("#find", "庄")
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    for language in ("zh-Hans", "zh-Hant", "en"):
        page.evaluate("code => document.querySelector(`button[data-language='${code}']`).click()", language)
        assert faults(page) == []


def test_a_scenario_run_by_itself_has_a_page_too(browser, alone, tmp_path):
    (tmp_path / "alone.html").write_text(report(alone, {}), "utf-8")
    page = visited(browser, (tmp_path / "alone.html").as_uri() + "#village=V0001")
    assert page.wrong == []
    assert page.locator("#field").count() == 0
    assert page.inner_text("#village h3") == "许家洼"
    page.context.close()
