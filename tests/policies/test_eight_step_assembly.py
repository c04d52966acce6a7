"""Eight steps and five rings: who takes it up when, at what cost, and what a full county's year looks like."""

import numpy as np
import pytest
from contract import Outcome

from liancun_sim.interventions import Appraise, FundResolved, KeepAssembly, NameSupported, PayPerformance
from liancun_sim.policies.eight_step_assembly import EightStepAssembly
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.recorder import Recorder
from stub_office import Office

ALL_AT_ONCE = {"coverage": 1, "rollout_months": 1}
NO_RINGS = {"ring_townships": 0.0}


def taken_up(office, policy, months):
    return {month: len(office.asked(policy, KeepAssembly, month)) for month in range(months)}


def test_the_share_that_takes_it_up_does_so_over_the_months_named():
    """24 of 48 villages over 12 months: two a month, each asked again a year later."""
    counts = taken_up(Office(), EightStepAssembly(levers={**NO_RINGS, "coverage": 0.5}), 24)
    assert counts == dict.fromkeys(range(24), 2)


def test_a_village_is_named_in_every_month_it_works_so():
    """Two of 48 villages take it up in each of 12 months: 2, 4, … 24, and all 24 from then on."""
    office, policy = Office(), EightStepAssembly(levers={**NO_RINGS, "coverage": 0.5})
    named = [len(office.asked(policy, NameSupported, month)) for month in range(16)]
    assert named == [*range(2, 25, 2), 24, 24, 24, 24]


def test_all_at_once_if_wanted():
    counts = taken_up(Office(), EightStepAssembly(levers={**NO_RINGS, "coverage": 1, "rollout_months": 1}), 14)
    assert {month: count for month, count in counts.items() if count} == {0: 48, 12: 48}


def test_a_year_costs_its_cards_and_some_of_the_township_s_time():
    policy = EightStepAssembly(levers={**NO_RINGS, "cost_assembly": 900, "cost_assembly_staff": 0.3})
    requests = [r for r in Office().ask(policy) if isinstance(r.action, KeepAssembly)]
    assert {(r.yuan, r.cadre_months) for r in requests} == {(900, 0.3)}


def test_the_rule_is_handed_on():
    policy = EightStepAssembly(levers={"quorum": 0.5, "majority": 0.75, "supervised": 0.2})
    kept = Office().asked(policy, KeepAssembly)[0]
    assert (kept.quorum, kept.majority, kept.supervised, kept.months) == (0.5, 0.75, 0.2, 12)


def test_a_ring_township_pays_each_quarter_for_what_waits_up_to_its_limit():
    """Three townships of 16 villages, one with rings. 5,000 yuan a work, at most 2,000 of 8,000 a quarter."""
    office = Office()
    office.villages.works_waiting[:] = np.where(np.arange(48) % 2, 0.2, 3.0)
    levers = {"coverage": 1, "rollout_months": 1, "ring_townships": 1 / 3, "ring_yuan": 8_000}
    policy = EightStepAssembly(levers=levers)
    paid = {month: office.asked(policy, FundResolved, month) for month in range(6)}
    assert [month for month, actions in paid.items() if actions] == [2, 5]
    assert sorted({action.yuan for action in paid[2]}) == pytest.approx([1_000, 2_000])
    assert len(paid[2]) == len(office.asked(policy, Appraise, 2)) == 16
    assert len({int(office.villages.township[action.village]) for action in paid[2]}) == 1


def test_a_ring_township_raises_suggestions_and_pays_by_results_every_month():
    """One township of three, 16 villages: 2,400 yuan a year are 200 a month."""
    office = Office()
    levers = {**ALL_AT_ONCE, "ring_townships": 1 / 3, "ring_suggestions": 0.5, "ring_pay": 2_400}
    policy = EightStepAssembly(levers=levers)
    raised = {a.village: a.raised for a in office.asked(policy, KeepAssembly)}
    with_rings = {village for village, number in raised.items() if number == 0.5}
    assert len(with_rings) == 16
    assert {number for village, number in raised.items() if village not in with_rings} == {0.0}
    for month in range(3):
        paid = office.asked(policy, PayPerformance, month)
        assert {(a.village, a.yuan, a.appraised) for a in paid} == {(v, 200, False) for v in with_rings}
    assert not office.asked(EightStepAssembly(levers={**levers, "ring_pay": 0}), PayPerformance)


def test_being_heard_raises_satisfaction_and_trust(small_world):
    plain = Outcome(small_world)
    using = Outcome(small_world, [EightStepAssembly(levers={"coverage": 1, "rollout_months": 1})])
    assert using.state.villages.satisfaction.mean() > plain.state.villages.satisfaction.mean()
    assert using.state.households.trust.mean() > plain.state.households.trust.mean()
    assert using.state.villages.public_goods.mean() > plain.state.villages.public_goods.mean()


def test_more_supervision_leaves_fewer_works_waiting(small_world):
    def waiting(supervised):
        levers = {**NO_RINGS, "coverage": 1, "rollout_months": 1, "supervised": supervised}
        return Outcome(small_world, [EightStepAssembly(levers=levers)]).state.villages.works_waiting.sum()

    assert waiting(1.0) < waiting(0.0)


def test_once_taken_up_assemblies_are_as_many_as_reported(small_world):
    """P16: 4.84 assemblies a village-year, .886 of them resolving, within three standard errors.

    87 % of 60 villages are 52; in the third year they hold 4.84 · 52 = 252 assemblies, Poisson.
    """
    scenario = load_scenario("five_rings_eight_steps", months=36)
    run = small_world.run(scenario.setup, scenario.coefficients, scenario.build_policies(small_world.county), 1, 0,
                          Recorder())  # fmt: skip
    using = run.state.villages.assembly_until > 35
    assert using.sum() == 52
    strata = {"using": using, "others": ~using}
    series = {(one.indicator, one.stratum): one.values[-12:].sum() for one in run.recorder.series(strata)}
    held, resolved = series["assemblies_held", "using"], series["resolutions_passed", "using"]
    before = 0.32 * 4.84 * 0.886 * 8  # eight villages without them resolve what they did before: 11
    assert series["resolutions_passed", "others"] == pytest.approx(before, abs=3 * np.sqrt(before))
    assert held / 52 == pytest.approx(4.84, abs=3 * np.sqrt(4.84 * 52) / 52)
    assert resolved / held == pytest.approx(0.886, abs=3 * np.sqrt(0.886 * 0.114 / held))
