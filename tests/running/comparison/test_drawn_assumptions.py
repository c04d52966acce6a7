"""What is drawn for a pair: every coefficient, and every lever that is assumed and that the scenario leaves alone."""

import pytest

from liancun_sim import load_scenario, make_county
from liancun_sim.results import AGAIN, ASSUMPTIONS, CHANCE
from liancun_sim.running.comparison.assumptions import (
    all_assumptions,
    drawn_coefficients,
    drawn_table,
    luck,
    with_drawn_levers,
)
from liancun_sim.running.comparison.run_comparison import run_comparison
from liancun_sim.simulation.schedule import COEFFICIENTS

CHOSEN = {"strong_weak_pairing": {"pairs": 5}}


@pytest.fixture(scope="module")
def county():
    return make_county(villages=12, households=600, seed=5)


@pytest.fixture(scope="module")
def scenario():
    return load_scenario({"policies": [CHOSEN], "months": 12})


def test_a_lever_the_scenario_sets_stays_and_the_others_are_drawn(county, scenario):
    plain = scenario.build_policies(county)
    (before,), (after,) = plain, with_drawn_levers(scenario, plain, seed=1, number=3)
    moved = {name for name, value in vars(after.lever).items() if value != getattr(before.lever, name)}
    assert after.lever.pairs == 5
    assert {"promise", "contacts", "cost_meeting", "screening"} <= moved
    assert not moved & {"dose", "start_month", "technicians", "budget_yuan_per_year", "rule"}


def test_the_table_holds_what_was_drawn(county, scenario):
    assumed = all_assumptions([scenario])
    table = drawn_table(assumed, seed=1, numbers=[0, 3])
    assert table.loc[3, list(COEFFICIENTS)].to_dict() == drawn_coefficients(1, 3)
    (after,) = with_drawn_levers(scenario, scenario.build_policies(county), seed=1, number=3)
    assert table.loc[3, "strong_weak_pairing.promise"] == after.lever.promise
    assert "strong_weak_pairing.pairs" not in table


def test_draws_run_twice_share_their_assumptions_and_not_their_luck(county, scenario):
    assert luck(AGAIN, 4) != luck(ASSUMPTIONS, 4) == luck(CHANCE, 4)
    baseline = load_scenario({"months": 12})
    made = run_comparison(
        county, baseline, [scenario], seed=1, count=2, workers=1, uncertainties=(CHANCE, ASSUMPTIONS, AGAIN)
    )
    assert set(made.pairs["uncertainty"]) == {CHANCE, ASSUMPTIONS, AGAIN}
    assert list(made.drawn.index) == [0, 1]
    income = made.pairs[(made.pairs["indicator"] == "income_mean") & (made.pairs["stratum"] == "county")]
    levels = dict(zip(zip(income["uncertainty"], income["replication"]), income["baseline_value"]))
    assert levels[ASSUMPTIONS, 0] != levels[AGAIN, 0]
    central = made.provenance["central_draw"]
    assert central == {one.key: one.value for one in made.coefficients}
