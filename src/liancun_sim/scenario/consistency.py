"""What can only be seen wrong in the whole: settings that contradict each other."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from liancun_sim.parameters.rural_income import published_years
from liancun_sim.scenario.layer import nearest_origin
from liancun_sim.scenario.origin import Origin
from liancun_sim.scenario.origin import Path as Key
from liancun_sim.scenario.registry import policies
from liancun_sim.scenario.settings import CASCADE_PRESSURE, RULES, SETUP
from liancun_sim.vocabulary import Fault, say

PRESSURE = "attitude.pressure"
CUT_SHORT = ("--months", "--set")  # a short look at a scenario, not a scenario with a short life


def faults_of_whole(content: Mapping[str, Any], origins: Mapping[Key, Origin]) -> list[Fault]:
    """Every contradiction in a merged scenario, at the place of the setting to change."""
    found = (
        *_start(content),
        *_pressure(content),
        *_assessments(content, origins),
        *_county(content),
        *_policies(content),
    )
    return [nearest_origin(origins, path).fault(message) for path, message in found]


def _start(content: Mapping[str, Any]) -> Iterator[tuple[Key, str]]:
    """No county can be set up in a year without its incomes and prices."""
    start, (first, last) = content.get("start", SETUP.start), published_years()
    if not f"{first}-01" <= start <= f"{last}-12":
        yield ("start",), say("scenario.start_beyond", start=start, first=first, last=last)


def _pressure(content: Mapping[str, Any]) -> Iterator[tuple[Key, str]]:
    pressure = content.get("coefficients", {}).get(PRESSURE, 0.0)
    if pressure > CASCADE_PRESSURE and not content.get("cascade", False):
        message = say("scenario.cascade", key=PRESSURE, value=f"{pressure:g}", limit=f"{CASCADE_PRESSURE:g}")
        yield ("coefficients", PRESSURE), message


def _assessments(content: Mapping[str, Any], origins: Mapping[Key, Origin]) -> Iterator[tuple[Key, str]]:
    """Conversion is judged at the end: enough assessments to leave the list must come before it."""
    if nearest_origin(origins, ("months",)).file in CUT_SHORT:
        return
    rules = content.get("assessment", {})
    consecutive = rules.get("consecutive", RULES.consecutive)
    interval = rules.get("interval", RULES.interval)
    months, needed = content.get("months", SETUP.months), consecutive * interval
    if months < needed:
        fields = {"months": months, "consecutive": consecutive, "interval": interval, "needed": needed}
        yield ("months",), say("scenario.too_short", **fields)


def _county(content: Mapping[str, Any]) -> Iterator[tuple[Key, str]]:
    county = content.get("county", "default")
    if county != "default" and not _is_folder(county):
        yield ("county",), say("scenario.no_county", county=county)


def _is_folder(path: str) -> bool:
    """Whether it is there; a name longer than a disk takes is not."""
    try:
        return Path(path).is_dir()
    except OSError:
        return False


def _policies(content: Mapping[str, Any]) -> Iterator[tuple[Key, str]]:
    for name, given in content.get("policies", {}).items():
        levers = policies()[given["policy"]].all_levers()
        value = {lever.name: given.get(lever.name, lever.default) for lever in levers}
        if value["targeting"] == "list" and not value["villages"]:
            yield ("policies", name, "targeting"), say("scenario.list_without_villages", name=name)
        if value["end_month"] is not None and value["end_month"] <= value["start_month"]:
            fields = {"name": name, "end": value["end_month"], "start": value["start_month"]}
            yield ("policies", name, "end_month"), say("scenario.ends_before_it_starts", **fields)
