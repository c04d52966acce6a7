"""What a report would claim, split into its causes."""

from collections.abc import Sequence
from pathlib import Path

from liancun_sim.api.lands import land_of, place_of
from liancun_sim.county import County
from liancun_sim.parameters.rural_income import year_before
from liancun_sim.results.audit.audit import Audit
from liancun_sim.running.audit.run_audit import run_audit
from liancun_sim.running.comparison.run_comparison import Progress
from liancun_sim.scenario import Scenario, distinct, load_scenarios
from liancun_sim.vocabulary import BadInput, Fault, say


def audit(
    scenarios: Sequence[str | Path | Scenario],
    *,
    county: str | Path | County | None = None,
    replications: int = 8,
    months: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    sets: Sequence[str] = (),
    decision_variants: bool = False,
    redraw_start: bool = False,
    store: str | Path | None = None,
    progress: Progress | None = None,
) -> Audit:
    """Split what a report would claim of each scenario into its causes; `liancun_sim.analysis.audit.audited` reads it.

    Each scenario is run beside the world without its policies, the same villages only labelled, and villages
    chosen at random, under common random numbers. Parameters as `compare`, and

    decision_variants : also run each scenario under every electorate, scope, pressure and decision rule.
    redraw_start : draw the start anew for every replication after the first: the year before it and the first
        assessment, so that intervals hold the luck of the first list too.

    Examples
    --------
    >>> from liancun_sim import audit, make_county
    >>> county = make_county(villages=12, households=600, seed=5)
    >>> found = audit(["strong_weak_pairing"], county=county, months=12, replications=2, workers=1)
    >>> list(found.worlds)
    ['strong_weak_pairing', 'strong_weak_pairing:placebo_label', 'strong_weak_pairing:random_selection']
    """
    folder = None if isinstance(county, County) else county
    resolved = distinct(load_scenarios(scenarios, sets=sets, county=folder, months=months))
    if not isinstance(county, County):
        _same_county(resolved)
    return run_audit(
        land_of(county, *resolved), resolved, seed=seed, count=replications, workers=workers,
        variants=decision_variants, redraw_start=redraw_start, store=place_of(store), progress=progress,
    )  # fmt: skip


def _same_county(scenarios: Sequence[Scenario]) -> None:
    """Scenarios audited together stand in one county."""
    first = scenarios[0]
    faults = [
        Fault(one.key, "county", say("audit.several_counties", first=first.key))
        for one in scenarios[1:]
        if _place_and_year(one) != _place_and_year(first)
    ]
    if faults:
        raise BadInput(faults)


def _place_and_year(scenario: Scenario) -> tuple[str, int]:
    """The county of a scenario; the shipped one is another one for every year before a start."""
    return scenario.county, year_before(scenario.setup.start) if scenario.county == "default" else 0
