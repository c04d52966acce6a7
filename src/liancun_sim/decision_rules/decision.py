"""How a union is decided: the scenario's choice, since the sources do not say whose 80 % it is."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision rule and its electorate.

    rule : key of a file in ``decision_rules/``.
    threshold : share of the electorate that must agree. [0–1] (source documents: at least 80 % of the masses)
    unit : who answers, key of an `Electorate`.
    scope : every member village must pass, or all answers are pooled.
    silence : no answer counts as ``no``, or is ``left_out`` of the count.
    voters : of adults, those who live in the village, or all who are registered there; who is away answers nothing.
    response_rate : share of the electorate that answers or attends. [0–1]
    quorum, majority : of a statutory assembly: share present, share of those present. [0–1]
        (Organic Law of Villagers' Committees: two thirds of household representatives, more than half)
    secret_ballot : answers carry no pressure.
    """

    rule: str = "threshold"
    threshold: float = 0.80
    unit: str = "households"
    scope: Literal["each_village", "pooled"] = "each_village"
    silence: Literal["no", "left_out"] = "no"
    voters: Literal["resident", "registered"] = "resident"
    response_rate: float = 1.0
    quorum: float = 2 / 3
    majority: float = 0.5
    secret_ballot: bool = False
