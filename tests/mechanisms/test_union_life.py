import numpy as np
import pytest
from hamlets import DRAWS, dissolve, hamlets, step, unite

from liancun_sim.draws import Draws
from liancun_sim.interventions import Recognise
from liancun_sim.mechanisms import Setup
from liancun_sim.mechanisms.union_life.kernels import relax_trust
from liancun_sim.mechanisms.union_life.union_life import UnionLife


def begun(state, **values):
    life = UnionLife(Setup(), {f"union_life.{name}": value for name, value in values.items()})
    state.villages.income_per_person_yuan[:] = 4_237.0
    life.begin(state, DRAWS)
    return life


def quiet(state, **values):
    """Without the noise of satisfaction."""
    return begun(state, **({"satisfaction_noise": 0.0} | values))


# --- satisfaction ---


def test_nothing_changed_nothing_felt():
    """An average village is .62 satisfied; capacity and goods count .30 and .25, income .2 beside its township."""
    income = np.array([0.8, 1.0, 1.2])
    state = hamlets(3, capacity=0.7, road=0.6, irrigation=0.5, services=0.7, log_income_effect=np.log(income))
    expected = 0.62 + 0.30 * 0.2 + 0.25 * 0.1 + 0.2 * np.log(income)
    state.villages.satisfaction[:] = expected
    life = quiet(state)
    state.villages.income_per_person_yuan[:] = 9_000 * income  # everyone has grown
    for index in range(24):
        step(life, state, index)
    np.testing.assert_allclose(state.villages.satisfaction, expected)


def test_satisfaction_goes_a_tenth_of_the_way_to_its_aim_a_month():
    state = hamlets(2, satisfaction=0.62)
    life = quiet(state)
    state.villages.capacity[0] = 0.9
    step(life, state, 0)
    assert state.villages.satisfaction_aim[0] == pytest.approx(0.74)  # .62 + .30 · .4
    np.testing.assert_allclose(state.villages.satisfaction, [0.632, 0.62])


def test_resentment_and_a_lost_merger_cost_satisfaction():
    state = hamlets(2, satisfaction=0.62, smaller_side=[0, 1], resentment=[1.0, 0.0])
    life = quiet(state)
    unite(state, 0, 1, form="small_village", month=-60)
    step(life, state, 0)
    # R = .92 by the time it is felt: −.05 · .92; the smaller side: −.024 · ½ after 60 months
    np.testing.assert_allclose(state.villages.satisfaction, [0.62 - 0.1 * 0.046, 0.62 - 0.1 * 0.012])


def test_what_a_table_says_beyond_causes_and_noise_lasts():
    noise = 0.02 / np.sqrt(1 - 0.9**2)  # .0459
    state = hamlets(3, satisfaction=[0.62 + 0.20, 0.62 - 0.15, 0.62 + 0.08])
    begun(state)
    lasting = [0.20 - 2 * noise, -0.15 + 2 * noise, 0]  # .08 lies within twice the noise
    np.testing.assert_allclose(state.villages.satisfaction_offset, lasting, atol=1e-12)


def test_satisfaction_keeps_its_spread_without_policy():
    random = np.random.default_rng(1)
    capacity = np.clip(random.normal(0.5, 0.15, 4000), 0, 1)
    satisfaction = 0.62 + 0.30 * (capacity - 0.5) + random.normal(0, 0.045, 4000)
    state = hamlets(4000, households=1, capacity=capacity, satisfaction=satisfaction)
    life = begun(state)
    start = np.std(state.villages.satisfaction)
    for index in range(60):
        step(life, state, index)
    assert np.std(state.villages.satisfaction) == pytest.approx(start, rel=0.05)


def test_a_rich_village_of_another_township_lowers_nobodys_satisfaction():
    few = hamlets(("a", "b"), log_income_effect=[0.0, 0.2], satisfaction=0.62)
    many = hamlets(("a", "b", "c"), towns=("east", "far"), township=[0, 0, 1], log_income_effect=[0.0, 0.2, 2.0],
                   satisfaction=0.62)  # fmt: skip
    for state in (few, many):
        life = begun(state)
        state.villages.income_per_person_yuan[:] = 4_000 * np.exp(state.villages.log_income_effect)
        step(life, state, 0)
    np.testing.assert_array_equal(few.villages.satisfaction, many.villages.satisfaction[:2])


# --- resentment ---


def test_the_weak_side_starts_with_its_dignity_hurt():
    state = hamlets(5)
    life = quiet(state)
    unite(state, 0, 1, 2, form="strong_weak", month=0)
    unite(state, 3, 4, form="hub", month=0)
    step(life, state, 0)
    np.testing.assert_allclose(state.villages.resentment, [0, 0.4 * 0.92, 0.4 * 0.92, 0, 0])


def test_resentment_grows_with_what_is_given_away():
    state = hamlets(2, transfer_out_year_yuan=[3_000, 500], collective_year_yuan=[60_000, 4_000])
    life = quiet(state)
    unite(state, 0, 1, form="hub", month=-2)
    state.villages.resentment[:] = 0.5
    step(life, state, 0)
    # .92 · .5 + .8 · 3,000 / 60,000; the second gives 500 of less than 10,000
    np.testing.assert_allclose(state.villages.resentment, [0.5, 0.5])


def test_recognition_soothes_the_lead_alone():
    state = hamlets(2, resentment=0.5)
    life = quiet(state)
    unite(state, 0, 1, form="hub", month=-2)
    step(life, state, 0, [Recognise(0), Recognise(1)])
    np.testing.assert_allclose(state.villages.resentment, [0.46 - 0.03, 0.46])


def test_a_work_team_mediates_in_its_unions_alone():
    """At half effort .015 a month, beside .92 of what was felt; a village outside only forgets."""
    state = hamlets(3, resentment=0.5, team_effort=[0.5, 0.0, 0.5])
    life = quiet(state)
    unite(state, 0, 1, form="hub", month=-1)
    step(life, state, 1)
    np.testing.assert_allclose(state.villages.resentment, [0.46 - 0.015, 0.46, 0.46])


def test_recognition_lasts_while_the_union_does():
    state = hamlets(2)
    life = quiet(state)
    row = unite(state, 0, 1, form="hub", month=-2)
    step(life, state, 0, [Recognise(0)])
    step(life, state, 1)
    assert state.villages.secretary_recognised[0] == 1
    dissolve(state, row, 2)
    step(life, state, 2)
    assert state.villages.secretary_recognised[0] == 0


def test_resentment_outside_unions_is_only_memory():
    state = hamlets(3, resentment=[0.0, 0.0, 0.6], transfer_out_year_yuan=9_000, collective_year_yuan=10_000)
    life = quiet(state)
    unite(state, 0, 1, form="hub", month=-2)
    step(life, state, 0)
    assert state.villages.resentment[2] == pytest.approx(0.6 * 0.92)


def test_no_transfer_no_gain_no_resentment():
    state = hamlets(3)
    life = quiet(state)
    unite(state, 0, 1, 2, form="hub", month=0)
    for index in range(11):
        step(life, state, index)
    assert not state.villages.resentment.any()


# --- promises and trust ---


def test_a_promise_comes_due_every_year():
    state = hamlets(3, households=2, broken_promise=[-0.10, 0.05, 0.0])
    life = quiet(state)
    unite(state, 0, 1, form="hub", month=0, promise=0.15)
    step(life, state, 12)
    # trust moves by half of what is believed beside the promise
    np.testing.assert_allclose(state.households.trust, [0.45, 0.45, 0.525, 0.525, 0.5, 0.5], rtol=1e-6)
    # a promise missed by .10 adds .05 to resentment, one kept adds nothing
    np.testing.assert_allclose(state.villages.resentment, [0.05, 0, 0])


def test_what_is_believed_to_be_gained_soothes_month_by_month():
    """R' = .92·1 − .5·.04 in the member that believes in a gain, .92 + .5·.02 in the one that believes in a loss."""
    state = hamlets(3, gain_believed=[0.04, -0.02, 0.0], resentment=1.0)
    life = quiet(state)
    unite(state, 0, 1, form="hub", month=-5)
    step(life, state, 0)
    np.testing.assert_allclose(state.villages.resentment, [0.90, 0.93, 0.92])


def test_promises_come_due_on_no_other_month():
    state = hamlets(2)
    life = quiet(state)
    unite(state, 0, 1, form="hub", month=0, promise=0.15)
    for index in range(12):
        step(life, state, index)
    np.testing.assert_array_equal(state.households.trust, np.float32(0.5))


def test_visits_are_returned_with_trust_by_linked_households_alone():
    """τ = .5 + .5 · .01 · 2 in the village visited; nobody comes above 1."""
    state = hamlets(2, households=3, linked_visits=[2.0, 0.0])
    state.households.linked[:] = 1, 0, 2, 1, 0, 2
    life = quiet(state, visit_trust=0.01, trust_return=0.0)
    step(life, state, 0)
    np.testing.assert_allclose(state.households.trust, [0.51, 0.5, 0.51, 0.5, 0.5, 0.5], rtol=1e-6)
    state.villages.linked_visits[:] = 1_000.0
    step(life, state, 1)
    np.testing.assert_allclose(state.households.trust, [1, 0.5, 1, 1, 0.5, 1], rtol=1e-6)


def test_the_compiled_relaxation_of_trust_agrees_with_plain_numpy():
    trust = np.linspace(0, 1, 1001).astype(np.float32)
    rate = np.float32(0.05)
    plain = trust + rate * (np.float32(0.5) - trust)
    relax_trust(trust, rate)
    np.testing.assert_array_equal(trust, plain)


# --- luck ---


def test_replications_differ_only_in_noise():
    first, second = (hamlets(50, satisfaction=0.6) for _ in range(2))
    for state, seed in ((first, 1), (second, 2)):
        life = begun(state)
        step(life, state, 0, draws=Draws(seed))
    np.testing.assert_array_equal(first.villages.satisfaction_aim, second.villages.satisfaction_aim)
    assert (first.villages.satisfaction != second.villages.satisfaction).all()
