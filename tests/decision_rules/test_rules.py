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


def two_steps(masses, party, answered, agreeing):
    arrays = (np.array(part, dtype=float) for part in (party, answered, agreeing, masses, [100.0] * len(masses)))
    return Ballot(*arrays)


def test_the_masses_recommend_and_party_members_elect():
    """Half of the masses must recommend; more than half of the party members present must agree."""
    votes = two_steps(masses=[0.50, 0.49, 0.50], party=[10, 10, 10], answered=[10, 10, 10], agreeing=[6, 10, 5])
    assert passing(votes, rule="two_recommend_one_elect", threshold=0.5) == [True, False, False]


def test_a_party_meeting_needs_four_fifths_of_its_members():
    votes = two_steps(masses=[0.9, 0.9], party=[10, 10], answered=[8, 7], agreeing=[8, 7])
    assert passing(votes, rule="two_recommend_one_elect", threshold=0.5) == [True, False]


def test_pooled_recommendations_weigh_by_households():
    first, other = two_steps([0.9], [10], [10], [9]), two_steps([0.3], [10], [10], [9])
    both = Ballot(
        electorate=np.array([10.0, 10.0]), answered=np.array([10.0, 10.0]), agreeing=np.array([9.0, 9.0]),
        masses=np.array([0.9, 0.3]), households=np.array([100.0, 300.0]),
    )  # fmt: skip
    assert both.pooled().masses.tolist() == pytest.approx([0.45])  # (.9 · 100 + .3 · 300) / 400
    assert first.pooled().masses.tolist() == [0.9]
    assert passing(other, rule="two_recommend_one_elect", threshold=0.5) == [False]


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


@pytest.mark.parametrize(
    ("present", "agreeing", "expected"),
    [(24, 16, True), (24, 15, False), (23, 23, False), (36, 24, True), (36, 23, False)],
)
def test_the_eight_steps_need_two_thirds_of_representatives_and_two_thirds_of_those(present, agreeing, expected):
    """24 of 36 representatives are a quorum, 16 of those 24 resolve; what is set for another assembly is not asked."""
    assert passing(ballot([36], [present], [agreeing]), rule="eight_steps", majority=0.9) == [expected]


def test_every_rule_has_a_name_in_both_languages():
    for rule in decision_rules().values():
        assert rule.label.en
        assert rule.label.zh
