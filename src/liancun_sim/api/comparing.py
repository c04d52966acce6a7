"""Scenarios beside a baseline, one alone, the demo; a result read again."""

from collections.abc import Sequence
from pathlib import Path

from liancun_sim.api.lands import land_of, place_of, resolved_of
from liancun_sim.county import County
from liancun_sim.results import (
    AGAIN,
    ASSUMPTIONS,
    CHANCE,
    Comparison,
)
from liancun_sim.running.comparison.run_comparison import Progress, run_comparison
from liancun_sim.scenario import DEMO_SCENARIOS, Scenario, load_beside
from liancun_sim.vocabulary import BadInput, Fault, say

ASSUMED = ("defaults", "ranges")


def compare(
    scenarios: Sequence[str | Path | Scenario],
    *,
    baseline: str | Path | Scenario = "baseline",
    county: str | Path | County | None = None,
    replications: int = 8,
    months: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    sets: Sequence[str] = (),
    keep: Sequence[str] = (),
    assumptions: str = "ranges",
    twice: bool = False,
    store: str | Path | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Compare scenarios with a baseline under common random numbers.

    Parameters
    ----------
    scenarios : shipped names, paths, or resolved scenarios.
    baseline : what they are compared with; the shipped one starts when they do, where all start together.
    county : a folder, ``default``, or a County; by default the baseline scenario's.
    replications : pairs of worlds per scenario and kind of uncertainty.
    months : instead of the scenarios' own. seed : of everything after t0.
    workers : processes (default: one per processor this process may use). sets : ``a.b=3`` overrides of every scenario.
    keep : ``villages`` also keeps every village's monthly series, with assumptions at their defaults.
    assumptions : ``ranges`` also draws every assumption anew in as many pairs again; ``defaults`` does not.
    twice : run each of those draws a second time with other luck, which tells what part of the spread is assumptions'.
    store : folder in which every world is kept as it is done, so that the same call goes on after it was interrupted;
        by default a temporary one. progress : called with (done, total, headline) after every replication.

    Raises
    ------
    BadInput
        Naming every fault of the scenarios or the county.

    Examples
    --------
    >>> from liancun_sim import compare, make_county
    >>> county = make_county(villages=12, households=600, seed=5)
    >>> comparison = compare(["strong_weak_pairing"], county=county, months=12, replications=2, workers=1)
    >>> comparison.policies_compared
    ('strong_weak_pairing',)
    >>> from liancun_sim.analysis import effects
    >>> {"scenario", "indicator", "difference", "ci_low", "ci_high"} <= set(effects(comparison).columns)
    True
    """
    folder = None if isinstance(county, County) else county
    reference, *resolved = load_beside(baseline, scenarios, sets=sets, county=folder, months=months)
    land = land_of(county, reference, *resolved)
    return run_comparison(
        land, reference, resolved, seed=seed, count=replications, workers=workers,
        uncertainties=_uncertainties(assumptions, twice), keep_villages="villages" in keep, store=place_of(store),
        progress=progress,
    )  # fmt: skip


def _uncertainties(assumptions: str, twice: bool) -> tuple[str, ...]:
    if assumptions not in ASSUMED:
        known = ", ".join(ASSUMED)
        raise BadInput(Fault("", "assumptions", say("running.unknown_assumptions", given=assumptions, known=known)))
    if assumptions == "defaults" and twice:
        raise BadInput(Fault("", "twice", say("running.nothing_drawn_twice")))
    return (CHANCE,) if assumptions == "defaults" else (CHANCE, ASSUMPTIONS, AGAIN) if twice else (CHANCE, ASSUMPTIONS)


def run(
    scenario: str | Path | Scenario,
    *,
    county: str | Path | County | None = None,
    replications: int = 1,
    months: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    sets: Sequence[str] = (),
    keep: Sequence[str] = (),
    store: str | Path | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Run one scenario by itself; the same tables, with nothing to compare. Parameters as `compare`.

    Examples
    --------
    >>> from liancun_sim import make_county, run
    >>> county = make_county(villages=12, households=600, seed=5)
    >>> alone = run("baseline", county=county, months=12, workers=1)
    >>> alone.policies_compared
    ()
    >>> sorted(set(alone.series["month"]))[-1]
    12
    """
    resolved = resolved_of(scenario, sets, county, months)
    return run_comparison(
        land_of(county, resolved), resolved, (), seed=seed, count=replications, workers=workers,
        uncertainties=(CHANCE,), keep_villages="villages" in keep, store=place_of(store), progress=progress,
    )  # fmt: skip


def demo(
    *, workers: int | None = None, store: str | Path | None = None, progress: Progress | None = None
) -> Comparison:
    """The default county, the baseline and four scenarios, 8 replications, 60 months.

    Examples
    --------
    >>> from liancun_sim import demo
    >>> comparison = demo()  # doctest: +SKIP
    """
    return compare(DEMO_SCENARIOS, workers=workers, store=store, progress=progress)
