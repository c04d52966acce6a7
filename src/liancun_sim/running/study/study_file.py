"""What a study file may hold, and reading one: every fault with its line.

A study names scenarios, what varies (levers and uncertainties), a design, replications, outcomes and
what to keep. It never names code.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from liancun_sim.files.yaml_document import Document
from liancun_sim.results.study.stopping import FEWEST_PAIRS
from liancun_sim.running.study.study_faults import StudyFaults
from liancun_sim.scenario.reading import read_file
from liancun_sim.vocabulary import BadInput, Fault, say

UNTIL_SETTLED = "until settled"
ALL, NONE = "all", "none"


class Part(BaseModel):
    """A block of a study: unknown keys and wrong types are faults, nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class NamePart(Part):
    """What the study is called."""

    en: str = ""
    zh: str = ""


class DesignPart(Part):
    """Which points are visited. Each kind takes its own keys, see `DESIGN_KEYS`."""

    kind: Literal["grid", "list", "latin_hypercube", "halton", "sobol", "morris", "csv"]
    points: int | None = Field(None, ge=1, le=1_000_000)
    base: int | None = Field(None, ge=2, le=65_536)
    trajectories: int | None = Field(None, ge=1, le=10_000)
    levels: int | None = Field(None, ge=2, le=64)
    seed: int | None = Field(None, ge=0)
    rows: list[dict[str, Any]] | None = None
    file: str | None = Field(None, min_length=1)


class SettlingPart(Part):
    """When replication stops, with ``replications: until settled``."""

    outcome: str = Field(min_length=1)
    confidence: float = Field(0.95, ge=0.5, le=0.999)
    batch: int = Field(8, ge=2, le=10_000)
    at_most: int = Field(256, ge=2, le=100_000)
    indifference: float = Field(0.0, ge=0)


class StopPart(Part):
    """What ends a run before its last month."""

    outcome: str = Field(min_length=1)
    at_least: float | None = None
    at_most: float | None = None
    held_for: int = Field(1, ge=1, le=240)


class KeepPart(Part):
    """What is kept of every run beside its outcomes: monthly series, and outcomes by village."""

    series: list[str] = []
    strata: list[str] = ["county"]
    villages: list[str] = []


class StudyFile(Part):
    """A study as written."""

    name: NamePart = NamePart()
    question: NamePart = NamePart()
    baseline: str | None = "baseline"
    scenarios: list[str] = []
    county: str | None = Field(None, min_length=1)
    months: int | None = Field(None, ge=1, le=240)
    settings: dict[str, Any] = {}
    levers: dict[str, Any] = {}
    uncertainties: str | list[str] | dict[str, Any] = ALL
    design: DesignPart | None = None
    replications: int | str = 8
    luck: Literal["own", "shared"] | None = None
    settling: SettlingPart | None = None
    seed: int = Field(1, ge=0)
    outcomes: str | list[str | dict[str, Any]] = ALL
    stop: StopPart | None = None
    keep: KeepPart = KeepPart()
    runs_per_chunk: int | None = Field(None, ge=1, le=100_000)


DESIGN_KEYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "grid": ((), ("levels",)),
    "list": (("rows",), ()),
    "csv": (("file",), ()),
    "latin_hypercube": (("points",), ("seed",)),
    "halton": (("points",), ("seed",)),
    "sobol": (("base",), ("seed",)),
    "morris": (("trajectories",), ("levels", "seed")),
}
"""Keys each kind of design needs, and may take."""

OWN_LUCK = ("latin_hypercube", "halton")
"""Designs of the model whose worlds have draws of their own unless told otherwise, so that luck is in the intervals."""

ANY_LUCK = ("grid", "list", "csv", *OWN_LUCK)
"""Designs that may have them; indices compare the points of a row or path, which must share their luck."""

DEFAULT_LEVELS = {"grid": 3, "morris": 4}


ONLY_IN_STUDIES = frozenset({"scenarios", "baseline", "design", "replications", "levers", "uncertainties", "outcomes"})


def is_study(source: str) -> bool:
    """Whether a file looks like a study rather than a scenario; False for what cannot be read."""
    try:
        content = _document(source)[0].content
    except BadInput:
        return False
    return isinstance(content, Mapping) and not ONLY_IN_STUDIES.isdisjoint(content)


def read_study(
    source: str | Path | Mapping[str, Any], overrides: Mapping[str, Any] | None = None
) -> tuple[StudyFile, StudyFaults, Path]:
    """A study of a file or mapping, where its faults are collected, and the folder its paths start from.

    overrides : keys to use instead of the study's own, those that are None left out.

    Raises
    ------
    BadInput
        If it is not a study at all, or anything in it has the wrong form.
    """
    document, shown, folder = _document(source)
    if not isinstance(document.content, Mapping):
        raise BadInput(Fault(shown, "", say("study.not_settings")))
    content = {**document.content, **{key: value for key, value in (overrides or {}).items() if value is not None}}
    faults = StudyFaults(shown, document.lines)
    try:
        study = StudyFile.model_validate(content)
    except ValidationError as error:
        faults.add_errors(error, StudyFile)
        faults.stop_if_any()
    _check_lists(study, faults)
    _check_replications(study, faults)
    _check_design(study, faults)
    _check_luck(study, faults)
    return study, faults, folder


def _document(source: str | Path | Mapping[str, Any]) -> tuple[Document, str, Path]:
    if isinstance(source, Mapping):
        return Document(dict(source)), "", Path()
    path, shown = Path(source), str(source)
    if path.is_dir():
        raise BadInput(Fault(shown, "", say("study.is_folder", example=path / "design.yaml")))
    if not path.exists():
        raise BadInput(Fault(shown, "", say("study.not_found")))
    return read_file(path, shown), shown, path.parent


def _check_lists(study: StudyFile, faults: StudyFaults) -> None:
    """Everything listed once, and some outcome."""
    lists: dict[tuple[str, ...], Any] = {(part,): getattr(study, part) for part in ("scenarios", "outcomes")}
    lists |= {("keep", part): getattr(study.keep, part) for part in type(study.keep).model_fields}
    for place, names in lists.items():
        for index, name in enumerate(names if isinstance(names, list) else ()):
            if name in names[:index]:
                faults.add((*place, index), "listed_twice", part=".".join(place), name=name)
    if study.keep.series and not study.keep.strata:
        faults.add(("keep", "strata"), "no_strata")
    if study.outcomes == []:
        faults.add(("outcomes",), "no_outcomes")


def _check_replications(study: StudyFile, faults: StudyFaults) -> None:
    wanted = study.replications
    if isinstance(wanted, str):
        if wanted != UNTIL_SETTLED:
            faults.add(("replications",), "replications_text", value=wanted)
        elif study.settling is None:
            faults.add(("replications",), "no_settling")
        elif study.settling.at_most < FEWEST_PAIRS:
            fields = {"most": study.settling.at_most, "fewest": FEWEST_PAIRS}
            faults.add(("settling", "at_most"), "cap_below_fewest", **fields)
        elif study.settling.at_most < study.settling.batch:
            fields = {"batch": study.settling.batch, "most": study.settling.at_most}
            faults.add(("settling", "at_most"), "cap_below_batch", **fields)
    elif not 1 <= wanted <= 100_000:
        faults.add(("replications",), "replications_range", value=wanted)
    elif study.settling is not None:
        faults.add(("settling",), "settling_unused", value=wanted)


def draws_of_their_own(study: StudyFile, unless_told: bool) -> bool:
    """Whether every point of the design has draws of its own, the same for all scenarios there."""
    if study.luck is not None or not unless_told:
        return study.luck == "own"
    kind = study.design.kind if study.design else ""
    return kind in OWN_LUCK and isinstance(study.replications, int)


def _check_luck(study: StudyFile, faults: StudyFaults) -> None:
    if study.luck == "own" and study.design is not None and study.design.kind not in ANY_LUCK:
        faults.add(("luck",), "luck_of_a_row", kind=study.design.kind, kinds=", ".join(ANY_LUCK))
    if study.luck == "own" and not isinstance(study.replications, int):
        faults.add(("luck",), "luck_until_settled")


def _check_design(study: StudyFile, faults: StudyFaults) -> None:
    design = study.design
    if design is None:
        return
    needed, allowed = DESIGN_KEYS[design.kind]
    given = [key for key in type(design).model_fields if key != "kind" and getattr(design, key) is not None]
    for key in needed:
        if key not in given:
            faults.add(("design",), "design_needs", kind=design.kind, key=key)
    takes = ", ".join((*needed, *allowed))
    for key in given:
        if key not in (*needed, *allowed):
            faults.add(("design", key), "design_takes", kind=design.kind, key=key, takes=takes)
    if design.base is not None and design.base & (design.base - 1):
        lower = 1 << (design.base.bit_length() - 1)
        faults.add(("design", "base"), "not_power_of_two", value=design.base, lower=lower, upper=2 * lower)
    if design.kind == "morris" and design.levels is not None and design.levels % 2:
        faults.add(("design", "levels"), "odd_levels", value=design.levels)
