"""Pairing, consolidation and cadre assistance at equal public cost: runs the study, writes its tables and its figure.

    uv run python experiments/equal_cost/analysis.py [--replications 8] [--workers 2]

Question, design and finding: README.md beside this file.
"""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from equal_figures import figure
from ruamel.yaml import YAML
from scaled import Equalised, equalised, rural_income

from liancun_sim.analysis import effects
from liancun_sim.analysis.comparison.villages import cube
from liancun_sim.analysis.statistics.intervals import t_interval
from liancun_sim.api import compare
from liancun_sim.county import County, default_county
from liancun_sim.reports.common import figure_style as style
from liancun_sim.results import Comparison, rows_of
from liancun_sim.scenario import Scenario, load_scenario
from liancun_sim.vocabulary import use_language

HERE = Path(__file__).parent
A_YUAN = 1.0  # below which a village's income per person counts as unchanged
MEASURES = (  # indicator, stratum, whether its level is told and not its difference
    ("unions_formed", "county", True),
    ("stated_consent", "county", True),
    ("private_consent", "county", True),
    ("willing_in_unions", "county", True),
    ("income_mean", "county", False),
    ("income_mean", "treated:yes", False),
    ("income_mean", "quintile:1", False),
    ("converted_true", "county", False),
    ("converted_true_nominal", "county", False),
    ("converted_true_relative", "county", False),
    ("converted_assessed", "county", False),
    ("gain_per_yuan", "county", True),
    ("public_yuan", "county", False),
)
TOLD = ("uncertainty", "unit", "ci_low", "ci_high", "low_5", "high_95", "p_better", "reason")
COLUMNS = (
    "start", "programme", "budget_share", "measure", "stratum", "uncertainty", "unit", "value", "ci_low", "ci_high",
    "low_5", "high_95", "p_better", "pairs", "reason",
)  # fmt: skip


def study(
    out: Path,
    design: Mapping[str, Any],
    counties: Mapping[str, County],
    workers: int | None = None,
) -> pd.DataFrame:
    """Run every county and write ``results/*.csv``, ``results/provenance.json`` and ``figures/*.png`` into `out`."""
    found, told = [], {}
    for start, county in counties.items():
        sizes = {(programme, share): _sized(county, start, programme, share, design)
                 for programme in design["programmes"] for share in design["budgets"]}  # fmt: skip
        comparison = compare(
            [_scenario(out, start, key, one, design) for key, one in sizes.items()],
            baseline=load_scenario({"extends": "baseline", "start": start}, months=design["months"]),
            county=county, replications=design["replications"], seed=design["seed"], workers=workers,
            progress=lambda done, total, note: print(f"{done}/{total}", flush=True),
        )  # fmt: skip
        found.append(measured(comparison, start, sizes))
        told[start] = {**comparison.provenance, "scales": [_told(key, one) for key, one in sizes.items()]}
    table = pd.concat(found, ignore_index=True)
    results, figures = out / "results", out / "figures"
    for folder in (results, figures):
        folder.mkdir(parents=True, exist_ok=True)
    table.to_csv(results / "outcomes.csv", index=False, float_format="%.6g", encoding="utf-8")
    (results / "provenance.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
    for language, suffix in (("en", ""), ("zh-Hans", ".zh")):
        use_language(language)
        with style.drawing():
            (figures / f"equal_cost{suffix}.png").write_bytes(style.as_png(figure(table), dpi=130))
    return table


def _sized(county: County, start: str, programme: str, share: float, design: Mapping[str, Any]) -> Equalised:
    one = equalised(
        county, start, design["months"], programme, share * rural_income(county),
        seed=design["seed"], tried=design["tried"], tolerance=design["tolerance"],
    )  # fmt: skip
    print(
        f"{start} {programme} {share:.1%}: scale {one.scale:.3f}, {one.reached / one.budget:.0%} of budget", flush=True
    )
    return one


def _scenario(out: Path, start: str, key: tuple[str, float], one: Equalised, design: Mapping[str, Any]) -> Scenario:
    """The scenario of a programme at its size, written down so that anybody can run it."""
    programme, share = key
    name = load_scenario(programme).name
    written = {
        "extends": "baseline", "start": start, **one.written,
        "name": {"en": f"{name.en}, {share:.1%}", "zh": f"{name.zh}，{share:.1%}"},
    }  # fmt: skip
    place = out / "scenarios" / f"{programme}_{start[:4]}_{round(10_000 * share):03d}.yaml"
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("w", encoding="utf-8") as file:
        YAML(typ="safe", pure=True).dump(written, file)
    return load_scenario(place, months=design["months"])


def _told(key: tuple[str, float], one: Equalised) -> dict[str, object]:
    return {
        "programme": key[0], "budget_share": key[1], "scale": one.scale, "budget_yuan": one.budget,
        "reached_yuan": one.reached, **one.written,
    }  # fmt: skip


def measured(comparison: Comparison, start: str, sizes: Mapping[tuple[str, float], Equalised]) -> pd.DataFrame:
    """What each programme came to: the columns of COLUMNS, with every kind of uncertainty the effects have."""
    table, rows = effects(comparison), []
    for (programme, share), scenario in zip(sizes, comparison.policies_compared, strict=True):
        mine = table[table["scenario"] == scenario]
        same = {"start": start, "programme": programme, "budget_share": share}
        for indicator, stratum, level in MEASURES:
            for row in rows_of(mine[(mine["indicator"] == indicator) & (mine["stratum"] == stratum)]):
                told = {key: row[key] for key in TOLD} | {"value": row["mean"] if level else row["difference"]}
                rows.append(same | told | {"measure": indicator, "stratum": stratum, "pairs": row["replications"]})
        rows += [same | one for one in (*_a_year_on(comparison, scenario), _worse(comparison, scenario))]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _a_year_on(comparison: Comparison, scenario: str) -> list[dict[str, object]]:
    """Households that want their union, when it formed and a year later; means over unions, then replications."""
    life = comparison.union_life
    mine, rows = life[(life["scenario"] == scenario)], []
    for event in ("formed", "month_12"):
        by_run = mine[mine["event"] == event].groupby("replication")["private_share"].mean().to_numpy(float)
        rows.append({"measure": f"wanted_{event}", "unit": "share", **_interval(by_run)})
    return rows


def _worse(comparison: Comparison, scenario: str) -> dict[str, object]:
    """Share of villages whose income per person is lower than without the programme, by a yuan or more."""
    values = cube(comparison, "income_yuan_per_person")
    lower = values[scenario] - values[comparison.baseline] < -A_YUAN
    return {"measure": "villages_worse", "unit": "share", **_interval(lower.mean(axis=1))}


def _interval(values: np.ndarray) -> dict[str, object]:
    mean, _, low, high, count = (one.item() for one in t_interval(values)) if values.size else (np.nan,) * 4 + (0,)
    low, high = np.clip([low, high], 0, 1)
    return {"stratum": "county", "uncertainty": "chance", "value": mean, "ci_low": low, "ci_high": high, "pairs": count}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", type=Path, default=HERE)
    parser.add_argument("--replications", type=int)
    parser.add_argument("--workers", type=int)
    asked = parser.parse_args()
    design = YAML(typ="safe", pure=True).load((HERE / "design.yaml").read_text("utf-8"))
    if asked.replications:
        design["replications"] = asked.replications
    counties = {start: default_county(int(start[:4]) - 1) for start in map(str, design["starts"])}
    print(study(asked.out, design, counties, asked.workers).to_string())


if __name__ == "__main__":
    main()
