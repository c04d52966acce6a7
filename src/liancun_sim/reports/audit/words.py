"""An audit in words: names, what each claim comes to, what went wrong, and what must be said of it."""

import math
from collections.abc import Mapping
from typing import Any

from liancun_sim.analysis.audit.audited import EVERYBODY, Audited
from liancun_sim.analysis.audit.averages import ANYWAY, LEAST_RESAMPLED
from liancun_sim.analysis.statistics.intervals import NOT_MEASURED, t_interval
from liancun_sim.analysis.statistics.ranges import ENOUGH_DRAWS
from liancun_sim.reports.common.limits import LIMITS
from liancun_sim.reports.common.numbers import after_blank, interval, mean_count, number, quantity, rounds_to_zero
from liancun_sim.results import rows_of
from liancun_sim.results.audit.audit import world_key
from liancun_sim.results.audit.columns import CLAIMED, CLAIMS, NOT_LISTED, PLACEBO, RANDOM, STARTING_LEVEL, TERMS
from liancun_sim.vocabulary import Label, say

AUDIT_LIMITS = ("model", "intervals", "start", "noise", "drift", "random", "evaluator")
DISPLACED = (
    "displacement", "displacement_never_reached", "displacement_mobilised", "displacement_never_approached"
)  # fmt: skip
WIDER = {"conversion_reached": "conversion", "income_reached": "income", "consent": "consent_in_unions"}
"""Claims of more villages than another, by that other."""
ANSWERS = (CLAIMED, "policy_effect")
FEW_VILLAGES = 30
"""Fewer over all replications, and a single one is more than 3 points of a share."""
NOT_HERE = ("intervals", "many")  # limits of a comparison that an audit says otherwise


def limits(found: Audited) -> list[str]:
    """What a reader must know: of every result, of an audit, of this county."""
    general = [say(f"report.limit_{key}") for key in LIMITS if key not in NOT_HERE]
    redrawn = {"start": "start_redrawn"} if found.audit.redrawn else {}
    own = [say(f"audit.limit_{redrawn.get(key, key)}") for key in AUDIT_LIMITS]
    return [*general, *own, *(str(note) for note in found.audit.notes)]


def title(found: Audited) -> str:
    return say("audit.title", county=found.audit.county)


def facts(found: Audited) -> str:
    months = sorted(set(found.audit.months.values()))
    count = found.audit.replications
    said = say("audit.facts", months=", ".join(map(str, months)), replications=count)
    few = 1 < count < ENOUGH_DRAWS
    return said + (str(Label("; ", "；")) + inside(say("audit.facts_few", least=LEAST_RESAMPLED)) if few else "")


def scenario_name(found: Audited, key: str) -> str:
    return str(found.audit.scenarios[key].label)


def term_name(term: str, claim: str = "") -> str:
    """What a part is called, in the words of a claim that has its own."""
    if term == ANYWAY:
        return say("audit.anyway")
    own = CLAIMS[claim].terms if claim else {}
    return str(own.get(term, TERMS[term]))


def claims_of(found: Audited, scenario: str) -> list[str]:
    """The claims that had villages to be made of, in order; one of more villages only if there are more."""
    made = [claim for claim in CLAIMS if math.isfinite(term(found, scenario, claim, CLAIMED)["mean"])]
    said_twice = {
        claim
        for claim, other in WIDER.items()
        if all(
            term(found, scenario, claim, name)["mean"] == term(found, scenario, other, name)["mean"]
            for name in ("treated_villages", CLAIMED)
        )
    }
    return [claim for claim in made if claim not in said_twice]


def beside(found: Audited, scenario: str, claim: str) -> list[str]:
    """The comparison worlds in which the claim can be set beside this one.

    Only villages treated at the end are labelled, so a claim of all ever served has no label beside it unless they
    are the same; and one that takes every village it may has no other choice.
    """
    found_in = [
        design for design in (PLACEBO, RANDOM)
        if math.isfinite(term(found, world_key(scenario, design), claim, CLAIMED)["mean"])
    ]  # fmt: skip
    worlds = (scenario, world_key(scenario, PLACEBO))
    served, labelled = (term(found, world, claim, "treated_villages")["mean"] for world in worlds)
    barred = {PLACEBO} if served != labelled else set()
    barred |= {RANDOM} if scenario in found.no_lottery else set()
    return [design for design in found_in if design not in barred]


def term(found: Audited, world: str, claim: str, name: str) -> dict[str, Any]:
    """One row of the summary; one without numbers where a claim has no such part."""
    table = found.summary
    rows = rows_of(table[(table["scenario"] == world) & (table["indicator"] == claim) & (table["term"] == name)])
    nothing = {**dict.fromkeys(("mean", "ci_low", "ci_high"), math.nan), "replications": 0, "reason": NOT_MEASURED,
               "term": name}  # fmt: skip
    return rows[0] if rows else {**nothing, "unit": CLAIMS[claim].unit}


def nothing_to_tell(row: Mapping[str, Any]) -> bool:
    """Whether a part comes to nothing, as does its interval: such a line is not printed, but for ANSWERS."""
    return row["term"] not in ANSWERS and rounds_to_zero(row["mean"], row["ci_low"], row["ci_high"], unit=row["unit"])


def is_change(claim: str, name: str) -> bool:
    """Whether a term is a difference, shown with its sign and in points, and not the height of something."""
    return not (CLAIMS[claim].level and name in (CLAIMED, STARTING_LEVEL))


def inside(name: str) -> str:
    """A name as it stands within a sentence."""
    return name[:1].lower() + name[1:]


def shown(found: Audited, world: str, claim: str, name: str) -> str:
    """A term with its unit and interval: ``+27.1 points [+24.4 … +31.9]``."""
    row = term(found, world, claim, name)
    signed = is_change(claim, name)
    ends = interval(row["ci_low"], row["ci_high"], row["unit"], signed)
    return quantity(row["mean"], row["unit"], signed) + after_blank(ends)


def sentences(found: Audited, scenario: str) -> list[str]:
    """What a report would say of one scenario, and what is behind it."""
    lines = [sentence for claim in claims_of(found, scenario) for sentence in on_claim(found, scenario, claim)]
    return [*(lines or [say("audit.nobody_treated")]), *on_choice(found, scenario), *on_consultation(found, scenario)]


def on_claim(found: Audited, scenario: str, claim: str) -> list[str]:
    """The claim, its parts, and what a label or a random choice would have reported."""
    kind = CLAIMS[claim]
    villages = mean_count(term(found, scenario, claim, "treated_villages")["mean"], "villages")
    lines = [
        say("audit.claim", claim=kind.label, villages=kind.villages, count=villages,
            claimed=shown(found, scenario, claim, CLAIMED)),
        str(Label(" ", "")).join([_split(found, scenario, claim), *on_few(found, scenario, claim)]),
    ]  # fmt: skip
    lines += [
        say(f"audit.{design}_claims", claimed=shown(found, world_key(scenario, design), claim, CLAIMED))
        for design in beside(found, scenario, claim)
    ]
    aside = {name: shown(found, scenario, claim, name) for name in displaced(found, scenario, claim)}
    if aside:
        effects = say("audit.between").join(say(f"audit.{name}", effect=effect) for name, effect in aside.items())
        lines.append(
            say("audit.displaced_not_listed" if kind.terms is NOT_LISTED else "audit.displaced", effects=effects)
        )
    return lines


def on_few(found: Audited, scenario: str, claim: str) -> list[str]:
    """Behind a share of villages: of how many the policy's part is made, what one weighs, and whom nobody reached."""
    return [*on_counts(found, scenario, claim), *on_mobilised_alone(found, scenario, claim)]


def on_counts(found: Audited, scenario: str, claim: str) -> list[str]:
    """``1 of 6 villages over 2 replications``, and that these are few where they are; nothing of what is no count."""
    if not CLAIMS[claim].pooled:
        return []
    table = found.terms[(found.terms["scenario"] == scenario) & (found.terms["indicator"] == claim)]
    wide = table.pivot_table("value", "replication", "term", observed=True)
    counted = wide["treated_villages"]
    net, total = float((wide["policy_effect"] * counted).sum()), round(float(counted.sum()))
    fields = {
        "net": number(net, "villages", signed=True).removesuffix(".0"),
        "villages": total, "one": number(1 / total, "share"),
    }  # fmt: skip
    said = [say("audit.counts", **fields)]
    return [*said, say("audit.counts_few", **fields)] if total < FEW_VILLAGES else said


def _split(found: Audited, scenario: str, claim: str) -> str:
    """What the claim is made of; a part that comes to nothing is not told, but for the policy's own."""

    def told(key: str, name: str, **fields: str) -> str:
        if nothing_to_tell(term(found, scenario, claim, name)):
            return ""
        value = shown(found, scenario, claim, name)
        return say(f"audit.split_{key}", name=inside(term_name(name, claim)), value=value, **fields)

    policy = shown(found, scenario, claim, "policy_effect")
    secular, bias = told("secular", "secular"), told("named", "assessor_bias")
    if CLAIMS[claim].level:
        level = shown(found, scenario, claim, STARTING_LEVEL)
        chosen, drawn = told("chosen", "selection"), told("named", "measurement")
        return say("audit.split_level", policy_effect=policy, secular=secular, bias=bias,
                   starting_level=level, chosen=chosen, drawn=drawn)  # fmt: skip
    parts = say("audit.split_between").join(filter(None, (told("part", name) for name in ("selection", "measurement"))))
    anyway = told("anyway", ANYWAY, parts=say("audit.split_parts", parts=parts) if parts else "")
    return say("audit.split", policy_effect=policy, secular=secular, anyway=anyway, bias=bias)


def on_mobilised_alone(found: Audited, scenario: str, claim: str) -> list[str]:
    """Of all listed villages: where nobody was united or served, what else an effect on them comes of."""
    nobody = term(found, scenario, EVERYBODY, "treated_villages")["mean"] == 0
    return [say("audit.mobilised_alone")] if nobody and CLAIMS[claim].terms is NOT_LISTED else []


def displaced(found: Audited, scenario: str, claim: str) -> list[str]:
    """The displacement terms that say something of their own: some villages, and not those of the term before."""
    means = {name: term(found, scenario, claim, name)["mean"] for name in DISPLACED}
    kept = [name for name in DISPLACED if math.isfinite(means[name])]
    if means["displacement_never_reached"] == means["displacement"]:
        kept = [name for name in kept if name != "displacement_never_reached"]
    if "displacement_mobilised" not in kept:
        kept = [name for name in kept if name != "displacement_never_approached"]
    return kept


def on_choice(found: Audited, scenario: str) -> list[str]:
    """That a scenario has no random counterpart, where it has none."""
    return [say("audit.no_lottery")] if scenario in found.no_lottery else []


def on_consultation(found: Audited, scenario: str) -> list[str]:
    """How many unions say they reach the threshold, and how many want it; or that nobody was asked."""
    table = found.audit.consulted
    own = table[table["scenario"] == scenario]
    if own.empty:
        return [say("audit.nobody_asked")]
    names = ("proposals", "unions", "stated_reach", "private_reach", "dissolved")
    means = {name: mean_count(float(t_interval(own[name].to_numpy(dtype=float))[0]), "unions") for name in names}
    threshold = number(float(own["threshold"].iloc[0]), "share")
    return [say("audit.unions_reach", threshold=threshold, **means)]


def broken(found: Audited) -> list[str]:
    """Each replication whose parts do not add up; none if the identity holds everywhere."""
    return [
        say("audit.broken", scenario=one.scenario, replication=one.replication + 1,
            claim=CLAIMS[one.indicator].label, gap=f"{one.gap:.3g}")
        for one in found.broken
    ]  # fmt: skip


def identity(found: Audited) -> str:
    """That the parts add up to the claim, and how closely; or that they do not."""
    if found.broken:
        return say("audit.identity_broken", count=len(found.broken))
    return say("audit.identity_holds", gap=f"{found.gap:.1g}")
