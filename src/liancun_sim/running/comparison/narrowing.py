"""The line a comparison prints as pairs of worlds come: what scenarios change by the pairs so far, narrowing."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from liancun_sim.running.comparison.pairing import Replication
from liancun_sim.vocabulary import Label, say

UNIONS, INCOME, CONVERTED = "unions_formed", "income_mean", "converted_true"


def narrowing(alike: Sequence[Replication], names: Mapping[str, Label]) -> str:
    """One line on each scenario beside the baseline, by its name; with one pair it says that there is no interval.

    alike : the replications so far under one kind of uncertainty.
    """
    kind = say(f"running.assumptions_{alike[0].uncertainty}")
    keys = [world.scenario for world in alike[0].worlds if world.pairs]
    told = [_told(alike, key, names[key]) for key in keys]
    pairs = "one_pair" if len(alike) == 1 else "pairs"
    return say(f"running.{pairs}", count=len(alike), kind=kind, scenarios=str(Label("; ", "；")).join(told))


def _told(alike: Sequence[Replication], scenario: str, name: Label) -> str:
    apart: dict[str, list[float]] = {UNIONS: [], INCOME: [], CONVERTED: []}
    without: list[float] = []
    for replication in alike:
        for world in replication.worlds:
            for indicator, stratum, value, baseline in world.pairs if world.scenario == scenario else ():
                if stratum == "county" and indicator in apart:
                    apart[indicator].append(value - baseline)
                    without += [100 * baseline] if indicator == CONVERTED else []
    possible = -np.mean(without), 100 - np.mean(without)
    return say(
        "running.changed_by",
        scenario=name,
        unions=f"{np.mean(apart[UNIONS]):.0f}",
        income=_mean_and_interval(apart[INCOME]),
        converted=_mean_and_interval([100 * one for one in apart[CONVERTED]], possible),
    )


def _mean_and_interval(apart: Sequence[float], possible: tuple[Any, Any] = (-np.inf, np.inf)) -> str:
    """Mean, and from two pairs on the 95 % interval of the mean, cut at what is possible."""
    if not np.isfinite(apart).all():  # not measured in some world
        return "–"
    mean = f"{round(float(np.mean(apart))):+d}"
    if len(apart) < 2:
        return mean
    from scipy.special import stdtrit

    half = float(stdtrit(len(apart) - 1, 0.975)) * np.std(apart, ddof=1) / np.sqrt(len(apart))
    low, high = (round(float(np.clip(np.mean(apart) + way * half, *possible))) for way in (-1, 1))
    return say("running.with_interval", mean=mean, low=f"{low:+d}", high=f"{high:+d}")
