"""Headlines of every shipped scenario at the defaults: what a change of the model did to them.

    python verification/headlines.py [--replications 4] [--only NAME...]

A line of CSV a scenario: unions formed; villages that left one or lost it; private and stated share of the villages'
households that agreed, in rounds that formed one; income per person beside the baseline of the same draws, in the last
year; truly converted of those listed at the start, and what that is beside the baseline. Run in two trees of the
repository (before the parts of `simulation` stood in a folder the second import was `liancun_sim.world`) it tells
before from after.
"""

import argparse
from pathlib import Path

import numpy as np

from liancun_sim import default_county, load_scenario
from liancun_sim.indicators import indicators
from liancun_sim.simulation.recorder import Recorder
from liancun_sim.simulation.world import Run, World

SHIPPED = Path(__file__).parent.parent / "scenarios"
MEASURED = ("income_mean", "converted_true")
TITLES = ("scenario", "formed", "left", "private", "stated", "income_percent", "income_error", "converted_percent",
          "converted_change", "converted_error")  # fmt: skip
LAST = 12  # months


def run_of(name: str, replication: int, worlds: dict[str, World]) -> Run:
    scenario = load_scenario(name)
    start = str(scenario.setup.start)
    if start not in worlds:
        year = int(start[:4]) - 1
        worlds[start] = World(default_county() if year == 2007 else default_county(year))
    world = worlds[start]
    recorder = Recorder({key: indicators()[key] for key in MEASURED})
    return world.run(
        scenario.setup, scenario.coefficients, scenario.build_policies(world.county), 1, replication, recorder
    )


def last_year(run: Run) -> tuple[float, float]:
    """Income per person, mean of the last year [yuan]; truly converted at the end [share]."""
    everywhere = {"county": np.ones(len(run.state.villages), bool)}
    found = {one.indicator: one.values for one in run.recorder.series(everywhere) if one.stratum == "county"}
    return float(found["income_mean"][-LAST:].mean()), float(found["converted_true"][-1])


def unions_of(run: Run) -> tuple[float, float, float, float]:
    """Unions formed; villages that were in one and are no more; private and stated shares in rounds that formed one."""
    villages, held = run.state.villages, run.state.consultations
    formed = np.isin(held.outcome, ("formed", "dissolved")) & (held.round > 0)
    left = float(((villages.ever_in_union == 1) & (villages.union < 0)).sum())
    return float(len(run.state.unions)), left, *(
        float(np.mean(share[formed])) if formed.any() else np.nan
        for share in (held.private_share_pooled, held.stated_share_pooled)
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--replications", type=int, default=4)
    parser.add_argument("--only", nargs="*", default=[])
    asked = parser.parse_args()
    worlds: dict[str, World] = {}
    alone: dict[tuple[str, int], np.ndarray] = {}
    print(",".join(TITLES), flush=True)
    for name in asked.only or [path.stem for path in sorted(SHIPPED.glob("*.yaml"))]:
        seen, income, converted, change = [], [], [], []
        for number in range(asked.replications):
            run = run_of(name, number, worlds)
            start = str(load_scenario(name).setup.start)
            if (start, number) not in alone:
                alone[start, number] = np.array(last_year(baseline_of(start, number, worlds)))
            own, beside = np.array(last_year(run)), alone[start, number]
            seen.append(unions_of(run))
            income.append(100 * (own[0] / beside[0] - 1))
            converted.append(100 * own[1])
            change.append(100 * (own[1] - beside[1]))
        kept = [[value for value in column if not np.isnan(value)] for column in zip(*seen, strict=True)]
        means = [float(np.mean(values)) if values else np.nan for values in kept]
        cells = [*means, *told(income), float(np.mean(converted)), *told(change)]
        print(name, *(f"{value:.3g}" for value in cells), sep=",", flush=True)


def baseline_of(start: str, number: int, worlds: dict[str, World]) -> Run:
    world, scenario = worlds[start], load_scenario({"extends": "baseline", "start": start})
    recorder = Recorder({key: indicators()[key] for key in MEASURED})
    return world.run(scenario.setup, scenario.coefficients, [], 1, number, recorder)


def told(values: list[float]) -> tuple[float, float]:
    """Mean, and its standard error over runs."""
    return float(np.mean(values)), float(np.std(values, ddof=1) / np.sqrt(len(values))) if len(values) > 1 else np.nan


if __name__ == "__main__":
    main()
