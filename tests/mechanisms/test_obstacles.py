"""The main obstacle of a round that failed: what would have let it pass, in the recount."""

import numpy as np
import pytest
from hamlets import hamlets

from liancun_sim.county import make_county
from liancun_sim.county.csr import Csr
from liancun_sim.mechanisms.consultation import consultation
from liancun_sim.mechanisms.consultation.following import followed
from liancun_sim.mechanisms.consultation.obstacles import (
    BEYOND,
    KEYS,
    NOBODY_REACHED,
    NONE,
    OWN_VIEW,
    Failed,
    lifts,
    main_obstacles,
    remember_passed,
    shortfalls,
)
from liancun_sim.mechanisms.polling.people import households_of
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.recorder import Recorder
from liancun_sim.simulation.schedule import Schedule
from liancun_sim.simulation.world import World

MEMBERS = np.array([0, 1])


def proposed(**terms):
    """Two villages of twenty households asked; the proposal that passed before had every term at 0."""
    state = hamlets(4, households=20)
    state.villages.campaign_mean[:] = 0.2
    remember_passed(state, np.array([2, 3]))
    for name, values in terms.items():
        getattr(state.villages, name)[:2] = values
    state.households.attitude[:40] += np.float32(
        sum(np.mean(values) for values in terms.values())
    )  # own view as theirs
    return state


def obstacle(state, lift):
    """Named where a round passes once every household of the members thinks so much more of it than it does."""
    thought = state.households.attitude[:40].copy()

    def passes(attitudes):
        return {key: (given - thought >= lift - 1e-6).all(axis=1).tolist() for key, given in attitudes.items()}

    return main_obstacles(state, {"it": failed(state)}, passes)["it"]


def failed(state, months=3):
    return Failed(MEMBERS, shortfalls(state, MEMBERS), months)


def test_the_term_that_suffices_alone_is_the_obstacle():
    state = proposed(term_minority=[-0.3, -0.3], term_identity=[-0.1, -0.1])
    assert obstacle(state, 0.3) == "minority"


def test_of_several_that_suffice_the_one_that_falls_short_most_is_named():
    state = proposed(term_minority=[-0.3, -0.3], term_posts=[-0.4, -0.4])
    assert obstacle(state, 0.2) == "posts"


def test_several_are_named_where_several_are_needed():
    state = proposed(term_minority=[-0.3, -0.3], term_posts=[-0.4, -0.4], term_identity=[-0.1, -0.1])
    assert obstacle(state, 0.7) == "minority;posts"
    assert obstacle(state, 0.8) == "minority;identity;posts"


def test_what_nothing_helps_is_said():
    state = proposed(term_minority=[-0.3, -0.3])
    assert obstacle(state, 0.9) == BEYOND


def test_nobody_reached_is_no_obstacle_of_the_proposal():
    state = proposed(term_minority=[-0.3, -0.3])
    state.villages.campaign_mean[:2] = 0.0
    assert obstacle(state, 0.1) == NOBODY_REACHED


def test_a_term_better_than_in_proposals_that_passed_is_no_obstacle():
    state = proposed(term_minority=[0.3, -0.1])
    short = shortfalls(state, MEMBERS)[KEYS.index("minority")]
    assert short == pytest.approx([0.0, 0.1])  # the first member is ahead: nothing is taken from it


def tied(state):
    """Every household listens to the next one of the chain, the last to the first, and yields by a half."""
    count = len(state.households)
    state.ties = Csr(np.arange(count + 1), np.roll(np.arange(count, dtype=np.uint32), -1))
    state.households.put("influence", 1.0)
    state.households.put("yielding", 0.5)
    return state


def test_attitudes_follow_a_lifted_anchor_month_by_month():
    state = tied(hamlets(4, households=20))
    moved = followed(state, MEMBERS, 3)
    assert moved[:17, 0] == pytest.approx(0.5 + 0.25 + 0.125)  # a half at once, of the rest a half every month
    assert moved[19] == pytest.approx([0.5, 0.25 + 0.125])  # the last of the first village hears the second alone


def test_who_listens_to_people_outside_the_proposal_follows_less():
    state = tied(hamlets(4, households=20))
    assert followed(state, MEMBERS, 60)[39] == pytest.approx([0.0, 0.5])  # hears the third village, which stays


def by_ties(state, members, months):
    """Twin of `follow`: the same in plain NumPy, over all households of the county."""
    households, ties, village = state.households, state.ties, state.households.village
    listens = np.zeros((len(households), len(households)))
    np.add.at(listens, (np.repeat(np.arange(len(households)), ties.degree), ties.indices), 1.0)
    inside = np.isin(village, members)[:, None]
    yielding, anchor = households.yielding[:, None].astype(float), village[:, None] == members
    moved = np.zeros(anchor.shape)
    for _ in range(months):
        heard = listens @ (households.influence[:, None] * moved) / households.tie_weight[:, None]
        moved = inside * (yielding * heard + (1 - yielding) * anchor)
    return np.concatenate([moved[village == member] for member in members])


@pytest.mark.parametrize("members", [[1, 3], [2, 0, 1]])
@pytest.mark.parametrize("months", [0, 1, 5])
def test_the_kernel_follows_as_its_twin(members, months):
    county = make_county(villages=4, households=400, seed=3)
    scenario = load_scenario("baseline")
    state = World(county).begin(Schedule(scenario.setup, scenario.coefficients, ()))
    moved = followed(state, np.array(members), months)
    np.testing.assert_allclose(moved, by_ties(state, np.array(members), months), rtol=1e-12)
    assert (moved[:, 0] > 0).any() == (months > 0)


def test_rounds_searched_side_by_side_are_told_what_each_is_told_alone():
    state = proposed(term_minority=[-0.3, -0.3], term_posts=[-0.4, -0.4])
    alone = {lift: obstacle(state, lift) for lift in (0.2, 0.3, 0.7, 0.9)}
    thought, asked = state.households.attitude[:40].copy(), []

    def passes(attitudes):
        asked.append(set(attitudes))
        return {lift: (given - thought >= lift - 1e-6).all(axis=1).tolist() for lift, given in attitudes.items()}

    assert main_obstacles(state, dict.fromkeys(alone, failed(state)), passes) == alone
    assert asked == [set(alone), {0.7}]  # what needs two terms is asked once more, and by itself


def test_a_term_is_worth_what_attitudes_have_followed_of_it_and_own_view_all_that_is_missing():
    state = tied(proposed(term_minority=[-0.4, -0.4]))
    state.households.attitude[:40] -= np.float32(0.1)
    found = lifts(state, failed(state, 2))
    assert found[KEYS.index("minority"), :18] == pytest.approx(0.4 * 0.75)
    assert found[OWN_VIEW] == pytest.approx(0.1)


def test_the_mean_over_passed_proposals_weighs_members_by_households():
    state = hamlets(4, households=20)
    state.villages.term_minority[:] = -0.2, -0.4, 0.0, 0.0
    state.villages.households[:] = 30, 10, 20, 20
    remember_passed(state, np.array([0, 1]))  # (30·.2 + 10·.4)/40 = .25
    remember_passed(state, np.array([2, 3]))  # 0
    assert shortfalls(state, MEMBERS)[KEYS.index("minority")] == pytest.approx([0.075, 0.275])  # beside −.125


def test_in_a_run_the_named_obstacle_let_the_round_pass_in_the_recount(monkeypatch):
    """Every failed round of a small county is counted again with nothing lifted but what is named."""
    checked = []

    def watched(state, failed, passes):
        named = main_obstacles(state, failed, passes)
        for row, one in failed.items():
            keys = [key for key in named[row].split(";") if key in KEYS]
            if keys:
                thought = state.households.attitude[households_of(state, one.members)]
                lifted = thought + lifts(state, one)[[KEYS.index(key) for key in keys]].sum(axis=0)
                checked.append(passes({row: np.array([thought, lifted], np.float32)})[row])
        return named

    monkeypatch.setattr(consultation, "main_obstacles", watched)
    asked = {"joint_village": {"proposals": 30, "pilots": 5, "threshold": 0.6}}  # low enough for some to pass
    scenario = load_scenario({"extends": "joint_village", "policies": [asked]}, months=24)
    world = World(make_county(villages=60, households=6_000, seed=5))
    run = world.run(scenario.setup, scenario.coefficients, scenario.build_policies(world.county), 1, 0, Recorder({}))
    held = run.state.consultations
    assert len(checked) >= 5
    assert not any(before for before, _ in checked)
    assert all(after for _, after in checked)
    assert {held.main_obstacle[i] for i in range(len(held)) if held.outcome[i] == "formed"} == {NONE}
