"""The Chinese page of the model holds what the English one does: sections, tables, formulas and coefficients."""

import re
from collections import Counter
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
TABLE = re.compile(r"<!-- catalogue:(\S+) -->.*?<!-- /catalogue -->", re.DOTALL)
DISPLAYED = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
NAMED = re.compile(r"`([a-z_]+(?:\.[a-z_]+)*)`")


def _pages() -> tuple[str, str]:
    english, chinese = ((DOCS / name).read_text("utf-8") for name in ("model.md", "model.zh.md"))
    return english, chinese


def test_both_pages_have_the_same_tables_in_the_same_order():
    english, chinese = (TABLE.findall(page) for page in _pages())
    assert chinese == english
    assert len(chinese) == 20


def test_both_pages_have_the_same_numbered_sections():
    english, chinese = (re.findall(r"^#+ ([\d.]+[a-c]?) ", page, re.MULTILINE) for page in _pages())
    assert chinese == english
    assert "7.12" in chinese


def test_every_displayed_formula_is_on_both_pages():
    english, chinese = (Counter("".join(one.split()) for one in DISPLAYED.findall(page)) for page in _pages())
    assert chinese == english
    assert len(chinese) > 15


def test_every_coefficient_and_column_named_in_one_text_is_named_in_the_other():
    english, chinese = (Counter(NAMED.findall(TABLE.sub("", page))) for page in _pages())
    assert set(english) - set(chinese) == set()
    assert set(chinese) - set(english) == set()
    assert len(chinese) > 150
