"""What a plan comes to, in sentences; everything said is said of the simulated figures where there are any."""

from collections.abc import Mapping
from typing import Any

from liancun_sim.analysis.statistics.all_alike import most_otherwise
from liancun_sim.reports.common.numbers import (
    number,
    percent_sign,
    quantity,
    span,
    whole_percent,
    with_error,
)
from liancun_sim.results import rows_of
from liancun_sim.results.plan.columns import OBSTACLES, REASONS
from liancun_sim.results.plan.plans import Plans
from liancun_sim.vocabulary import Label, say
from liancun_sim.vocabulary.messages import messages

APART = 1.96  # standard errors, beyond which a difference is more than chance leaves open
LEAST_SHOWN = 0.001  # of them; fewer are said to be fewer
FEW = 0.05  # of random proposals that pass at the defaults, below which it is said first
SHOWN_VALUES = ("lasting", "year_on", "gain", "collective", "converts", "loses")


def _few(share: float) -> str:
    shown = f"{100 * max(share, LEAST_SHOWN):.1f}{percent_sign()}"
    return shown if share >= LEAST_SHOWN else say("plan.share_below", least=shown)


def otherwise(count: int) -> str:
    """The share that may be otherwise after so many that were all alike, 95 % confidence: ``15 %``."""
    return f"{number(most_otherwise(count), 'share')}{percent_sign()}"


def title(plans: Plans) -> str:
    return say("plan.title", name=plans.name, county=plans.county)


def facts(plans: Plans) -> str:
    told = plans.facts
    return say(
        "plan.facts", villages=f"{told['villages']:,}", candidates=f"{told['candidates']:,}", unions=len(plans.plan),
        draws=told.get("simulated", 0),
    )  # fmt: skip


def headline(plans: Plans) -> list[str]:
    """What the plan is expected to come to, and how sure that is."""
    told, row = plans.facts, told_row(plans)
    lines = []
    rare = told["at_defaults"]
    if rare == rare and rare < FEW:
        lines.append(say("plan.few_pass", share=_few(rare), threshold=whole_percent(told["threshold"])))
    if not len(plans.plan):
        return [*lines, say("plan.nothing_chosen")]
    if told.get("simulated"):
        lines += [_simulated(plans, row), _optimism(plans, row)]
        lines.append(selected(plans))
        lines.append(_beside_nothing(row))
        lines.append(say("plan.attention", share=whole_percent(told["staff_share"])))
    else:
        value = quantity(row["predicted"], plans.unit)
        lines.append(say("plan.predicted_only", aim=plans.aim, value=value, unions=len(plans.plan)))
    lines.append(gap(plans))
    if told["assumptions"] != "defaults":
        key = "over_assumptions" if told["assumptions"] == "ranges" else "over_posterior"
        lines.append(say(f"plan.{key}", draws=told["draws"], file=told["assumptions"]))
    lines.append(say("plan.willing_used" if told["willing"] else "plan.willing_asked", count=told["willing"]))
    lines.append(say("plan.blocking_sets" if told["blocking"] else "plan.no_blocking", count=told["blocking"]))
    return lines


def _simulated(plans: Plans, row: Mapping[str, Any]) -> str:
    """The aim over the fresh draws: mean, error and range in the same decimals; where no draw differs, that."""
    error, draws = row["standard_error"], plans.facts["simulated"]
    fields = {"unions": len(plans.plan), "draws": draws, "aim": plans.aim}
    if error == 0:
        value = quantity(row["simulated"], plans.unit)
        return say("plan.simulated_alike", value=value, otherwise=otherwise(draws), **fields)
    value, error_shown = with_error(row["simulated"], error, plans.unit)
    ends = span(row["low_5"], row["high_95"], plans.unit, signed=False)
    return say("plan.simulated", value=value, standard_error=error_shown, range=ends, **fields)


def _optimism(plans: Plans, row: Mapping[str, Any]) -> str:
    over, error = with_error(row["optimism"], row["optimism_error"], plans.unit, signed=True)
    like = row["optimism_error"] if row["optimism_error"] > 0 else None
    predicted = quantity(row["predicted"], plans.unit, like=like)
    return say("plan.optimism", predicted=predicted, optimism=over, error=error)


def _beside_nothing(row: Mapping[str, Any]) -> str:
    """What the plan changes in the county beside no plan at all, its campaign included."""
    error = row["converted_error"]
    like = error if error > 0 else None
    income, income_error = with_error(
        row["income_poorest"], row["income_poorest_error"], "yuan/person/year", signed=True
    )  # fmt: skip
    return say(
        "plan.beside_nothing", converted=number(row["converted"], "villages", signed=True, like=like),
        converted_error=number(error, "villages"), income=income, income_error=income_error,
        spent=quantity(row["public_yuan"], "yuan"),
    )  # fmt: skip


def told_row(plans: Plans) -> Mapping[str, Any]:
    """The row of the plan that is told, of the table of alternatives."""
    return next((row for row in rows_of(plans.alternatives) if row["plan"] == plans.facts["told"]), {})


def selected(plans: Plans) -> str:
    """Whether the plan is the best of those simulated, or tied."""
    told = plans.facts
    ties = told["tied"] - 1
    difference = quantity(told["difference"], plans.unit)
    if told["ranked"] == 1:
        return say("plan.only_plan")
    if ties:
        return say("plan.tied", count=ties, of=told["ranked"], difference=difference, draws=told["simulated"])
    key = "best" if told["settled"] else "not_settled"
    return say(f"plan.{key}", of=told["ranked"], difference=difference, draws=told["simulated"])


def gap(plans: Plans) -> str:
    """How far the search may have stopped from the best."""
    value = plans.facts["gap"]
    if value <= 1e-4:
        return say("plan.gap_none")
    return say("plan.gap_some", gap=f"{100 * value:.2f}{percent_sign()}")


def thumb_lines(plans: Plans) -> list[str]:
    """The plan beside rules of thumb, one line each, and what of the difference chance may have made."""
    row = told_row(plans)
    others = [one for one in rows_of(plans.alternatives) if not one["plan"].startswith(("best", "alternative"))]
    return [_beside_thumb(plans, row, other) for other in others if other["draws"]]


def _beside_thumb(plans: Plans, row: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    rule, less, error = plan_name(other["plan"]), other["regret"], other["regret_error"]
    value, value_error = with_error(row["simulated"], row["standard_error"], plans.unit)
    came, came_error = with_error(other["simulated"], other["standard_error"], plans.unit)
    difference, difference_error = with_error(less, error, plans.unit, signed=True)
    told = say(
        "plan.beside_thumb", rule=rule, other=came, other_error=came_error, value=value, error=value_error,
        difference=difference, difference_error=difference_error,
    )  # fmt: skip
    if less <= 0:
        return told + say("plan.thumb_no_worse", rule=rule)
    return told if less > APART * error else told + say("plan.thumb_not_apart")


def learnt_lines(told: Mapping[str, Any]) -> list[str]:
    """What is known of unions that form, and whether it can be told union by union. told : facts of a plan."""
    lines = [say("plan.learnt", proposals=f"{told['proposals']:,}", formed=told["formed"])]
    for name in SHOWN_VALUES:
        one = told["skill"][name]
        label = _message(f"learnt_{name}")
        if not one["count"]:
            lines.append(say("plan.never_seen", what=label))
            continue
        unit = "yuan/year" if name == "collective" else "share"
        if one["count"] == 1 or one["error"] == 0:
            lines.append(_alike(label, quantity(one["mean"], unit), one["count"]))
            continue
        value, error = with_error(one["mean"], one["error"], unit)
        key = "told_apart" if one["predicts"] else "no_skill" if one["skill"] == one["skill"] else "too_few"
        lines.append(say(f"plan.{key}", what=label, value=value, error=error, count=one["count"], skill=one["skill"]))
    return lines


def _alike(what: Label, value: str, count: int) -> str:
    """One observed, or several that are all the same: no standard error says how far others may be from them."""
    if count == 1:
        return say("plan.one_observed", what=what, value=value)
    return say("plan.all_alike", what=what, value=value, count=count, otherwise=otherwise(count))


def _message(key: str) -> Label:
    found = messages("plan")[key]
    return Label(found["en"], found["zh"])


def plan_name(key: str) -> Label:
    """What a plan of the table of alternatives is called."""
    if key.startswith("alternative_"):
        number_of = key.rpartition("_")[2]
        return Label(f"Alternative {number_of}", f"备选{number_of}")
    return _message(f"name_{key}")


def obstacle_name(key: str) -> Label:
    return Label(*OBSTACLES.get(key, (key, key)))


def reason_name(key: str) -> Label:
    return Label(*REASONS[key])


def limits(plans: Plans) -> list[str]:
    """What must be said wherever a plan is shown."""
    keys = ("no_prediction", "consent", "borrowed", "not_separable", "unknown")
    own = [say("plan.limit_attitudes"), say("plan.limit_united")]
    return [*own, *(say(f"report.limit_{key}") for key in keys), *(str(note) for note in plans.notes)]
