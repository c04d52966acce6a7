"""Levers say what they are; a policy takes only its own."""

import pytest

from liancun_sim.interventions import Lever, Policy
from liancun_sim.vocabulary import Label


class Grants(Policy):
    key = "grants"
    label = Label("Grants", "补助")
    source = "test"
    levers = (
        Lever("yuan", 100.0, "yuan", Label("Amount", "金额"), "assumption", 0, 500, plausible=(0, 500)),
        Lever("dose", 0.5, "share", Label("Dose", "力度"), "test", 0, 1),
    )


def intensity(month, **levers):
    return Grants(levers=levers).intensity(month)


def test_a_policy_starts_from_its_defaults():
    assert Grants().lever.yuan == 100
    assert Grants(levers={"yuan": 300.0}).lever.yuan == 300


def test_a_policy_may_give_a_lever_of_all_policies_another_default():
    names = [lever.name for lever in Grants.all_levers()]
    assert names.count("dose") == 1
    assert Grants().lever.dose == 0.5


def test_an_unknown_lever_is_refused_by_name():
    with pytest.raises(ValueError, match="grants has no lever yaun"):
        Grants(levers={"yaun": 1})


def test_a_default_outside_its_range_is_refused():
    with pytest.raises(ValueError, match=r"lever yuan: default 7 lies outside 0–5"):
        Lever("yuan", 7, "yuan", Label("Amount", "金额"), "test", 0, 5)
    with pytest.raises(ValueError, match="lever form: default 'ring' is none of hub, cluster"):
        Lever("form", "ring", "choice", Label("Form", "形式"), "test", kind="choice", choices=("hub", "cluster"))


def test_a_policy_acts_between_its_first_and_last_month():
    acts = [month for month in range(10) if intensity(month, dose=1, start_month=3, end_month=6) > 0]
    assert acts == [3, 4, 5]


def test_the_ramp_rises_evenly_to_the_dose():
    assert [intensity(month, dose=0.8, start_month=2, ramp_months=4) for month in range(2, 8)] == pytest.approx(
        [0.2, 0.4, 0.6, 0.8, 0.8, 0.8]
    )


def test_dose_zero_is_no_intensity_at_all():
    assert all(intensity(month, dose=0) == 0 for month in range(240))


def test_a_policy_used_twice_has_two_names():
    assert Grants().name == "grants"
    assert Grants("second").name == "second"


def test_unit_costs_are_told_from_other_levers():
    assert Lever("cost_visit", 1.0, "yuan", Label("Visit", "走访"), "assumption", 0, 2).is_cost
    assert not Grants.levers[0].is_cost


@pytest.mark.parametrize("plausible", [(2, 3), (0.5, 9), (-1, 3)])  # beside the default, past what is accepted
def test_a_plausible_range_lies_round_the_default_and_within_what_is_accepted(plausible):
    with pytest.raises(ValueError, match="no plausible range round 1"):
        Lever("rate", 1.0, "1", Label("Rate", "比率"), "assumption", 0, 5, plausible=plausible)
