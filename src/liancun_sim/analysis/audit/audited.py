"""Everything analysis finds in an audit, computed once for all that is written about it."""

from dataclasses import dataclass

import pandas as pd

from liancun_sim.analysis.audit.claim_split import (
    BrokenIdentity,
    audit_summary,
    audit_terms,
    broken_identities,
    largest_gap,
)
from liancun_sim.analysis.audit.estimators import estimators, estimators_summary
from liancun_sim.analysis.audit.event_time import event_time, variant_means
from liancun_sim.results.audit.audit import Audit, world_key
from liancun_sim.results.audit.columns import AS_DESIGNED, RANDOM, TREATED

EVERYBODY = "income_reached"  # an indicator that every village ever served counts for


@dataclass(frozen=True, eq=False)
class Audited:
    """An audit with its analysis.

    terms, estimators : as written to audit.csv and estimators.csv. summary, estimates : with intervals.
    over_time : effects around the beginning of treatment. variants : means by decision rule.
    no_lottery : scenarios whose villages chosen at random are the same villages, for they take all they may.
    broken : replications whose parts do not add up to the claim; gap : the largest difference found.
    """

    audit: Audit
    terms: pd.DataFrame
    summary: pd.DataFrame
    estimators: pd.DataFrame
    estimates: pd.DataFrame
    over_time: pd.DataFrame
    variants: pd.DataFrame
    no_lottery: frozenset[str]
    broken: list[BrokenIdentity]
    gap: float


def same_at_random(audit: Audit, scenario: str) -> bool:
    """Whether in every replication the villages reached as designed and at random are the same ones."""
    table = audit.outcomes[(audit.outcomes["indicator"] == EVERYBODY) & (audit.outcomes["group"] == TREATED)]
    reached = [
        set(zip(part["replication"], part["village_id"]))
        for part in (table[table["scenario"] == world_key(scenario, design)] for design in (AS_DESIGNED, RANDOM))
    ]
    return bool(reached[0]) and reached[0] == reached[1]


def audited(audit: Audit) -> Audited:
    """Analyse an audit."""
    terms, estimated = audit_terms(audit), estimators(audit)
    return Audited(
        audit=audit,
        terms=terms,
        summary=audit_summary(terms),
        estimators=estimated,
        estimates=estimators_summary(estimated, terms),
        over_time=event_time(audit),
        variants=variant_means(audit),
        no_lottery=frozenset(key for key in audit.scenarios if same_at_random(audit, key)),
        broken=broken_identities(terms),
        gap=largest_gap(terms),
    )
