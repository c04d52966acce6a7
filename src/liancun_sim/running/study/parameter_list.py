"""What may be varied of a scenario, listed with ranges and kinds, and handed to other programs in their own form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from math import floor
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from liancun_sim.running.study.factor_reading import narrowed
from liancun_sim.running.study.factors import Factor
from liancun_sim.running.study.lever_settings import lever_factor, lever_names, likely_range, uncertainty
from liancun_sim.running.study.study_faults import StudyFaults
from liancun_sim.scenario import Scenario, load_scenario
from liancun_sim.simulation.schedule import COEFFICIENTS


@dataclass(frozen=True)
class Parameters(Sequence[Factor]):
    """Parameters of `simulate`: each with key, role (uncertainty or lever), kind (real, integer, choice), low and
    high or values, unit and label.

    Examples
    --------
    >>> from liancun_sim import parameters_of
    >>> both = parameters_of("strong_weak_pairing", ["attitude.pressure", "policies.strong_weak_pairing.screening"])
    >>> [(one.key, one.kind, one.low, one.high) for one in both]
    [('attitude.pressure', 'real', 0.0, 1.0), ('policies.strong_weak_pairing.screening', 'real', 0.0, 0.9)]
    >>> both.for_salib()["num_vars"]
    2
    """

    factors: tuple[Factor, ...]

    def __getitem__(self, index: Any) -> Any:
        return Parameters(self.factors[index]) if isinstance(index, slice) else self.factors[index]

    def __len__(self) -> int:
        return len(self.factors)

    @property
    def names(self) -> list[str]:
        """Their names, in order."""
        return [factor.key for factor in self.factors]

    def to_pandas(self) -> pd.DataFrame:
        """A row per parameter: role, kind, low, high, values, unit, label."""
        rows = [
            {"role": one.role, "kind": one.kind, "low": one.low, "high": one.high, "values": list(one.values),
             "unit": one.unit, "label": str(one.label)}
            for one in self.factors
        ]  # fmt: skip
        return pd.DataFrame(rows, index=pd.Index(self.names, name="key"))

    def bounds(self) -> list[tuple[float, float]]:
        """The range of each, for vectors as `read` takes them: of n whole numbers or choices a range n wide."""
        return [
            (0.0, float(len(one.values))) if one.kind == "choice" else (one.low, one.high + (one.kind == "integer"))
            for one in self.factors
        ]

    def read(self, vector: Sequence[float] | np.ndarray) -> dict[str, Any]:
        """The parameters in a vector of real numbers within `bounds`: whole numbers and choices by rounding down."""
        found: dict[str, Any] = {}
        for one, number in zip(self.factors, vector, strict=True):
            if one.kind == "real":
                found[one.key] = float(number)
            elif one.kind == "integer":
                found[one.key] = int(min(max(floor(number), one.low), one.high))
            else:
                found[one.key] = one.values[min(max(int(number), 0), len(one.values) - 1)]
        return found

    def for_salib(self) -> dict[str, Any]:
        """SALib's problem; `read` turns a row of its sample into parameters."""
        return {"num_vars": len(self), "names": self.names, "bounds": [list(ends) for ends in self.bounds()]}

    def for_ema(self) -> tuple[list[Any], list[Any]]:
        """EMA Workbench's parameters: (uncertainties, levers), named with ``_`` for dots and called with dots."""
        from ema_workbench import CategoricalParameter, IntegerParameter, RealParameter

        found: dict[str, list[Any]] = {"uncertainty": [], "lever": []}
        for one in self.factors:
            name = one.key.replace(".", "_")
            if one.kind == "choice":
                made: Any = CategoricalParameter(name, list(one.values), variable_name=one.key)
            elif one.kind == "integer":
                made = IntegerParameter(name, int(one.low), int(one.high), variable_name=one.key)
            else:
                made = RealParameter(name, one.low, one.high, variable_name=one.key)
            found[one.role].append(made)
        return found["uncertainty"], found["lever"]

    def suggest(self, trial: Any) -> dict[str, Any]:
        """The parameters an optuna trial asks about."""
        found: dict[str, Any] = {}
        for one in self.factors:
            if one.kind == "choice":
                found[one.key] = trial.suggest_categorical(one.key, list(one.values))
            elif one.kind == "integer":
                found[one.key] = trial.suggest_int(one.key, int(one.low), int(one.high))
            else:
                found[one.key] = trial.suggest_float(one.key, one.low, one.high)
        return found


def parameters_of(
    scenario: str | Path | Mapping[str, Any] | Scenario = "baseline",
    names: Sequence[str] | Mapping[str, Any] | None = None,
) -> Parameters:
    """What may be varied of a scenario: the assumptions it leaves open, and its levers where they are asked for.

    Parameters
    ----------
    names : names or patterns (``attitude.*``, ``policies.*.pairs``, ``decision.threshold``); or, as in a study,
        name → ``{"low": 1, "high": 5}``, a list of values, or None for the whole range, which of a lever is what is
        plausible. By default every coefficient the scenario does not set itself.

    Raises
    ------
    BadInput
        Naming what is no parameter of the scenario, or has no range of its own.

    Examples
    --------
    >>> from liancun_sim import parameters_of
    >>> threshold = parameters_of("baseline", {"decision.threshold": {"low": 0.5, "high": 0.9}})
    >>> threshold[0].role, threshold.read([0.7])
    ('lever', {'decision.threshold': 0.7})
    """
    resolved = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    free = [key for key in COEFFICIENTS if key not in resolved.set_coefficients]
    known = [*free, *lever_names(resolved)]
    specs = dict.fromkeys(free if names is None else names) if not isinstance(names, Mapping) else dict(names)
    faults = StudyFaults("", {})
    found: dict[str, Factor] = {}
    for pattern, spec in specs.items():
        fitting = [key for key in known if fnmatchcase(key, pattern)]
        if not fitting:
            faults.unknown((), "unknown_parameter", pattern, known)
        for key in fitting:
            whole = _whole(key, resolved, faults)
            if whole and (len(fitting) == 1 or spec is not None or _bounded(whole)):
                own = narrowed(whole, spec, (), faults)
                if own:
                    found[key] = own
    faults.stop_if_any()
    return Parameters(tuple(found.values()))


def _whole(key: str, scenario: Scenario, faults: StudyFaults) -> Factor | None:
    if key in COEFFICIENTS:
        return uncertainty(key)
    factor = lever_factor(key, [scenario], (), faults)
    if factor is None or factor.kind == "choice":
        return factor
    low, high = likely_range(key, scenario) or (factor.low, factor.high)
    return replace(factor, low=float(low), high=float(high))


def _bounded(factor: Factor) -> bool:
    return factor.kind == "choice" or bool(np.isfinite([factor.low, factor.high]).all())
