"""What the model is held to, measured."""

from pathlib import Path

from liancun_sim.api.lands import land_of, place_of
from liancun_sim.county import County
from liancun_sim.results.patterns.pattern_runs import PatternRuns
from liancun_sim.running.comparison.run_comparison import Progress
from liancun_sim.running.patterns.run_patterns import run_patterns
from liancun_sim.scenario import load_scenario


def measure_patterns(
    *,
    county: str | Path | County | None = None,
    start: str | None = None,
    replications: int = 8,
    seed: int = 1,
    workers: int | None = None,
    store: str | Path | None = None,
    progress: Progress | None = None,
) -> PatternRuns:
    """Measure a county in everything the model is held to; `liancun_sim.analysis.patterns.verdicts` judges it.

    Parameters as `compare`; start : first month of the worlds (ISO), instead of the scenarios' own.

    Examples
    --------
    >>> from liancun_sim import make_county, measure_patterns
    >>> from liancun_sim.analysis.patterns.verdicts import verdicts
    >>> county = make_county(villages=12, households=600, seed=5)
    >>> found = verdicts(measure_patterns(county=county, replications=2, workers=1))
    >>> set(found["verdict"]) <= {"passed", "failed", "open", "not_measured"}
    True
    """
    baseline = load_scenario("baseline", sets=() if start is None else (f"start={start}",))
    return run_patterns(
        land_of(county, baseline),
        start=start,
        seed=seed,
        count=replications,
        workers=workers,
        store=place_of(store),
        progress=progress,
    )
