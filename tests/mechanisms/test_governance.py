import numpy as np
import pytest
from hamlets import DRAWS, dissolve, hamlets, step, unite

from liancun_sim.interventions import KeepRhythm, PostCadre, SendWorkTeam, Train
from liancun_sim.mechanisms import Setup
from liancun_sim.mechanisms.governance import Governance, posts_by_law


def begun(state, **values):
    governance = Governance(Setup(), {f"governance.{name}": value for name, value in values.items()})
    governance.begin(state, DRAWS)
    return governance


def test_capacity_returns_three_percent_of_the_way_to_its_anchor():
    state = hamlets(1, capacity=0.5)
    governance = begun(state)
    state.villages.capacity[0] = 0.7
    step(governance, state, 0)
    assert state.villages.capacity[0] == pytest.approx(0.7 + 0.03 * (0.5 - 0.7))  # .694
    assert state.villages.capacity_anchor[0] == pytest.approx(0.5 + 0.01 * (0.7 - 0.5))  # .502


def test_a_village_at_its_anchor_stays_there():
    state = hamlets(5, capacity=[0.1, 0.3, 0.5, 0.7, 0.9])
    governance = begun(state)
    for index in range(24):
        step(governance, state, index)
    np.testing.assert_allclose(state.villages.capacity, [0.1, 0.3, 0.5, 0.7, 0.9], atol=1e-12)


def test_a_partner_learns_and_its_lead_pays():
    state = hamlets(3, capacity=[0.8, 0.4, 0.6])
    governance = begun(state)
    unite(state, 0, 1, 2)
    step(governance, state, 0)
    # gaps .4 and .2; learning .012, cost .004: lead .8 − .004 · (.4 + .2)
    np.testing.assert_allclose(state.villages.capacity, [0.8 - 0.0024, 0.4 + 0.0048, 0.6 + 0.0024])


def test_a_full_team_among_strangers_works_at_half_power_and_more_later():
    state = hamlets(1, capacity=0.5)
    governance = begun(state, recovery=0.01)
    step(governance, state, 0, [SendWorkTeam(0, effort=1.0)])
    known = 1 - 2 ** (-1 / 3)  # half of the village in three months: .206 after one
    assert state.villages.team_familiarity[0] == pytest.approx(known)
    # .012 · effort · (1 − .5) / .5 · (1 − .5 · (1 − known))
    assert state.villages.capacity[0] == pytest.approx(0.5 + 0.012 * (1 - 0.5 * (1 - known)))


def test_effort_halves_in_twelve_months_after_the_push():
    state = hamlets(1)
    governance = begun(state)
    step(governance, state, 0, [SendWorkTeam(0, effort=0.8)])
    for index in range(1, 13):
        step(governance, state, index)
    assert state.villages.team_effort[0] == pytest.approx(0.4)
    assert state.villages.team_ended_month[0] == 1


def test_a_rotated_team_starts_as_strangers():
    state = hamlets(1)
    governance = begun(state)
    for index in range(6):
        step(governance, state, index, [SendWorkTeam(0, effort=1.0)])
    assert state.villages.team_familiarity[0] == pytest.approx(1 - 2 ** (-6 / 3))  # .75
    step(governance, state, 6, [SendWorkTeam(0, effort=1.0, rotated=True)])
    assert state.villages.team_familiarity[0] == pytest.approx(1 - 2 ** (-1 / 3))


def test_a_posted_cadre_teaches_only_the_less_capable():
    state = hamlets(2, capacity=[0.4, 0.9])
    governance = begun(state)
    step(governance, state, 0, [PostCadre(0, quality=0.8), PostCadre(1, quality=0.8)])
    np.testing.assert_allclose(state.villages.capacity, [0.4 + 0.012 * 0.4, 0.9])


def test_training_counts_as_far_as_it_fits_the_need():
    state = hamlets(1, capacity=0.5)
    governance = begun(state)
    step(governance, state, 0, [Train(0, amount=0.1, match=0.6)])
    assert state.villages.capacity[0] == pytest.approx(0.56)


def test_missing_ordinary_attention_costs_capacity():
    state = hamlets(1, capacity=0.5, ordinary_attention=0.5)
    governance = begun(state)
    step(governance, state, 0)
    assert state.villages.capacity[0] == pytest.approx(0.5 - 0.002 * 0.5)


def test_an_election_draws_quality_from_then_and_now():
    state = hamlets(1, capacity=0.4)
    governance = begun(state, election_noise=0.0)
    state.villages.capacity[0] = 0.8
    state.county.is_election[0] = 1
    step(governance, state, 23)
    assert state.villages.secretary_quality[0] == pytest.approx(0.6)  # ½ · .4 + ½ · .8
    # the anchor goes halfway from .4 to .6, then 1 % of the way to .8
    assert state.villages.capacity_anchor[0] == pytest.approx(0.5 + 0.01 * (0.8 - 0.5))


@pytest.mark.parametrize(("kept", "half_life"), [((0, 0, 0), 12), ((4, 2, 1), 18), ((4, 0, 1), 16)])
def test_reports_and_meetings_keep_attention_longer(kept, half_life):
    """All of four reports, two dispatches and an exchange a month add half of the half-life, two of three a third."""
    state = hamlets(1)
    governance = begun(state)
    step(governance, state, 0, [SendWorkTeam(0, effort=0.8)])
    for index in range(1, half_life + 1):
        step(governance, state, index, [KeepRhythm(0, *kept)])
    assert state.villages.team_effort[0] == pytest.approx(0.4)


@pytest.mark.parametrize("form", ["joint_branch", "twinned"])
def test_one_secretary_leads_a_joint_branch_and_the_other_s_post_goes(form):
    state = hamlets(3, secretary_quality=[0.4, 0.7, 0.5], cadre_posts=3, capacity=0.5)
    governance = begun(state)
    unite(state, 0, 1, form=form, month=4)
    step(governance, state, 4)
    np.testing.assert_allclose(state.villages.secretary_quality, [0.7, 0.7, 0.5])
    np.testing.assert_allclose(state.villages.posts_removed, [0.4, 0.4, 0.0])  # .8 of one post, half from each
    assert not state.villages.smaller_side.any()


def test_a_joint_branch_chooses_its_secretary_anew_at_each_election():
    state = hamlets(3, capacity=[0.3, 0.6, 0.9])
    governance = begun(state, election_noise=0.0, recovery=0.01)
    unite(state, 0, 1, form="joint_branch", month=0)
    step(governance, state, 0)
    state.county.is_election[0] = 1
    state.villages.secretary_quality[:] = 0.0
    before, capacity = state.villages.capacity_anchor.copy(), state.villages.capacity.copy()
    step(governance, state, 35)
    quality = state.villages.secretary_quality
    assert quality[0] == quality[1] == pytest.approx(0.6, abs=0.01)  # of the abler member
    halfway = 0.5 * before + 0.5 * quality  # once, though each village elects and the branch chooses
    np.testing.assert_allclose(state.villages.capacity_anchor, halfway + 0.01 * (capacity - halfway))


def test_a_union_with_secretaries_of_its_own_keeps_them():
    state = hamlets(2, secretary_quality=[0.4, 0.7], cadre_posts=3)
    governance = begun(state)
    unite(state, 0, 1, form="hub", month=4)
    step(governance, state, 4)
    np.testing.assert_allclose(state.villages.secretary_quality, [0.4, 0.7])
    assert not state.villages.posts_removed.any()


@pytest.mark.parametrize(("people", "posts"), [(999, 3), (1000, 4), (3000, 4), (3001, 6)])
def test_posts_follow_the_law(people, posts):
    assert posts_by_law(people) == posts


def merged():
    state = hamlets(3, persons=[280, 150, 900], cadre_posts=[3, 3, 3], secretary_quality=[0.4, 0.7, 0.5], capacity=0.5)
    governance = begun(state)
    row = unite(state, 0, 1, form="small_village", month=4)
    step(governance, state, 4)
    return governance, state, row


def test_a_merger_of_small_villages_removes_redundant_posts():
    _, state, _ = merged()
    # 6 posts where the law gives 430 people 3: of 3 redundant ones .8 go, 2.4, half from each
    np.testing.assert_allclose(state.villages.cadre_posts, [1.8, 1.8, 3.0])
    np.testing.assert_allclose(state.villages.posts_removed, [1.2, 1.2, 0.0])
    np.testing.assert_array_equal(state.villages.smaller_side, [0, 1, 0])


def test_a_merger_keeps_the_better_secretary():
    _, state, _ = merged()
    np.testing.assert_allclose(state.villages.secretary_quality, [0.7, 0.7, 0.5])
    # halfway from .5 to .7, then 1 % back towards K = .5
    np.testing.assert_allclose(state.villages.capacity_anchor[:2], 0.6 + 0.01 * (0.5 - 0.6))


def test_posts_are_removed_once():
    governance, state, _ = merged()
    step(governance, state, 5)
    np.testing.assert_allclose(state.villages.cadre_posts, [1.8, 1.8, 3.0])


def test_a_split_restores_posts():
    governance, state, row = merged()
    dissolve(state, row, 10)
    step(governance, state, 10)
    np.testing.assert_allclose(state.villages.cadre_posts, 3.0)
    assert not state.villages.posts_removed.any()
    assert not state.villages.smaller_side.any()


def test_without_policy_capacity_keeps_its_spread_for_240_months():
    """County spread .15 around .5: SD within 10 % after twenty years, fewer than one in a thousand at the bounds."""
    count = 4000
    capacity = np.clip(0.5 + 0.15 * np.random.default_rng(1).standard_normal(count), 0.05, 0.95)
    state = hamlets(count, households=1, capacity=capacity)
    governance = begun(state)
    at_bounds = []
    for index in range(240):
        state.county.is_election[0] = index % 36 == 23
        step(governance, state, index)
        at_bounds.append(np.mean((state.villages.capacity <= 0) | (state.villages.capacity >= 1)))
    assert np.std(state.villages.capacity) == pytest.approx(np.std(capacity), rel=0.10)
    assert np.mean(at_bounds) < 0.001
