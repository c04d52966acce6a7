"""Outcomes at chosen months, and runs that end when something has happened."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from liancun_sim import make_county, replay, simulate, sweep
from liancun_sim.county import County, save_county
from liancun_sim.results.store import open_store
from liancun_sim.running.study.ending import Ending
from liancun_sim.vocabulary import BadInput


@pytest.fixture(scope="module")
def land() -> County:
    return make_county(villages=24, households=300, seed=5)


@pytest.fixture(scope="module")
def study(land: County, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("months")
    save_county(land, folder / "land")
    return {
        "scenarios": ["strong_weak_pairing"], "baseline": None, "county": str(folder / "land"), "months": 18,
        "uncertainties": "none", "replications": 2, "outcomes": ["income_month"], "keep": {"series": ["income_month"]},
    }  # fmt: skip


def swept(study: dict[str, Any], folder: Path, **changes: Any) -> Any:
    status = sweep({**study, **changes}, folder, workers=1)
    assert status.complete
    assert status.failed == 0
    return open_store(folder)


@pytest.fixture(scope="module")
def whole(study: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Runs to their last month."""
    names = ["income_month", "income_month@month:6", "income_month@month:18"]
    return swept(study, tmp_path_factory.mktemp("whole") / "store", outcomes=names)


def test_an_outcome_at_a_month_is_the_series_there(whole: Any) -> None:
    series = whole.table("series")
    for _, run in whole.results().iterrows():
        own = series[series["run_id"] == run["run_id"]].set_index("month")["value"]
        assert run["income_month@month:6"] == own[6]
        assert run["income_month@month:18"] == own[18]
        assert run["income_month"] == pytest.approx(own.loc[7:18].mean())


def test_a_township_and_a_month_go_together(land: County) -> None:
    town = land.townships[0]
    both = f"income_month@township:{town}@month:3"
    found = simulate(scenario="baseline", county=land, months=6, outcomes=[both, "income_month@month:3"])
    assert found[both] > 0
    assert found[both] != found["income_month@month:3"]


def test_a_month_in_which_nothing_is_measured_is_empty(land: County) -> None:
    yearly = simulate(scenario="baseline", county=land, months=12, outcomes=["income_gini@month:5"])
    assert np.isnan(yearly["income_gini@month:5"])


def test_a_run_ends_in_the_month_in_which_its_condition_has_held_long_enough(
    study: dict[str, Any], whole: Any, tmp_path: Path
) -> None:
    """Incomes of single months move with the season: the bound is a value that the series itself crosses."""
    stops = {"outcome": "income_month", "at_least": float(whole.table("series")["value"].median()), "held_for": 2}
    store = swept(study, tmp_path / "stopped", stop=stops, outcomes=["income_month", "income_month@month:18"])
    for number, run in store.results().set_index("replicate").iterrows():
        (run_id,) = whole.results().query(f"replicate == {number}")["run_id"]
        path = whole.table("series").query(f"run_id == '{run_id}'").set_index("month")["value"]
        held = [month for month in range(2, 19) if min(path[month], path[month - 1]) >= stops["at_least"]]
        end = held[0]
        assert run["stopped_month"] == end
        assert run["income_month"] == pytest.approx(path.loc[max(0, end - 11) : end].mean())  # t0 too, if that is all
        assert np.isnan(run["income_month@month:18"])
        own = store.table("series").query(f"run_id == '{run['run_id']}'")
        assert own["month"].max() == end
    assert set(store.results()["run_id"]).isdisjoint(whole.results()["run_id"])  # other runs, other names
    assert replay(store.folder, store.results()["run_id"].iloc[0]).same


def test_a_condition_that_never_holds_ends_nothing(study: dict[str, Any], whole: Any, tmp_path: Path) -> None:
    never = {"outcome": "income_month", "at_most": -1.0}
    stopped = swept(study, tmp_path / "never", stop=never).results()
    assert set(stopped["stopped_month"]) == {18.0}
    assert list(stopped["income_month"]) == list(whole.results()["income_month"])


def test_what_cannot_be_measured_meets_no_condition() -> None:
    assert not Ending("income_month", at_most=5.0).met(float("nan"))
    assert Ending("income_month", at_least=1.0, at_most=2.0).met(1.5)


WRONG = {
    "beyond the run": ({"outcomes": ["income_month@month:19"]}, "lies beyond the run, which has 18 months"),
    "no month": ({"outcomes": ["income_month@month:last"]}, "is no outcome"),
    "costs at a month": ({"outcomes": ["total_yuan@month:3"]}, "whole county only"),
    "no bound": ({"stop": {"outcome": "income_month"}}, "at_least, at_most, or both"),
    "no indicator": ({"stop": {"outcome": "total_yuan", "at_least": 1.0}}, "not by 'total_yuan'"),
    "misspelt": ({"stop": {"outcome": "income_mont", "at_least": 1.0}}, "Did you mean 'income_month'"),
    "no township": ({"stop": {"outcome": "income_month@township:no", "at_least": 1.0}}, "'no'"),
}


@pytest.mark.parametrize(("changes", "message"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_with_months_and_stops_is_told(
    study: dict[str, Any], tmp_path: Path, changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(BadInput, match=r".") as bad:
        sweep({**study, **changes}, tmp_path / "wrong", workers=1)
    assert message in str(bad.value)
    assert not (tmp_path / "wrong").exists()


def test_functions_have_no_stop(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="stop"):
        sweep({"stop": {"outcome": "y", "at_least": 1.0}}, tmp_path / "f", run=lambda p, r: {"y": 1.0}, workers=1)
