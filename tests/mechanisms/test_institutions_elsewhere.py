"""What institutions change in the mechanisms that stand without them: funds, works, trust, incomes, classes."""

import numpy as np
import pytest
from hamlets import DRAWS, hamlets, step

from liancun_sim.draws import Draws
from liancun_sim.interventions import Build, GiveVillage, HoldClass
from liancun_sim.mechanisms import Setup
from liancun_sim.mechanisms.collective_economy.collective_economy import CollectiveEconomy
from liancun_sim.mechanisms.governance import Governance
from liancun_sim.mechanisms.public_works import PublicWorks
from liancun_sim.mechanisms.union_life.union_life import UnionLife
from liancun_sim.simulation.schedule import Schedule


def test_a_gift_leaves_one_fund_and_enters_the_other_to_the_yuan():
    """The giver holds 5,000: of two gifts of 3,000 the second is cut to 2,000."""
    state = hamlets(3, fund_yuan=np.array([5_000.0, 0.0, 0.0]), ordinary_transfer_yuan=2_000.0, cadre_posts=0)
    state.county.collective_growth[0] = 1.0
    step(CollectiveEconomy(Setup()), state, 0, [GiveVillage(0, 1, 3_000.0), GiveVillage(0, 2, 3_000.0)])
    usual = 2_000 * (1 - 0.7)  # of the ordinary transfer, .7 run the village
    assert state.villages.fund_yuan == pytest.approx([usual, 3_000 + usual, 2_000 + usual])


def test_a_gift_never_makes_debt():
    """Of 5,000 in the fund last month's works take 3,500 and a partner 1,000; the gift of 3,000 is cut to 500."""
    state = hamlets(2, fund_yuan=np.array([5_000.0, 0.0]), works_yuan=np.array([3_500.0, 0.0]), cadre_posts=0,
                    raised_given_yuan=np.array([1_000.0, 0.0]))  # fmt: skip
    step(CollectiveEconomy(Setup()), state, 0, [GiveVillage(0, 1, 3_000.0)])
    assert state.villages.fund_yuan == pytest.approx([0, 500])
    assert state.villages.debt_yuan.tolist() == [0, 0]


def test_fees_rents_and_co_operative_shares_are_income_and_unearned_pay_is_not():
    state = hamlets(1, works_fee_yuan=10.0, asset_income_yuan=20.0, cooperative_income_yuan=30.0, bonus_kept_yuan=40.0)
    state.county.collective_growth[0] = 1.0
    step(CollectiveEconomy(Setup()), state, 0)
    assert state.villages.collective_income_yuan[0] == 60
    assert state.villages.inflow_yuan[0] - 60 >= 40


def works(state, *actions, **values):
    mechanism = PublicWorks(Setup(), {"public_works.decay": 0.0} | {f"public_works.{k}": v for k, v in values.items()})
    step(mechanism, state, 0, actions)
    return state.villages


def test_local_works_pay_wages_and_a_fee():
    """Of 10,000 yuan 500 are the council's fee, 3,500 wages; 9,500 are built."""
    villages = works(hamlets(2, road=0.5), Build(0, "road", 10_000.0, local=True), Build(1, "road", 10_000.0))
    assert villages.works_fee_yuan.tolist() == [500, 0]
    assert villages.works_wages_yuan.tolist() == [3_500, 0]
    assert villages.road == pytest.approx([0.5 + 0.45 * 9_500 / 150_000, 0.5 + 0.45 * 10_000 / 150_000])


def test_resolved_works_are_paid_from_savings_and_labour():
    """10,000 yuan of works take 7,000 of savings, labour makes up the rest; with 3,500 saved half gets done."""
    state = hamlets(2, road=0.1, resolved_works_yuan=10_000.0, works_saving_yuan=np.array([20_000.0, 3_500.0]))
    villages = works(state, saving_yuan=0.0)
    assert villages.works_saving_yuan == pytest.approx([13_000, 0])
    assert villages.road == pytest.approx([0.1 + 0.45 * 10 / 150, 0.1 + 0.45 * 5 / 150])


def test_the_township_s_money_is_built_in_full():
    villages = works(hamlets(1, services=0.1, funded_works_yuan=5_000.0))
    assert villages.services[0] == pytest.approx(0.1 + 0.45 * 5 / 150)


def test_effort_drawn_by_pay_raises_capacity():
    """.003 · e · (1 − K)/.5 a month."""
    state = hamlets(2, capacity=0.5, capacity_anchor=0.5, ordinary_attention=1.0, pay_effort=np.array([0.4, 0.0]))
    step(Governance(Setup()), state, 0)
    assert state.villages.capacity == pytest.approx([0.5 + 0.003 * 0.4, 0.5])


def test_being_heard_and_taking_part_add_to_satisfaction_and_trust():
    state = hamlets(2, voice=np.array([0.5, 0.0]), participation=np.array([0.4, 0.0]), trust_kept=np.array([0.01, 0.0]))
    state.villages.income_per_person_yuan[:] = 4_000.0
    state.households.put("trust", 0.5)
    step(UnionLife(Setup()), state, 0)
    aim = state.villages.satisfaction_aim
    assert aim[0] - aim[1] == pytest.approx(0.06 * 0.5 + 0.05 * 0.4)
    assert state.households.trust == pytest.approx([0.51] * 4 + [0.5] * 4)


def test_households_are_paid_what_jobs_awards_and_shares_bring(small_world):
    """Beside the same month without them, income is higher by just that, for those who get it."""
    schedule = Schedule(Setup())
    plain, paid = small_world.begin(schedule), small_world.begin(schedule)
    for what, yuan in (("job_yuan", 100.0), ("award_yuan", 10.0), ("share_yuan", 1.0)):
        getattr(paid.households, what)[3] = yuan
        getattr(paid.villages, what)[0] = yuan
    paid.villages.works_wages_yuan[1] = 50.0 * paid.villages.households[1]
    income = next(mechanism for mechanism in schedule.mechanisms if mechanism.key == "income")
    for state in (plain, paid):
        step(income, state, 0, draws=Draws(1, 0))
    more = paid.households.income_yuan - plain.households.income_yuan
    first = small_world.population.first_household
    assert more[3] == pytest.approx(111.0, rel=1e-4)
    assert more[first[1] : first[2]] == pytest.approx(50.0, rel=1e-3)
    more[[3, *range(first[1], first[2])]] = 0
    assert not more.any()


def test_a_class_is_worth_some_visits_and_one_nobody_was_asked_about_half_as_many(small_world):
    """40 places at .25 make 10 visits; without a survey, at .5 of that, 5."""
    schedule = Schedule(Setup())
    state = small_world.begin(schedule)
    diffusion = next(mechanism for mechanism in schedule.mechanisms if mechanism.key == "diffusion")
    step(diffusion, state, 0, [HoldClass(0, 40.0), HoldClass(1, 40.0, asked=False)], draws=DRAWS)
    assert state.villages.technician_visits[:2] == pytest.approx([10.0, 5.0])
    assert state.villages.technician_visits[2:].sum() == 0
