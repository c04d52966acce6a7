"""A plan found and simulated, as tables."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.interventions import UNION_FORMS, PlannedUnion
from liancun_sim.planner.aims import AIMS
from liancun_sim.planner.comparing import Compared
from liancun_sim.planner.learning import Learnt
from liancun_sim.planner.left_out import ids_of, left_out
from liancun_sim.planner.preparing import Prepared, months_of
from liancun_sim.planner.scenario_of import listed, scenario_document
from liancun_sim.planner.searching import Search, other_aim
from liancun_sim.planner.stability import Blocking, blocking_sets
from liancun_sim.results.plan import columns
from liancun_sim.results.plan.plans import Plans
from liancun_sim.running.common.decisive import model_digest
from liancun_sim.running.common.provenance import county_digest, source_version
from liancun_sim.running.comparison.run_comparison import county_notes
from liancun_sim.vocabulary import Label
from liancun_sim.vocabulary.messages import messages

IntArray = npt.NDArray[np.intp]
Planned = Mapping[str, tuple[tuple[PlannedUnion, ...], npt.NDArray[np.float64]]]
BETWEEN = ";"
MOST_BLOCKING = 3  # told of each union
MOST_CANDIDATES = 6_000


def plans_of(prepared: Prepared, found: Search, plans: Planned, compared: Compared | None) -> Plans:
    """Everything told of a plan; the plan told is the one found best in simulation, if any was run."""
    county, rules = prepared.county, prepared.rules
    key = compared.keys[compared.best] if compared else next(iter(plans), "best")
    chosen = found.best.chosen
    if key != "best" and key.startswith("alternative"):
        chosen = found.alternatives[int(key.rpartition("_")[2]) - 1].chosen
    unions = plans[key][0] if key in plans else ()
    blocking = blocking_sets(prepared.candidates.part(found.near), _places(found.near, chosen), _share(prepared, found))
    plan = _plan_table(prepared, found, chosen, compared, key, blocking)
    other = other_aim(rules.file.objective)
    return Plans(
        plan=plan,
        candidates=_candidate_table(prepared, found, chosen),
        alternatives=alternative_table(plans, compared),
        left_out=left_out(prepared, found, chosen),
        frontier=_frontier(found, other),
        name=Label(rules.file.name.en or "Plan of unions", rules.file.name.zh or "结对方案"),
        county=county.name,
        aim=AIMS[rules.file.objective].label,
        unit=AIMS[rules.file.objective].unit,
        other_aim=_message(f"aim_{other}"),
        facts=_facts(prepared, found, compared, key, len(blocking)),
        scenario=scenario_document(rules, county, unions),
        unions={name: listed(county, proposed) for name, (proposed, _) in plans.items()},
        forms={key: form.label for key, form in UNION_FORMS.items()},
        villages=county.villages[["township", "name", "x_km", "y_km"]],
        edges=county.edges,
        outlines=_outlines(prepared),
        provenance=_provenance(prepared),
        notes=county_notes(county),
    )


def _message(key: str) -> Label:
    found = messages("plan")[key]
    return Label(found["en"], found["zh"])


def _places(near: IntArray, chosen: IntArray) -> IntArray:
    return np.searchsorted(near, chosen[np.isin(chosen, near)])


def _share(prepared: Prepared, found: Search) -> npt.NDArray[np.float64]:
    """Private share of the members of the near candidates."""
    return prepared.found.private_share[np.isin(prepared.candidates.rows, found.near)]


def names_of(prepared: Prepared, lead: int, members: Sequence[int]) -> str:
    """Names, the lead first."""
    names = prepared.county.villages["name"]
    return BETWEEN.join(str(names.iloc[row]) for row in (lead, *(row for row in members if row != lead)))


def candidate_rows(prepared: Prepared, chosen: IntArray) -> pd.DataFrame:
    """What is expected of candidates, a row each."""
    found, candidates = prepared.found, prepared.candidates
    low, high = np.quantile(found.stated[:, chosen], [0.05, 0.95], axis=0) if chosen.size else (np.empty(0),) * 2
    weakest = np.full(len(candidates), np.inf)
    np.minimum.at(weakest, candidates.rows, found.private_share)
    return pd.DataFrame(
        {
            "form": candidates.form[chosen],
            "lead": [prepared.facts.ids[row] for row in candidates.lead[chosen]],
            "members": [ids_of(prepared, candidates.members[one]) for one in chosen],
            "names": [names_of(prepared, int(candidates.lead[one]), candidates.members[one]) for one in chosen],
            "chance": found.chance[chosen],
            "chance_low_5": low,
            "chance_high_95": high,
            "chance_private": found.private[:, chosen].mean(axis=0),
            "private_share": weakest[chosen],
            "willing_year_on": found.year_on[chosen],
            "lasting": found.lasting[chosen],
            "cost_if_formed": found.cost_formed[chosen],
            "cost_if_refused": found.cost_refused[chosen],
            "staff_if_formed": found.staff_formed[chosen],
            "obstacle": found.obstacle[chosen],
            "weakest": [prepared.facts.ids[row] for row in found.weakest[chosen]],
        }
    )


def _plan_table(
    prepared: Prepared, found: Search, chosen: IntArray, compared: Compared | None, key: str,
    blocking: Sequence[Blocking],
) -> pd.DataFrame:  # fmt: skip
    candidates = prepared.candidates
    table = candidate_rows(prepared, chosen)
    months = months_of(chosen, prepared.found, prepared.rules)
    setup = prepared.rules.scenario.setup
    told: list[list[str]] = [[] for _ in chosen]
    for one in blocking:
        for number in one.inside:
            if len(told[number]) < MOST_BLOCKING:
                told[number].append(ids_of(prepared, candidates.members[int(found.near[one.candidate])]))
    own_best = np.array_equal(chosen, found.best.chosen)
    replaced = found.replacement if own_best else [(float("nan"), np.empty(0, dtype=np.intp))] * chosen.size
    table["month"] = [setup.iso_month(int(month)) for month in months]
    table["replacement_cost"] = [cost for cost, _ in replaced]
    table["substitute"] = [" / ".join(ids_of(prepared, candidates.members[one]) for one in to) for _, to in replaced]
    table["chosen_often"] = found.often[chosen]
    table["fallback"] = [_fallback(prepared, found, chosen, int(one)) for one in chosen]
    table["losers"] = [_losers(prepared, int(one)) for one in chosen]
    table["blocking"] = [" / ".join(sets) for sets in told]
    table["simulated_formed"] = _formed(compared, key, candidates.members, chosen)
    table = table.assign(order=months).sort_values(["order", "chance"], ascending=[True, False], kind="stable")
    table.insert(0, "union", np.arange(1, len(table) + 1))
    return table[[one.name for one in columns.PLAN]].reset_index(drop=True)


def _formed(compared: Compared | None, key: str, members: Sequence[tuple[int, ...]], chosen: IntArray) -> list[float]:
    """Share of fresh draws in which each union of the plan formed."""
    if compared is None:
        return [float("nan")] * chosen.size
    runs = [run for run in compared.runs if run.plan == key]
    shares: dict[tuple[int, ...], float] = dict.fromkeys((members[one] for one in chosen), 0.0)
    for run in runs:
        for union, formed in zip(run.unions, run.tables["unions"]["formed"], strict=True):
            shares[union.members] += float(formed) / len(runs)
    return [shares[members[one]] for one in chosen]


def _fallback(prepared: Prepared, found: Search, chosen: IntArray, one: int) -> str:
    """The best candidate led the same way, without the other members, and without the plan's other villages."""
    candidates, lead = prepared.candidates, int(prepared.candidates.lead[one])
    taken = {row for other in chosen for row in candidates.members[int(other)]} - {lead}
    allowed = set(found.packing.allowed.tolist())
    among = np.flatnonzero(candidates.containing([lead]))
    free = [int(c) for c in among if c in allowed and not taken & set(candidates.members[int(c)])]
    if not free:
        return ""
    best = max(free, key=lambda c: (found.worth[c], -c))
    return ids_of(prepared, candidates.members[best])


def _losers(prepared: Prepared, one: int) -> str:
    if not prepared.learnt.gain.predicts:
        return ""
    candidates = prepared.candidates
    start = int(candidates.size[:one].sum())
    members = candidates.members[one]
    gain = prepared.found.gain[start : start + len(members)]
    return ids_of(prepared, (row for row, value in zip(members, gain, strict=True) if value < 0))


def _candidate_table(prepared: Prepared, found: Search, chosen: IntArray) -> pd.DataFrame:
    table = candidate_rows(prepared, found.near)
    table["worth"] = found.worth[found.near]
    table["chosen"] = np.where(np.isin(found.near, chosen), "yes", "no")
    ordered = table.sort_values(["worth", "members"], ascending=[False, True], kind="stable")
    return ordered[[one.name for one in columns.CANDIDATES]].head(MOST_CANDIDATES).reset_index(drop=True)


def alternative_table(plans: Planned, compared: Compared | None, first: str = "best") -> pd.DataFrame:
    """A row per plan. first : the one whose unions others are held against."""
    rows: list[dict[str, Any]] = []
    best = {union.members for union in plans[first][0]} if first in plans else set()
    for at, (key, (unions, predicted)) in enumerate(plans.items()):
        row: dict[str, Any] = {one.name: float("nan") for one in columns.ALTERNATIVES}
        shared = sum(union.members in best for union in unions)
        row |= {"plan": key, "unions": len(unions), "shared": shared, "predicted": float(predicted.mean())}
        row |= {"tied": "", "draws": 0}
        if compared is not None:
            row |= _simulated(compared, at)
        rows.append(row)
    return pd.DataFrame(rows, columns=[one.name for one in columns.ALTERNATIVES])


def _simulated(compared: Compared, at: int) -> dict[str, Any]:
    values, draws = compared.values[:, at], len(compared.values)
    over = compared.predicted[:, at] - values
    best = compared.values[:, compared.best]
    told: dict[str, Any] = {
        "predicted": float(compared.predicted[:, at].mean()), "simulated": float(values.mean()),
        "standard_error": _error(values), "optimism": float(over.mean()), "optimism_error": _error(over),
        "low_5": float(np.quantile(values, 0.05)), "high_95": float(np.quantile(values, 0.95)),
        "regret": float((best - values).mean()), "regret_error": _error(best - values),
        "tied": "yes" if compared.tied[at] else "no", "draws": draws,
    }  # fmt: skip
    for name in ("formed", "lasting", "income_poorest", "converted", "public_yuan"):
        told[name] = float(compared.outcomes[name][:, at].mean())
    for name in ("income_poorest", "converted"):
        told[f"{name}_error"] = _error(compared.outcomes[name][:, at])
    asked = compared.outcomes["willing_year_on"][:, at]
    told["willing_year_on"] = float(np.nanmean(asked)) if (~np.isnan(asked)).any() else float("nan")
    return told


def _error(values: npt.NDArray[np.float64]) -> float:
    return float(values.std(ddof=1) / np.sqrt(values.size)) if values.size > 1 else float("nan")


def _frontier(found: Search, other: str) -> pd.DataFrame:
    rows = [(at, aim, beside, other, unions) for at, (aim, beside, unions) in enumerate(found.frontier, start=1)]
    return pd.DataFrame(rows, columns=[one.name for one in columns.FRONTIER])


def _facts(prepared: Prepared, found: Search, compared: Compared | None, key: str, blocking: int) -> dict[str, Any]:
    learnt, file = prepared.learnt, prepared.rules.file
    told: dict[str, Any] = {
        "villages": len(prepared.facts), "townships": len(prepared.facts.townships),
        "candidates": len(prepared.candidates), "proposals": learnt.proposals, "formed": learnt.formed,
        "at_defaults": learnt.at_defaults, "threshold": prepared.rules.scenario.setup.decision.threshold,
        "gap": found.best.gap, "proven": found.best.proven, "value": found.best.value, "blocking": blocking,
        "assumptions": file.assumptions, "draws": len(prepared.found.draws), "risk": file.risk,
        "willing": len(prepared.rules.willing), "told": key, "objective": file.objective,
        "skill": skill_of(learnt),
    }  # fmt: skip
    if compared is not None:
        told |= {
            "simulated": len(compared.values), "difference": compared.difference, "settled": compared.settled,
            "tied": sum(compared.tied[: compared.ranked]), "ranked": compared.ranked,
            "staff_share": _staff_share(prepared, compared),
        }  # fmt: skip
    return told


def _staff_share(prepared: Prepared, compared: Compared) -> float:
    """Of all staff time the townships have over the months simulated, what the plan told takes."""
    setup = prepared.rules.scenario.setup
    available = setup.cadre_months_per_month * setup.months
    taken = float(compared.outcomes["cadre_months"][:, compared.best].mean())
    return taken / available if available > 0 else float("nan")


def skill_of(learnt: Learnt) -> dict[str, dict[str, Any]]:
    """Of each outcome of unions that form: what is known, and whether it can be told union by union."""
    names = ("lasting", "year_on", "gain", "collective", "converts", "loses", "cost_formed", "cost_refused")
    return {
        name: {
            "mean": one.mean, "count": one.count, "skill": one.skill, "predicts": one.predicts,
            "error": one.standard_error,
        }
        for name, one in ((name, getattr(learnt, name)) for name in names)
    }  # fmt: skip


def _provenance(prepared: Prepared) -> dict[str, Any]:
    county, rules = prepared.county, prepared.rules
    return {
        "liancun_sim": version("liancun_sim"),
        "source": source_version(),
        "model_digest": model_digest(),
        "county": {"key": county.key, "digest": county_digest(county), **dict(county.provenance)},
        "rules": rules.file.model_dump(),
        "seed": rules.file.seed,
    }


def _outlines(prepared: Prepared) -> dict[str, Any]:
    if prepared.county.boundaries is None:
        return {}
    from liancun_sim.county.outlines import outlines_of  # geometry is slow to load

    return outlines_of(prepared.county.boundaries)
