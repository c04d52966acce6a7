"""Replication stops when the ranking is settled: the same way after an interruption, and rarely wrongly."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from differences import DIFFERENCES, wrong_share
from swept import planted, planted_or_silent

from liancun_sim.api import sweep
from liancun_sim.results.store import open_store
from liancun_sim.running.study.sequential import best_first, p_best, ranking, replicate_means, told_apart
from liancun_sim.running.study.status import sweep_status
from liancun_sim.running.study.study import Settling
from liancun_sim.vocabulary import BadInput

PLANTED = {
    "scenarios": ["a", "b", "c"],
    "outcomes": ["y"],
    "replications": "until settled",
    "settling": {"outcome": "y", "batch": 8, "at_most": 200},
    "runs_per_chunk": 6,
}


def ranked(folder: Path) -> list[dict[str, str]]:
    with (folder / "ranking.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_a_clear_ranking_is_settled_early_and_right(tmp_path: Path) -> None:
    status = sweep(PLANTED, tmp_path / "out", run=planted, workers=2)
    rows = ranked(tmp_path / "out")
    named = ["outcome", "rank", "scenario", "p_best", "settled", "replications", "stopped_by"]
    assert list(rows[0]) == [*named, "difference", "ci_low", "ci_high", "reason"]
    for row in rows[:2]:  # c − b and b − a: the planted half lies inside, zero outside
        assert 0 < float(row["ci_low"]) < 0.5 < float(row["ci_high"])
    assert [(row["rank"], row["scenario"], row["settled"]) for row in rows] == [
        ("1", "c", "true"), ("2", "b", "true"), ("3", "a", "true"),
    ]  # fmt: skip
    # 22 looks, 3 pairs: about 3.5 standard errors; means .5 apart, SD of a difference 1.41: about 100 pairs
    assert int(rows[0]["replications"]) % 8 == 0
    assert 40 <= int(rows[0]["replications"]) < 200
    assert {row["stopped_by"] for row in rows} == {"settled"}
    assert float(rows[0]["p_best"]) > 0.99
    assert (status.complete, status.stopped_by) == (True, "settled")
    assert status.done == 3 * int(rows[0]["replications"])


def test_a_resumed_sweep_decides_as_an_undisturbed_one(tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    sweep(PLANTED, tmp_path / "calm", run=planted, workers=1)
    for _ in range(100):
        since: list[int] = []

        def stop(done: int, planned: int, failed: int, since: list[int] = since) -> None:
            since.append(done)
            if done >= since[0] + 20:
                raise Enough

        try:
            sweep(PLANTED, tmp_path / "broken", run=planted, workers=2, progress=stop)
            break
        except Enough:
            continue
    assert (tmp_path / "broken" / "ranking.csv").read_bytes() == (tmp_path / "calm" / "ranking.csv").read_bytes()
    sweep(PLANTED, tmp_path / "broken", run=planted, workers=2)  # once more: nothing changes
    assert (tmp_path / "broken" / "ranking.csv").read_bytes() == (tmp_path / "calm" / "ranking.csv").read_bytes()
    assert sweep_status(open_store(tmp_path / "broken")).done == sweep_status(open_store(tmp_path / "calm")).done


def test_the_rule_reads_whole_batches_only(tmp_path: Path) -> None:
    sweep(PLANTED, tmp_path / "out", run=planted, workers=1)
    store = open_store(tmp_path / "out")
    assert replicate_means(store, "y", 2).shape == (3, 16)
    np.testing.assert_array_equal(replicate_means(store, "y", 2)[:, :8], replicate_means(store, "y", 1))
    expected = [[planted({"scenario": name}, number)["y"] for number in range(8)] for name in "abc"]
    np.testing.assert_array_equal(replicate_means(store, "y", 1), expected)
    assert ranking(store, 1) is None


def test_a_tie_ends_at_the_cap_and_says_so(tmp_path: Path) -> None:
    study: dict[str, Any] = {**PLANTED, "settling": {"outcome": "y", "batch": 24, "at_most": 30}}
    status = sweep(study, tmp_path / "out", run=planted, workers=1)
    rows = ranked(tmp_path / "out")
    assert {row["stopped_by"] for row in rows} == {"cap"}
    assert {row["replications"] for row in rows} == {"30"}  # a batch of 24 and one of 6
    assert (status.done, status.complete, status.stopped_by) == (90, True, "cap")


def test_a_ranking_cannot_be_settled_in_shards(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="'replications: until settled' needs all results in one place; drop --shard"):
        sweep(PLANTED, tmp_path / "out", run=planted, shard=(1, 2))


# the rule itself

RULE = Settling("y", "higher", 0.95, batch=8, at_most=400, indifference=0.0)


def test_the_best_comes_first_in_the_declared_direction() -> None:
    means = np.array([[1.0, 1.2], [3.0, 3.1], [2.0, 2.0]])
    assert best_first(means, RULE) == [1, 2, 0]
    assert best_first(means, Settling("y", "lower", 0.95, 8, 400, 0.0)) == [0, 2, 1]


def test_a_replicate_with_a_failed_run_is_left_out_of_its_pairs() -> None:
    rng = np.random.default_rng(1)
    means = np.stack([rng.standard_normal(50), rng.standard_normal(50) + 3])
    means[0, :5] = np.nan
    assert told_apart(means, RULE).all()
    assert p_best(means, RULE).tolist() == [0.0, 1.0]
    means[0, 1:] = np.nan
    assert not told_apart(means, RULE).any()


def test_the_more_often_one_may_look_the_more_a_look_asks() -> None:
    means = np.stack([np.zeros(32), np.tile([1.0, 3.0, -1.0, 1.0], 8)])
    caps = [32, 320, 3_200, 320_000]
    told = [bool(told_apart(means, Settling("y", "higher", 0.95, 8, cap, 0.0)).all()) for cap in caps]
    # t of the difference: mean 1, SD √(2 · 32/31), n 32 → 3.94; two-sided 5 % / looks at 31 degrees of freedom,
    # looks 1, 37, 397, 39,997
    assert told == [True, True, False, False]  # 2.04, 3.48, 4.29, 5.7


def test_scenarios_closer_than_the_indifference_need_not_be_told_apart() -> None:
    rng = np.random.default_rng(2)
    means = np.stack([rng.standard_normal(400) * 0.1, rng.standard_normal(400) * 0.1 + 0.001])
    assert not told_apart(means, RULE).any()
    assert told_apart(means, Settling("y", "higher", 0.95, 8, 400, indifference=0.1)).all()


def wrong_endings(gap: float, rule: Settling, trials: int, seed: int) -> tuple[int, int]:
    """(settled with a wrong ranking, settled at all) of planted rankings of three, `gap` SD apart."""
    rng = np.random.default_rng(seed)
    wrong = settled = 0
    for _ in range(trials):
        means = rng.standard_normal((3, rule.at_most)) + gap * np.arange(3)[:, None]
        for look in range(1, rule.at_most // rule.batch + 1):
            so_far = means[:, : look * rule.batch]
            if told_apart(so_far, rule).all():
                settled += 1
                wrong += best_first(so_far, rule) != [2, 1, 0]
                break
    return wrong, settled


def test_two_that_never_differ_are_not_told_apart_and_are_alike_only_by_declaration() -> None:
    means = np.zeros((2, 400))
    assert not told_apart(means, RULE).any()
    assert not told_apart(means + np.array([[0.0], [1.0]]), RULE).any()  # no spread: nothing to judge a mean by
    assert told_apart(means, Settling("y", "higher", 0.95, 8, 400, indifference=0.1)).all()


def test_the_rule_does_not_look_before_thirty_pairs() -> None:
    rng = np.random.default_rng(3)
    means = np.stack([rng.standard_normal(30), rng.standard_normal(30) + 9])
    assert not told_apart(means[:, :29], RULE).any()
    assert told_apart(means, RULE).all()


def test_more_than_a_tenth_of_the_pairs_missing_settles_nothing() -> None:
    rng = np.random.default_rng(3)
    means = np.stack([rng.standard_normal(100), rng.standard_normal(100) + 9])
    means[0, :10] = np.nan
    assert told_apart(means, RULE).all()
    means[1, 10] = np.nan
    assert not told_apart(means, RULE).any()


def test_a_scenario_that_never_measures_the_outcome_is_left_out_with_a_reason(tmp_path: Path) -> None:
    study = {**PLANTED, "scenarios": ["a", "b", "c", "silent"]}
    sweep(study, tmp_path / "out", run=planted_or_silent, workers=1)
    rows = ranked(tmp_path / "out")
    assert [(row["rank"], row["scenario"], row["reason"]) for row in rows] == [
        ("1", "c", ""), ("2", "b", ""), ("3", "a", ""), ("0", "silent", "not_measured"),
    ]  # fmt: skip
    assert {row["stopped_by"] for row in rows} == {"settled"}


def test_with_a_single_scenario_measured_there_is_nothing_to_rank(tmp_path: Path) -> None:
    study = {**PLANTED, "scenarios": ["a", "silent"]}
    status = sweep(study, tmp_path / "out", run=planted_or_silent, workers=1)
    assert (status.stopped_by, status.done) == ("unranked", 64)  # 32 replicates of two, not the cap of 200
    assert [row["reason"] for row in ranked(tmp_path / "out")] == ["", "not_measured"]


@pytest.mark.parametrize("kind", list(DIFFERENCES))
def test_ties_and_discrete_and_skewed_differences_rarely_end_wrongly(kind: str) -> None:
    assert wrong_share(kind, trials=200) < 0.05


@pytest.mark.parametrize("gap", [0.05, 0.5])
def test_wrong_rankings_are_rarer_than_stated(gap: float) -> None:
    rule = Settling("y", "higher", 0.8, batch=8, at_most=160, indifference=0.0)  # one in five may be wrong
    wrong, settled = wrong_endings(gap, rule, trials=150, seed=4)
    assert wrong / 150 < 0.2
    if gap == 0.5:
        assert settled > 130
