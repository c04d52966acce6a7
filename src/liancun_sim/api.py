"""What users import and every command is a thin shell over: run, compare, demo, explain."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from liancun_sim.county import County, load_county
from liancun_sim.draws import Draws
from liancun_sim.interventions import Contribution
from liancun_sim.results import CHANCE, Comparison
from liancun_sim.running.comparing import Progress, run_comparison
from liancun_sim.scenario import Scenario, distinct, load_scenario, load_scenarios
from liancun_sim.schedule import CHANNELS, Schedule
from liancun_sim.vocabulary import BadInput, Fault, nearest, say
from liancun_sim.world import World

DEMO_SCENARIOS = ("strong_weak_pairing", "small_village_consolidation", "cadre_assistance", "combined")


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
    progress: Progress | None = None,
) -> Comparison:
    """Compare scenarios with a baseline under common random numbers.

    Parameters
    ----------
    scenarios : shipped names, paths, or resolved scenarios.
    baseline : what they are compared with.
    county : a folder, ``default``, or a County; by default the baseline scenario's.
    replications : pairs of worlds per scenario and kind of uncertainty.
    months : instead of the scenarios' own. seed : of everything after t0.
    workers : processes (default: one per core). sets : ``a.b=3`` overrides of every scenario.
    progress : called with (done, total, headline) after every replication.

    Raises
    ------
    BadInput
        Naming every fault of the scenarios or the county.
    """
    folder = None if isinstance(county, County) else county
    reference, *resolved = distinct(load_scenarios([baseline, *scenarios], sets=sets, county=folder, months=months))
    _same_length([reference, *resolved])
    land = _land(county, reference)
    return run_comparison(
        land, reference, resolved, seed=seed, count=replications, workers=workers, progress=progress
    )


def run(
    scenario: str | Path | Scenario,
    *,
    county: str | Path | County | None = None,
    replications: int = 1,
    months: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    sets: Sequence[str] = (),
    progress: Progress | None = None,
) -> Comparison:
    """Run one scenario by itself; the same tables, with nothing to compare. Parameters as `compare`."""
    resolved = _resolved(scenario, sets, county, months)
    return run_comparison(
        _land(county, resolved), resolved, (), seed=seed, count=replications, workers=workers,
        uncertainties=(CHANCE,), progress=progress,
    )  # fmt: skip


def demo(*, workers: int | None = None, progress: Progress | None = None) -> Comparison:
    """The default county, the baseline and four scenarios, 8 replications, 60 months."""
    return compare(DEMO_SCENARIOS, workers=workers, progress=progress)


@dataclass(frozen=True)
class Explanation:
    """Who contributed what to a channel in one village and month."""

    channel: str
    village: str
    month: int
    base: float
    contributions: tuple[tuple[str, str, float], ...]  # (policy, add | factor, amount)
    low: float
    high: float
    value: float


def explain(
    scenario: str | Path | Scenario,
    channel: str,
    *,
    village: str,
    month: int,
    county: str | Path | County | None = None,
    seed: int = 1,
    sets: Sequence[str] = (),
) -> Explanation:
    """Run a scenario to a month and take a channel's value in one village apart.

    village : id, name, or township/name. month : months since t0, 0 for the first simulated month.
    """
    resolved = _resolved(scenario, sets, county, None)
    if channel not in CHANNELS:
        near = nearest(channel, CHANNELS)
        known = ", ".join(sorted(CHANNELS))
        raise BadInput(Fault("", "CHANNEL", say("running.unknown_channel", channel=channel, near=near, known=known)))
    if not 0 <= month < 240:
        raise BadInput(Fault("", "--month", say("running.month_out_of_range", month=month)))
    land = _land(county, resolved)
    row = resolved.village_row(land, village)
    schedule = Schedule(resolved.setup, resolved.coefficients, resolved.build_policies(land))
    state, draws = World(land).begin(schedule), Draws(seed, 0)
    for index in range(month + 1):
        this_month = schedule.step(state, index, draws)
    values = this_month.channels
    moves = tuple(
        (move.policy, move.kind, float(amount))
        for move in values.contributions.get(channel, ())
        for at, amount in zip(move.villages, move.amount, strict=True)
        if at == row
    )
    declared = CHANNELS[channel]
    return Explanation(
        channel, state.village_ids[row], month, values.bases[channel], moves, declared.low, declared.high,
        float(values[channel][row]),
    )  # fmt: skip


def _resolved(
    source: str | Path | Scenario, sets: Sequence[str], county: str | Path | County | None, months: int | None
) -> Scenario:
    if isinstance(source, Scenario):
        return source
    return load_scenario(source, sets=sets, county=None if isinstance(county, County) else county, months=months)


def _land(county: str | Path | County | None, scenario: Scenario) -> County:
    return county if isinstance(county, County) else load_county(county if county is not None else scenario.county)


def _same_length(scenarios: Sequence[Scenario]) -> None:
    """Pairs need the same months and start."""
    reference = scenarios[0]
    faults = [
        Fault(one.key, "months", say("running.different_calendar", baseline=reference.key))
        for one in scenarios[1:]
        if (one.setup.months, one.setup.start) != (reference.setup.months, reference.setup.start)
    ]
    if faults:
        raise BadInput(faults)
