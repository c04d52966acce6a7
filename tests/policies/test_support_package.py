"""The support package: six kinds, to whom, fading, for a time."""

import pytest
from contract import Outcome

from liancun_sim.interventions import (
    Appraise,
    Build,
    GrantVillage,
    HoldClass,
    MoveChannel,
    NameSupported,
    PayPerformance,
    SendTechnician,
)
from liancun_sim.policies.joint_village import JointVillage
from liancun_sim.policies.support_package import SupportPackage
from stub_office import Office

CHOSEN = {"recipients": "villages"}
NONE = {
    **CHOSEN, "preference": 0, "funds": 0, "technicians": 0, "pay": 0, "services": 0, "class_places": 0,
    "appraisals": False,
}  # fmt: skip
KINDS = {
    "funds": (8_000, GrantVillage), "technicians": (2, SendTechnician), "pay": (1_200, PayPerformance),
    "services": (4_000, Build), "class_places": (20, HoldClass), "appraisals": (True, Appraise),
}  # fmt: skip


def preference(policy, month):
    """Factors on the unit cost of works, and what the county forgoes for them."""
    office = Office()
    factors = [amount for _, amount in office.moved(policy, month)["public_works.unit_cost"].values()]
    return factors, [request.yuan for request in office.ask(policy, month) if isinstance(request.action, MoveChannel)]


@pytest.mark.parametrize("lever", KINDS)
def test_each_kind_of_support_has_its_own_lever(lever):
    value, kind = KINDS[lever]
    requests = Office().ask(SupportPackage(levers={**NONE, "count": 1, lever: value}))
    assert {type(r.action) for r in requests} == {NameSupported, kind}


def test_fees_are_waived_less_and_less():
    """.2 off at first, .1 a half-life of 12 months later; of 600 yuan a month of fees, 120 and 60."""
    policy = SupportPackage(levers={**NONE, "count": 2, "preference": 0.2, "cost_fees": 7_200})
    assert preference(policy, 0) == ([0.8, 0.8], pytest.approx([120, 120]))
    assert preference(policy, 12) == (pytest.approx([0.9, 0.9]), pytest.approx([60, 60]))


def test_money_fades_and_then_ends():
    """2,000 a quarter at first, 1,000 a half-life of 12 months later, nothing from month 24 on."""
    office, policy = Office(), SupportPackage(levers={**NONE, "count": 1, "funds": 8_000})
    paid = {month: sum(r.yuan for r in office.ask(policy, month)) for month in range(30)}
    assert paid[0] == 2_000
    assert paid[12] == pytest.approx(1_000)
    assert [month for month, yuan in paid.items() if yuan] == list(range(0, 24, 3))
    assert not office.ask(policy, 24)


def test_members_of_unions_are_supported_from_the_month_after_forming():
    office = Office()
    policy = SupportPackage(levers={**NONE, "recipients": "unions", "months": 6})
    assert not office.ask(policy, 0)
    row = office.unite(3, (3, 4), "anyone", 2)
    named = {month: [a.village for a in office.asked(policy, NameSupported, month)] for month in range(2, 10)}
    assert {month: villages for month, villages in named.items() if villages} == {m: [3, 4] for m in range(2, 9)}
    office.unions.dissolved_month[row] = 5
    assert not office.ask(policy, 6)


def test_support_goes_to_unions_unless_chosen_villages_are_named():
    """Source document 000: the support is for joint villages; without one nobody gets it."""
    assert SupportPackage().lever.recipients == "unions"
    assert not Office().ask(SupportPackage())
    assert Office().ask(SupportPackage(levers=CHOSEN))


def test_villages_that_decide_expect_it_if_it_goes_to_unions():
    office = Office()
    office.villages.proposal[[3, 5]] = 0
    promised = {"attitude.promise": {3: ("add", 0.03), 5: ("add", 0.03)}}
    assert office.moved(SupportPackage(levers={"expected": 0.03})) == promised
    assert "attitude.promise" not in office.moved(SupportPackage(levers={**CHOSEN, "expected": 0.03}))
    assert Office().moved(SupportPackage(levers={"expected": 0.03})) == {}


def test_support_in_prospect_makes_villages_more_willing(small_world):
    """While the same proposals are undecided, the offset of a deciding village is higher by what it expects."""

    def offset(expected):
        unions = JointVillage(levers={"proposals": 8, "pilots": 8, "pilots_formed": 0})
        package = SupportPackage(levers={"expected": expected})
        villages = Outcome(small_world, [unions, package], months=2).state.villages
        assert (villages.proposal >= 0).any()
        return villages.expected_gain_weight[villages.proposal >= 0]

    assert (offset(0.05) > offset(0.0)).all()


def test_support_costs_what_its_prices_say():
    levers = {**NONE, "count": 1, "technicians": 2, "class_places": 20, "cost_technician": 700, "cost_class": 5}
    costs = {type(r.action): r.yuan for r in Office(start="2008-01").ask(SupportPackage(levers=levers))}
    assert costs == {NameSupported: 0, SendTechnician: 1_400, HoldClass: 100}


def test_supported_villages_gain_in_capacity_and_goods(small_world):
    plain, given = (
        Outcome(small_world),
        Outcome(small_world, [SupportPackage(levers={**CHOSEN, "count": 10, "pay": 20_000})]),
    )
    helped = given.state.villages.ever_supported == 1
    for column in ("capacity", "public_goods", "voice"):
        gain = getattr(given.state.villages, column) - getattr(plain.state.villages, column)
        assert (gain[helped] > 0).all(), column
