"""Decision rules, on ballots counted by hand."""

import numpy as np
import pytest

from liancun_sim.decision_rules import Ballot, Decision, decision_rules


def ballot(electorate, answered, agreeing):
    return Ballot(*(np.array(part, dtype=float) for part in (electorate, answered, agreeing)))


def passing(votes, **decision):
    chosen = Decision(**decision)
    return decision_rules()[chosen.rule].passes(votes, chosen).tolist()


def test_exactly_eighty_per_cent_passes():
    assert passing(ballot([100, 100], [100, 100], [80, 79])) == [True, False]


def test_silence_counts_as_no_or_is_left_out():
    """72 of 90 answers agree: 72 % of 100 entitled, 80 % of those who answered."""
    votes = ballot([100], [90], [72])
    assert passing(votes, silence="no") == [False]
    assert passing(votes, silence="left_out") == [True]


def test_nobody_asked_is_not_consent():
    assert passing(ballot([0], [0], [0])) == [False]


def test_pooling_lets_a_large_village_carry_a_small_one():
    """300 of 300 and 50 of 100: 350 of 400 is 87.5 % together, 50 % in the small one."""
    votes = ballot([300, 100], [300, 100], [300, 50])
    assert passing(votes) == [True, False]
    assert passing(votes.pooled()) == [True]


@pytest.mark.parametrize(
    ("present", "agreeing", "expected"),
    [(67, 34, True), (66, 66, False), (80, 40, False), (80, 41, True)],
)
def test_the_statutory_assembly_needs_two_thirds_present_and_more_than_half_of_them(present, agreeing, expected):
    assert passing(ballot([100], [present], [agreeing]), rule="statutory_assembly") == [expected]


def test_every_rule_has_a_name_in_both_languages():
    for rule in decision_rules().values():
        assert rule.label.en
        assert rule.label.zh
