"""Dated institutional facts (incomes, prices, poverty lines, the law), read from ``facts/*.yaml``.

Each fact has a unit, a source and values by date; it holds from its date until the next.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from liancun_sim.vocabulary import Label


@dataclass(frozen=True, slots=True)
class Fact:
    """A quantity with its dated values.

    ``dates`` are ISO months (``2008-01``) in ascending order, ``values`` run beside them.
    """

    key: str
    label: Label
    unit: str
    source: str
    dates: tuple[str, ...]
    values: tuple[float, ...]

    def at(self, month: str) -> float:
        """The value in force in an ISO month; before the first date, the first value."""
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
            )
    return found


def fact(key: str) -> Fact:
    """The dated fact named `key`."""
    return _facts()[key]


def all_facts() -> tuple[Fact, ...]:
    return tuple(_facts().values())
