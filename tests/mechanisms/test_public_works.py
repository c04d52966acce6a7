import numpy as np
import pytest
from hamlets import DRAWS, hamlets, step, unite

from liancun_sim.interventions import Build, Contribution
from liancun_sim.mechanisms import Setup
from liancun_sim.mechanisms.public_works import PublicWorks


def begun(state, *, saved=0.0, **values):
    works = PublicWorks(Setup(), {f"public_works.{name}": value for name, value in values.items()})
    works.begin(state, DRAWS)
    if not state.villages.collective_year_yuan.any():
        state.villages.collective_year_yuan[:] = 1e12  # a reserve that holds all a fund has: no yearly plan
    state.villages.works_saving_yuan[:] = saved
    return works


def test_public_goods_lose_three_thousandths_of_themselves_a_month():
    state = hamlets(1, road=0.6, irrigation=0.3, services=0.0)
    works = begun(state)
    step(works, state, 0)
    assert state.villages.road[0] == pytest.approx(0.5982)
    assert state.villages.services[0] == 0
    assert state.villages.public_goods[0] == pytest.approx((0.5982 + 0.2991 + 0) / 3)
    assert (state.villages.founding_road[0], state.villages.founding_irrigation[0]) == pytest.approx((0.6, 0.3))


def test_a_project_of_standard_cost_raises_public_goods_by_fifteen_hundredths():
    state = hamlets(2)
    works = begun(state)
    step(works, state, 0, [Build(0, "road", 150_000.0)])
    built, not_built = state.villages.public_goods
    assert built - not_built == pytest.approx(0.15)
    assert not state.villages.works_yuan.any()  # the policy paid


def test_dearer_works_raise_less():
    state = hamlets(2)
    works = begun(state)
    dear = Contribution("p", "public_works.unit_cost", "factor", np.array([1]), np.array([2.0]))
    step(works, state, 0, [Build(0, "road", 30_000.0), Build(1, "road", 30_000.0)], moves=[dear])
    rise = state.villages.road - (0.5 - 0.0015)
    np.testing.assert_allclose(rise, [0.09, 0.045])  # .45 · 30,000 / 150,000, and half of it


def test_a_good_does_not_rise_above_one():
    state = hamlets(1, road=0.9)
    step(begun(state), state, 0, [Build(0, "road", 150_000.0)])
    assert state.villages.road[0] == 1


def months_to_first_work(members, **values):
    """Months until a union (or a village alone) that starts with nothing saved builds something."""
    state = hamlets(members, fund_yuan=1_000_000, road=1.0)
    works = begun(state, **values)
    if members > 1:
        unite(state, *range(members), form="industry")
    for month in range(1, 400):
        before = state.villages.services + state.villages.road + state.villages.irrigation
        step(works, state, month - 1)
        if (state.villages.services + state.villages.road + state.villages.irrigation > before).any():
            return month
    raise AssertionError("nothing was built")


@pytest.mark.parametrize(("members", "months"), [(1, 150), (2, 75), (3, 50), (5, 30)])
def test_pooling_brings_a_shared_work_sooner(members, months):
    """150,000 yuan at 12,000 a year: 12.5 years alone; 6.25, 4.2 and 2.5 for two, three and five."""
    assert months_to_first_work(members) == months


def test_a_union_that_pools_nothing_waits_as_long_as_a_village_alone():
    assert months_to_first_work(3, pooled_share=0.0) == 150


def test_a_hall_serves_all_members_and_costs_them_by_their_savings():
    state = hamlets(4, road=1.0, services=0.4)
    works = begun(state, saved=[120_000, 60_000, 60_000, 0])
    row = unite(state, 0, 1, 2, month=-120)
    step(works, state, 0)
    np.testing.assert_allclose(state.villages.services, [0.8488] * 3 + [0.3988])
    np.testing.assert_allclose(state.villages.works_saving_yuan, [45_000, 22_500, 22_500, 0])
    assert state.unions.shared_works[row] == 1
    assert state.unions.works_account_yuan[row] == pytest.approx(90_000)


def test_what_was_saved_before_the_union_stays_each_member_s_own():
    state = hamlets(3, services=0.4, fund_yuan=1e6)
    works = begun(state, saved=[120_000, 60_000, 60_000])
    row = unite(state, 0, 1, 2)
    for index in range(12):
        step(works, state, index)
    np.testing.assert_allclose(state.villages.works_kept_yuan, [120_000, 60_000, 60_000])
    assert state.unions.works_account_yuan[row] == pytest.approx(3 * 12_000)
    assert state.unions.shared_works[row] == 0
    np.testing.assert_allclose(state.villages.works_saving_yuan, [132_000, 72_000, 72_000])


def test_a_road_may_serve_villages_beside_the_one_it_lies_in():
    state = hamlets(3, road=0.2)
    step(begun(state, decay=0.0), state, 0, [Build(1, "road", 50_000, (2,))])
    np.testing.assert_allclose(state.villages.road, [0.2, 0.35, 0.35])


def test_a_dead_end_road_serves_the_two_villages_it_joins():
    # two thirds of a project, .45 · 2/3 = .3, for 100,000 yuan
    state = hamlets(3, road=[0.2, 0.2, 1.0], services=0.9)
    works = begun(state, saved=40_000)
    unite(state, 0, 1, 2, month=-120)
    step(works, state, 0)
    np.testing.assert_allclose(state.villages.road, [0.4994, 0.4994, 0.997])
    np.testing.assert_allclose(state.villages.services, 0.9 * 0.997)
    np.testing.assert_allclose(state.villages.works_saving_yuan, 20_000 / 3)


def test_a_union_builds_what_relieves_most_per_yuan():
    # services .5 in three members: a hall relieves 3 · (.25 − .0025) = .7425 for 150,000. A road for 100,000 that
    # raises .4 to .7 in two relieves 2 · (.36 − .09) = .54, more per yuan; one that raises .5 to .8 only .42
    for road, roads in ((0.4, 1), (0.5, 0)):
        state = hamlets(3, road=[road, road, 0.9], services=0.5, irrigation=0.9)
        works = begun(state, saved=60_000, decay=0.0)
        row = unite(state, 0, 1, 2, month=-120)
        step(works, state, 0)
        assert (state.unions.shared_works[row], state.unions.shared_roads[row]) == (1, roads)


def test_what_is_best_is_waited_for():
    state = hamlets(3, road=0.5, services=0.5)
    works = begun(state, saved=40_000)  # a road could be paid, the hall relieves more
    row = unite(state, 0, 1, 2, month=-120)
    step(works, state, 0)
    assert state.unions.shared_works[row] == 0


def test_goods_when_a_union_forms_are_remembered():
    state = hamlets(3, road=0.6, irrigation=0.6, services=[0.6, 0.6, 0.3])
    works = begun(state)
    unite(state, 1, 2, month=2)
    for index in range(5):
        step(works, state, index)
    # two months of decay by .003 before month 2 begins; the village outside any union keeps the initial .5
    np.testing.assert_allclose(state.villages.goods_at_forming, [0.5, 0.6 * 0.997**2, 0.5 * 0.997**2])


def test_members_apart_build_no_road_between_them():
    state = hamlets(3, road=0.1, services=0.99)
    works = begun(state, saved=[100_000, 0, 100_000])
    row = unite(state, 0, 2)  # 0 and 2 are not adjacent
    step(works, state, 0)
    assert state.unions.shared_works[row] == 0


def test_a_shared_work_must_beat_the_same_money_in_one_village():
    state = hamlets(2, services=0.9, road=0.9, irrigation=0.1)
    works = begun(state, saved=[150_000, 10_000])
    row = unite(state, 0, 1)
    step(works, state, 0)
    assert state.unions.shared_works[row] == 0
    assert state.villages.irrigation[0] == pytest.approx(0.1 * 0.997 + 0.45)  # built alone instead


def test_a_village_builds_what_it_lacks_most():
    state = hamlets(1, road=0.5, irrigation=0.2, services=0.4)
    step(begun(state, saved=150_000), state, 0)
    assert state.villages.irrigation[0] == pytest.approx(0.2 * 0.997 + 0.45)
    assert state.villages.works_saving_yuan[0] == 0


def test_savings_never_exceed_the_fund():
    state = hamlets(3, fund_yuan=[5_000, 300, -2_000])
    step(begun(state), state, 0)
    np.testing.assert_allclose(state.villages.works_yuan, [1_000, 300, 0])
    np.testing.assert_allclose(state.villages.works_saving_yuan, [1_000, 300, 0])


def test_pay_saved_on_posts_goes_into_services():
    state = hamlets(1, fund_yuan=5_000, saved_posts_yuan=400)
    step(begun(state), state, 0)
    assert state.villages.services[0] == pytest.approx(0.5 * 0.997 + 0.45 * 400 / 150_000)
    assert state.villages.works_yuan[0] == pytest.approx(400 + 1_000)


def test_a_poor_village_saves_before_it_spends_on_services():
    state = hamlets(1, fund_yuan=1_100, saved_posts_yuan=400)
    step(begun(state), state, 0)
    assert state.villages.works_saving_yuan[0] == pytest.approx(1_000)
    assert state.villages.services[0] == pytest.approx(0.5 * 0.997 + 0.45 * 100 / 150_000)


def test_money_for_works_is_saved_or_built():
    """Over five years: what left the funds, less pay spent on services, is saved or stands as works."""
    random = np.random.default_rng(2)
    state = hamlets(9, fund_yuan=50_000)
    works = begun(state, saved=random.uniform(0, 150_000, 9))
    villages = state.villages
    unite(state, 0, 1, 2)
    paid, built, before = 0.0, 0, villages.works_saving_yuan.sum()
    for index in range(60):
        saved = villages.works_saving_yuan.copy()
        step(works, state, index)
        paid += villages.works_yuan.sum()
        built += round((saved + villages.works_yuan - villages.works_saving_yuan).sum() / 150_000)
    assert built > 0
    assert villages.works_saving_yuan.sum() == pytest.approx(before + paid - 150_000 * built)


def test_villages_start_anywhere_between_two_projects():
    state = hamlets(400)
    works = PublicWorks(Setup())
    works.begin(state, DRAWS)
    saved = state.villages.works_saving_yuan / 150_000
    assert saved.min() >= 0
    assert saved.max() < 1
    assert np.mean(saved) == pytest.approx(0.5, abs=3 * np.sqrt(1 / 12 / 400))


# --- the yearly plan ---


def test_a_village_plans_to_spend_what_lies_beyond_its_reserve_as_far_as_it_is_led():
    """100,000 yuan, a reserve of half of 40,000: 80,000 to spare, .6 of it within reach of its leaders, a twelfth a
    month. Three tenths go to services, .45 a project of 150,000 yuan; the rest is saved beside the usual 1,000."""
    state = hamlets(1, fund_yuan=100_000.0, collective_year_yuan=40_000.0, capacity=0.6, services=0.2)
    works = begun(state)
    step(works, state, 0)
    planned = 0.6 * 80_000 / 12
    assert state.villages.planned_yuan[0] == pytest.approx(planned)
    assert state.villages.works_yuan[0] == pytest.approx(1_000 + planned)
    assert state.villages.works_saving_yuan[0] == pytest.approx(1_000 + 0.7 * planned)
    assert state.villages.services[0] == pytest.approx(0.2 * 0.997 + 0.45 * 0.3 * planned / 150_000)


def test_a_plan_is_made_once_a_year_and_a_fund_within_its_reserve_has_none():
    state = hamlets(2, fund_yuan=[100_000.0, 10_000.0], collective_year_yuan=40_000.0, capacity=0.5)
    works = begun(state)
    for index in range(3):
        step(works, state, index)
        state.villages.fund_yuan[0] += 50_000
    np.testing.assert_allclose(state.villages.planned_yuan, [0.5 * 80_000 / 12, 0])


def test_what_is_planned_of_a_members_own_fund_is_not_pooled():
    state = hamlets(2, fund_yuan=100_000.0, collective_year_yuan=40_000.0, capacity=0.6)
    works = begun(state)
    unite(state, 0, 1, month=-1)
    step(works, state, 0)
    np.testing.assert_allclose(state.villages.works_kept_yuan, 0.7 * 0.6 * 80_000 / 12)


@pytest.mark.parametrize("upkeep", [0.0, 1.0])
def test_what_is_built_fades_unless_it_is_kept_up(upkeep):
    """Ten years on .997^120 = .697 of a work is left, all of it where villagers keep it up."""
    built, bare = (hamlets(1, road=level, upkeep=upkeep) for level in (0.8, 0.4))
    for state in (built, bare):
        works = begun(state)
        for index in range(120):
            step(works, state, index)
    left = (built.villages.road[0] - bare.villages.road[0]) / 0.4
    assert left == pytest.approx(0.997**120 if upkeep == 0 else 1.0)
