"""A study bound to a Python function: any function of parameters and a replicate can be swept."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from liancun_sim.results.common.described import Better
from liancun_sim.results.store import OutcomeInfo
from liancun_sim.running.study.column_names import check_column_names
from liancun_sim.running.study.design_reading import GIVEN, first_given, given_points, make_points
from liancun_sim.running.study.designs import Points
from liancun_sim.running.study.factor_reading import free_factor
from liancun_sim.running.study.factors import Factor
from liancun_sim.running.study.function import Function, function_digest
from liancun_sim.running.study.study import Settling, Study, runs_per_chunk
from liancun_sim.running.study.study_faults import Place, StudyFaults
from liancun_sim.running.study.study_file import StudyFile, draws_of_their_own, read_study
from liancun_sim.scenario.explaining import shown
from liancun_sim.vocabulary import Label

MOST_PER_CHUNK = 100
BETTER: tuple[Better, ...] = get_args(Better)
OF_THE_MODEL = ("county", "months", "settings", "stop", "keep")


def function_study(
    source: str | Path | Mapping[str, Any], function: Function, overrides: Mapping[str, Any] | None = None
) -> Study:
    """The resolved study of a file or mapping for a function.

    Raises
    ------
    BadInput
        Naming every fault of the study.
    """
    written, faults, folder = read_study(source, overrides)
    for key in OF_THE_MODEL:
        if key in written.model_fields_set:
            faults.add((key,), "only_for_the_model", key=key)
    factors, points = _factors(written, folder, faults)
    outcomes, named = _outcomes(written, faults)
    check_column_names(_places(written, factors), named, faults)
    settling = _settling(written, outcomes, faults)
    faults.stop_if_any()
    assert points is not None
    scenarios = tuple(dict.fromkeys(written.scenarios)) or ("",)
    digest = function_digest(function)
    directions = {one.key: one.better for one in outcomes if one.better != "higher"}
    replications = settling.at_most if settling else int(written.replications)
    batch = settling.batch if settling else replications
    return Study(
        name=Label(written.name.en or written.name.zh, written.name.zh or written.name.en),
        scenarios=scenarios,
        factors=factors,
        uses={scenario: tuple(factor.key for factor in factors) for scenario in scenarios},
        content_ids=dict.fromkeys(scenarios, digest),
        points=points,
        replications=replications,
        outcomes=outcomes,
        runs_per_chunk=written.runs_per_chunk or runs_per_chunk(MOST_PER_CHUNK, len(points), len(scenarios), batch),
        settling=settling,
        own_luck=draws_of_their_own(written, unless_told=False),
        described={
            "runs": f"{function.__module__}.{function.__qualname__}",
            "question": {"en": written.question.en, "zh": written.question.zh},
            "baseline": written.baseline if written.baseline in scenarios else None,
            "model_digest": digest,
            "data_digest": "",
            "seed": written.seed,
            **({"directions": directions} if directions else {}),
        },
    )


def _factors(written: StudyFile, folder: Path, faults: StudyFaults) -> tuple[tuple[Factor, ...], Points | None]:
    if written.design is not None and written.design.kind in GIVEN:
        points, given = given_points(written, folder, lambda key, place: Factor(key, "uncertainty", "real"), faults)
        return given, points
    uncertainties = written.uncertainties
    if "uncertainties" in written.model_fields_set and not isinstance(uncertainties, Mapping):
        if uncertainties != "none":
            faults.add(("uncertainties",), "needs_ranges")
        uncertainties = {}
    specs = {("levers", key): spec for key, spec in written.levers.items()}
    if isinstance(uncertainties, Mapping):
        specs |= {("uncertainties", key): spec for key, spec in uncertainties.items()}
    factors: dict[str, Factor] = {}
    for (part, key), spec in specs.items():
        place: Place = (part, key)
        role = "lever" if part == "levers" else "uncertainty"
        if factor := free_factor(key, role, spec, place, faults):  # type: ignore[arg-type]
            factors[key] = factor
    found = tuple(factors.values())
    return found, None if faults.found else make_points(written, found, faults)


def _places(written: StudyFile, factors: tuple[Factor, ...]) -> list[tuple[str, Place]]:
    """Where each factor is named."""
    if written.design is not None and written.design.kind in GIVEN:
        return [(factor.key, first_given(written.design, factor.key)) for factor in factors]
    return [(factor.key, ("levers" if factor.role == "lever" else "uncertainties", factor.key)) for factor in factors]


def _outcomes(written: StudyFile, faults: StudyFaults) -> tuple[tuple[OutcomeInfo, ...], list[tuple[str, Place]]]:
    """The outcomes, and where each is named."""
    if isinstance(written.outcomes, str):
        faults.add(("outcomes",), "outcomes_needed")
        return (), []
    named: list[tuple[str, Place]] = []
    found: dict[str, Better] = {}
    for index, one in enumerate(written.outcomes):
        if isinstance(one, Mapping) and len(one) != 1:
            faults.add(("outcomes", index), "outcome_form", value=shown(one))
            continue
        name, said = next(iter(one.items())) if isinstance(one, Mapping) else (one, "higher")
        better = next((known for known in BETTER if known == said), None)
        if better is None:
            faults.add(("outcomes", index), "better", name=name, value=shown(said))
        elif found.setdefault(name, better) != better:
            faults.add(("outcomes", index), "outcome_twice", name=name)
        named.append((name, ("outcomes", index)))
    return tuple(OutcomeInfo(name, Label(name, name), better=better) for name, better in found.items()), named


def _settling(written: StudyFile, outcomes: tuple[OutcomeInfo, ...], faults: StudyFaults) -> Settling | None:
    rule = written.settling
    if rule is None or isinstance(written.replications, int):
        return None
    better = {one.key: one.better for one in outcomes}.get(rule.outcome)
    if better is None:
        faults.unknown(("settling", "outcome"), "settling_outcome", rule.outcome, [one.key for one in outcomes])
    if better == "neither":
        faults.add(("settling", "outcome"), "no_direction", name=rule.outcome)
    if len(set(written.scenarios)) < 2:
        faults.add(("replications",), "nothing_to_rank")
    return Settling(rule.outcome, better or "higher", rule.confidence, rule.batch, rule.at_most, rule.indifference)
