"""A store takes more of its own study: what is there stays, and the whole is what one planned at once would hold."""

from pathlib import Path
from typing import Any

import pytest
from swept import plane

from liancun_sim import make_county, sweep
from liancun_sim.county import save_county
from liancun_sim.results.store import Store, compact, open_store, present
from liancun_sim.running.study import extending
from liancun_sim.vocabulary import BadInput

SMALL: dict[str, Any] = {
    "levers": {"x": {"low": 0.0, "high": 1.0}, "w": {"low": 0.0, "high": 1.0}},
    "design": {"kind": "grid", "levels": 2},
    "replications": 1,
    "outcomes": ["y", "z"],
    "runs_per_chunk": 3,
}
VARIES = ["wall_s", "host", "attempt", "chunk", "batch", "point"]  # the order points are listed in decides no run


def assert_same_runs(grown: Store, at_once: Store) -> None:
    frames = [
        store.results().drop(columns=VARIES).sort_values("run_id", ignore_index=True) for store in (grown, at_once)
    ]
    assert list(frames[0]["run_id"]) == list(frames[1]["run_id"])
    assert frames[0][frames[1].columns].equals(frames[1])
    keys = ["run_id", "scenario", "replicate"]
    designs = [store.design()[keys].sort_values(keys, ignore_index=True) for store in (grown, at_once)]
    assert designs[0].equals(designs[1])


def written(store: Store) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in present.loose(store.folder, "runs").values()}


def grow(folder: Path, steps: list[dict[str, Any]], function: Any = plane, **more: Any) -> Store:
    """Sweep one study after the other into a folder, checking that nothing is done again."""
    for step in steps:
        before = written(open_store(folder)) if folder.exists() else {}
        status = sweep(step, folder, **({"run": function} if function else {}), workers=1, **more)
        assert status.complete
        assert status.failed == 0
        after = written(open_store(folder))
        assert all(after[path] == time for path, time in before.items())
    return open_store(folder)


def test_a_store_extended_five_times_is_one_planned_at_once(tmp_path: Path) -> None:
    steps = [SMALL]
    for change in (
        {"replications": 2},
        {"design": {"kind": "grid", "levels": 3}},
        {"scenarios": ["policy"]},
        {"replications": 4, "scenarios": ["policy", "other"]},
        {"design": {"kind": "grid", "levels": 5}},
    ):
        steps.append({**steps[-1], **change})
    with pytest.raises(BadInput):  # a function without scenarios has runs of its own
        grow(tmp_path / "first", steps[:4])
    steps = [{**step, "scenarios": step.get("scenarios", ["base"])} for step in steps]
    steps = [{**step, "scenarios": list(dict.fromkeys(["base", *step["scenarios"]]))} for step in steps]
    grown = grow(tmp_path / "grown", steps)
    sweep(steps[-1], tmp_path / "at_once", run=plane, workers=1)
    assert len(grown.runs()) == 3 * 25 * 4
    assert len(grown.manifest["extended"]) == 5
    assert_same_runs(grown, open_store(tmp_path / "at_once"))


LISTED = [{"x": x / 8, "w": 0.5} for x in (1, 5, 2, 7)]
GROWING: dict[str, list[dict[str, Any]]] = {
    "halton": [{"design": {"kind": "halton", "points": count}} for count in (3, 4, 9)],
    "halton with luck of its own": [
        {"luck": "own", "design": {"kind": "halton", "points": count, "seed": 5}} for count in (2, 5)
    ],
    "sobol": [{"design": {"kind": "sobol", "base": base}} for base in (2, 4, 8)],
    "morris": [{"design": {"kind": "morris", "trajectories": count}} for count in (2, 3, 5)],
    "a list in another order": [
        {"levers": None, "design": {"kind": "list", "rows": rows}} for rows in (LISTED[:2], LISTED[::-1])
    ],
    "a list with luck of its own": [
        {"levers": None, "luck": "own", "replications": count, "design": {"kind": "list", "rows": LISTED[:points]}}
        for count, points in ((1, 2), (3, 2), (3, 4))
    ],
    "a Latin hypercube's replications": [
        {"design": {"kind": "latin_hypercube", "points": 5}, "luck": "own", "replications": count} for count in (1, 2)
    ],
    "replications until settled": [
        {
            "scenarios": ["base", "policy"], "replications": "until settled",
            "settling": {"outcome": "y", "batch": 10, "at_most": most},
        }
        for most in (30, 50)
    ],
}  # fmt: skip


@pytest.mark.parametrize("changes", GROWING.values(), ids=GROWING.keys())
def test_every_design_that_can_grow_does(tmp_path: Path, changes: list[dict[str, Any]]) -> None:
    steps = [{key: value for key, value in {**SMALL, **change}.items() if value is not None} for change in changes]
    grown = grow(tmp_path / "grown", steps)
    sweep(steps[-1], tmp_path / "at_once", run=plane, workers=1)
    assert_same_runs(grown, open_store(tmp_path / "at_once"))


def test_what_was_folded_together_is_extended_too(tmp_path: Path) -> None:
    store = grow(tmp_path / "grown", [SMALL])
    compact(store)
    grown = grow(tmp_path / "grown", [{**SMALL, "replications": 3}])
    sweep({**SMALL, "replications": 3}, tmp_path / "at_once", run=plane, workers=1)
    assert_same_runs(grown, open_store(tmp_path / "at_once"))


def test_the_model_goes_on_with_points_and_scenarios(tmp_path: Path) -> None:
    save_county(make_county(villages=8, households=80, seed=2), tmp_path / "land")
    study = {
        "baseline": None, "scenarios": ["strong_weak_pairing"], "county": str(tmp_path / "land"), "months": 2,
        "replications": 1, "uncertainties": ["attitude.pressure"], "design": {"kind": "grid", "levels": 2},
        "outcomes": ["income_mean"], "keep": {"series": ["income_mean"]},
    }  # fmt: skip
    more = {**study, "baseline": "baseline", "replications": 2, "design": {"kind": "grid", "levels": 3}}
    grown = grow(tmp_path / "grown", [study, more], None)
    sweep(more, tmp_path / "at_once", workers=1)
    at_once = open_store(tmp_path / "at_once")
    assert_same_runs(grown, at_once)
    series = [store.table("series").sort_values(["run_id", "month"], ignore_index=True) for store in (grown, at_once)]
    assert series[0].equals(series[1])


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "another seed": ({"seed": 2}, "seed differ"),
    "other outcomes": ({"outcomes": ["y"]}, "outcomes differ"),
    "another factor": ({"levers": {"x": {"low": 0.0, "high": 1.0}}, "outcomes": ["y", "z"]}, "factors differ"),
    "other points": ({"design": {"kind": "latin_hypercube", "points": 9}}, "holds points this study has not"),
    "fewer replications": ({"replications": 1}, "scenarios, settings, replications differ"),
    "fewer points": ({"levers": {"x": {"low": 0.0, "high": 1.0}, "w": [0.0]}}, "holds points this study has not"),
}


@pytest.mark.parametrize(("change", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_not_more_of_the_same_is_refused_and_nothing_changes(
    tmp_path: Path, change: dict[str, Any], message: str
) -> None:
    store = grow(tmp_path / "out", [{**SMALL, "replications": 2}])
    before = {path: path.read_bytes() for path in store.folder.rglob("*") if path.is_file()}
    with pytest.raises(BadInput, match=message):
        sweep({**SMALL, "replications": 2, **change}, tmp_path / "out", run=plane, workers=1)
    assert {path: path.read_bytes() for path in store.folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("stage", ["write_design", "write_text"])
def test_a_kill_while_it_plans_anew_loses_nothing(tmp_path: Path, stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def die(*arguments: Any) -> None:
        raise Killed

    grow(tmp_path / "grown", [SMALL])
    more = {**SMALL, "replications": 2, "design": {"kind": "grid", "levels": 3}}
    with monkeypatch.context() as patch:
        patch.setattr(extending, stage, die)
        with pytest.raises(Killed):
            sweep(more, tmp_path / "grown", run=plane, workers=1)
    assert len(open_store(tmp_path / "grown").results()) == 4  # it reads as before
    grown = grow(tmp_path / "grown", [more])
    sweep(more, tmp_path / "at_once", run=plane, workers=1)
    assert_same_runs(grown, open_store(tmp_path / "at_once"))
