"""A study file bound to the model: its scenarios, coefficients, levers, outcomes and county."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path
from typing import Any

from liancun_sim.county import County, load_county
from liancun_sim.results.store import OutcomeInfo
from liancun_sim.running.common.decisive import model_digest
from liancun_sim.running.common.provenance import county_digest
from liancun_sim.running.common.years import year_notes
from liancun_sim.running.runner.restoring import described_scenario
from liancun_sim.running.study.design_reading import GIVEN, given_points, make_points, place_of
from liancun_sim.running.study.designs import Points
from liancun_sim.running.study.factor_reading import named, narrowed, same_part
from liancun_sim.running.study.factors import Factor
from liancun_sim.running.study.lever_settings import SECTIONS, lever_factor, uncertainty, used_levers
from liancun_sim.running.study.outcome_reading import check_kept, check_townships, read_outcomes
from liancun_sim.running.study.study import Settling, Study, runs_per_chunk
from liancun_sim.running.study.study_faults import Place, StudyFaults
from liancun_sim.running.study.study_file import StudyFile, draws_of_their_own, read_study
from liancun_sim.scenario import Scenario, distinct, load_scenarios
from liancun_sim.scenario.overriding import as_override
from liancun_sim.scenario.shipped import expanded, find, not_found
from liancun_sim.simulation.schedule import COEFFICIENTS
from liancun_sim.vocabulary import BadInput, Label, nearest

CHUNK_SECONDS = 4.0
SECONDS_PER_HOUSEHOLD_MONTH, SECONDS_PER_MONTH = 40e-9, 4e-3  # measured, recording all indicators
MOST_PER_CHUNK = 1_000
_MECHANISMS = {name.partition(".")[0] for name in COEFFICIENTS}


def model_study(
    source: str | Path | Mapping[str, Any], overrides: Mapping[str, Any] | None = None
) -> tuple[Study, County]:
    """The resolved study of a file or mapping, and the county it runs on.

    Raises
    ------
    BadInput
        Naming every fault of the study, its scenarios and its county.
    """
    written, faults, folder = read_study(source, overrides)
    scenarios = _scenarios(written, folder, faults, (overrides or {}).get("county") is not None)
    factors, points = _factors(written, folder, scenarios, faults)
    outcomes = read_outcomes(written, scenarios, faults)
    settling = _settling(written, outcomes, faults)
    check_kept(written, faults)
    faults.stop_if_any()
    assert points is not None
    county = load_county(scenarios[0].county, scenarios[0].setup.start)
    check_townships(written, outcomes, county, faults)
    faults.stop_if_any()
    for scenario in scenarios:
        scenario.build_policies(county)  # villages the county does not have are told before anything runs
    return _resolved(written, scenarios, factors, points, outcomes, settling, county), county


def _resolved(
    written: StudyFile, scenarios: Sequence[Scenario], factors: tuple[Factor, ...], points: Points,
    outcomes: tuple[OutcomeInfo, ...], settling: Settling | None, county: County,
) -> Study:  # fmt: skip
    model, data = model_digest(), county_digest(county)
    stop = written.stop.model_dump() if written.stop else None
    uses = {scenario.key: _uses(scenario, factors) for scenario in scenarios}
    content = {one.key: _content_id(one, model, data, written.seed, stop) for one in scenarios}
    name = Label(written.name.en or written.name.zh, written.name.zh or written.name.en)
    replications = settling.at_most if settling else int(written.replications)
    batch = settling.batch if settling else replications
    of_years = year_notes(county, scenarios[0].setup, scenarios[0].coefficients)
    described: dict[str, Any] = {
        "runs": "model",
        "question": {"en": written.question.en, "zh": written.question.zh},
        "baseline": scenarios[0].key if written.baseline is not None else None,
        "scenario_details": {
            one.key: described_scenario(one)
            for one in scenarios
        },
        "model_digest": model,
        "data_digest": data,
        "county": {
            "key": county.key,
            "name": asdict(county.name),
            "notes": [*(asdict(note) for note in of_years), *county.provenance.get("notes", ())],
        },
        "start": scenarios[0].setup.start,
        "months": scenarios[0].setup.months,
        "seed": written.seed,
        "keep": written.keep.model_dump(),
        **({"stop": stop} if stop else {}),
    }  # fmt: skip
    return Study(
        name=name,
        scenarios=tuple(one.key for one in scenarios),
        factors=factors,
        uses=uses,
        content_ids=content,
        points=points,
        replications=replications,
        outcomes=outcomes,
        runs_per_chunk=written.runs_per_chunk
        or runs_per_chunk(_fitting(county, scenarios[0]), len(points), len(scenarios), batch),
        settling=settling,
        own_luck=draws_of_their_own(written, unless_told=True),
        tables=tuple(name for name in ("series", "villages") if getattr(written.keep, name)),
        described=described,
    )


def _content_id(scenario: Scenario, model: str, data: str, seed: int, stop: Mapping[str, Any] | None) -> str:
    fixed = sorted(scenario.set_coefficients.items())
    text = json.dumps([model, data, scenario.digest, fixed, seed, *([stop] if stop else [])])
    return blake2b(text.encode(), digest_size=12).hexdigest()


def _fitting(county: County, scenario: Scenario) -> int:
    """How many runs take some seconds; reckoned from sizes, never from a clock."""
    households = float(county.villages["households"].sum())
    seconds = scenario.setup.months * (SECONDS_PER_MONTH + SECONDS_PER_HOUSEHOLD_MONTH * households)
    return min(MOST_PER_CHUNK, max(1, round(CHUNK_SECONDS / seconds)))


def _scenarios(written: StudyFile, folder: Path, faults: StudyFaults, other_county: bool) -> list[Scenario]:
    """The baseline, then the others, each once; [] if they are at fault.

    other_county : the county is not the study's own.
    """
    if not written.scenarios and written.baseline is None:
        faults.add(("scenarios",), "no_scenarios")
    places: list[tuple[Place, str]] = [] if written.baseline is None else [(("baseline",), written.baseline)]
    places += [(("scenarios", index), one) for index, one in enumerate(written.scenarios)]
    paths: list[Path] = []
    for place, source in places:
        path = find(source, folder)
        if path is None:
            faults.say(place, not_found(source))
        else:
            paths.append(path)
    sets = [as_override(key, value) for key, value in written.settings.items()]
    if faults.found or not paths:
        return []
    county = written.county
    if county not in (None, "default"):
        county = str((folder / expanded(str(county))).resolve())
    try:
        found = distinct(load_scenarios(paths, sets=sets, county=county, months=written.months))
    except BadInput as bad:
        for fault in bad.faults:
            if fault.file == "--set":
                faults.say(("settings", fault.place.partition("=")[0]), fault.message)
            elif "--county" in (fault.file, fault.place) and not other_county:
                readme = folder / "README.md"  # a county that is made by a command first
                if readme.is_file() and not Path(str(county)).exists():
                    faults.add(("county",), "county_not_made", county=county, readme=readme)
                else:
                    faults.say(("county",), fault.message)
            else:
                faults.say(("scenarios",) if "--county" not in (fault.file, fault.place) else (), str(fault))
        return []
    reference = found[0]
    for one in found[1:]:
        if (one.setup.months, one.setup.start) != (reference.setup.months, reference.setup.start):
            faults.add(("scenarios",), "other_calendar", scenario=one.key, reference=reference.key)
        if one.county != reference.county:
            faults.add(("scenarios",), "other_county", scenario=one.key, reference=reference.key)
    return found


def _factors(
    written: StudyFile, folder: Path, scenarios: Sequence[Scenario], faults: StudyFaults
) -> tuple[tuple[Factor, ...], Points | None]:
    if faults.found:
        return (), None

    def known(name: str, place: Place) -> Factor | None:
        if name in COEFFICIENTS:
            return uncertainty(name)
        part = name.partition(".")[0]
        if part not in (*SECTIONS, "policies") and (part in _MECHANISMS or nearest(name, COEFFICIENTS)):
            faults.unknown(place, "unknown_uncertainty", name, same_part(name, list(COEFFICIENTS)))
            return None
        return lever_factor(name, scenarios, place, faults)

    if written.design is not None and written.design.kind in GIVEN:
        points, given = given_points(written, folder, known, faults)
        if points is not None and not faults.found:
            for factor in given:
                _check_values(factor, place_of(written.design, points, factor), scenarios, faults)
        return given, points
    factors: dict[str, Factor] = {}
    for key, spec in written.levers.items():
        place: Place = ("levers", key)
        if key in COEFFICIENTS:
            faults.add(place, "lever_is_coefficient", name=key)
            continue
        whole = lever_factor(key, scenarios, place, faults)
        narrow = whole and narrowed(whole, spec, place, faults)
        if narrow:
            factors[key] = narrow
            _check_values(narrow, lambda value, place=place: place, scenarios, faults)  # type: ignore[misc]
    fixed = set.intersection(*(set(one.set_coefficients) for one in scenarios))
    for key, spec, place in named(written.uncertainties, list(COEFFICIENTS), faults):
        if key in fixed:
            if written.uncertainties != "all":
                faults.add(place, "fixed_coefficient", name=key)
        elif own := narrowed(uncertainty(key), spec, place, faults):
            factors[key] = own
            if spec is not None:
                _check_values(own, lambda value, place=place: place, scenarios, faults)  # type: ignore[misc]
    found = tuple(factors.values())
    return found, None if faults.found else make_points(written, found, faults)


def _check_values(
    factor: Factor, place: Callable[[Any], Place], scenarios: Sequence[Scenario], faults: StudyFaults
) -> None:
    """What a factor may become is what a scenario may say: the ends of its range, or each of its values.

    place : where a value is given.
    """
    whole = factor.kind == "integer"
    ends = [int(end) if whole else end for end in (factor.low, factor.high)]
    for value in factor.values or ends:
        text = as_override(factor.key, value)
        try:
            load_scenarios([one.document for one in scenarios], sets=[text], months=scenarios[0].setup.months)
        except BadInput as bad:
            for fault in bad.faults:
                faults.say(place(value), fault.message)


def _uses(scenario: Scenario, factors: Sequence[Factor]) -> tuple[str, ...]:
    """The factors that can change a scenario's runs: coefficients it leaves free, levers it has."""
    return tuple(
        factor.key
        for factor in factors
        if (factor.key not in scenario.set_coefficients if factor.key in COEFFICIENTS else True)
        and (factor.key in COEFFICIENTS or used_levers(factor.key, scenario))
    )


def _settling(written: StudyFile, outcomes: Sequence[OutcomeInfo], faults: StudyFaults) -> Settling | None:
    rule = written.settling
    if rule is None or isinstance(written.replications, int):
        return None
    info = next((one for one in outcomes if one.key == rule.outcome), None)
    place: Place = ("settling", "outcome")
    if info is None:
        faults.unknown(place, "settling_outcome", rule.outcome, [one.key for one in outcomes])
        return None
    if info.better == "neither":
        faults.add(place, "no_direction", name=rule.outcome)
    if len(written.scenarios) + (written.baseline is not None) < 2:
        faults.add(("replications",), "nothing_to_rank")
    return Settling(rule.outcome, info.better, rule.confidence, rule.batch, rule.at_most, rule.indifference)
