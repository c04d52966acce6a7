"""A baseline and what is compared with it: the same months, so that two worlds of a pair differ by policy alone."""

from collections.abc import Sequence
from pathlib import Path

from liancun_sim.scenario.loading import Source, distinct, load_scenario, load_scenarios
from liancun_sim.scenario.scenario import Scenario
from liancun_sim.vocabulary import BadInput, Fault, say
from liancun_sim.vocabulary.months import month_label

BASELINE = "baseline"
"""The shipped baseline, which has no time of its own."""


def load_beside(
    baseline: Source, scenarios: Sequence[Source], *, sets: Sequence[str] = (), county: str | Path | None = None,
    months: int | None = None,
) -> list[Scenario]:  # fmt: skip
    """The baseline first, then the scenarios. The shipped baseline begins when all of them do; others keep their start.

    Raises
    ------
    BadInput
        Naming every fault of the scenarios, and every one that begins in another month or runs for another length.
    """
    reference, *resolved = distinct(load_scenarios([baseline, *scenarios], sets=sets, county=county, months=months))
    starts = {one.setup.start for one in resolved}
    if baseline == BASELINE and len(starts) == 1 and reference.setup.start not in starts:
        reference = load_scenario(baseline, sets=[*sets, f"start={starts.pop()}"], county=county, months=months)
    ours = _calendar(reference)
    faults = [
        Fault(
            one.key,
            "months",
            say("running.different_calendar", baseline=reference.key, **ours, **_calendar(one, "own_")),
        )
        for one in resolved
        if (one.setup.months, one.setup.start) != (reference.setup.months, reference.setup.start)
    ]
    if faults:
        raise BadInput(faults)
    return [reference, *resolved]


def _calendar(scenario: Scenario, whose: str = "") -> dict[str, object]:
    return {f"{whose}start": month_label(scenario.setup.start), f"{whose}months": scenario.setup.months}
