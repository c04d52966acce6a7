"""A pattern: a magnitude or a sign from outside the model, with its source, and what it is used for."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from liancun_sim.vocabulary import Label

Use = Literal["calibration", "validation", "input"]
"""calibration : coefficients may be chosen by it. validation : never. input : holds by construction."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One thing the model is held to.

    Parameters
    ----------
    key : str. number : of the evidence list it comes from, ``P4``; empty where it has none.
    measure : ``set.measure``, see `liancun_sim.patterns.measures`.
    low, high : between which the measure must lie; an open side is infinite. Unit of the measure.
    use : see `Use`. source : where the target comes from, and what of it is an assumption.
    years : first and last year the target is known for; a county of other years is not held to it.
    """

    key: str
    number: str
    label: Label
    measure: str
    low: float
    high: float
    use: Use
    source: Label
    years: tuple[int, int]

    def of(self, start: str) -> bool:
        """Whether worlds that begin in an ISO month are held to it."""
        return self.years[0] <= int(start[:4]) <= self.years[1]


@cache
def patterns() -> dict[str, Pattern]:
    """Every pattern by key, in order of file and place."""
    from ruamel.yaml import YAML

    yaml = YAML(typ="safe", pure=True)
    folder = files("liancun_sim.patterns") / "data"
    entries = [
        (key, entry)
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        for key, entry in yaml.load(path.read_text("utf-8")).items()
    ]
    return {key: _pattern(key, entry) for key, entry in entries}


def _pattern(key: str, entry: dict[str, Any]) -> Pattern:
    if entry["use"] not in get_args(Use):
        raise ValueError(f"pattern {key}: 'use' is {entry['use']!r}; it is one of {', '.join(get_args(Use))}")
    low, high = float(entry.get("low", "-inf")), float(entry.get("high", "inf"))
    if not low < high:
        raise ValueError(f"pattern {key}: 'low' {low:g} is not below 'high' {high:g}")
    first, last = entry.get("years", (2003, 2025))
    return Pattern(
        key, entry.get("number", ""), Label(entry["en"], entry["zh"]), entry["measure"], low, high, entry["use"],
        Label(entry["source"]["en"], entry["source"]["zh"]), (int(first), int(last)),
    )  # fmt: skip
