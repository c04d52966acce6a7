"""Dated institutional facts (incomes, prices, poverty lines, the law), read from ``facts/*.yaml``.

Each fact has a unit, a source and values by date; it holds from its date until the next. An amount of money says
besides whether it is indexed: in yuan of the base year and growing with prices, or in the yuan of its date. A value
that was not read where its source is published says so: ``derived`` from values that were, or ``recalled``, to be
checked.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import nan
from types import MappingProxyType
from typing import Any

from liancun_sim.vocabulary import Label

MARKS = ("derived", "recalled")
NO_MARKS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Fact:
    """A quantity with its dated values.

    ``dates`` are ISO months (``2008-01``) in ascending order, ``values`` run beside them. ``indexed``: of money,
    whether it grows with the price index; None for anything else. ``marks``: by date, ``derived`` or ``recalled``.
    ``ends``: the month from which there is no value any more; empty where the last one holds on.
    """

    key: str
    label: Label
    unit: str
    source: str
    dates: tuple[str, ...]
    values: tuple[float, ...]
    indexed: bool | None = None
    marks: Mapping[str, str] = NO_MARKS
    ends: str = ""

    def __post_init__(self) -> None:
        if self.unit.startswith("yuan") != (self.indexed is not None):
            is_money = self.indexed is None
            wants = "is money: say 'indexed: no' or 'indexed: yes'" if is_money else "is no money: drop 'indexed'"
            raise ValueError(f"fact {self.key} ({self.unit}) {wants}")
        if undated := sorted(set(self.marks) - set(self.dates)):
            raise ValueError(f"fact {self.key}: {undated[0]} is marked but has no value")

    @property
    def years(self) -> tuple[int, ...]:
        """The years of its dates."""
        return tuple(int(date[:4]) for date in self.dates)

    def amount(self, month: str, price_index: float) -> float:
        """Money in force in an ISO month, in current yuan; an indexed one is in yuan of the base year."""
        return self.at(month) * (price_index if self.indexed else 1.0)

    def at(self, month: str) -> float:
        """The value in force in an ISO month; before the first date, the first value; NaN once it has ended."""
        if self.ends and month >= self.ends:
            return nan
        return self.values[max(0, bisect_right(self.dates, month) - 1)]


@cache
def _facts() -> dict[str, Fact]:
    from ruamel.yaml import YAML

    yaml = YAML(typ="safe", pure=True)
    found: dict[str, Fact] = {}
    for path in sorted((files("liancun_sim.parameters") / "facts").iterdir(), key=lambda p: p.name):
        for key, entry in yaml.load(path.read_text("utf-8")).items():
            dated = sorted((str(date), float(value)) for date, value in entry["values"].items())
            found[key] = Fact(
                key=key,
                label=Label(entry["en"], entry["zh"]),
                unit=entry["unit"],
                source=entry["source"],
                dates=tuple(date for date, _ in dated),
                values=tuple(value for _, value in dated),
                indexed=_indexed(key, entry),
                marks={str(date): mark for mark in MARKS for date in entry.get(mark, ())},
                ends=str(entry.get("ends", "")),
            )
    return found


def _indexed(key: str, entry: Mapping[str, Any]) -> bool | None:
    said = entry.get("indexed")
    if said not in (None, "yes", "no"):
        raise ValueError(f"fact {key}: 'indexed' is {said!r}; it is yes or no")
    return None if said is None else said == "yes"


def fact(key: str) -> Fact:
    """The dated fact named `key`."""
    return _facts()[key]


def all_facts() -> tuple[Fact, ...]:
    return tuple(_facts().values())
