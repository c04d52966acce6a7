"""Effects by months since treatment began, and the variants of the decision rule: means over replications."""

import numpy as np
import pandas as pd

from liancun_sim.analysis.audit.averages import averaged, possible_of
from liancun_sim.analysis.statistics.possible import least_and_most
from liancun_sim.results.audit.audit import Audit
from liancun_sim.results.audit.columns import CLAIMS, VARIANTS


def event_time(audit: Audit) -> pd.DataFrame:
    """scenario, indicator, months_since, villages, mean, ci_low, ci_high: the policy's effect around its beginning.

    Of a replication the villages are the same in every month; only months seen in every replication are kept, so
    that no month is about other villages than the next.
    """
    rows = []
    for (world, claim), part in audit.event_time.groupby(["scenario", "indicator"], observed=True, sort=False):
        replications = part["replication"].nunique()
        for since, month in part.groupby("months_since"):
            if len(month) == replications:
                effect, count = month["effect"].to_numpy(np.float64), month["villages"].to_numpy(np.float64)
                found = averaged(effect, count, CLAIMS[str(claim)].pooled, possible_of(str(claim), "policy_effect"))
                rows.append((world, claim, since, float(count.mean()), found.mean, found.low, found.high))
    names = ["scenario", "indicator", "months_since", "villages", "mean", "ci_low", "ci_high"]
    return pd.DataFrame(rows, columns=names)


VARIANT_KEYS = ["scenario", "rule", "unit", "scope", "pressure"]
VARIANT_VALUES = ["proposals", "unions", "villages", "stated", "private", "stated_united", "private_united"]


def variant_means(audit: Audit) -> pd.DataFrame:
    """A row per variant of the decision rule: the mean over replications of each value, and its interval's ends.

    Columns: VARIANT_KEYS, then for each value ``x``, ``x_low``, ``x_high``.
    """
    rows, units = [], {column.name: column.unit for column in VARIANTS}
    for keys, part in audit.variants.groupby(VARIANT_KEYS, sort=False):
        row = dict(zip(VARIANT_KEYS, keys))
        for name in VARIANT_VALUES:
            values = part[name].to_numpy(dtype=np.float64)
            found = averaged(values, np.ones(len(values)), False, least_and_most(units[name]))
            row |= {name: found.mean, f"{name}_low": found.low, f"{name}_high": found.high}
        rows.append(row)
    return pd.DataFrame(
        rows, columns=[*VARIANT_KEYS, *(f"{n}{end}" for n in VARIANT_VALUES for end in ("", "_low", "_high"))]
    )
