"""Units and sources are said in both languages."""

import re

import pytest

from liancun_sim.catalogue.entries import entries
from liancun_sim.indicators import indicators
from liancun_sim.vocabulary.sources import source_label
from liancun_sim.vocabulary.units import unit_label

CHINESE = re.compile("[一-鿿]")
SAME = ("1", "share", "")
FILES = re.compile(
    r"(mechanisms|interventions|decision_rules|indicators|county|scenarios|vocabulary)/|mechanism|county"
)


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("yuan/person/year", "元/（人·年）"), ("cadre-months/month", "人月/月"), ("villages", "个村"),
        ("workshops/100 households", "个作坊/百户"), ("yuan/mu/year", "元/（亩·年）"),
        ("elsewhere/year", "elsewhere/year"),
    ],
)  # fmt: skip
def test_a_unit_is_said_part_by_part(unit: str, said: str) -> None:
    assert unit_label(unit).zh == said


def test_every_unit_has_a_chinese_name() -> None:
    units = {entry.unit for entry in entries()} | {one.unit for one in indicators().values()}
    assert [unit for unit in sorted(units) if unit not in SAME and not CHINESE.search(unit_label(unit).zh)] == []


def test_every_source_of_a_default_is_said_in_chinese() -> None:
    sources = {entry.source for entry in entries() if entry.kind in ("coefficient", "lever", "fact", "policy")}
    nameless = [one for one in sorted(sources) if not CHINESE.search(source_label(one).zh)]
    assert nameless == [], "add them to vocabulary/sources.toml"
