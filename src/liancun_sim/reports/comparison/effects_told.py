"""Effects in words: the range of one history and the share of pairs better first, then the mean and its interval."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from liancun_sim.analysis import effects
from liancun_sim.analysis.comparison.costs import GAIN
from liancun_sim.analysis.comparison.deciders import deciders, part_of_assumptions
from liancun_sim.analysis.comparison.remembered import remembered
from liancun_sim.analysis.statistics.possible import least_and_most
from liancun_sim.analysis.statistics.ranges import ENOUGH_DRAWS
from liancun_sim.reports.common.numbers import DUST, counted, number, quantity, rounds_to_zero, span, widest
from liancun_sim.reports.common.words import indicator_name, reason_of
from liancun_sim.results import ASSUMPTIONS, LAST_YEAR, WHOLE_RUN, Comparison, rows_of
from liancun_sim.vocabulary import current_language, say

LEAST_TO_SHOW = 8
"""Fewer draws do not show a range: cut at what is possible it may even be narrower than the interval of the mean."""
DECIDED = "income_mean"


def effect_row(
    comparison: Comparison, scenario: str, key: str, uncertainty: str | None = None, stratum: str = "county"
) -> dict[str, Any] | None:
    """The row of `effects` for a stratum, under the leading kind of uncertainty unless another is named."""
    return _rows_told(comparison).get((scenario, key, stratum, uncertainty or comparison.leading_uncertainty))


@remembered
def _rows_told(comparison: Comparison) -> dict[tuple[str, str, str, str], dict[str, Any]]:
    """Rows of `effects` over the last year, and of gains over the whole run: by scenario, indicator, stratum, kind."""
    table = effects(comparison)
    chosen = table[table["stratum"].isin(("county", "treated:yes", "treated:no"))]
    chosen = chosen[chosen["period"] == np.where(chosen["indicator"] == GAIN, WHOLE_RUN, LAST_YEAR)]
    return {(row["scenario"], row["indicator"], row["stratum"], row["uncertainty"]): row for row in rows_of(chosen)}


def draws_of(comparison: Comparison, count: int, uncertainty: str | None = None) -> str:
    """``8 draws`` where assumptions are drawn, ``8 runs`` where only luck differs."""
    kind = uncertainty or comparison.leading_uncertainty
    return counted(count, "draws" if kind == ASSUMPTIONS else "runs")


def provisional(comparison: Comparison, count: int) -> str:
    """What is said of a range of few draws; empty from 40 on."""
    if not 1 < count < ENOUGH_DRAWS:
        return ""
    kind = "range_of_very_few" if count < LEAST_TO_SHOW else "range_of_few"
    return say(f"report.{kind}", draws=draws_of(comparison, count))


def no_difference(row: Mapping[str, Any], unit: str) -> bool:
    """Whether not one pair differs by anything that would be shown."""
    if not math.isfinite(row["difference"]):
        return False
    shown = [row["difference"], *(row.get(name, math.nan) for name in ("low_5", "high_95", "ci_low", "ci_high"))]
    return rounds_to_zero(*shown, unit=unit)


def better_text(comparison: Comparison, row: Mapping[str, Any]) -> str:
    """``better in 75 % of 8 draws``, or over how many it is where neither direction is better."""
    draws = draws_of(comparison, int(row["replications"]))
    if not math.isfinite(row["p_better"]):
        return say("report.without_direction", draws=draws)
    return say("report.better_in_pairs", share=f"{100 * row['p_better']:.0f}", draws=draws)


def mean_texts(row: Mapping[str, Any], unit: str) -> dict[str, str]:
    """``mean``: ``+45 yuan``; ``interval``: its 95 % interval, or why there is none."""
    low, high = row["ci_low"], row["ci_high"]
    if rounds_to_zero(row["difference"], low, high, unit=unit):
        return {"mean": say("report.about_nothing"), "interval": ""}
    like = widest(low, high)
    if math.isfinite(low) and math.isfinite(high):
        interval = _interval_text(row, unit, like)
    else:
        interval = say("report.mean_without", reason=reason_of(row["reason"])) if row["reason"] else ""
    return {"mean": quantity(row["difference"], unit, signed=True, like=like), "interval": interval}


def _interval_text(row: Mapping[str, Any], unit: str, like: float | None) -> str:
    """The 95 % interval; that it is cut at what is possible, or why the mean itself stands at its end."""
    low, high = (number(row[end], unit, True, like) for end in ("ci_low", "ci_high"))
    pairs = zip((row["ci_low"], row["ci_high"]), possible_ends(row, unit), strict=True)
    cut = any(abs(end - bound) < DUST for end, bound in pairs)
    if is_at_bound(row, unit):
        every = say(f"report.bound_{'all' if row['difference'] > 0 else 'none'}")
        return say("report.mean_at_bound", low=low, high=high, all_or_none=every)
    return say("report.mean_interval_cut" if cut else "report.mean_interval", low=low, high=high)


def possible_ends(row: Mapping[str, Any], unit: str) -> tuple[float, float]:
    """By how much an indicator can fall and rise beside its baseline at most; infinite where nothing bounds it."""
    least, most = least_and_most(unit)
    base = row["mean"] - row["difference"]
    return least - base, most - base


def is_at_bound(row: Mapping[str, Any], unit: str) -> bool:
    """Whether a share is all or nothing in every pair, so that its mean is the end of its own interval."""
    return unit == "share" and any(abs(row["difference"] - end) < DUST for end in possible_ends(row, unit))


def money_text(row: Mapping[str, Any]) -> str:
    """``+7,200,000 yuan, one history +2,400,000 to +12,100,000 yuan``."""
    if no_difference(row, "yuan"):
        return say("report.no_money")
    mean, ends = quantity(row["difference"], "yuan", signed=True), span(row["low_5"], row["high_95"], "yuan")
    key = "money_range_few" if row["replications"] < ENOUGH_DRAWS else "money_range"
    return say(f"report.{key}", mean=mean, range=ends) if ends else mean


def told_effect(comparison: Comparison, scenario: str, key: str) -> list[str]:
    """One indicator in the county; for income also in the villages treated beside the others, and what decides it."""
    row = effect_row(comparison, scenario, key)
    if row is None:
        return []
    unit, name = comparison.indicators[key].unit, indicator_name(comparison, key)
    base = quantity(row["mean"] - row["difference"], unit)
    if no_difference(row, unit):
        draws = draws_of(comparison, int(row["replications"]))
        return [say("report.no_difference_in_any", name=name, base=base, draws=draws)]
    texts, ends = mean_texts(row, unit), span(row["low_5"], row["high_95"], unit)
    if not ends:
        said = [say("report.effect_at_most", name=name, base=base, **texts)]
    else:
        better = better_text(comparison, row)
        said = [say("report.effect", name=name, range=ends, better=better, base=base, **texts)]
    if key != DECIDED:
        return said
    treated = _on_treated(comparison, scenario, key)
    return [*said, *treated, *_on_sign(comparison, scenario, key), *_on_spread(comparison, scenario, key)]


def _on_treated(comparison: Comparison, scenario: str, key: str) -> list[str]:
    mine, others = (effect_row(comparison, scenario, key, stratum=f"treated:{said}") for said in ("yes", "no"))
    if mine is None or not math.isfinite(mine["difference"]):
        return []
    unit, villages = comparison.indicators[key].unit, _treated_villages(comparison, scenario)
    range_ = span(mine["low_5"], mine["high_95"], unit) or quantity(mine["difference"], unit, signed=True)
    better, count = better_text(comparison, mine), quantity(villages, "villages")
    texts = mean_texts(mine, unit)
    said = [say("report.effect_of_treated", villages=count, range=range_, better=better, **texts)]
    if others is not None and math.isfinite(others["difference"]):
        said.append(say("report.effect_of_others", **mean_texts(others, unit)))
    return said


def _treated_villages(comparison: Comparison, scenario: str) -> float:
    """How many villages are treated in a run; NaN where that is not known."""
    present = comparison.present
    mine = present[(present["scenario"] == scenario) & (present["uncertainty"] == comparison.leading_uncertainty)]
    return float(mine.loc[mine["stratum"] == "treated:yes", "villages"].mean()) if len(mine) else math.nan


def _on_sign(comparison: Comparison, scenario: str, key: str) -> list[str]:
    found = deciders(comparison, scenario, key)
    if found is None or found.one_sign:
        return []
    draws, name = counted(found.draws, "draws"), indicator_name(comparison, key)
    if not found.keys:
        return [say("report.sign_undecided", name=name, draws=draws)]
    labels = {one.key: str(one.label) for one in comparison.coefficients}
    names = say("report.list_between").join(labels.get(one, one) for one in found.keys)
    return [say("report.sign_decided", name=name, draws=draws, names=names)]


def _on_spread(comparison: Comparison, scenario: str, key: str) -> list[str]:
    part = part_of_assumptions(comparison, scenario, key)
    if not math.isfinite(part.share):
        return []
    shares = {name: f"{100 * getattr(part, name):.0f}" for name in ("share", "low", "high")}
    draws = counted(part.draws, "draws")
    return [say("report.part_of_assumptions", name=indicator_name(comparison, key), draws=draws, **shares)]


def told_gain(comparison: Comparison, scenario: str) -> list[str]:
    """Yuan gained per yuan spent: in the county, in the villages treated, in the others."""
    rows = {
        name: effect_row(comparison, scenario, GAIN, stratum=name) for name in ("county", "treated:yes", "treated:no")
    }
    county = rows["county"]
    if county is None:
        return []
    if not math.isfinite(county["mean"]):
        return [say("report.gain_unknown", reason=reason_of(county["reason"]))]
    said = [say("report.gain_per_yuan", county=gain_text(county))]
    for stratum, row in rows.items():
        if stratum != "county" and row is not None and math.isfinite(row["mean"]):
            said.append(say(f"report.gain_{stratum.replace(':', '_')}", gain=gain_text(row)))
    return [(" " if current_language() == "en" else "").join(said)]


def gain_text(row: Mapping[str, Any]) -> str:
    """``0.31 (one history −0.10 to 0.72)``."""
    if rounds_to_zero(row["mean"], row["low_5"], row["high_95"]):
        return say("report.about_nothing")
    like = widest(row["low_5"], row["high_95"]) or abs(row["mean"])
    shown, ends = number(row["mean"], like=like), span(row["low_5"], row["high_95"], signed=False)
    key = "gain_range_few" if row["replications"] < ENOUGH_DRAWS else "gain_range"
    return say(f"report.{key}", mean=shown, range=ends) if ends else shown
