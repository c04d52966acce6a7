"""What a study leaves behind, ready to be analysed: its points, its runs, and the names of everything in them.

A study runs every scenario at every point of a design, some number of times each. A run that failed keeps its
row with an empty value in every outcome, so that nothing can be mistaken for a zero.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from liancun_sim.results.common.described import ScenarioInfo
from liancun_sim.results.store import Store
from liancun_sim.results.store.planned import OK, OutcomeInfo
from liancun_sim.results.study.stopping import pair_level
from liancun_sim.vocabulary import Label

RUN_KEYS = ("run_id", "scenario", "point", "replicate", "status", "error")
GROUP, ROLE = "group", "role"
UNSAID = Label("", "")
SOBOL, MORRIS, PLAIN = "sobol", "morris", "plain"
LEVER, UNCERTAINTY = "lever", "uncertainty"
RANKING = "ranking.csv"  # in the store, once replication until settled has ended
FUNCTION = "function"  # what stands in place of a scenario in a sweep of a bare function
SPENT = (
    "total_yuan",
    "staff_yuan",
    "public_yuan",
    "total_cadre_months",
)  # recorded of every run of the model: a price, not a goal


@dataclass(frozen=True, slots=True)
class FactorInfo:
    """One thing a study varies: an uncertainty or a lever, over a range.

    Parameters
    ----------
    key : str — dotted name, as in scenario files.
    low, high : float — the range of the design, which is also the unit of sensitivity.
    levels : the choices of a factor that is not a number, without an order; its values are then 0, 1, …
    level_labels : what they are called; as they are written if not given.
    role : an uncertainty, which nobody chooses, or a lever, which somebody does. whole : only whole numbers.
    """

    key: str
    label: Label
    low: float
    high: float
    unit: str = ""
    levels: tuple[str, ...] = ()
    role: str = UNCERTAINTY
    whole: bool = False
    level_labels: tuple[Label, ...] = ()

    @property
    def names(self) -> tuple[Label, ...]:
        """What each of the levels is called."""
        return self.level_labels or tuple(Label(level, level) for level in self.levels)


@dataclass(frozen=True, slots=True)
class StoppingRule:
    """What ends ``replications: until settled``; fields as in `running.studies.study.Settling`."""

    outcome: str
    confidence: float
    batch: int
    at_most: int

    def level(self, scenarios: int) -> float:
        """Of the interval of one pair of so many ranked scenarios, so that it holds whenever the rule stops."""
        return pair_level(self.confidence, self.batch, self.at_most, scenarios)


@dataclass(frozen=True, eq=False)
class StudyResult:
    """The runs of a study.

    Parameters
    ----------
    name : of the study.
    design : sobol, morris, or plain for any other.
    baseline : the scenario others are compared with; empty where nothing is compared.
    scenarios : by key, in the order to be shown.
    factors : what varies, in the order to be shown.
    outcomes : by key, in the order to be shown; the first is the one that leads.
    points : indexed by ``point``; a column per factor. Designs for indices also have ``group``
        and ``role``: base row, and ``A``, ``B`` or ``AB:factor`` (Sobol); path, and ``start`` or the factor that
        moved (Morris).
    runs : RUN_KEYS and a column per outcome; a row per planned run that was attempted.
    planned : runs the study consists of; those done where the rule ended replication. A run that several points
        share is one run.
    rule : what ends replication where the study says until settled; else None.
    stopped_by : what has ended it: ``settled``, ``cap`` or ``unranked``; else empty.
    question : what it asks. notes : what a reader must know of the county and the runs.
    provenance : version, digests, seed, packages: goes to the manifest.
    """

    name: Label
    design: str
    baseline: str
    scenarios: Mapping[str, ScenarioInfo]
    factors: tuple[FactorInfo, ...]
    outcomes: Mapping[str, OutcomeInfo]
    points: pd.DataFrame
    runs: pd.DataFrame
    planned: int
    question: Label = UNSAID
    notes: tuple[Label, ...] = ()
    provenance: Mapping[str, Any] = field(default_factory=dict)
    rule: StoppingRule | None = None
    stopped_by: str = ""

    def __post_init__(self) -> None:
        lacking = [name for name in (*RUN_KEYS, *self.outcomes) if name not in self.runs.columns]
        lacking += [factor.key for factor in self.factors if factor.key not in self.points.columns]
        if lacking:
            raise ValueError(f"StudyResult lacks the columns {', '.join(lacking)}")

    @property
    def policies_compared(self) -> tuple[str, ...]:
        """Keys of the scenarios other than the baseline, in the order to be shown."""
        return tuple(key for key in self.scenarios if key != self.baseline)

    @cached_property
    def done(self) -> pd.DataFrame:
        """Runs that finished, each once."""
        return self._distinct[self._distinct["status"] == OK]

    @cached_property
    def failed(self) -> pd.DataFrame:
        """Runs without an outcome, each once."""
        return self._distinct[self._distinct["status"] != OK]

    @cached_property
    def _distinct(self) -> pd.DataFrame:
        return self.runs.drop_duplicates("run_id")

    @property
    def left(self) -> int:
        """Runs still to do."""
        return self.planned - len(self._distinct)

    @cached_property
    def levers(self) -> tuple[FactorInfo, ...]:
        """Levers the design varies."""
        varied = self.points.min(numeric_only=True) < self.points.max(numeric_only=True)
        return tuple(one for one in self.factors if one.role == LEVER and varied[one.key])

    @cached_property
    def replications(self) -> int:
        """The most replicates of one scenario at one point."""
        return int(self.runs.groupby(["scenario", "point"]).size().max()) if len(self.runs) else 0

    @property
    def structured(self) -> bool:
        """Whether points belong to base rows or paths."""
        return self.design != PLAIN

    @property
    def of_model(self) -> bool:
        """Whether runs are of the model, not of some other function."""
        return bool(self.provenance.get("runs", "model") == "model")

    @property
    def goals(self) -> tuple[str, ...]:
        """Outcomes with a better direction, spending apart."""
        return tuple(k for k, info in self.outcomes.items() if info.better != "neither" and k not in SPENT)


def study_result(store: Store) -> StudyResult:
    """What a store holds by now, ready to be analysed."""
    manifest, points = store.manifest, store.points().set_index("point")
    roles = set(points[ROLE])
    factors = []
    for one in store.factors:
        key, names = one["key"], tuple[str, ...]()
        whole = points[key].dtype.kind in "iu"
        if points[key].dtype.kind not in "fiu":  # text, or true and false
            names = tuple(str(value) for value in one["values"] or sorted(set(points[key])))
            points[key] = points[key].astype(str).map({name: i for i, name in enumerate(names)}).astype(np.float64)
            low, high = 0.0, max(len(names) - 1.0, 1.0)
        else:
            ranged = one["kind"] != "choice" and roles & {"A", "start"}
            ends = (one["low"], one["high"]) if ranged else (points[key].min(), points[key].max())
            low, high = float(ends[0]), float(ends[1])
        label = Label(**one["label"])
        called = {str(value): Label(**name) for value, name in zip(one["values"], one.get("names", ()), strict=False)}
        factors.append(
            FactorInfo(
                key,
                label if label.en else Label(key, key),
                low,
                high,
                one["unit"],
                names,
                one["role"],
                whole,
                tuple(called.get(name, Label(name, name)) for name in names),
            )
        )
    details = manifest.get("scenario_details", {})
    runs, stopped_by = store.results().replace({"scenario": {"": FUNCTION}}), _stopped_by(store)
    return StudyResult(
        name=manifest_label(manifest, "name"),
        question=manifest_label(manifest, "question"),
        design=SOBOL if "A" in roles else MORRIS if "start" in roles else PLAIN,
        baseline=manifest.get("baseline") or "",
        scenarios={key or FUNCTION: _scenario(key, details.get(key)) for key in store.scenarios},
        factors=tuple(factors),
        outcomes={info.key: info for info in store.outcomes},
        points=points,
        runs=runs,
        planned=(runs if stopped_by else store.design())["run_id"].nunique(),
        rule=_rule(manifest),
        stopped_by=stopped_by,
        notes=tuple(Label(**note) for note in manifest.get("county", {}).get("notes", ())),
        provenance=manifest,
    )


def _rule(manifest: Mapping[str, Any]) -> StoppingRule | None:
    written = manifest.get("settling")
    return StoppingRule(*(written[one.name] for one in fields(StoppingRule))) if written else None


def _stopped_by(store: Store) -> str:
    """What ended replication until settled; empty where it goes on or was not asked for."""
    if not store.manifest.get("settling") or not (store.folder / RANKING).exists():
        return ""
    with (store.folder / RANKING).open(encoding="utf-8", newline="") as file:
        return next(csv.DictReader(file))["stopped_by"]


def manifest_label(manifest: Mapping[str, Any], key: str) -> Label:
    found = manifest.get(key) or {}
    return Label(found.get("en", ""), found.get("zh", ""))


def _scenario(key: str, details: Mapping[str, Any] | None) -> ScenarioInfo:
    if details is None:
        return ScenarioInfo(key or FUNCTION, Label(key, key) if key else Label("the function", "该函数"))
    return ScenarioInfo(key, Label(**details["name"]), digest=details["digest"])
