"""The fate of proposals, with private and stated consent kept apart."""

import numpy as np
import pytest

from liancun_sim.analysis import consent_gaps, fates, obstacles
from small_comparison import rounds_of, series_of, small_comparison, unions_of

NOT_ASKED = dict.fromkeys(
    ("stated_share_min", "stated_share_pooled", "private_share_min", "private_share_pooled"), np.nan
)


@pytest.fixture
def comparison():
    """Two runs; in the first four proposals, in the second one."""
    return small_comparison(
        series=series_of("income_mean", {"policy": [[0.0], [0.0]]}),
        rounds=rounds_of(
            {"proposal": "P1", "round": 1, "outcome": "failed", "stated_share_pooled": 0.7, "main_obstacle": "posts"},
            {"proposal": "P1", "round": 2, "month_decided": 6},
            {"proposal": "P2", "outcome": "dissolved", "reason": "resentment", "private_share_pooled": 0.5},
            {"proposal": "P3", "outcome": "abandoned", "stated_share_pooled": 0.6, "private_share_pooled": 0.4},
            {"proposal": "P4", "outcome": "abandoned", "round": 0, "main_obstacle": None} | NOT_ASKED,
            {"proposal": "P1", "replication": 1, "outcome": "failed", "main_obstacle": "none"},
        ),
        unions_at_end=unions_of((0, "P1", "A", "A;B")),
    )


def test_each_proposal_is_counted_once_by_what_became_of_it(comparison):
    table = fates(comparison).set_index("fate")["proposals"]
    # five proposals in two runs, half a proposal a run for each
    assert dict(table) == {"living": 0.5, "dissolved": 0.5, "abandoned": 0.5, "never_asked": 0.5, "failed": 0.5}


def test_consent_is_that_of_the_last_round(comparison):
    rows = consent_gaps(comparison).set_index("passed")
    # passed: P1 second round (.9 stated, .7 private) and P2 (.9, .5)
    assert rows.loc["yes", "stated"] == pytest.approx(0.9)
    assert rows.loc["yes", "private"] == pytest.approx(0.6)
    assert rows.loc["yes", "proposals"] == 1.0
    # not passed: P3 (.6, .4) and the second run's P1 (.9, .7); the one never asked has no consent
    assert rows.loc["no", "stated"] == pytest.approx(0.75)
    assert rows.loc["no", "private"] == pytest.approx(0.55)


def test_a_round_counts_for_everything_that_stood_in_its_way():
    failed = {"outcome": "failed"}
    made = small_comparison(
        rounds=rounds_of(failed | {"main_obstacle": "own_view;minority"}, failed | {"main_obstacle": "minority"})
    )
    table = obstacles(made).set_index("main_obstacle")
    assert dict(table["share"]) == {"minority": 1.0, "own_view": 0.5}
    assert dict(table["rounds"]) == {"minority": 2, "own_view": 1}


def test_obstacles_are_those_of_rounds_that_did_not_pass(comparison):
    table = obstacles(comparison).set_index("main_obstacle")["share"]
    assert dict(table) == {"posts": 0.5, "identity": 0.5}  # first round of P1, P3; 'none' is no obstacle


def test_a_county_where_nothing_was_proposed_has_no_fates():
    made = small_comparison()
    assert fates(made).empty
    assert consent_gaps(made).empty
    assert obstacles(made).empty
