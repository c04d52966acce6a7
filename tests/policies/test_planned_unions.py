"""A given plan is proposed as it stands: each union in its month, by its lead, in its form."""

import pytest

from liancun_sim.interventions import PlannedUnion, ProposeUnion, SendTechnician
from liancun_sim.policies.planned_unions import PlannedUnions
from stub_office import Office

PLAN = (
    PlannedUnion(0, 1, (0, 1), "hub"),
    PlannedUnion(2, 2, (2, 3, 4), "strong_weak"),
    PlannedUnion(2, 6, (5, 6), "industry"),
    PlannedUnion(9, 8, (7, 8), "hub"),
)


def proposed(policy, month, office=None):
    return [(one.village, one.members, one.form) for one in (office or Office()).asked(policy, ProposeUnion, month)]


def test_each_union_is_proposed_in_its_month_by_its_lead_in_its_form():
    policy, office = PlannedUnions(levers={"unions": PLAN}), Office()
    assert proposed(policy, 0, office) == [(1, (0, 1), "hub")]
    office.propose(office.asked(policy, ProposeUnion, 0), policy.name, 0)
    assert proposed(policy, 1, office) == []
    assert proposed(policy, 2, office) == [(2, (2, 3, 4), "strong_weak"), (6, (5, 6), "industry")]


@pytest.mark.parametrize(("dose", "count"), [(1.0, 4), (0.5, 2), (0.25, 1), (0.0, 0)])
def test_the_dose_takes_the_first_part_of_the_plan(dose, count):
    policy = PlannedUnions(levers={"unions": PLAN, "dose": dose})
    assert len(proposed(policy, 12)) == count


def test_months_count_from_the_policys_start():
    policy, office = PlannedUnions(levers={"unions": PLAN[1:2], "start_month": 5}), Office()
    assert [month for month in range(12) if proposed(policy, month, office)] == list(range(7, 12))  # until entered


def test_a_lead_of_a_teaching_form_sends_its_growers():
    office, policy = Office(), PlannedUnions(levers={"unions": PLAN})
    office.villages.put("adopters", 100)
    office.unite(2, (2, 3, 4), policy.name, 10, "strong_weak")
    office.unite(6, (5, 6), policy.name, 10, "industry")
    # 100 growers, one technician of ten: 10 to send, 5 wanted by each partner; December (month 11) is winter
    sent = office.asked(policy, SendTechnician, 11)
    assert [(one.village, one.technicians) for one in sent] == [(3, 5.0), (4, 5.0)]


def test_unions_that_stand_already_are_not_put_to_anybody():
    (offer,) = Office().asked(PlannedUnions(levers={"unions": PLAN[:1], "decided": True}), ProposeUnion, 0)
    assert offer.decided
