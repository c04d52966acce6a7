"""One question, four places: `compare --json`, report, workbook and page say the same, to the digit shown."""

import io
import json
import math
import random
import re
import time
import urllib.request
from contextlib import redirect_stdout
from types import SimpleNamespace

import openpyxl
import pytest

from browser import visited
from liancun_sim.cli import run
from liancun_sim.county import make_county, save_county
from liancun_sim.reports.common.numbers import number
from liancun_sim.reports.common.words import uncertainty_name
from liancun_sim.results import ASSUMPTIONS, LAST_YEAR
from liancun_sim.vocabulary import use_language
from serving import serving

pytestmark = pytest.mark.browser
SCENARIOS, MONTHS, RUNS, VILLAGES, SEED = ("joint_village", "cadre_assistance"), 9, 2, 50, 17
SCENARIO, INDICATOR, KIND, FIRST_NUMBER, NOTE = 0, 1, 4, 5, 16  # columns of the workbook's results
TOLD = ("low_5", "high_95", "p_better", "difference", "ci_low", "ci_high", "mean")
NUMBER = re.compile(r"[+−]?\d[\d,]*(?:\.\d+)?")
CARD = """id => new Promise((done) => {
  window.addEventListener("hashchange", () => {
    const rows = [...document.querySelectorAll("#village tbody tr")];
    const text = (row, place) => (place ? row.cells[place] : row.cells[0].firstChild).textContent;
    const cells = rows.map((row) => [0, 1, 2].map((place) => text(row, place)));
    done([document.querySelector("#village header .note").textContent, cells]);
  }, { once: true });
  location.hash = id;
})"""


@pytest.fixture(autouse=True)
def chinese():
    use_language("zh")
    yield
    use_language("en")


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """The county, what the command line wrote and printed, and the page's answer beside it."""
    folder = tmp_path_factory.mktemp("same")
    land, out = folder / "land", folder / "out"
    save_county(make_county(villages=60, households=3000, seed=5), land)
    printed = io.StringIO()
    with redirect_stdout(printed):
        run(["compare", *SCENARIOS, "--county", str(land), "--months", str(MONTHS), "--replications", str(RUNS),
             "--workers", "1", "--json", "--lang", "zh", "--no-progress", "--out", str(out)])  # fmt: skip
    with serving(land) as page:
        sent = {"scenarios": SCENARIOS, "months": MONTHS, "replications": RUNS, "language": "zh-Hans"}
        key = json.loads(page.ask("POST", "/questions", sent)[2])["id"]
        while (status := json.loads(page.ask("GET", f"/questions/{key}")[2]))["state"] in ("waiting", "running"):
            time.sleep(0.3)
        assert status["state"] == "done", status
        yield SimpleNamespace(rows=json.loads(printed.getvalue()), out=out, answer=f"{page.address}answers/{key}/")


@pytest.fixture(scope="module")
def book(own):
    return openpyxl.load_workbook(own.out / "comparison.xlsx", data_only=True)


@pytest.fixture(scope="module")
def report(own, browser):
    page = visited(browser, (own.out / "report.html").as_uri())
    yield page
    assert page.wrong == []
    page.context.close()


@pytest.fixture(scope="module")
def data(report):
    return json.loads(report.evaluate("document.getElementById('page-data').textContent"))["comparison"]


def plain(text):
    return text.replace(",", "").replace("−", "-").replace("%", "")


def agrees(text, value, factor=1.0, beside=()):
    """Whether a text is a value rounded once to the digits it shows. beside : texts with which it shares them."""
    decimals = len(plain(text).partition(".")[2])
    widest = max((abs(float(plain(one))) for one in (text, *beside)), default=0.0)
    unit = 10.0 ** (math.floor(math.log10(widest)) - 2) if widest >= 10_000 else 10.0**-decimals
    return abs(float(plain(text)) - factor * value) <= 0.5 * unit + 1e-6 * max(1e-6, abs(factor * value))


def test_the_answer_of_the_page_is_the_file_of_the_command_line(own):
    for name in ("effects.csv", "villages.csv", "unions.csv"):
        with urllib.request.urlopen(own.answer + name) as sent:
            assert sent.read() == (own.out / name).read_bytes()
    with urllib.request.urlopen(own.answer + "report.html") as sent:
        mine, its = ((text, re.search(r'id="page-data">(.*?)</script>', text).group(1))
                     for text in (sent.read().decode(), (own.out / "report.html").read_text("utf-8")))  # fmt: skip
    assert mine[1] == its[1]  # every village, month, proposal and curve
    tables = [re.search(r'id="main_results">.*?</table>', text, re.S).group() for text, _ in (mine, its)]
    answers = [re.search(r'<dl class="answer">.*</dl>', text, re.S).group() for text, _ in (mine, its)]
    assert tables[0] == tables[1] and answers[0] == answers[1]


def test_every_headline_is_the_same_in_report_workbook_and_json(own, report, book, data):
    rows = {(one["scenario"], one["indicator"]): one for one in own.rows
            if (one["stratum"], one["period"], one["uncertainty"]) == ("county", LAST_YEAR, ASSUMPTIONS)}  # fmt: skip
    scenarios = {one["label"][1]: one["key"] for one in data["curves"]["scenarios"]}
    indicators = {one["label"][1]: one for one in data["curves"]["indicators"]}
    heads = report.locator("#main_results thead th").all_text_contents()[2:]
    compared = 0
    in_book = {}
    for row in book["结果"].iter_rows(min_row=2, values_only=True):
        if row[KIND] == uncertainty_name(ASSUMPTIONS):
            in_book[row[SCENARIO], row[INDICATOR]] = row
    for line in report.locator("#main_results tbody tr").all():
        label = line.locator("th").evaluate("one => one.firstChild.textContent")
        of = indicators[label]
        factor = 100.0 if of["kind"] == "share" else 1.0
        for scenario, cell in zip(heads, line.locator("td").all_text_contents()[1:], strict=True):
            told, kept = rows[scenarios[scenario], of["key"]], in_book[scenario, label]
            for place, name in enumerate(TOLD, start=FIRST_NUMBER):
                written = kept[place]
                assert (written is None) == (told[name] is None or not math.isfinite(told[name])), (label, name)
                assert written is None or math.isclose(written, told[name], rel_tol=1e-12, abs_tol=1e-15)
            shown = NUMBER.findall(cell)
            values = [
                (told[name], 100.0 if name == "p_better" else factor) for name in TOLD[:6] if told[name] is not None
            ]
            if kept[NOTE] and not shown:  # nothing differs, or nothing is known: said in words
                continue
            assert len(shown) >= len(values), (label, cell)
            for text, value in zip(shown, values):
                assert agrees(text, *value, beside=shown[: len(values)]), (label, cell, text, told)
            compared += len(values)
    assert compared > 40


def test_fifty_villages_are_the_same_in_report_page_and_workbook(own, report, book, data, browser):
    sheet = book["村级结果"].iter_rows(values_only=True)
    heads = next(sheet)
    in_book = {(row[0], row[3]): dict(zip(heads, row, strict=True)) for row in sheet}
    answer = visited(browser, own.answer + "report.html")
    draw, ids = random.Random(SEED), data["places"]["ids"]
    outcomes = {one["label"][1]: one for one in data["means"]["outcomes"]}
    levels = differences = 0
    for village in draw.sample(ids, VILLAGES):
        one = draw.choice(data["scenarios"])
        hash = f"#village={village}&scenario={one['key']}"
        (name, cells), same = report.evaluate(CARD, hash), answer.evaluate(CARD, hash)
        assert name.endswith(village) and [name, cells] == same
        kept = in_book[one["label"][1], village]
        for label, level, change in cells:
            of = outcomes[label]
            unit = "" if of["kind"] == "share" or not of["unit"][1] else f"（{of['unit'][1]}）"
            factor = 100.0 if of["kind"] == "share" else 1.0
            assert agrees(level, kept[label + unit], factor), (label, level, kept[label + unit])
            assert float(plain(level)) == float(plain(number(kept[label + unit], of["kind"])))
            levels += 1
            head = f"{label} · 差异{unit}"
            if head in kept and kept[head] is not None:
                assert agrees(change.split(" ±")[0], kept[head], factor), (label, change, kept[head])
                differences += 1
    assert levels > 5 * VILLAGES and differences > 2 * VILLAGES
    assert answer.wrong == []
    answer.context.close()


def test_every_union_in_sight_is_the_same_in_report_and_workbook(report, book):
    rows = {(row[1], row[2]): row for row in book["联村"].iter_rows(min_row=2, values_only=True)}
    shown = report.locator("#unions > div > .wide tbody tr").all()
    for line in shown:
        members, form, runs, alive, _, *shares = (line.locator("th, td").all_text_contents())[:9]
        kept = rows[members, form]
        assert runs == f"{kept[3]}/{kept[4]}" and alive == str(kept[5])
        for text, value in zip(shares, kept[7:11], strict=True):
            assert text == "–" if value is None else agrees(text, value, 100.0), (members, text, value)
    assert shown
