"""What `plan` returns: the plan, its alternatives, who is left out, and what all of it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from liancun_sim.results import Rings
from liancun_sim.vocabulary import Label


@dataclass(frozen=True, eq=False)
class Checked:
    """A plan checked against rules.

    plan : its unions (columns of plan.csv that can be told of any plan). broken : a sentence for every rule it breaks.
    beside : the table of alternatives, of the plan checked and the original. unit : of the aim.
    """

    plan: pd.DataFrame
    broken: tuple[str, ...]
    beside: pd.DataFrame
    unit: str


@dataclass(frozen=True, eq=False)
class Advice:
    """Partners of one village.

    village : its name. table : see `columns.ADVICE`. names : of villages by id. forms : their names by key.
    facts : as of `Plans`.
    """

    village: str
    table: pd.DataFrame
    names: Mapping[str, str]
    forms: Mapping[str, Label]
    facts: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Plans:
    """A plan and everything told of it.

    Parameters
    ----------
    plan, candidates, alternatives, left_out, frontier : tables, see `columns`.
    name, county : what plan and county are called. aim : what was aimed at, and its unit. other_aim : of the frontier.
    facts : numbers sentences are made of. scenario : the document that runs the plan.
    unions : of every plan of `alternatives`, as a scenario lists them.
    villages : by id: township, village, x_km, y_km. edges : adjacent ids. outlines : by id, where known.
    forms : names of the forms by key.
    """

    plan: pd.DataFrame
    candidates: pd.DataFrame
    alternatives: pd.DataFrame
    left_out: pd.DataFrame
    frontier: pd.DataFrame
    name: Label
    county: Label
    aim: Label
    unit: str
    other_aim: Label
    facts: Mapping[str, Any]
    scenario: Mapping[str, Any]
    forms: Mapping[str, Label]
    villages: pd.DataFrame
    edges: tuple[tuple[str, str], ...]
    outlines: Mapping[str, Rings] = field(default_factory=dict)
    provenance: dict[str, Any] = field(default_factory=dict)
    notes: tuple[Label, ...] = ()
    unions: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
