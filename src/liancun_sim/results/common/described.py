"""What every result says of its scenarios, settings and indicators, so that it can be read without the model."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from liancun_sim.vocabulary import Label

Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True, slots=True)
class IndicatorInfo:
    """What a person must know of an indicator: names, unit, and which direction is the better one."""

    key: str
    label: Label
    unit: str
    better: Better
    level: str = "county"  # the entity it is measured on
    real: bool = False  # in yuan of the base year
    absent: str = ""  # key of the reason why it may be empty, where that is not for want of anything to measure


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting in which a scenario differs from the defaults.

    Parameters
    ----------
    part : Label — the policy it belongs to, or the decision rule, the county, …
    key : str — as written in the scenario file: ``strong_weak_pairing.pairs``.
    value, default : numbers, months, names; a Label for a choice.
    plausible : the range an assumption may lie in, if it is one.
    """

    part: Label
    key: str
    label: Label
    value: Any
    default: Any = None
    unit: str = ""
    source: str = ""
    plausible: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class ScenarioInfo:
    """A scenario as the reports name it: policies by the name used in the file, and non-default settings."""

    key: str
    label: Label
    policies: Mapping[str, Label] = field(default_factory=dict)
    settings: tuple[Setting, ...] = ()
    digest: str = ""
