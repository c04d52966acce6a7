"""Whether ranges and intervals hold what they say: pairs made once, then resampled a thousand times.

A pool of pairs of a small county (kept in ``results/``), every assumption drawn, two scenarios. The 5–95 % range of a
resample is held against a pair that is not in it, which it should hold nine times in ten; an interval of a mean or of
a ratio against that of the pool, nineteen times in twenty. Each share is put to a binomial test at 1 %; of what comes
in steps or with many ties a range may hold more, so that only too little counts against it.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.stats import binomtest
from worlds import arguments, show_table

from liancun_sim.analysis.statistics.intervals import t_interval
from liancun_sim.analysis.statistics.ranges import prediction_range
from liancun_sim.analysis.statistics.ratio import INTERVAL_OF_FEW, gain_per_cost, ratio_of_means
from liancun_sim.county import make_county
from liancun_sim.results import ASSUMPTIONS
from liancun_sim.results.store import PlannedRun
from liancun_sim.running.comparison.present_value import gained_and_spent
from liancun_sim.running.comparison.worlds import UNCERTAINTY, ComparisonWorlds
from liancun_sim.scenario import load_scenarios
from liancun_sim.simulation.world import World

Floats = npt.NDArray[np.float64]
SCENARIOS = ("cadre_assistance", "combined")
OUTCOMES = ("income_mean", "income_quintile_1", "satisfaction", "public_goods", "converted_true", "public_yuan")
IN_STEPS = ("converted_true",)
GAINED, SPENT, CONVERTED = "gained_yuan", "spent_yuan", "converted_villages_true"
DRAWS = (8, 16, 40, 128)
TRIED_TO, RESAMPLES_OF_EACH = 40, 799
ALMOST_NEVER = 0.01
FOLDER = Path("results")


class Share(NamedTuple):
    """How often something held what it should: of what, at how many draws, the share aimed at and found."""

    what: str
    draws: int
    aimed: float
    found: float
    verdict: str


def pool(pairs: int, months: int) -> dict[str, Floats]:
    """``scenario/outcome`` → (pair,) scenario less baseline, a new draw of everything in each pair."""
    base, *others = load_scenarios(["baseline", *SCENARIOS], months=months)
    county = make_county(villages=60, households=9_000, seed=5)
    worlds = ComparisonWorlds(World(county), {one.key: one for one in (base, *others)}, base.key, 1, False)
    found: dict[str, list[float]] = {}
    for number in range(pairs):
        run = {
            one.key: worlds.run(PlannedRun("", one.key, 0, number, {UNCERTAINTY: ASSUMPTIONS}))
            for one in (base, *others)
        }
        means = {key: _county(tables["means"]) for key, (_, tables) in run.items()}
        for one in others:
            tables, under = run[one.key][1], run[base.key][1]
            values = {name: means[one.key][name] - means[base.key][name] for name in (*OUTCOMES[:-1], CONVERTED)}
            values["public_yuan"] = run[one.key][0]["public_yuan"] - run[base.key][0]["public_yuan"]
            *_, gained, spent = gained_and_spent(tables["present"], under["present"], tables["strata"]["treated"])[0]
            for name, value in (values | {GAINED: gained, SPENT: spent}).items():
                found.setdefault(f"{one.key}/{name}", []).append(value)
    return {name: np.array(values) for name, values in found.items()}


def _county(means: dict[str, Floats]) -> dict[str, float]:
    return {
        name: float(value)
        for name, stratum, value in zip(means["indicator"], means["stratum"], means["value"], strict=True)
        if stratum == "county"
    }


def shares(made: dict[str, Floats], resamples: int) -> Iterator[Share]:
    """Every share, resamples drawn without replacement for ranges and with it for intervals."""
    rng = np.random.default_rng(11)
    size = len(next(iter(made.values())))
    for draws in DRAWS:
        apart = [rng.permutation(size)[: draws + 1] for _ in range(resamples)]
        again = [rng.integers(0, size, draws) for _ in range(resamples)]
        for scenario in SCENARIOS:
            for name in OUTCOMES:
                values = made[f"{scenario}/{name}"]
                picked = values[np.array(apart)]
                low, high = prediction_range(picked[:, :-1], axis=1)
                held = (low <= picked[:, -1]) & (picked[:, -1] <= high)
                yield _judged(f"range of one history: {scenario}, {name}", draws, 0.90, held, name in IN_STEPS)
                _, _, low, high, _ = t_interval(values[np.array(again)], axis=1)
                held = (low <= values.mean()) & (values.mean() <= high)
                yield _judged(f"t interval of the mean: {scenario}, {name}", draws, 0.95, held, name in IN_STEPS)
                if draws <= TRIED_TO:
                    low, high = bootstrap_t(values[np.array(again)], rng)
                    held = (low <= values.mean()) & (values.mean() <= high)
                    yield _judged(
                        f"bootstrap-t, tried instead: {scenario}, {name}", draws, 0.95, held, name in IN_STEPS
                    )
            gained, spent, converted = (made[f"{scenario}/{name}"] for name in (GAINED, SPENT, CONVERTED))
            money = made[f"{scenario}/public_yuan"]
            ratios: dict[str, tuple[Floats, Floats, Callable[..., object]]] = {
                "yuan gained per yuan": (gained, spent, gain_per_cost),
                "yuan per converted village": (money, converted, lambda top, low: ratio_of_means(top, low, "")),
            }
            for name, (top, bottom, measure) in ratios.items():
                true = top.mean() / bottom.mean()
                held = np.array([_holds(measure(top[one], bottom[one]), true) for one in again])
                if (held >= 0).any():
                    yield _judged(f"{name}: {scenario}", draws, 0.95, held[held >= 0] > 0, False)


def bootstrap_t(picked: Floats, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Ends of equal-tailed 95 % intervals of means: (resample, draw) → (resample,) (Efron & Tibshirani 1993, 12.5)."""
    size, least = picked.shape[1], round(0.025 * (RESAMPLES_OF_EACH + 1))
    mean, error = picked.mean(axis=1), picked.std(axis=1, ddof=1) / np.sqrt(size)
    rows, ends = rng.integers(0, size, (RESAMPLES_OF_EACH, size)), np.empty((2, len(picked)))
    for i, values in enumerate(picked):
        off = values[rows].mean(axis=1) - mean[i]
        with np.errstate(invalid="ignore", divide="ignore"):  # all alike: infinitely far, on the side it lies
            t = np.sort(off * np.sqrt(size) / values[rows].std(axis=1, ddof=1))
        ends[:, i] = t[-least], t[least - 1]
    return mean - ends[0] * error, mean - ends[1] * error


def _holds(ratio: object, true: float) -> int:
    """Whether an interval holds the ratio of the pool; −1 where there is no ratio, or no interval of it."""
    value, low, high, reason = (getattr(ratio, name) for name in ("value", "low", "high", "reason"))
    if not np.isfinite(value) or reason == INTERVAL_OF_FEW:
        return -1
    return int(not low > true and not high < true)


def _judged(what: str, draws: int, aimed: float, held: npt.NDArray[np.bool_], in_steps: bool) -> Share:
    test = binomtest(int(held.sum()), held.size, aimed, "less" if in_steps else "two-sided")
    return Share(what, draws, aimed, float(held.mean()), "holds" if test.pvalue >= ALMOST_NEVER else "does not hold")


def main() -> None:
    args = arguments(__doc__.splitlines()[0], pairs=400, months=24, resamples=1_000)
    kept = FOLDER / f"ranges_{args.pairs}_{args.months}.npz"
    made = dict(np.load(kept)) if kept.exists() else pool(args.pairs, args.months)
    if not kept.exists():
        FOLDER.mkdir(exist_ok=True)
        np.savez_compressed(kept, **made)  # type: ignore[arg-type]
    show_table(["what", "draws", "aimed", "found", "verdict"], [list(one) for one in shares(made, args.resamples)])


if __name__ == "__main__":
    main()
