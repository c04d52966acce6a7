"""Every union by its members, counted by hand on a small comparison."""

import math

import pytest

from liancun_sim.analysis import unions
from small_comparison import life_of, rounds_of, series_of, small_comparison, unions_of

AB, CD = {"lead": "A", "members": "A;B"}, {"lead": "D", "members": "C;D"}
FAILED = {"outcome": "failed", "reason": "below_rule", "main_obstacle": "identity"}


@pytest.fixture(scope="module")
def table():
    made = small_comparison(
        series=series_of("income_mean", {"baseline": [[0.0]] * 2, "policy": [[0.0]] * 2}),
        rounds=rounds_of(
            AB | {"proposal": "P1", "replication": 0, "month_decided": 3, "main_obstacle": "none"},
            AB | {"proposal": "P1", "replication": 1, "month_decided": 5, "main_obstacle": "none"},
            CD | FAILED | {"proposal": "P2", "replication": 0, "month_decided": 4, "private_share_min": 0.4},
        ),
        unions_at_end=unions_of((0, "P1", "A", "A;B")),
        union_life=life_of(
            (0, "A", "formed", "", 0.1, 0.0, 0.9, 0.7),
            (0, "B", "formed", "", 0.2, 0.0, 0.9, 0.7),
        ).assign(month=3),
    )
    return unions(made).set_index("members")


def test_a_union_is_one_row_however_many_runs_proposed_it(table):
    row = table.loc["A;B"]
    assert (row["runs"], row["formed"], row["alive"]) == (2, 2, 1)
    assert row["month_formed"] == 4.0  # of 3 and 5
    assert row["believed"] == pytest.approx(0.15)  # of .1 and .2
    assert row["obstacle"] == ""


def test_what_never_formed_says_what_stood_in_its_way(table):
    row = table.loc["C;D"]
    assert (row["runs"], row["formed"], row["alive"]) == (1, 0, 0)
    assert math.isnan(row["month_formed"])
    assert row["private"] == pytest.approx(0.4)
    assert row["obstacle"] == "identity"


def test_what_formed_most_often_comes_first(table):
    assert list(table.index) == ["A;B", "C;D"]
