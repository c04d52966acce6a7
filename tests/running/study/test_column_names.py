"""Columns of a store do not tell capital letters from small ones: names that differ in nothing else are refused."""

from pathlib import Path
from typing import Any

import pytest

from liancun_sim.api import sweep
from liancun_sim.results.store import open_store
from liancun_sim.vocabulary import BadInput

RATES = {"beta": {"low": 0.1, "high": 0.5}, "gamma": {"low": 0.05, "high": 0.2}}
STUDY = {"levers": RATES, "design": {"kind": "grid", "levels": 2}, "replications": 1, "outcomes": ["S", "I", "R"]}


def epidemic(parameters: dict[str, Any], replicate: int) -> dict[str, float]:
    """Kermack & McKendrick 1927, a day at a time."""
    s, i, r = 0.99, 0.01, 0.0
    for _ in range(50):
        new, over = parameters["beta"] * s * i, parameters["gamma"] * i
        s, i, r = s - new, i + new - over, r + over
    return {"S": s, "I": i, "R": r}


def unbounded(parameters: dict[str, Any], replicate: int) -> dict[str, float]:
    """Infinite where beta is largest, not measured where it is smallest."""
    found = {0.1: float("nan"), 0.5: float("-inf")}
    return {"S": found[parameters["beta"]]}


def test_the_usual_names_of_an_epidemic_keep_their_values(tmp_path: Path) -> None:
    assert sweep(STUDY, tmp_path / "out", run=epidemic, workers=1).failed == 0
    for row in open_store(tmp_path / "out").results().to_dict("records"):
        expected = epidemic({str(key): value for key, value in row.items()}, 0)
        assert {key: row[key] for key in "SIR"} == expected


ONLY_CASE = "'{}' and '{}' differ in capital letters alone"
TAKEN = "the name '{}' is taken, by a column of the store or a factor"
CLASHES: dict[str, tuple[dict[str, Any], str]] = {
    "two factors": ({"levers": RATES | {"Beta": {"low": 0.0, "high": 1.0}}}, ONLY_CASE.format("Beta", "beta")),
    "two factors beyond ASCII": (
        {"levers": {"β": {"low": 0.0, "high": 1.0}, "Β": {"low": 0.0, "high": 1.0}}},
        ONLY_CASE.format("Β", "β"),
    ),
    "two outcomes": ({"outcomes": ["I", "i"]}, ONLY_CASE.format("i", "I")),
    "a factor and an outcome": ({"outcomes": ["S", "Gamma"]}, ONLY_CASE.format("Gamma", "gamma")),
    "a factor and an outcome of one name": ({"outcomes": ["S", "gamma"]}, TAKEN.format("gamma")),
    "a factor called as a column": ({"levers": {"Point": {"low": 0.0, "high": 1.0}}}, TAKEN.format("Point")),
    "an outcome called as a column": ({"outcomes": ["S", "Status"]}, TAKEN.format("Status")),
    "a factor of given points": (
        {"levers": None, "design": {"kind": "list", "rows": [{"Point": 1.0}]}},
        TAKEN.format("Point"),
    ),
    "two factors of given points": (
        {"levers": None, "design": {"kind": "list", "rows": [{"r0": 1.0, "R0": 2.0}]}},
        ONLY_CASE.format("R0", "r0"),
    ),
}


@pytest.mark.parametrize(("change", "message"), CLASHES.values(), ids=CLASHES.keys())
def test_names_that_are_one_column_are_refused_before_anything_runs(
    change: dict[str, Any], message: str, tmp_path: Path
) -> None:
    study = {key: value for key, value in (STUDY | change).items() if value is not None}
    with pytest.raises(BadInput, match=message):
        sweep(study, tmp_path / "out", run=epidemic, workers=1)
    assert not (tmp_path / "out").exists()


def test_a_townships_outcomes_are_told_apart_too(tmp_path: Path) -> None:
    study = {"scenarios": [], "uncertainties": "none", "outcomes": ["income_mean@township:a", "income_mean@township:A"]}
    with pytest.raises(BadInput, match=r"'income_mean@township:A' and 'income_mean@township:a' differ in capital"):
        sweep(study, tmp_path / "out")


def test_an_infinite_outcome_is_a_failure_and_one_not_measured_is_none(tmp_path: Path) -> None:
    status = sweep({**STUDY, "outcomes": ["S"]}, tmp_path / "out", run=unbounded, workers=1)
    assert (status.done, status.failed) == (4, 2)
    failures = open_store(tmp_path / "out").failures()
    assert set(failures["error"]) == {
        "OverflowError: infinite, and so without a mean or a place: S; give NaN where there is nothing to measure"
    }
