"""Whom to ask first, who must agree, and what is left when the support goes: runs the study, writes tables and figures.

    uv run python experiments/targeting_rules_and_withdrawal/analysis.py

Everything goes through `liancun_sim.api.compare`, so every scenario is run beside the county without
policy under the same draws. Question, design and findings: README.md beside this file.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.figure import Figure
from targeting_figures import (
    FOLLOWED,
    LASTING,
    RULES,
    SUPPORT,
    THRESHOLD,
    WITHDRAWAL,
    WITHDRAWN_FROM,
    choice_and_rule,
    stays,
    withdrawal,
)

from liancun_sim.analysis import cost_ratios, group_effects
from liancun_sim.analysis.comparison.costs import extra_spending, ratio_of_means
from liancun_sim.analysis.comparison.villages import cube
from liancun_sim.analysis.statistics.intervals import t_interval
from liancun_sim.api import compare
from liancun_sim.county import County
from liancun_sim.reports.common import figure_style as style
from liancun_sim.results import ASSUMPTIONS, CHANCE, Comparison, rows_of
from liancun_sim.vocabulary import current_language, use_language

Floats = npt.NDArray[np.float64]
HERE = Path(__file__).parent
ROUNDING = 1e-9  # a mean of twelve months at exactly the threshold may fall short of it in the last digit


@dataclass(frozen=True, slots=True)
class Measure:
    """A mean over the last 12 months. against : what it differs by from the county without policy, else its level."""

    key: str
    indicator: str
    stratum: str
    unit: str
    against: bool = True


MEASURES = (
    Measure("unions_formed", "unions_formed", "county", "unions"),
    Measure("unions_dissolved", "dissolved_unions", "county", "unions"),
    Measure("villages_united", "union_coverage", "county", "share"),
    Measure("stated_consent", "stated_consent", "in_union:yes", "share", against=False),
    Measure("private_consent", "private_consent", "in_union:yes", "share", against=False),
    Measure("stated_consent_asked", "stated_consent", "county", "share", against=False),
    Measure("private_consent_asked", "private_consent", "county", "share", against=False),
    Measure("converted_true", "converted_villages_true", "county", "villages"),
    Measure("converted_assessed", "converted_villages_assessed", "county", "villages"),
    Measure("true_conversion", "converted_true", "county", "share"),
    Measure("true_conversion_level", "converted_true", "county", "share", against=False),
    Measure("assessed_conversion_level", "converted_assessed", "county", "share", against=False),
    Measure("claimed_conversion_treated", "converted_assessed", "treated:yes", "share", against=False),
    Measure("true_conversion_treated", "converted_true", "treated:yes", "share"),
    Measure("converted_true_untreated", "converted_villages_true", "treated:no", "villages"),
    Measure("income_treated", "income_mean", "treated:yes", "yuan/person/year"),
    Measure("income_untreated", "income_mean", "treated:no", "yuan/person/year"),
    Measure("income_county", "income_mean", "county", "yuan/person/year"),
    Measure("satisfaction_treated", "satisfaction", "treated:yes", "0–1"),
    Measure("satisfaction_untreated", "satisfaction", "treated:no", "0–1"),
    Measure("willing_in_unions", "willing_in_unions", "county", "share", against=False),
    Measure("resentment_treated", "resentment", "treated:yes", "index", against=False),
    Measure("trust_treated", "trust", "treated:yes", "0–1"),
)
TABLES = ("outcomes", "groups", "after_withdrawal", "what_stays")


def study(
    out: Path,
    county: County | None = None,
    *,
    replications: int = 8,
    months: int | None = None,
    seed: int = 1,
    sets: Sequence[str] = (),
    workers: int = 1,
) -> None:
    """Run both parts and write tables to ``out/results``, figures to ``out/figures``."""
    run = partial(
        compare, county=county, replications=replications, months=months, seed=seed, workers=workers, sets=sets,
        progress=_progress,
    )  # fmt: skip
    rules, support = run(_files(RULES)), run(_files(SUPPORT), keep=("villages",))
    paths = after_withdrawal(support)
    tables = {
        "outcomes": pd.concat([outcomes(rules), outcomes(support)], ignore_index=True),
        "groups": pd.concat([group_effects(rules), group_effects(support)], ignore_index=True),
        "after_withdrawal": paths,
        "what_stays": what_stays(support),
    }
    results = out / "results"
    results.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        tables[name].to_csv(results / f"{name}.csv", index=False, float_format="%.6g", encoding="utf-8")
    told = {"rules": dict(rules.provenance), "support": dict(support.provenance)}
    (results / "provenance.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
    spoken = current_language()
    for language, suffix in (("en", ""), ("zh-Hans", ".zh")):
        use_language(language)
        with style.drawing():
            _save(choice_and_rule(rules, tables["outcomes"]), out / "figures", f"choice_and_rule{suffix}")
            _save(withdrawal(support, paths), out / "figures", f"withdrawal{suffix}")
            _save(stays(support, tables["what_stays"]), out / "figures", f"what_stays{suffix}")
    use_language(spoken)


def _files(names: Sequence[str]) -> list[Path]:
    return [HERE / "scenarios" / f"{name}.yaml" for name in names]


def _progress(done: int, total: int, headline: str) -> None:
    print(f"{done}/{total} {headline}", flush=True)


def outcomes(comparison: Comparison) -> pd.DataFrame:
    """scenario, uncertainty, measure, unit, mean, ci_low, ci_high, replications, reason: a row per measure."""
    rows: list[tuple[object, ...]] = []
    for scenario in comparison.policies_compared:
        for kind in (CHANCE, ASSUMPTIONS):
            for one in MEASURES:
                rows.append((scenario, kind, one.key, one.unit, *_summary(paired(comparison, scenario, kind, one))))
            spent = extra_spending(comparison, scenario, kind, np.arange(comparison.replications))
            for name, unit in (("yuan", "yuan"), ("cadre_months", "cadre-months")):
                rows.append((scenario, kind, f"spent_{name}", unit, *_summary(spent[name].to_numpy(np.float64))))
        rows += [
            (scenario, CHANCE, name, "share", *_summary(values))
            for name, values in overruled(comparison, scenario).items()
        ]
    for row in rows_of(cost_ratios(comparison)):
        ends = row["mean"], row["ci_low"], row["ci_high"], row["replications"], row["reason"]
        rows.append((row["scenario"], row["uncertainty"], row["indicator"], row["unit"], *ends))
    names = ["scenario", "uncertainty", "measure", "unit", "mean", "ci_low", "ci_high", "replications", "reason"]
    return pd.DataFrame(rows, columns=names)


def paired(comparison: Comparison, scenario: str, uncertainty: str, measure: Measure) -> Floats:
    """(replication,) the measure in each pair; NaN where it was not measured."""
    pairs = comparison.pairs
    mine = pairs[
        (pairs["scenario"] == scenario)
        & (pairs["uncertainty"] == uncertainty)
        & (pairs["indicator"] == measure.indicator)
        & (pairs["stratum"] == measure.stratum)
    ].sort_values("replication")
    value = mine["value"].to_numpy(np.float64)
    return value - mine["baseline_value"].to_numpy(np.float64) if measure.against else value


def overruled(comparison: Comparison, scenario: str) -> dict[str, Floats]:
    """Of the villages in a union in the last year, the share whose own voters had fallen short: (replication,) each."""
    united = cube(comparison, "in_union")[scenario] > 0
    stated, private = (cube(comparison, name)[scenario] for name in ("stated_consent", "private_consent"))
    short = {
        "united_below_threshold_stated": stated < THRESHOLD - ROUNDING,
        "united_below_threshold_private": private < THRESHOLD - ROUNDING,
        "united_without_private_majority": private <= 0.5,
    }
    count = united.sum(axis=1)
    return {
        name: np.where(count > 0, (united & below).sum(axis=1) / np.maximum(count, 1), np.nan)
        for name, below in short.items()
    }


def after_withdrawal(comparison: Comparison) -> pd.DataFrame:
    """scenario, indicator, month, months_since, villages, mean, ci_low, ci_high: effect on the villages united then.

    The villages that were in a union at the month of withdrawal, with the policy less without it, an
    unweighted mean over villages in each replication; assumptions at their defaults.
    """
    frame = comparison.village_series
    kept = ["union_coverage", *FOLLOWED[:-1], *LASTING]
    values = {
        (str(scenario), replication): {
            key: part[key].to_numpy(np.float64).reshape(comparison.months + 1, -1) for key in dict.fromkeys(kept)
        }
        for (scenario, replication), part in frame.groupby(["scenario", "replication"], sort=False)
    }
    rows = []
    for scenario in comparison.policies_compared:
        runs = [number for name, number in values if name == scenario]
        united = [values[scenario, run]["union_coverage"][WITHDRAWAL] > 0 for run in runs]
        number = float(np.mean([mask.sum() for mask in united]))
        for key in dict.fromkeys(kept):
            effect = np.stack([
                _mean(values[scenario, run][key][:, mask] - values[comparison.baseline, run][key][:, mask])
                for run, mask in zip(runs, united, strict=True)
            ])  # fmt: skip
            mean, _, low, high, _ = t_interval(effect)
            rows += [
                (scenario, key, month, month - WITHDRAWAL, number, mean[month], low[month], high[month])
                for month in range(comparison.months + 1)
            ]
    names = ["scenario", "indicator", "month", "months_since", "villages", "mean", "ci_low", "ci_high"]
    return pd.DataFrame(rows, columns=names)


def what_stays(comparison: Comparison) -> pd.DataFrame:
    """choice, uncertainty, indicator, kept, withdrawn, stays, ci_low, ci_high, replications, reason.

    ``stays`` = effect on the treated in the last year where support was withdrawn, over that where it was kept:
    a ratio of means with a bootstrap interval over pairs.
    """
    rows = []
    for choice in WITHDRAWN_FROM:
        for kind in (CHANCE, ASSUMPTIONS):
            for key in LASTING:
                measure = Measure(key, key, "treated:yes", "")
                gone = paired(comparison, f"{choice}_withdrawn", kind, measure)
                kept = paired(comparison, f"{choice}_kept", kind, measure)
                both = np.isfinite(gone) & np.isfinite(kept)
                gone, kept = gone[both], kept[both]
                ratio = ratio_of_means(gone, kept, "no_effect_while_supported")
                means = (float(side.mean()) if side.size else np.nan for side in (kept, gone))
                end = ratio.value, ratio.low, ratio.high, ratio.replications, ratio.reason
                rows.append((choice, kind, key, *means, *end))
    names = ["choice", "uncertainty", "indicator", "kept", "withdrawn", "stays"]
    return pd.DataFrame(rows, columns=[*names, "ci_low", "ci_high", "replications", "reason"])


def _summary(values: Floats) -> tuple[float, float, float, int, str]:
    mean, _, low, high, count = t_interval(values)
    return float(mean), float(low), float(high), int(count), "" if count else "not_measured"


def _mean(values: Floats) -> Floats:
    """Mean over villages of what was measured: (month, village) → (month,)."""
    measured = np.isfinite(values)
    count = measured.sum(axis=1)
    total = np.where(measured, values, 0.0).sum(axis=1)
    return np.asarray(np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0))


def _save(figure: Figure, folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.svg").write_text(style.as_svg(figure, name), "utf-8")
    (folder / f"{name}.png").write_bytes(style.as_png(figure, dpi=130))


def main() -> None:
    parser = argparse.ArgumentParser(description="Run the study and write its tables and figures.")
    parser.add_argument("--out", type=Path, default=HERE, help="folder for results/ and figures/")
    parser.add_argument("--replications", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    chosen = parser.parse_args()
    study(chosen.out, replications=chosen.replications, seed=chosen.seed, workers=chosen.workers)


if __name__ == "__main__":
    main()
