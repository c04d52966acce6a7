"""Who contributed what to a channel."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from liancun_sim.api.lands import land_of, resolved_of
from liancun_sim.county import County
from liancun_sim.draws import Draws
from liancun_sim.scenario import Scenario
from liancun_sim.simulation.schedule import CHANNELS, Schedule
from liancun_sim.simulation.world import World
from liancun_sim.vocabulary import BadInput, Fault, nearest, say


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

    Examples
    --------
    >>> from liancun_sim import explain, make_county
    >>> county = make_county(villages=12, households=600, seed=5)
    >>> found = explain("baseline", "attitude.pressure", village=county.villages.index[0], month=0, county=county)
    >>> found.contributions  # nobody moves it in the baseline
    ()
    >>> found.value == found.base
    True
    """
    resolved = resolved_of(scenario, sets, county, None)
    if channel not in CHANNELS:
        near = nearest(channel, CHANNELS)
        known = ", ".join(sorted(CHANNELS))
        key = f"running.unknown_channel{'_near' if near else ''}"
        raise BadInput(Fault("", "CHANNEL", say(key, channel=channel, near=near, known=known)))
    if not 0 <= month < 240:
        raise BadInput(Fault("", "--month", say("running.month_out_of_range", month=month)))
    land = land_of(county, resolved)
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
