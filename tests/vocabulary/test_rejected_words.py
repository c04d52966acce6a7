"""One word for one thing, neutral words and Chinese punctuation, over every text the package holds."""

import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

import liancun_sim
from house_words import CONCEPTS, REJECTED, mainland, rejected, rejected_english, style
from liancun_sim.catalogue.entries import entries
from liancun_sim.scenario import load_scenario, shipped_names
from liancun_sim.vocabulary.language import SCRIPTS, regional, traditional
from liancun_sim.vocabulary.messages import messages
from liancun_sim.vocabulary.sources import source_label

ROOT = Path(__file__).parents[2]
PACKAGE = Path(liancun_sim.__file__).parent
READ_NOT_SAID = (
    "county/spreadsheet/",
    "county/boundaries/",
    "county/place_names.py",
    "county/reported_cases.py",
    "cli/placeholders.py",
)
"""Patterns of what people write in their tables, and titles quoted."""

ALLOWED = ("由程序合成：",)
"""What earlier exports say."""


def _strings() -> Iterator[tuple[str, str]]:
    for source in sorted(PACKAGE.rglob("*.py")):
        place = source.relative_to(PACKAGE).as_posix()
        if place.startswith(READ_NOT_SAID):
            continue
        tree = ast.parse(source.read_text("utf-8"))
        documented = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
                yield place, node.value
    for path in (files("liancun_sim.vocabulary") / "messages").iterdir():
        for key, entry in messages(path.name.removesuffix(".toml")).items():
            yield f"{path.name} [{key}]", entry["zh"]
    for one in entries():
        yield from ((one.key, text) for text in (one.label.zh, one.definition.zh, source_label(one.source).zh))
    for key in shipped_names():
        scenario = load_scenario(key)
        yield from ((key, label.zh) for label in (scenario.name, *scenario.policy_labels.values()))


def _english() -> Iterator[tuple[str, str]]:
    """Labels, messages and terms in English."""
    for path in (files("liancun_sim.vocabulary") / "messages").iterdir():
        for key, entry in messages(path.name.removesuffix(".toml")).items():
            yield f"{path.name} [{key}]", entry["en"]
    for one in entries():
        yield from ((one.key, text) for text in (one.label.en, one.definition.en))


def _is_chinese(text: str) -> bool:
    """More Chinese characters than words in letters: an English text may quote a Chinese term."""
    return len(re.findall("[\u4e00-\u9fff]", text)) > len(re.findall("[A-Za-z]{2,}", text))


CHINESE = [(place, text) for place, text in _strings() if _is_chinese(text) and text not in ALLOWED]


@pytest.mark.parametrize("term", REJECTED)
def test_a_rejected_term_is_nowhere(term: str) -> None:
    pattern = re.compile(term)
    found = [f"{place}: {text}" for place, text in CHINESE if pattern.search(text)]
    assert not found, f"{term} → {REJECTED[term]}"


def test_every_concept_is_called_by_its_term_somewhere() -> None:
    said = "\n".join(text for _, text in CHINESE)
    assert [concept["zh"] for concept in CONCEPTS.values() if concept["zh"] not in said] == []


@pytest.mark.parametrize("concept", CONCEPTS)
def test_a_concept_has_its_term_in_taiwan_and_hong_kong(concept: str) -> None:
    told = CONCEPTS[concept]
    for place, language in (("taiwan", "zh-Hant"), ("hong_kong", "zh-HK")):
        assert regional(told["zh"], language) == told.get(place, traditional(told["zh"], language))


@pytest.mark.parametrize("language", SCRIPTS)
def test_every_text_is_wholly_in_the_words_of_its_place(language: str) -> None:
    left = ((place, said, mainland(said, language)) for place, text in CHINESE if (said := regional(text, language)))
    assert [(place, said, words) for place, said, words in left if words] == []
    assert mainland("请打开文件", language) == ["打开 → 開啟", "文件 → 檔案", "请", "开"]


def test_no_english_text_uses_a_term_the_glossary_does_not() -> None:
    assert [(place, text, faults) for place, text in _english() if (faults := rejected_english(text))] == []
    planted = "A merger of poor villages, by luck; reports were fabricated"
    assert len(rejected_english(planted)) == 4


def test_no_comment_or_docstring_calls_what_the_program_draws_made_up() -> None:
    made_up = re.compile(r"\bmade[ -]up\b(?! of)")  # drawn, invented, synthesised
    sources = (path for suffix in ("*.py", "*.yaml", "*.toml") for path in sorted(PACKAGE.rglob(suffix)))
    lines = (
        f"{path.relative_to(PACKAGE)}:{number}: {line.strip()}"
        for path in sources
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if made_up.search(line)
    )
    assert list(lines) == []


GUIDES = [path for path in sorted(ROOT.rglob("*.md")) if not {".venv", "site"} & set(path.parts)]
ELSEWHERE = [
    path
    for pattern in (
        "*.ipynb",
        "*.po",
        "*.yaml",
        "*.js",
        "site/*.toml",
        "site/theme/**/*",
        "verification/*.py",
        "experiments/*/*.py",
    )
    for path in sorted(ROOT.rglob(pattern))
    if path.is_file() and not {".venv", "tests", "results", "fuzzing"} & set(path.parts)
]
"""Notebooks, what click says, scenarios and studies, pages, and programs that print results."""
READ_NOT_PRINTED = ("known_county.py", "office_values.py")
CHINESE_RUN = re.compile(r"[\u4e00-\u9fff（）、，；：。～/·%\d]*[\u4e00-\u9fff]+[\u4e00-\u9fff（）、，；：。～/·%\d]*")
QUOTED_OR_PATHS = re.compile(r"`[^`]*`|“[^”]*”|\]\([^)]*\)")


def test_guides_and_studies_use_the_same_words() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {faults}"
        for path in GUIDES
        if path.name not in ("CHANGELOG.md", "glossary.md")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if _is_chinese(line) and not line.startswith(">")
        if (faults := rejected(QUOTED_OR_PATHS.sub("", line)))
    ]
    assert found == []


def test_notebooks_pages_and_printed_results_use_the_same_words() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {faults}"
        for path in ELSEWHERE
        if path.name not in READ_NOT_PRINTED
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if (faults := [fault for run in CHINESE_RUN.findall(QUOTED_OR_PATHS.sub("", line)) for fault in rejected(run)])
    ]
    assert len(ELSEWHERE) > 60
    assert found == []


def test_no_text_stands_against_the_rules_of_punctuation_and_numbers() -> None:
    assert [(place, text, faults) for place, text in CHINESE if (faults := style(text))] == []
