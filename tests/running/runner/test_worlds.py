"""Comparisons and audits on the runner: a world that fails is left out alone and can be replayed alone."""

import os
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from liancun_sim import api
from liancun_sim.county import County
from liancun_sim.results import ASSUMPTIONS, CHANCE
from liancun_sim.results.store import open_store
from liancun_sim.running.comparison.worlds import ComparisonWorlds
from liancun_sim.running.runner.worlds import WorldsFailed
from liancun_sim.vocabulary import BadInput

SIZE: dict[str, Any] = {"replications": 2, "months": 13, "workers": 1}
STRATEGY = "cadre_assistance"


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, int, str]]:
    """Worlds that raise: (scenario, replication, uncertainty)."""
    worlds: set[tuple[str, int, str]] = set()
    run_all = ComparisonWorlds.run_all

    def running(self: ComparisonWorlds, planned: Any) -> Any:
        if worlds & {(one.scenario, one.replicate, one.parameters["uncertainty"]) for one in planned}:
            raise ArithmeticError("no such world")
        return run_all(self, planned)

    monkeypatch.setattr(ComparisonWorlds, "run_all", running)
    return worlds


def test_a_world_that_fails_leaves_out_its_replication_and_is_tried_again(
    small_county: County, tmp_path: Path, failing: set[tuple[str, int, str]]
) -> None:
    failing.add((STRATEGY, 1, CHANCE))
    store = tmp_path / "worlds"
    notes: list[str] = []
    first = api.compare(
        [STRATEGY], county=small_county, store=store, progress=lambda done, total, note: notes.append(note), **SIZE
    )
    assert set(first.series["replication"]) == {0}
    assert first.runs(ASSUMPTIONS) == 2
    named = first.provenance["failed_worlds"]
    assert [(one["scenario"], one["replication"], one["error"]) for one in named] == [
        (STRATEGY, 1, "ArithmeticError: no such world")
    ]
    assert any("no such world" in note for note in notes)
    assert any("left out" in note.en for note in first.notes)
    assert (
        open_store(store).runs()["status"] == "ok"
    ).sum() == 7  # 2 worlds × 2 replications × 2 uncertainties, less one

    failing.clear()
    before = open_store(store).runs().set_index("run_id")
    mended = api.compare([STRATEGY], county=small_county, store=store, **SIZE)
    assert "failed_worlds" not in mended.provenance
    assert mended.replications == 2
    after = open_store(store).runs().set_index("run_id")
    again = after["wall_s"] != before["wall_s"][after.index]
    assert again.sum() == 1  # the world beside it is not run again
    never_failed = api.compare([STRATEGY], county=small_county, **SIZE)
    for name in ("series", "pairs", "village_outcomes", "rounds", "union_life", "spending", "present"):
        pd.testing.assert_frame_equal(getattr(mended, name), getattr(never_failed, name), check_exact=True)


def test_a_comparison_without_a_whole_replication_says_why(
    small_county: County, failing: set[tuple[str, int, str]]
) -> None:
    failing.update((STRATEGY, number, CHANCE) for number in range(2))
    with pytest.raises(WorldsFailed, match="no such world") as failed:
        api.compare([STRATEGY], county=small_county, **SIZE)
    assert "ArithmeticError" in failed.value.__notes__[0]


def test_worlds_of_another_question_are_let_go(small_county: County, tmp_path: Path) -> None:
    store, notes = tmp_path / "worlds", []
    size = {**SIZE, "replications": 1}
    api.run("baseline", county=small_county, store=store, **size)
    api.run(STRATEGY, county=small_county, store=store, progress=lambda done, total, note: notes.append(note), **size)
    assert str(store) in notes[0]
    assert open_store(store).scenarios == (STRATEGY,)


@pytest.mark.skipif(os.name != "posix", reason="other systems have no locks on folders")
@pytest.mark.parametrize("scenario", ["baseline", STRATEGY])
def test_a_second_command_on_the_same_worlds_is_refused_and_the_first_goes_on(
    small_county: County, tmp_path: Path, scenario: str
) -> None:
    """Of the same question or of another, whose worlds it would let go."""
    store, refused = tmp_path / "worlds", []
    size = {**SIZE, "replications": 1, "months": 2}

    def meanwhile(done: int, total: int, note: str) -> None:
        if not refused:
            with pytest.raises(BadInput, match="another command is at work on this result") as bad:
                api.run(scenario, county=small_county, store=store, **size)
            refused.append(bad.value)

    found = api.run("baseline", county=small_county, store=store, progress=meanwhile, **size)
    assert refused
    assert found.replications == 1


@pytest.mark.parametrize("question", ["compare", "audit"])
def test_a_stored_world_replayed_alone_is_the_same_to_the_bit(
    question: str, small_county: County, tmp_path: Path
) -> None:
    size = {**SIZE, "replications": 1}
    getattr(api, question)([STRATEGY], county=small_county, store=tmp_path / "worlds", **size)
    runs = open_store(tmp_path / "worlds").runs()
    assert len(runs) == 4
    for run_id in runs["run_id"]:
        found = api.replay(tmp_path / "worlds", run_id)
        assert found.same, (run_id, found.different)
        assert found.tables
