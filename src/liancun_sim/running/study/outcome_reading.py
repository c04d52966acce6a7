"""What a study of the model records, and what ends its runs early: every fault with its line."""

from collections.abc import Sequence
from functools import cache

from liancun_sim.county import County
from liancun_sim.indicators import indicators
from liancun_sim.results.store import OutcomeInfo
from liancun_sim.running.study.column_names import check_column_names
from liancun_sim.running.study.model_outcomes import AT_MONTH, SPENT, STOPPED, VILLAGE_KEYS, asked, outcome_info
from liancun_sim.running.study.study_faults import Place, StudyFaults
from liancun_sim.running.study.study_file import StudyFile
from liancun_sim.scenario import Scenario
from liancun_sim.scenario.explaining import shown


@cache
def _outcome_names() -> tuple[str, ...]:
    return (*indicators(), *SPENT)


def read_outcomes(written: StudyFile, scenarios: Sequence[Scenario], faults: StudyFaults) -> tuple[OutcomeInfo, ...]:
    """What is recorded: what the study names, what policies cost, and when a run ended if it may end early."""
    months = scenarios[0].setup.months if scenarios else None
    _check_stop(written, faults)
    ended = (outcome_info(STOPPED),) if written.stop else ()
    if isinstance(written.outcomes, str):
        if written.outcomes != "all":
            faults.add(("outcomes",), "outcomes_text", value=written.outcomes)
        return (*(outcome_info(key) for key in _outcome_names()), *ended)
    found: dict[str, OutcomeInfo] = {}
    places: dict[str, Place] = {}
    for index, name in enumerate((*written.outcomes, *SPENT)):
        place: Place = ("outcomes", index)
        if not isinstance(name, str):
            faults.add(place, "model_directions", value=shown(name))
        elif _is_right(name, place, months, faults):
            found[name], places[name] = outcome_info(name), place
    check_column_names((), places.items(), faults)
    return (*found.values(), *ended)


def _is_right(name: str, place: Place, months: int | None, faults: StudyFaults) -> bool:
    """Whether an outcome is one, of a stratum and month there is; if not, it is reported."""
    try:
        key, stratum, month = asked(name)
    except ValueError:
        faults.add(place, "unknown_month", name=name)
        return False
    if key not in _outcome_names():
        faults.unknown(place, "unknown_outcome", key, _outcome_names())
    elif not _is_stratum(stratum):
        faults.add(place, "unknown_stratum", name=stratum)
    elif (stratum != "county" and (key in SPENT or indicators()[key].whole)) or (key in SPENT and month is not None):
        faults.add(place, "whole_county_only", name=name)
    elif month is not None and months is not None and month > months:
        faults.add(place, "month_beyond", name=name, months=months)
    else:
        return True
    return False


def _check_stop(written: StudyFile, faults: StudyFaults) -> None:
    """What ends a run is an indicator with a bound."""
    rule = written.stop
    if rule is None:
        return
    place: Place = ("stop", "outcome")
    if rule.outcome.partition("@")[0] in SPENT or f"@{AT_MONTH}" in rule.outcome:
        faults.add(place, "stop_needs_indicator", name=rule.outcome)
    else:
        _is_right(rule.outcome, place, None, faults)
    if rule.at_least is None and rule.at_most is None:
        faults.add(("stop",), "stop_needs_bound")


def _is_stratum(name: str) -> bool:
    return name == "county" or (name.startswith("township:") and len(name) > len("township:"))


def check_townships(written: StudyFile, outcomes: Sequence[OutcomeInfo], county: County, faults: StudyFaults) -> None:
    """Strata a study names are townships the county has."""
    places: list[tuple[Place, str]] = [(("outcomes",), asked(info.key).stratum) for info in outcomes]
    if written.stop:
        places.append((("stop", "outcome"), asked(written.stop.outcome).stratum))
    places += [(("keep", "strata", index), name) for index, name in enumerate(written.keep.strata)]
    for place, name in places:
        kind, _, township = name.partition(":")
        if kind == "township" and township not in county.townships:
            faults.unknown(place, "unknown_township", township, county.townships)


def check_kept(written: StudyFile, faults: StudyFaults) -> None:
    """What is kept beside outcomes is there to keep."""
    for index, key in enumerate(written.keep.series):
        if key not in indicators():
            faults.unknown(("keep", "series", index), "unknown_outcome", key, list(indicators()))
    for index, name in enumerate(written.keep.strata):
        if not _is_stratum(name):
            faults.add(("keep", "strata", index), "unknown_stratum", name=name)
    for index, key in enumerate(written.keep.villages):
        if key not in VILLAGE_KEYS:
            faults.unknown(("keep", "villages", index), "unknown_village_outcome", shown(key), VILLAGE_KEYS)
