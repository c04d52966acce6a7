"""Levers and uncertainties as a study writes them → factors."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any

from liancun_sim.running.study.factors import Factor, Role
from liancun_sim.running.study.study_faults import Place, StudyFaults
from liancun_sim.scenario.explaining import shown

MOST_WHOLE = 2**53  # beyond, a real number does not hold every whole one


def named(
    entries: str | Sequence[str] | Mapping[str, Any], known: Sequence[str], faults: StudyFaults
) -> Iterator[tuple[str, Any, Place]]:
    """(name, what is said of it, place) for ``uncertainties``: a pattern stands for every name it fits."""
    if isinstance(entries, str):
        if entries not in ("all", "none"):
            faults.add(("uncertainties",), "uncertainties_text", value=entries)
        for name in known if entries == "all" else ():
            yield name, None, ("uncertainties",)
        return
    specs = dict.fromkeys(entries) if not isinstance(entries, Mapping) else entries
    for index, (pattern, spec) in enumerate(specs.items()):
        place: Place = ("uncertainties", pattern if isinstance(entries, Mapping) else index)
        fitting = [name for name in known if fnmatchcase(name, pattern)]
        if not fitting and any(sign in pattern for sign in "*?["):
            faults.add(place, "no_fit", pattern=pattern)
        elif not fitting:
            faults.unknown(place, "unknown_uncertainty", pattern, same_part(pattern, known))
        for name in fitting:
            yield name, spec, place


def same_part(name: str, known: Sequence[str]) -> list[str]:
    """The names of one mechanism, if the misspelt name starts with one; else the mechanisms' names."""
    part = name.partition(".")[0]
    return [one for one in known if one.partition(".")[0] == part] or list(known)


def narrowed(factor: Factor, spec: Any, place: Place, faults: StudyFaults) -> Factor | None:
    """A factor with the range or values a study gives; its whole range if it gives none."""
    if spec is None:
        return _whole(factor, place, faults)
    if isinstance(spec, Mapping):
        return _range(factor, spec, place, faults)
    if isinstance(spec, list) and spec and all(_is_value(value) for value in spec):
        if unbounded := [value for value in spec if not_finite(value)]:
            faults.add(place, "not_finite", key=factor.key, value=shown(unbounded[0]))
            return None
        if len({str(value) for value in spec}) < len(spec):
            faults.add(place, "value_twice", key=factor.key)
            return None
        return replace(factor, kind="choice", low=0.0, high=1.0, values=tuple(spec), median=None, at_median=0.0)
    faults.add(place, "factor_form", key=factor.key, value=shown(spec))
    return None


def _whole(factor: Factor, place: Place, faults: StudyFaults) -> Factor | None:
    if factor.kind == "choice" and not factor.values:
        faults.add(place, "needs_values", key=factor.key)
        return None
    if factor.kind != "choice" and not _finite(factor):
        faults.add(place, "needs_range", key=factor.key)
        return None
    return factor


def _range(factor: Factor, spec: Mapping[str, Any], place: Place, faults: StudyFaults) -> Factor | None:
    if set(spec) != {"low", "high"}:
        faults.add(place, "range_keys", key=factor.key, found=", ".join(map(str, spec)) or "–")
        return None
    if factor.kind == "choice":
        faults.add(place, "no_range", key=factor.key)
        return None
    for end in ("low", "high"):
        value = spec[end]
        if not _is_number(value):
            faults.add((*place, end), "end_not_number", key=factor.key, end=end, value=shown(value))
            return None
        if not_finite(value):
            faults.add((*place, end), "not_finite", key=factor.key, value=shown(value))
            return None
        if factor.kind == "integer" and value != int(value):
            faults.add((*place, end), "end_not_whole", key=factor.key, end=end, value=shown(value))
            return None
    if not spec["low"] < spec["high"]:
        faults.add(place, "range_order", key=factor.key, low=shown(spec["low"]), high=shown(spec["high"]))
        return None
    return replace(factor, low=float(spec["low"]), high=float(spec["high"]), median=None, at_median=0.0)


def free_factor(key: str, role: Role, spec: Any, place: Place, faults: StudyFaults) -> Factor | None:
    """A factor of a function's study: it stands for itself, so the study must give its range or values."""
    if spec is None:
        faults.add(place, "needs_range", key=key)
        return None
    ends = [spec.get(end) for end in ("low", "high")] if isinstance(spec, Mapping) else [None]
    whole = all(type(end) is int and abs(end) <= MOST_WHOLE for end in ends)
    return narrowed(Factor(key, role, "integer" if whole else "real"), spec, place, faults)


def not_finite(value: Any, of_text: bool = False) -> bool:
    """Whether a value is NaN, or larger than any number; `of_text` also where it is a word for one."""
    if isinstance(value, str):
        return of_text and value.strip().lower().lstrip("+-.") in ("nan", "inf", "infinity")
    return isinstance(value, int | float) and not abs(value) <= sys.float_info.max


def _finite(factor: Factor) -> bool:
    return abs(factor.low) != float("inf") and abs(factor.high) != float("inf")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_value(value: Any) -> bool:
    return isinstance(value, int | float | str)
