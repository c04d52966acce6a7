"""Differences of villages month by month, summed while replications finish."""

import numpy as np
import pytest

from liancun_sim import compare
from liancun_sim.running.comparison.village_paths import PATHS, PathSums


def monthly(value):
    """Two months of three villages."""
    return {name: np.full(6, value, dtype=np.float32) for name in PATHS}


def test_means_are_of_scenario_less_baseline():
    sums = PathSums(3)
    sums.add([("baseline", monthly(1.0)), ("policy", monthly(3.0))], "baseline")
    sums.add([("baseline", monthly(2.0)), ("policy", monthly(3.0))], "baseline")
    means = sums.means()
    assert means.differences["policy"].shape == (len(PATHS), 2, 3)
    assert means.differences["policy"] == pytest.approx(1.5)  # of 2 and 1
    assert "baseline" not in means.differences


def test_the_order_in_which_replications_finish_changes_nothing():
    rng = np.random.default_rng(3)
    pairs = [[(key, {name: rng.normal(1000, 400, 6).astype(np.float32) for name in PATHS})
              for key in ("baseline", "policy")] for _ in range(9)]  # fmt: skip
    found = []
    for order in (range(9), reversed(range(9))):
        sums = PathSums(3)
        for i in order:
            sums.add(pairs[i], "baseline")
        found.append(sums.means().differences["policy"].tobytes())
    assert found[0] == found[1]


def test_replications_with_assumptions_drawn_add_nothing():
    sums = PathSums(3)
    sums.add([("baseline", {}), ("policy", {})], "baseline")
    assert sums.means().differences == {}


def test_the_last_year_of_the_paths_is_the_outcome_of_villages(small_county):
    made = compare(["strong_weak_pairing"], county=small_county, months=14, replications=1, workers=1)
    outcomes = made.village_outcomes
    for name in ("income_yuan_per_person", "satisfaction", "capacity"):
        row = made.village_paths.outcomes.index(name)
        path = made.village_paths.differences["strong_weak_pairing"][row]
        policy, base = (
            outcomes[outcomes["scenario"] == key].set_index("village_id")[name].reindex(made.villages.index)
            for key in ("strong_weak_pairing", "baseline")
        )
        np.testing.assert_allclose(path[3:].mean(axis=0), policy - base, rtol=1e-3, atol=1e-3)
