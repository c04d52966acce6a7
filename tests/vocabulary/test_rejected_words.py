"""One word for one thing, neutral words and Chinese punctuation, over every text the package holds."""

import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

import liancun_sim
from house_words import REJECTED, rejected, rejected_english, style
from liancun_sim.catalogue.entries import entries
from liancun_sim.scenario import load_scenario, shipped_names
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


def test_no_english_text_uses_a_term_the_glossary_does_not() -> None:
    assert [(place, text, faults) for place, text in _english() if (faults := rejected_english(text))] == []
    planted = "A merger of poor villages, by luck; reports were fabricated"
    assert len(rejected_english(planted)) == 4


GUIDES = [path for path in sorted(ROOT.rglob("*.md")) if not {".venv", "site"} & set(path.parts)]
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


def test_no_text_stands_against_the_rules_of_punctuation_and_numbers() -> None:
    assert [(place, text, faults) for place, text in CHINESE if (faults := style(text))] == []
