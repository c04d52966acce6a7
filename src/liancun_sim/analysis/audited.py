"""Everything analysis finds in an audit, computed once for all that is written about it."""

from dataclasses import dataclass

import pandas as pd

from liancun_sim.analysis.audit import BrokenIdentity, audit_summary, audit_terms, broken_identities, largest_gap
from liancun_sim.analysis.estimators import estimators, estimators_summary
from liancun_sim.analysis.event_time import event_time, variant_means
from liancun_sim.results.audit import Audit


@dataclass(frozen=True, eq=False)
class Audited:
    """An audit with its analysis.

    terms, estimators : as written to audit.csv and estimators.csv. summary, estimates : with intervals.
    over_time : effects around the beginning of treatment. variants : means by decision rule.
    broken : replications whose parts do not add up to the claim; gap : the largest difference found.
    """

    audit: Audit
    terms: pd.DataFrame
    summary: pd.DataFrame
    estimators: pd.DataFrame
    estimates: pd.DataFrame
    over_time: pd.DataFrame
    variants: pd.DataFrame
    broken: list[BrokenIdentity]
    gap: float


def audited(audit: Audit) -> Audited:
    """Analyse an audit."""
    terms, estimated = audit_terms(audit), estimators(audit)
    return Audited(
        audit=audit,
        terms=terms,
        summary=audit_summary(terms),
        estimators=estimated,
        estimates=estimators_summary(estimated),
        over_time=event_time(audit),
        variants=variant_means(audit),
        broken=broken_identities(terms),
        gap=largest_gap(terms),
    )
