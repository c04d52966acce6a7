"""The claimed change of treated villages, split into what caused it.

Each term is computed by its own formula from its own worlds; that they add up to the claim is checked,
never arranged. With Y true, A reported and Ã reported without kindness, P the policy's world, N the one
without it, t0 before anything acts, t1 the last assessment, and T the treated:

    claimed        = mean_T [A^P(t1) − A^P(t0)]
    policy_effect  = mean_T [Y^P(t1) − Y^N(t1)]
    secular        = mean_T of the change had every village moved by the county's mean drift only
    selection      = mean_T [Y^N(t1) − Y^N(t0)] − secular
    measurement    = mean_T [(Ã^P(t1) − Y^P(t1)) − (A^P(t0) − Y^P(t0))]
    assessor_bias  = mean_T [A^P(t1) − Ã^P(t1)]
    displacement   = mean_{not T} [Y^P(t1) − Y^N(t1)]

A claim may be of a level instead of a change ("80 % agree"); then it and the choice of villages begin
from nothing and from all villages:

    claimed        = mean_T A^P(t1)
    starting_level = mean_{all} Y^N(t0)                              what anybody would have found
    selection      = mean_T Y^N(t1) − starting_level − secular       those chosen stood higher already
"""

from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.analysis.audit.averages import ANYWAY, averaged, possible_of
from liancun_sim.results.audit.audit import Audit
from liancun_sim.results.audit.columns import (
    AUDIT,
    AUDIT_SUMMARY,
    CLAIMED,
    CLAIMS,
    LEVEL_PARTS,
    MOBILISED,
    NEVER_REACHED,
    REACHED_EARLIER,
    STARTING_LEVEL,
    TERMS,
    TREATED,
    UNTREATED,
    parts_of,
)

Floats = npt.NDArray[np.float64]
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Villages:
    """One indicator of one world and replication: (village,) columns of OUTCOMES, read by name."""

    columns: Mapping[str, npt.NDArray[np.generic]]

    def mean(self, values: Floats, *groups: str) -> float:
        """Mean over the villages of some groups; NaN where there are none."""
        counted = np.isin(self.columns["group"], groups)
        return float(values[counted].mean()) if counted.any() else float("nan")

    def __getitem__(self, name: str) -> Floats:
        return np.asarray(self.columns[name], dtype=np.float64)


def claimed(v: Villages) -> float:
    return v.mean(v["assessed_after"] - v["assessed_before"], TREATED)


def policy_effect(v: Villages) -> float:
    return v.mean(v["true_after"] - v["without_after"], TREATED)


def secular(v: Villages) -> float:
    return v.mean(v["drifted"] - v["without_before"], TREATED)


def selection(v: Villages) -> float:
    return v.mean(v["without_after"] - v["without_before"], TREATED) - secular(v)


def level_claimed(v: Villages) -> float:
    return v.mean(v["assessed_after"], TREATED)


def starting_level(v: Villages) -> float:
    """Over all villages of the county; NaN where there is no claim to be part of."""
    return float(v["without_before"].mean()) if treated_villages(v) else float("nan")


def level_selection(v: Villages) -> float:
    return v.mean(v["without_after"], TREATED) - starting_level(v) - secular(v)


def measurement(v: Villages) -> float:
    error_after = v["shadow_after"] - v["true_after"]
    error_before = v["assessed_before"] - v["true_before"]
    return v.mean(error_after - error_before, TREATED)


def assessor_bias(v: Villages) -> float:
    return v.mean(v["assessed_after"] - v["shadow_after"], TREATED)


def displacement(v: Villages) -> float:
    """On all that are untreated at the end, those served earlier among them."""
    return v.mean(v["true_after"] - v["without_after"], REACHED_EARLIER, *NEVER_REACHED)


def displacement_never_reached(v: Villages) -> float:
    return v.mean(v["true_after"] - v["without_after"], *NEVER_REACHED)


def displacement_mobilised(v: Villages) -> float:
    """On those that were asked to unite, and did not."""
    return v.mean(v["true_after"] - v["without_after"], MOBILISED)


def displacement_never_approached(v: Villages) -> float:
    return v.mean(v["true_after"] - v["without_after"], UNTREATED)


def secular_all(v: Villages) -> float:
    """The secular change over all villages of the county (S_all)."""
    return float((v["drifted"] - v["without_before"]).mean())


def anticipation(v: Villages) -> float:
    """The part of the policy effect that was there in the month before a village's union or support began."""
    return v.mean(v["anticipated"], TREATED)


def treated_villages(v: Villages) -> float:
    return float((v.columns["group"] == TREATED).sum())


FORMULAS: Mapping[str, Callable[[Villages], float]] = {
    CLAIMED: claimed,
    "policy_effect": policy_effect,
    "secular": secular,
    "selection": selection,
    "measurement": measurement,
    "assessor_bias": assessor_bias,
    "displacement": displacement,
    "displacement_never_reached": displacement_never_reached,
    "displacement_mobilised": displacement_mobilised,
    "displacement_never_approached": displacement_never_approached,
    "secular_all": secular_all,
    "anticipation": anticipation,
    "treated_villages": treated_villages,
}

OF_A_LEVEL: Mapping[str, Callable[[Villages], float]] = {
    **FORMULAS,
    CLAIMED: level_claimed,
    STARTING_LEVEL: starting_level,
    "selection": level_selection,
}


def audit_terms(audit: Audit) -> pd.DataFrame:
    """Every term in every world, replication and indicator: the columns of AUDIT."""
    rows = [
        (*keys, term, formula(villages))
        for keys, villages in each(audit)
        for term, formula in (OF_A_LEVEL if CLAIMS[keys[2]].level else FORMULAS).items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[c.name for c in AUDIT])


def each(audit: Audit) -> list[tuple[tuple[str, int, str], Villages]]:
    """((world, replication, indicator), its villages), in the order to be shown."""
    keys = ["scenario", "replication", "indicator"]
    worlds, claims = list(audit.worlds), list(CLAIMS)
    found = []
    for (world, number, claim), part in audit.outcomes.groupby(keys, observed=True, sort=False):
        columns = {str(name): part[name].to_numpy() for name in part.columns if name not in keys}
        found.append(((str(world), int(str(number)), str(claim)), Villages(columns)))
    return sorted(found, key=lambda one: (worlds.index(one[0][0]), one[0][1], claims.index(one[0][2])))


@dataclass(frozen=True, slots=True)
class BrokenIdentity:
    """A replication in which the parts do not add up to the claim. gap : claim less sum, in the claim's unit."""

    scenario: str
    replication: int
    indicator: str
    gap: float


def broken_identities(terms: pd.DataFrame) -> list[BrokenIdentity]:
    """Where |claimed − Σ parts| exceeds the tolerance, or where only some of the terms are known."""
    gap, known, whole = added_up(terms)
    wrong = known & (~whole | (gap.abs() > TOLERANCE))
    return [BrokenIdentity(str(s), int(r), str(i), float(gap[(s, r, i)])) for s, r, i in gap.index[wrong]]


def largest_gap(terms: pd.DataFrame) -> float:
    """The largest |claimed − Σ parts| of all replications."""
    gap, _, whole = added_up(terms)
    return float(gap[whole].abs().max()) if whole.any() else 0.0


def added_up(terms: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series]:
    """claimed − Σ parts by (world, replication, indicator); whether any of them is known; whether all are."""
    wide = terms[terms["term"].isin([CLAIMED, *LEVEL_PARTS])].pivot_table(
        index=["scenario", "replication", "indicator"], columns="term", values="value", dropna=False, sort=False,
        observed=True,
    )  # fmt: skip
    wide = wide.reindex(columns=[CLAIMED, *LEVEL_PARTS])
    own = pd.DataFrame(
        [[term == CLAIMED or term in parts_of(str(key[2])) for term in wide.columns] for key in wide.index],
        index=wide.index, columns=wide.columns, dtype=bool,
    )  # fmt: skip
    gap = wide[CLAIMED] - wide[list(LEVEL_PARTS)].where(own[list(LEVEL_PARTS)]).sum(axis=1)
    return gap, (wide.notna() & own).any(axis=1), (wide.notna() | ~own).all(axis=1)


def audit_summary(terms: pd.DataFrame) -> pd.DataFrame:
    """Mean and interval of every term, and of `ANYWAY`: the columns of AUDIT_SUMMARY.

    Conversion is pooled over replications as a ratio of sums, with a bootstrap interval; the rest has the
    t interval over replications. No interval leaves what is possible or has no width.
    """
    together = terms[terms["term"].isin(["selection", "measurement"])]
    keys = COUNTED_BY
    anyway = together.groupby(keys, observed=True, sort=False)["value"].sum(min_count=2).reset_index()
    table = pd.concat([terms, anyway.assign(term=ANYWAY)], ignore_index=True)
    counts = treated_counts(terms)
    rows = []
    for (world, claim, term), part in table.groupby(["scenario", "indicator", "term"], observed=True, sort=False):
        values = part["value"].to_numpy(dtype=np.float64)
        weights = counts.loc[pd.MultiIndex.from_frame(part[keys])].to_numpy(dtype=np.float64)
        pooled = CLAIMS[str(claim)].pooled and term in (CLAIMED, *LEVEL_PARTS, ANYWAY, "anticipation")
        found = averaged(values, weights, pooled, possible_of(str(claim), str(term)))
        unit = "villages" if term == "treated_villages" else CLAIMS[str(claim)].unit
        rows.append((str(world), str(claim), str(term), unit, *astuple(found)))
    summary = pd.DataFrame(rows, columns=[c.name for c in AUDIT_SUMMARY])
    order = summary["term"].map({name: i for i, name in enumerate((*TERMS, ANYWAY))})
    place = summary["scenario"].map({name: i for i, name in enumerate(dict.fromkeys(terms["scenario"]))})
    ranks = pd.DataFrame({"world": place, "claim": summary["indicator"].map(list(CLAIMS).index), "term": order})
    return summary.loc[ranks.sort_values(["world", "claim", "term"]).index].reset_index(drop=True)


COUNTED_BY = ["scenario", "replication", "indicator"]


def treated_counts(terms: pd.DataFrame) -> pd.Series:
    """Villages counted, by COUNTED_BY."""
    return terms[terms["term"] == "treated_villages"].set_index(COUNTED_BY)["value"]
