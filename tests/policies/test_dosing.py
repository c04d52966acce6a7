"""A dose may scale how many are served or how much each is given: the contract counts what is done."""

import pytest
from contract import done_over

from liancun_sim.interventions import GrantVillage, Lever, Policy
from liancun_sim.vocabulary import Label


class Grants(Policy):
    """Ten villages get 5,000 yuan a month each at full dose."""

    key = "grants"
    label = Label("Grants", "补助")
    source = "a test"
    levers = (Lever("scaled", "yuan", "choice", Label("Scaled", "增减"), "a test", kind="choice",
                    choices=("yuan", "villages", "channel", "nothing")),)  # fmt: skip
    asks = (GrantVillage,)
    moves = ("attitude.promise",)

    def act(self, view, asking, intensity):
        scaled = self.lever.scaled
        yuan = 5000.0 * (intensity if scaled == "yuan" else 1.0)
        for village in self.targets(view, round(10 * (intensity if scaled == "villages" else 1.0))):
            asking.ask(GrantVillage(village, yuan), yuan=yuan)
        if scaled == "channel":
            asking.scale("attitude.promise", self.targets(view, 10), 1.0 + intensity)


def done(world, scaled):
    return [done_over(world, Grants(levers={"scaled": scaled, "dose": dose}), months=2) for dose in (0.1, 1.0)]


@pytest.mark.parametrize(("scaled", "requests", "yuan"), [("yuan", 20, 500.0), ("villages", 2, 5000.0)])
def test_a_tenth_of_the_dose_is_a_tenth_of_the_money_however_it_is_scaled(scaled, requests, yuan, small_world):
    little, much = done(small_world, scaled)
    assert (little["GrantVillage", "requests"], much["GrantVillage", "requests"]) == (requests, 20)  # two months
    assert little["GrantVillage", "yuan"] == pytest.approx(requests * yuan)
    assert little["GrantVillage", "money"] == pytest.approx(much["GrantVillage", "money"] / 10)


def test_a_channel_counts_by_how_far_it_is_moved(small_world):
    little, much = done(small_world, "channel")
    assert little["attitude.promise", "factor"] < much["attitude.promise", "factor"]


def test_a_policy_that_does_not_heed_its_dose_does_as_much(small_world):
    little, much = done(small_world, "nothing")
    assert little == much
