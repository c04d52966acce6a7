"""The data dictionary: every column of every file written, from the declarations in `results`."""

from typing import NamedTuple

from liancun_sim.results import (
    EFFECTS,
    GROUPS,
    ROUNDS,
    SERIES,
    SPENDING,
    UNION_LIFE,
    VILLAGES,
    Comparison,
    TableColumn,
    is_term,
)
from liancun_sim.results.comparison.columns import VILLAGE_SUFFIXES
from liancun_sim.vocabulary import Label

FILES = {
    "effects.csv": EFFECTS,
    "series.parquet": SERIES,
    "unions.csv": ROUNDS,
    "union_life.csv": UNION_LIFE,
    "groups.csv": GROUPS,
    "spending.csv": SPENDING,
}
OBSTACLE = TableColumn(
    "main_obstacle", Label("Main obstacle", "主要障碍"), "",
    Label("What stood in the way of most failed rounds it was asked in", "该村参加且未通过的各轮中最常见的障碍"),
)  # fmt: skip


class Entry(NamedTuple):
    """One row of the dictionary."""

    file: str
    column: str
    label: Label
    unit: str
    meaning: Label


def dictionary(comparison: Comparison) -> list[Entry]:
    """A row for every column of every file."""
    rows = [Entry(file, c.name, c.label, c.unit, c.meaning) for file, columns in FILES.items() for c in columns]
    rows += [Entry("villages.csv", c.name, c.label, c.unit, c.meaning) for c in (*VILLAGES, OBSTACLE)]
    for outcome in comparison.outcomes:
        for suffix in VILLAGE_SUFFIXES[: 1 if is_term(outcome.name) else None]:
            label = _with(outcome.label, suffix.label) if suffix.name else outcome.label
            meaning = _with(outcome.meaning, suffix.meaning)
            rows.append(Entry("villages.csv", outcome.name + suffix.name, label, outcome.unit, meaning))
    return rows


def _with(first: Label, second: Label) -> Label:
    return Label(f"{first.en}; {second.en[0].lower()}{second.en[1:]}", f"{first.zh}；{second.zh}")
