"""Performance pay: who earns what of it, and what effort it draws."""

import numpy as np
import pytest
from hamlets import hamlets, step

from liancun_sim.interventions import AppointUnit, PayPerformance
from liancun_sim.mechanisms import Setup
from liancun_sim.mechanisms.performance_pay import PerformancePay
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.world import World


def pay(**values):
    return PerformancePay(Setup(), {f"performance_pay.{name}": value for name, value in values.items()})


def test_every_yuan_is_earned_or_stays_in_the_village():
    """An average village is rated .5 by results: it earns .5 + .5·.5 of the pot, half of which it gives itself."""
    state = hamlets(3, index_shadow=np.array([0.0, 3.0, -3.0]))
    step(pay(), state, 0, [PayPerformance(village, 400.0) for village in range(3)])
    villages = state.villages
    assert villages.bonus_paid_yuan[0] == pytest.approx(300)
    assert villages.bonus_paid_yuan + villages.bonus_kept_yuan == pytest.approx([400] * 3)
    assert villages.bonus_paid_yuan[2] == pytest.approx(200, abs=1)  # what they give themselves


def test_an_appraisal_pays_by_satisfaction():
    """Satisfaction .5 lies a quarter of the way from .4, which earns nothing, to .8, which earns all."""
    state = hamlets(3, satisfaction=np.array([0.4, 0.5, 0.8]))
    step(pay(), state, 0, [PayPerformance(village, 400.0, appraised=True) for village in range(3)])
    assert state.villages.bonus_paid_yuan == pytest.approx([0, 100, 400])


def test_effort_rises_to_what_pay_at_stake_draws():
    """400 yuan a month for two posts, half of it their own gift: 1,200 a post and year at stake, 1,200/2,700 drawn."""
    state, mechanism = hamlets(1, cadre_posts=2), pay(adjustment=1)
    step(mechanism, state, 0, [PayPerformance(0, 400.0)])
    assert state.villages.pay_effort[0] == pytest.approx(0.5 * 1_200 / 2_700)
    for month in range(1, 30):
        step(mechanism, state, month, [PayPerformance(0, 400.0)])
    assert state.villages.pay_effort[0] == pytest.approx(1_200 / 2_700, rel=1e-6)


def test_an_appraisal_draws_more_effort_than_the_same_pay_without():
    state = hamlets(2)
    step(pay(), state, 0, [PayPerformance(0, 400.0), PayPerformance(1, 400.0, appraised=True)])
    assert state.villages.pay_effort[1] > state.villages.pay_effort[0] > 0


def test_effort_is_gone_some_time_after_pay_ends():
    state, mechanism = hamlets(1), pay()
    step(mechanism, state, 0, [PayPerformance(0, 400.0)])
    for month in range(1, 60):
        step(mechanism, state, month)
    assert state.villages.pay_effort[0] == 0
    assert state.villages.bonus_paid_yuan[0] == state.villages.bonus_kept_yuan[0] == 0


def appoint(count, share, term=0):
    return [AppointUnit(village, term, share) for village in range(count)]


def test_as_many_units_stay_on_paper_as_their_appointment_says():
    """Of 900 units .2 are on paper, within three standard errors: 180 ± 3·√(900·.2·.8) = 180 ± 36."""
    state, mechanism = hamlets(900, households=1), pay()
    step(mechanism, state, 0, appoint(900, 0.2))
    first = state.villages.creation_unit.copy()
    assert set(first) == {1, 2}
    assert np.sum(first == 2) == pytest.approx(180, abs=36)
    step(mechanism, state, 1, appoint(900, 0.2))
    assert (state.villages.creation_unit == first).all()  # for the whole term
    step(mechanism, state, 2, appoint(900, 0.2, term=1))
    assert (state.villages.creation_unit != first).any()


@pytest.mark.parametrize(("share", "code"), [(0.0, 1), (1.0, 2)])
def test_none_or_all_are_on_paper_at_the_ends_and_a_unit_no_longer_appointed_is_none(share, code):
    state, mechanism = hamlets(20), pay()
    step(mechanism, state, 0, appoint(20, share))
    assert state.villages.creation_unit.tolist() == [code] * 20
    step(mechanism, state, 1, appoint(5, share))
    assert state.villages.creation_unit.tolist() == [code] * 5 + [0] * 15
    assert state.villages.creation_term.tolist() == [0] * 5 + [-1] * 15


def test_the_kindness_of_assessors_moves_neither_pay_nor_effort():
    """The same results, assessed two SD better in the village that is named as supported."""
    state = hamlets(2, index_shadow=0.3, index_assessed=np.array([2.3, 0.3]))
    step(pay(), state, 0, [PayPerformance(village, 400.0) for village in range(2)])
    for column in ("bonus_paid_yuan", "bonus_kept_yuan", "pay_effort"):
        named, other = getattr(state.villages, column)
        assert named == other > 0


def test_a_placebo_label_moves_nothing_true_where_cadres_are_paid_by_performance(small_county):
    """Half a county named as supported, all assessors two SD kind: capacity and income bit for bit as without."""
    paid = {"support_package": {"recipients": "villages", "count": 20, "targeting": "random", "appraisals": False}}
    label = {"placebo_label": {"count": 30}}
    runs = [run_model(small_county, policies, months=18) for policies in ([paid], [paid, label])]
    without, labelled = (run.villages for run in runs)
    assert (labelled.index_assessed != without.index_assessed).any()
    assert without.pay_effort.any()
    for column in ("capacity", "pay_effort", "income_per_person_yuan", "index_true"):
        np.testing.assert_array_equal(getattr(labelled, column), getattr(without, column))


def run_model(county, policies, months):
    scenario = load_scenario({"extends": "baseline", "months": months, "policies": policies,
                              "coefficients": {"assessment.kindness": 2.0}})  # fmt: skip
    return (
        World(county)
        .run(scenario.setup, scenario.coefficients, scenario.build_policies(county), seed=1, replication=0)
        .state
    )
