"""Six runs on a small county, in Chinese: no term given up, no English, no mark or number against the rules."""

import os
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import openpyxl
import pytest

from house_words import english, mainland, rejected, style
from liancun_sim.cli import run
from liancun_sim.county import make_county, save_county
from liancun_sim.vocabulary import use_language
from liancun_sim.vocabulary.language import SCRIPTS, regional
from spoken_texts import of_folder, of_page

RULES = """\
sizes: [2]
unions: {at_most: 2}
horizon: 18
alternatives: 2
simulate: {learn: 2, assumptions: 10, at_most: 10}
"""
STUDY = """\
name: {en: Small, zh: 小研究}
scenarios: [baseline, strong_weak_pairing]
county: county
design: {kind: latin_hypercube, points: 4}
months: 12
replications: 2
outcomes: [income_mean, converted_true]
"""
HEADERS = ("乡镇", "村名", "户数", "人口", "人均纯收入（元）", "耕地（亩）", "相邻村")
ROWS = (("柳林镇", "王庄", 120, 430, 3200, 800, "李庄"), ("柳林镇", "李庄", 90, 310, "3,2O0", 600, "王庄"))
PAIRING = "strong_weak_pairing"
RUNS: dict[str, tuple[tuple[str, ...], ...]] = {
    "compare": (("compare", PAIRING, "small_village_consolidation", "--county", "county", "--months", "13",
                 "--replications", "2", "--workers", "1", "--out", "比较"),),
    "audit": (("audit", PAIRING, "--county", "county", "--months", "13", "--replications", "2", "--workers", "1",
               "--decision-variants", "--out", "核验"),),
    "study": (("sweep", "研究.yaml", "--workers", "1", "--out", "结果库"),
              ("analyse", "结果库", "--out", "研究", "--event", "income_mean<4000")),
    "plan": (("plan", "规则.yaml", "--county", "county", "--workers", "1", "--out", "方案"),),
    "import": (("county", "import", "错.xlsx", "--out", "导入"),
               ("county", "import", "好.xlsx", "--out", "导入"), ("county", "check", "导入")),
    "one": (("run", "baseline", "--county", "one", "--months", "1", "--replications", "1", "--workers", "1",
             "--out", "一月"),
            ("explain", PAIRING, "attitude.pressure", "--county", "one", "--village", "T01V001", "--month", "0"),
            ("compare",), ("compare", "--help"), ("sweep", "--help"), ("county", "show", "one")),
    "help": (("--help",), ("compare", "--help"), ("county", "import", "--help"), ("sweep", "--help")),
}  # fmt: skip
"""What is run, and in which folder it writes."""
WRITES = {"compare": "比较", "audit": "核验", "study": "研究", "plan": "方案", "import": "导入", "one": "一月"}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[tuple[str, str]]]]:
    """run → (place, text) of all it says on the screen and in its files, in Chinese."""
    here = tmp_path_factory.mktemp("six")
    save_county(make_county(villages=12, households=600, seed=5), here / "county")
    save_county(make_county(villages=1, households=60, seed=5), here / "one")
    (here / "规则.yaml").write_text(RULES, "utf-8")
    (here / "研究.yaml").write_text(STUDY, "utf-8")
    _tables(here)
    kept = os.environ.get("LANGUAGE")
    try:
        with chdir(here):
            yield {name: _told(name, here) for name in WRITES}
    finally:
        os.environ.pop("LANGUAGE") if kept is None else os.environ.update(LANGUAGE=kept)


def _tables(here: Path) -> None:
    """A village table with a fault in it, and one without."""
    for name, rows in (("错.xlsx", ROWS), ("好.xlsx", [(*row[:4], 3200, *row[5:]) for row in ROWS])):
        book = openpyxl.Workbook()
        book.active.title = "村表"
        for row in (HEADERS, *rows):
            book.active.append(row)
        book.save(here / name)


def _told(name: str, here: Path) -> list[tuple[str, str]]:
    lines = [("screen", line) for line in _screen(name, "zh")]
    return lines + [(place, text) for place, text in of_folder(here / WRITES[name]) if text]


def _screen(name: str, language: str) -> list[str]:
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        for words in RUNS[name]:
            run([*words, "--lang", language])
    return said.getvalue().splitlines()


@pytest.mark.parametrize(("spoken", "language"), [("zh-TW", "zh-Hant"), ("zh-HK", "zh-HK")])
def test_an_import_and_a_help_are_said_in_the_words_of_their_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoken: str, language: str
) -> None:
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.chdir(tmp_path)
    _tables(tmp_path)
    lines = [*_screen("import", spoken), *_screen("help", spoken)]
    assert len(lines) > 50
    ours = (*(str(name) for row in ROWS for name in row), "错.xlsx", "好.xlsx", "导入")
    told = [(line, mainland(_without(line, ours), language)) for line in lines]
    assert [(line, faults) for line, faults in told if faults] == []


def _without(line: str, names: tuple[str, ...]) -> str:
    """A line without what a person wrote, which stays as it is written."""
    for name in names:
        line = line.replace(name, "")
    return line


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("check", [rejected, english, style])
def test_what_a_run_says_is_chinese_as_its_readers_write_it(told, name: str, check) -> None:
    texts = dict.fromkeys(told[name])
    assert len(texts) > 20
    assert [(place, text, faults) for place, text in texts if (faults := check(text))] == []


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("language", SCRIPTS)
def test_what_a_run_says_is_wholly_in_the_words_of_its_place(told, name, language) -> None:
    """As `--lang zh-TW` and `zh-HK` say it: every text is turned into the words and characters of the place."""
    texts = dict.fromkeys(text for _, text in told[name])
    assert len(texts) > 20
    converted = ((text, regional(text, language)) for text in texts)
    assert [(text, said, faults) for text, said in converted if (faults := mainland(said, language))] == []


def test_the_checks_see_what_is_planted() -> None:
    use_language("zh")
    page = """<p>按受助村审计</p><script type="application/json">{"a": "skipped"}</script><div hidden>Hidden</div>
    <p><span>共 3 个村</span> and more</p><img alt="A map of villages">"""
    texts = of_page(page)
    assert [found for text in texts for found in rejected(text)] == ["受助 → 受帮扶村", "审计 → 成效核验"]
    assert [word for text in texts for word in english(text)] == ["and", "more", "map", "of", "villages"]
    for wrong in (
        "共 3 个村",
        "区间[+5.8 … +15.3]",
        "0–1",
        "上升 12 %",
        "自2008-01起",
        "选项: 有",
        "（人）(村)",
        "考核偏宽  0.0",
    ):
        assert style(wrong), wrong
    for right in (
        "共3个村",
        "区间[+5.8～+15.3]",
        "上升12%",
        "自2008年1月起",
        "选项：有",
        "例如 2008-03",
        "考核偏宽  0.1",
    ):
        assert style(right) == [], right
