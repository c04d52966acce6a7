import numpy as np
import pytest
from hamlets import DRAWS, TRADES, dissolve, hamlets, step, unite

from liancun_sim.interventions import Contribution, GrantVillage
from liancun_sim.mechanisms import Setup
from liancun_sim.mechanisms.collective_economy.collective_economy import CollectiveEconomy

ORCHARD, GREENHOUSE, LIVESTOCK = (TRADES.index(t) for t in ("orchard", "greenhouse_vegetables", "livestock"))


def begun(state, **values):
    economy = CollectiveEconomy(Setup(), {f"collective_economy.{name}": value for name, value in values.items()})
    economy.begin(state, DRAWS)
    state.county.collective_growth[0] = 1.0
    return economy


def test_the_accounts_of_one_village_in_one_month():
    state = hamlets(1, collective_base_yuan=36_000, cadre_posts=5, ordinary_transfer_yuan=2_500, fund_yuan=10_000,
                    debt_yuan=12_000, works_yuan=1_000)  # fmt: skip
    economy = begun(state)
    step(economy, state, 0, [GrantVillage(0, yuan=700.0)])
    # in: 3,000 + 2,500 + 700. Out: posts 5 · 400; interest 60 and repayment 50; running .7 of what is left
    # of 5,500 after pay and debt, .7 · 3,390 = 2,373; last month's works 1,000
    assert state.villages.inflow_yuan[0] == pytest.approx(6_200)
    assert state.villages.outflow_yuan[0] == pytest.approx(2_000 + 110 + 2_373 + 1_000)
    assert state.villages.fund_yuan[0] == pytest.approx(10_000 + 6_200 - 5_483)
    assert state.villages.debt_yuan[0] == pytest.approx(11_950)
    assert state.villages.collective_income_yuan[0] == pytest.approx(3_000)  # the grant is no income


def test_what_the_fund_cannot_pay_is_borrowed():
    state = hamlets(1, collective_base_yuan=0, cadre_posts=3, fund_yuan=200)
    step(begun(state), state, 0)
    assert state.villages.fund_yuan[0] == pytest.approx(0)
    assert state.villages.debt_yuan[0] == pytest.approx(1_000)  # 3 · 400 − 200


def test_a_loss_of_the_collective_economy_is_paid_and_no_money_to_run_the_village_with():
    state = hamlets(1, collective_base_yuan=-2_400, cadre_posts=3, ordinary_transfer_yuan=1_500, fund_yuan=5_000)
    step(begun(state), state, 0)
    # in: 1,500. Out: posts 3 · 400; running .7 of the 300 left = 210; the month's loss 200
    assert state.villages.inflow_yuan[0] == pytest.approx(1_500)
    assert state.villages.outflow_yuan[0] == pytest.approx(1_200 + 210 + 200)
    assert state.villages.collective_year_yuan[0] == pytest.approx(-2_400)


def test_collective_income_grows_with_the_county():
    state = hamlets(1, collective_base_yuan=24_000)
    economy = begun(state)
    state.county.collective_growth[0] = 1.5
    step(economy, state, 0)
    assert state.villages.collective_income_yuan[0] == pytest.approx(3_000)
    assert state.villages.collective_year_yuan[0] == pytest.approx(11 * 2_000 + 3_000)


def test_managed_villages_share_what_the_leads_capacity_earns():
    state = hamlets(2, households=100, capacity=[0.8, 0.5], collective_base_yuan=[60_000, 12_000])
    economy = begun(state)
    row = unite(state, 0, 1, form="joint_branch", month=0, charter_share=0.5)
    step(economy, state, 11)
    # 400 yuan · 100 households · .3 ahead, half of it after twelve months, a twelfth of the year: 500;
    # a fifth stays in the account; α = .5
    assert state.unions.joint_profit_yuan[row] == pytest.approx(500)
    assert state.unions.joint_account_yuan[row] == pytest.approx(100)
    np.testing.assert_allclose(state.villages.joint_share_yuan, [200, 200])
    # the lead did .65 of it and gets .5: it gives away .15 of the 400 shared
    np.testing.assert_allclose(state.villages.transfer_out_year_yuan, [60, 0])
    np.testing.assert_allclose(state.villages.collective_income_yuan, [5_200, 1_200])
    np.testing.assert_allclose(state.villages.dividend_yuan, [60, 60])  # .3 of each share


def test_market_ventures_grow_with_the_number_of_workshops():
    state = hamlets(3, workshops=[10, 5, 5])
    economy = begun(state)
    row = unite(state, 0, 1, 2, form="industry", month=0)
    step(economy, state, 11)
    # 800 · 20 · ln(1 + 20/10) · ½ / 12
    assert state.unions.joint_profit_yuan[row] == pytest.approx(800 * 20 * np.log(3) / 24)
    np.testing.assert_array_equal(state.villages.union_workshops, 20)


def orchard_union(lead_trade, month=0, **values):
    state = hamlets(3, households=100, leading_trade=[lead_trade, 0, 0], spare_land_mu=[50, 40, 80], **values)
    economy = begun(state, brand=0.0)
    row = unite(state, 0, 1, 2, form="hub", month=month)
    return state, economy, row


def test_partners_land_goes_under_the_leads_crop():
    state, economy, row = orchard_union(GREENHOUSE)
    step(economy, state, 6)
    np.testing.assert_allclose(state.villages.pooled_land_mu, [0, 20, 40])  # half the partners' spare land
    # 60 mu · (800 − 200 rent) / 12
    assert state.unions.joint_profit_yuan[row] == pytest.approx(3_000)
    # rent 200/12 a mu to the households beside .3 of the shares: 2,400 shared, half to the partners by land
    np.testing.assert_allclose(state.villages.joint_share_yuan, [1_200, 400, 800])
    np.testing.assert_allclose(state.villages.dividend_yuan, [360, 120 + 20 * 200 / 12, 240 + 40 * 200 / 12])


@pytest.mark.parametrize(("form", "brand"), [("hub", 1 + 0.25 * 0.8), ("strong_weak", 1.0)])
def test_a_hub_sells_under_its_brand(form, brand):
    state = hamlets(2, leading_trade=[GREENHOUSE, 0], spare_land_mu=[0, 120], capacity=[0.8, 0.8])
    row = unite(state, 0, 1, form=form)
    step(begun(state), state, 6)
    assert state.unions.joint_profit_yuan[row] == pytest.approx(60 * (800 * brand - 200) / 12)


@pytest.mark.parametrize(
    ("sharing", "parts"),
    [("contribution", [0, 20 / 60, 40 / 60]), ("households", [0, 0.75, 0.25]), ("equal", [0, 0.5, 0.5])],
)
def test_the_charter_says_by_what_the_partners_share(sharing, parts):
    """A surplus of 2,400: half to the lead, half to the partners by land brought, by households, or alike."""
    state = hamlets(3, leading_trade=[GREENHOUSE, 0, 0], spare_land_mu=[50, 40, 80])
    state.villages.households[:] = 100, 300, 100
    unite(state, 0, 1, 2, form="hub", charter_share=0.5, sharing=sharing)
    step(begun(state, brand=0.0), state, 6)
    np.testing.assert_allclose(state.villages.joint_share_yuan, 2_400 * (np.array([0.5, 0, 0]) + 0.5 * np.array(parts)))


def test_help_for_a_weaker_partner_leaves_the_fund():
    state = hamlets(2, fund_yuan=10_000)
    alone = state.copy()
    state.villages.raised_given_yuan[0] = 400
    step(begun(state), state, 0)
    step(begun(alone), alone, 0)
    np.testing.assert_allclose(alone.villages.fund_yuan - state.villages.fund_yuan, [400, 0])


def test_pay_saved_on_posts_is_no_money_to_run_the_village_with():
    state = hamlets(1, collective_base_yuan=60_000, cadre_posts=3)
    cut = state.copy()
    cut.villages.cadre_posts[:], cut.villages.posts_removed[:] = 2, 1
    step(begun(state), state, 0)
    step(begun(cut), cut, 0)
    np.testing.assert_allclose(cut.villages.post_pay_yuan, [800])
    np.testing.assert_allclose(cut.villages.saved_posts_yuan, [400])
    np.testing.assert_allclose(state.villages.outflow_yuan - cut.villages.outflow_yuan, [400])  # free for services


@pytest.mark.parametrize(("trade", "months"), [(ORCHARD, 42), (GREENHOUSE, 6)])
def test_an_orchard_bears_years_later_than_a_greenhouse(trade, months):
    state, economy, row = orchard_union(trade)
    step(economy, state, months - 1)
    assert state.unions.joint_profit_yuan[row] == pytest.approx(-60 * (200 + 150) / 12)  # rent and upkeep
    step(economy, state, months)
    assert state.unions.joint_profit_yuan[row] > 0


def test_a_lead_that_grows_grain_pools_no_land():
    state, economy, row = orchard_union(TRADES.index("grain"))
    step(economy, state, 6)
    assert not state.villages.pooled_land_mu.any()
    assert state.unions.joint_profit_yuan[row] == 0


def test_losses_fall_on_contributors_pro_rata_and_on_no_income():
    state, economy, _ = orchard_union(ORCHARD, collective_base_yuan=12_000, fund_yuan=50_000)
    step(economy, state, 0)
    loss = 60 * 350 / 12
    np.testing.assert_allclose(state.villages.joint_loss_yuan, [0.65 * loss, 0.35 * loss / 3, 0.35 * loss * 2 / 3])
    np.testing.assert_allclose(state.villages.collective_income_yuan, 1_000)
    assert not state.villages.transfer_out_year_yuan.any()


def test_a_loss_is_paid_from_the_joint_account_first():
    state, economy, row = orchard_union(ORCHARD)
    state.unions.joint_account_yuan[row] = 1_000
    step(economy, state, 0)
    assert state.unions.joint_account_yuan[row] == 0
    assert state.villages.joint_loss_yuan.sum() == pytest.approx(60 * 350 / 12 - 1_000)


def test_a_village_without_a_crop_pools_no_land():
    state, economy, row = orchard_union(LIVESTOCK)
    step(economy, state, 6)
    assert state.unions.pooled_land_mu[row] == 0
    assert state.unions.joint_profit_yuan[row] == 0


@pytest.mark.parametrize("form", ["hub", "strong_weak", "industry", "small_village", "joint_branch", "twinned"])
def test_zero_joint_gain_means_zero_transfer(form):
    """Equal capacity, no spare land, no workshops: nothing is earned together, and nothing moves."""
    state = hamlets(3, collective_base_yuan=[90_000, 20_000, 10_000], capacity=0.6)
    alone = state.copy()
    economy = begun(state)
    begun(alone)
    unite(state, 0, 1, 2, form=form)
    for index in range(24):
        step(economy, state, index)
        step(economy, alone, index)
        for column in ("collective_income_yuan", "fund_yuan", "dividend_yuan", "transfer_out_year_yuan"):
            np.testing.assert_array_equal(getattr(state.villages, column), getattr(alone.villages, column))


def busy(seed=3):
    """Eight villages in unions of every kind, with random means; one of them dissolves later."""
    random = np.random.default_rng(seed)
    state = hamlets(
        8, households=80, capacity=random.uniform(0.2, 0.9, 8), collective_base_yuan=random.lognormal(10.4, 1.2, 8),
        spare_land_mu=random.uniform(0, 100, 8), workshops=random.integers(0, 20, 8), fund_yuan=5_000,
        debt_yuan=random.uniform(0, 50_000, 8), leading_trade=[ORCHARD, 0, 0, GREENHOUSE, 0, 4, 0, 0],
        ordinary_transfer_yuan=2_500, works_yuan=random.uniform(0, 1_000, 8), cadre_posts=4,
    )  # fmt: skip
    return state, begun(state)


def test_not_a_yuan_is_made_or_lost():
    """Each month Δfund = inflow − outflow, and what unions earn ends in funds, households or their accounts."""
    state, economy = busy()
    villages, unions = state.villages, state.unions
    for index in range(60):
        if index == 2:
            first = unite(state, 0, 1, 2, form="hub", month=2)
            unite(state, 3, 4, form="strong_weak", month=2)
        if index == 5:
            unite(state, 5, 6, 7, form="industry", month=5)
        if index == 50:
            dissolve(state, first, 50)
        fund, debt, accounts = villages.fund_yuan.copy(), villages.debt_yuan.copy(), unions.joint_account_yuan.sum()
        step(economy, state, index, [GrantVillage(1, yuan=900.0)])
        rent = 200 * villages.pooled_land_mu.sum() / 12
        np.testing.assert_allclose(villages.fund_yuan - fund, villages.inflow_yuan - villages.outflow_yuan, atol=1e-6)
        # everything that entered from outside: incomes but shares, transfers, the grant, joint profit before rent,
        # new debt; everything that left: pay, interest, running, works, dividends and rents
        own = villages.collective_base_yuan.sum() / 12
        borrowed = villages.debt_yuan - (debt - debt * 0.05 / 12)
        regular = own + 8 * 2_500
        pay, interest = 8 * 4 * 400, debt.sum() * 0.06 / 12
        each = villages.collective_base_yuan / 12 + 2_500 - 4 * 400 - debt * (0.06 + 0.05) / 12
        running = 0.7 * np.maximum(0, each).sum()
        entered = regular + 900 + unions.joint_profit_yuan.sum() + rent + borrowed.sum()
        left = (
            pay + interest + debt.sum() * 0.05 / 12 + running + villages.works_yuan.sum() + villages.dividend_yuan.sum()
        )
        held = villages.fund_yuan.sum() - fund.sum() + unions.joint_account_yuan.sum() - accounts
        assert held == pytest.approx(entered - left, abs=1e-6)
    assert unions.joint_account_yuan[first] == 0


def test_existing_interests_are_kept_every_month():
    """Whatever is shared or lost together, a member's own income is what it would be had it never united."""
    state, economy = busy()
    alone, by_itself = busy()
    for index in range(60):
        if index == 3:
            unite(state, 0, 1, 2, form="hub", month=3, charter_share=0.0)  # the lead gives all of its part away
            unite(state, 3, 4, form="strong_weak", month=3, charter_share=1.0)
        state.county.collective_growth[0] = alone.county.collective_growth[0] = 1.08 ** (index / 12)
        step(economy, state, index)
        step(by_itself, alone, index)
        own = state.villages.collective_income_yuan - state.villages.joint_share_yuan
        np.testing.assert_allclose(own, alone.villages.collective_income_yuan, atol=1e-9)
        assert (state.villages.joint_share_yuan >= 0).all()
    assert state.villages.transfer_out_year_yuan[0] > 0  # so there was something to share


def test_the_account_of_a_dissolved_union_goes_back_in_equal_parts():
    state = hamlets(3, cadre_posts=0)
    economy = begun(state)
    row = unite(state, 0, 1)
    state.unions.joint_account_yuan[row] = 3_000
    dissolve(state, row, 8)
    step(economy, state, 8)
    np.testing.assert_allclose(state.villages.inflow_yuan, [1_500, 1_500, 0])
    assert state.unions.joint_account_yuan[row] == 0
    step(economy, state, 9)
    assert not state.villages.inflow_yuan.any()


def test_market_access_multiplies_joint_sales():
    state = hamlets(2, households=100, capacity=[0.8, 0.5])
    economy = begun(state)
    unite(state, 0, 1, form="joint_branch")
    twin = state.copy()
    step(economy, state, 5)
    double = Contribution("p", "collective_economy.market_access", "factor", np.array([0]), np.array([2.0]))
    step(economy, twin, 5, moves=[double])
    np.testing.assert_allclose(twin.villages.joint_share_yuan, 2 * state.villages.joint_share_yuan)


def test_pay_saved_on_removed_posts_is_told():
    state = hamlets(1, posts_removed=1.5)
    step(begun(state), state, 0)
    assert state.villages.saved_posts_yuan[0] == pytest.approx(600)
