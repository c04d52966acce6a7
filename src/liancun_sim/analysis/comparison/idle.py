"""Policies that found nothing to act on, and whether a scenario did anything at all."""

from dataclasses import dataclass

from liancun_sim.results import Comparison
from liancun_sim.vocabulary import Label


@dataclass(frozen=True, slots=True)
class Idle:
    """A policy that did nothing in so many of the runs there are, and what it says of the first of them."""

    policy: str
    why: Label
    runs: int
    of: int


def idle_policies(comparison: Comparison, scenario: str) -> list[Idle]:
    """The policies of a scenario that did nothing in some run under the leading kind of uncertainty."""
    kind = comparison.leading_uncertainty
    table = comparison.idle
    mine = table[table["scenario"] == scenario].sort_values(["uncertainty", "replication"])  # at the defaults first
    return [
        Idle(str(policy), Label(rows["en"].iloc[0], rows["zh"].iloc[0]), count, comparison.runs(kind))
        for policy, rows in mine.groupby("policy", sort=True)
        if (count := int((rows["uncertainty"] == kind).sum()))
    ]


def did_nothing(comparison: Comparison, scenario: str) -> bool:
    """Whether every policy of a scenario that has some did nothing in every run."""
    policies = comparison.scenarios[scenario].policies
    found = {one.policy: one for one in idle_policies(comparison, scenario)}
    return bool(policies) and all(name in found and found[name].runs == found[name].of for name in policies)
