"""The main obstacle of a round that failed: what would have let it pass, in the recount."""

import numpy as np
import pytest
from hamlets import hamlets

from liancun_sim.county import make_county
from liancun_sim.mechanisms.consultation import consultation
from liancun_sim.mechanisms.consultation.obstacles import (
    BEYOND,
    KEYS,
    NOBODY_REACHED,
    NONE,
    main_obstacle,
    remember_passed,
    shortfalls,
)
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.recorder import Recorder
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


def passes_from(lift):
    """A round that passes once every member's attitude is lifted by so much."""
    return lambda given: bool((given >= lift - 1e-6).all())


def test_the_term_that_suffices_alone_is_the_obstacle():
    state = proposed(term_minority=[-0.3, -0.3], term_identity=[-0.1, -0.1])
    assert main_obstacle(state, MEMBERS, passes_from(0.3)) == "minority"


def test_of_several_that_suffice_the_one_that_falls_short_most_is_named():
    state = proposed(term_minority=[-0.3, -0.3], term_posts=[-0.4, -0.4])
    assert main_obstacle(state, MEMBERS, passes_from(0.2)) == "posts"


def test_several_are_named_where_several_are_needed():
    state = proposed(term_minority=[-0.3, -0.3], term_posts=[-0.4, -0.4], term_identity=[-0.1, -0.1])
    assert main_obstacle(state, MEMBERS, passes_from(0.7)) == "minority;posts"
    assert main_obstacle(state, MEMBERS, passes_from(0.8)) == "minority;identity;posts"


def test_what_nothing_helps_is_said():
    state = proposed(term_minority=[-0.3, -0.3])
    assert main_obstacle(state, MEMBERS, passes_from(0.9)) == BEYOND


def test_nobody_reached_is_no_obstacle_of_the_proposal():
    state = proposed(term_minority=[-0.3, -0.3])
    state.villages.campaign_mean[:2] = 0.0
    assert main_obstacle(state, MEMBERS, passes_from(0.1)) == NOBODY_REACHED


def test_a_term_better_than_in_proposals_that_passed_is_no_obstacle():
    state = proposed(term_minority=[0.3, -0.1])
    short = shortfalls(state, MEMBERS)[KEYS.index("minority")]
    assert short == pytest.approx([0.0, 0.1])  # the first member is ahead: nothing is taken from it


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

    def watched(state, members, passes):
        named = main_obstacle(state, members, passes)
        keys = [key for key in named.split(";") if key in KEYS]
        if keys:
            lift = shortfalls(state, members)[[KEYS.index(key) for key in keys]].sum(axis=0)
            checked.append((passes(np.zeros(members.size)), passes(lift)))
        return named

    monkeypatch.setattr(consultation, "main_obstacle", watched)
    asked = {"joint_village": {"proposals": 30, "pilots": 5, "threshold": 0.6}}  # low enough for some to pass
    scenario = load_scenario({"extends": "joint_village", "policies": [asked]}, months=24)
    world = World(make_county(villages=60, households=6_000, seed=5))
    run = world.run(scenario.setup, scenario.coefficients, scenario.build_policies(world.county), 1, 0, Recorder({}))
    held = run.state.consultations
    assert len(checked) >= 5
    assert not any(before for before, _ in checked)
    assert all(after for _, after in checked)
    assert {held.main_obstacle[i] for i in range(len(held)) if held.outcome[i] == "formed"} == {NONE}
