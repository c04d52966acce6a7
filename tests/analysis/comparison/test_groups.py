"""Who gains and who loses: the same villages with and without the policy."""

import numpy as np
import pytest

from liancun_sim.analysis import group_effects
from liancun_sim.analysis.comparison.groups import group_masks
from small_comparison import outcomes_of, rounds_of, small_comparison, unions_of


@pytest.fixture
def comparison():
    """A and B in a union (A leads), C and D asked in vain, E reached by other means, F left alone."""
    base = [100.0] * 6
    policy = [130.0, 120.0, 99.0, 97.0, 105.0, 95.0]
    return small_comparison(
        rounds=rounds_of(
            {"proposal": "P1", "members": "A;B"},
            {"proposal": "P2", "lead": "C", "members": "C;D", "outcome": "abandoned"},
        ),
        unions_at_end=unions_of((0, "P1", "A", "A;B")),
        village_outcomes=outcomes_of(
            income_yuan_per_person={"baseline": [base, base], "policy": [policy, policy]},
            treated={"baseline": [[0.0] * 6] * 2, "policy": [[1.0, 1.0, 1.0, 1.0, 1.0, 0.0], [0.0] * 6]},
        ),
    )


def members(masks, group, replication=0):
    return "".join(np.array(list("ABCDEF"))[masks[group][replication]])


def test_each_village_is_in_the_groups_its_history_says(comparison):
    masks = group_masks(comparison, "policy")
    assert members(masks, "strong_villages") == "EF"  # incomes at the start 500 and 600: the richest fifth of six
    assert members(masks, "lead_villages") == "A"
    assert members(masks, "union_members") == "AB"
    assert members(masks, "mobilised_not_formed") == "CD"
    assert members(masks, "never_approached") == "F"
    assert members(masks, "never_approached", replication=1) == "ABCDEF"  # nothing happened in that run


def test_displacement_is_measured_on_villages_left_out(comparison):
    rows = group_effects(comparison).set_index("group")
    # mobilised in the first run only: (−1 − 3) / 2
    assert rows.loc["mobilised_not_formed", "difference"] == -2.0
    assert rows.loc["mobilised_not_formed", "share_worse"] == 1.0
    assert (rows.loc["mobilised_not_formed", "replications"], rows.loc["mobilised_not_formed", "reason"]) == (
        1,
        "one_replication",
    )
    # first run: F alone, −5; second run: all six, (30 + 20 − 1 − 3 + 5 − 5) / 6 = 46 / 6; their mean
    assert rows.loc["never_approached", "difference"] == pytest.approx((-5 + 46 / 6) / 2)


def test_harm_to_strong_villages_counts_them_all(comparison):
    row = group_effects(comparison).set_index("group").loc["strong_villages"]
    assert row["difference"] == 0.0  # (5 − 5) / 2 in both runs: the mean hides that one of two loses
    assert row["share_worse"] == 0.5
    assert row["villages"] == 2.0


def test_a_village_dropped_from_a_union_was_mobilised_and_not_formed():
    made = small_comparison(
        rounds=rounds_of({"members": "A;B;C", "reason": "dissenters_dropped"}),
        unions_at_end=unions_of((0, "P1", "A", "A;B")),
    )
    assert members(group_masks(made, "policy"), "mobilised_not_formed") == "C"


def test_a_union_that_dissolved_had_been_formed():
    made = small_comparison(rounds=rounds_of({"outcome": "dissolved"}))
    masks = group_masks(made, "policy")
    assert members(masks, "mobilised_not_formed") == ""
    assert members(masks, "union_members") == ""
