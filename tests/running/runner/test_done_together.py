"""Worlds of a replication are done together at first; what fails there is done one by one, and is one world."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from liancun_sim.results.store import OutcomeInfo, PlannedRun, Store
from liancun_sim.results.store.planned import FAILED, OK
from liancun_sim.running.runner.chunk_work import TOGETHER, Job, do_chunk, forget
from liancun_sim.running.runner.worlds import WorldsPlan, kept
from liancun_sim.vocabulary import Label

WORLDS = ("a", "b", "c")


class Counting:
    """Every world comes to its place in the alphabet; those named fail. asked : what was asked of it, in order."""

    def __init__(self, failing: str):
        self.failing, self.asked = failing, list[str]()

    def run(self, planned: PlannedRun) -> Any:
        self.asked.append(planned.scenario)
        return self._came_to(planned)

    def run_all(self, planned: Sequence[PlannedRun]) -> Any:
        self.asked.append("".join(one.scenario for one in planned))
        return [self._came_to(one) for one in planned]

    def _came_to(self, planned: PlannedRun) -> Any:
        if planned.scenario in self.failing:
            raise ArithmeticError(planned.scenario)
        return {"place": float(ord(planned.scenario))}, {}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two replications of three worlds in one chunk."""
    plan = WorldsPlan(
        question="comparison",
        worlds=WORLDS,
        content_ids={key: key for key in WORLDS},
        chunks=[[(key, 0, number) for number in (0, 1) for key in WORLDS]],
        tables=(),
        outcomes=(OutcomeInfo("place", Label("Place", "位置")),),
        described={"model_digest": "m", "data_digest": "d"},
    )
    with kept(plan, tmp_path / "worlds", lambda folder: None) as found:
        yield found


def done(store: Store, failing: str = "", **given: Any) -> tuple[list[str], list[int], dict[str, str]]:
    """What was asked, the places told before it began, and the status of each world."""
    runner, begun = Counting(failing), list[int]()
    job = Job.of(store, lambda _: runner)
    do_chunk(job, 0, begin=begun.append, **given)
    forget(job)
    runs = store.runs()
    status = {f"{one.scenario}{one.replicate}": one.status for one in runs.itertuples()}
    assert all(one.place == ord(one.scenario) for one in runs.itertuples() if one.status == OK)
    return runner.asked, begun, status


def test_a_replication_is_done_together(store: Store) -> None:
    asked, begun, status = done(store)
    assert asked == ["abc", "abc"]
    assert begun == [TOGETHER, TOGETHER]
    assert set(status.values()) == {OK}


def test_where_one_fails_each_is_done_alone_and_it_alone_failed(store: Store) -> None:
    asked, begun, status = done(store, failing="b")
    assert asked == ["abc", "abc", *WORLDS, *WORLDS]
    assert begun == [TOGETHER, TOGETHER, 0, 1, 2, 3, 4, 5]
    assert {key for key, one in status.items() if one == FAILED} == {"b0", "b1"}


def test_after_a_worker_died_each_is_done_alone(store: Store) -> None:
    asked, begun, _ = done(store, attempt=2, first=4)
    assert asked == ["b", *"abc", *"ac"]
    assert begun == [4, 0, 1, 2, 3, 5]
