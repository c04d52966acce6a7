"""Assemblies of representatives: how many, how many resolve, what is carried out, what is felt."""

import numpy as np
import pytest
from hamlets import hamlets, step
from scipy.stats import norm

from liancun_sim.interventions import Appraise, FundResolved, KeepAssembly
from liancun_sim.mechanisms import Setup
from liancun_sim.mechanisms.assembly import Assembly, binomial_table, find, poisson_table


def assembly(**values):
    return Assembly(Setup(), {f"assembly.{name}": value for name, value in values.items()})


def keep(count, **how):
    return [KeepAssembly(village, **how) for village in range(count)]


def test_a_year_of_834_villages_matches_what_the_prefecture_reports():
    """P16, source document 004: 4,034 assemblies of 834 villages in a year, 4.84 each, .886 of them resolving.

    A village gathers Poisson(1.93) suggestions a month and puts .209 of them to an assembly each:
    1.93 · .209 · 12 = 4.84 assemblies a year. Of these Φ((.80 − ⅔)/.08) · Φ((.844 − ⅔)/.12) resolve.
    """
    villages, mechanism = 834, assembly()
    state = hamlets(villages, households=1)
    totals = {"suggestions": 0, "assemblies": 0, "resolutions": 0}
    for month in range(12):
        step(mechanism, state, month, keep(villages) if month == 0 else ())
        for name in totals:
            totals[name] += int(getattr(state.villages, name).sum())
    resolving = norm.cdf((0.80 - 2 / 3) / 0.08) * norm.cdf((0.844 - 2 / 3) / 0.12)
    assert resolving == pytest.approx(0.886, abs=0.001)
    three_errors = 3 * np.sqrt(4034)  # of a Poisson number
    assert totals["suggestions"] == pytest.approx(19_280, abs=3 * np.sqrt(19_280))
    assert totals["assemblies"] == pytest.approx(4_034, abs=three_errors)
    assert totals["assemblies"] / villages == pytest.approx(4.84, abs=three_errors / villages)
    three_errors = 3 * np.sqrt(resolving * (1 - resolving) / totals["assemblies"])
    assert totals["resolutions"] / totals["assemblies"] == pytest.approx(0.886, abs=three_errors)


def test_nothing_happens_in_villages_that_do_not_work_so():
    state = hamlets(4)
    step(assembly(), state, 0, keep(2))
    assert state.villages.suggestions[2:].tolist() == [0, 0]
    assert state.villages.assembly_until.tolist() == [12, 12, 0, 0]


def test_it_ends_when_it_is_not_renewed():
    state, mechanism = hamlets(30), assembly()
    step(mechanism, state, 0, keep(30, months=2))
    step(mechanism, state, 1)
    assert state.villages.suggestions.sum() > 0
    step(mechanism, state, 2)
    assert state.villages.suggestions.sum() == 0


@pytest.mark.parametrize(
    ("present", "agreeing", "resolves"), [(0.67, 0.67, True), (0.66, 0.9, False), (0.9, 0.66, False)]
)
def test_two_thirds_must_be_present_and_two_thirds_of_them_agree(present, agreeing, resolves):
    state = hamlets(40)
    mechanism = assembly(attendance=present, support=agreeing, attendance_spread=0.0, support_spread=0.0)
    step(mechanism, state, 0, keep(40))
    assert state.villages.assemblies.sum() > 0
    assert (state.villages.resolutions == state.villages.assemblies * resolves).all()


def test_a_stricter_majority_resolves_less():
    def resolved(majority):
        state = hamlets(300, households=1)
        step(assembly(), state, 0, keep(300, majority=majority))
        return state.villages.resolutions.sum()

    assert resolved(0.8) < resolved(2 / 3) < resolved(0.5)


def test_a_capable_and_a_supervised_village_carries_out_more():
    """Of 10 works waiting, .2 · K/.5 · (1 + .5·supervision) are done: 2 at K .5, 3 supervised, 3.2 at K .8."""
    state = hamlets(3, capacity=np.array([0.5, 0.5, 0.8]), supervision=np.array([0.0, 1.0, 0.0]), works_waiting=10.0)
    step(assembly(), state, 0)
    assert state.villages.works_waiting == pytest.approx([8, 7, 6.8])
    assert state.villages.resolved_works_yuan == pytest.approx([10_000, 15_000, 16_000])


def test_the_township_pays_for_what_waits_first():
    """15,000 yuan are three works of 5,000; of the 7 left .2 are done by the village."""
    state = hamlets(1, capacity=0.5, works_waiting=10.0)
    step(assembly(), state, 0, [FundResolved(0, 15_000)])
    assert state.villages.funded_works_yuan[0] == 15_000
    assert state.villages.works_waiting[0] == pytest.approx(7 * 0.8)


def test_being_heard_comes_from_what_is_done_and_appraised_and_fades():
    """voice' = v·2^(−1/12) + (1 − v)·.05·heard − .004·waiting."""
    state = hamlets(2, capacity=0.5, voice=np.array([0.4, 0.4]))
    step(assembly(), state, 0, [Appraise(0)])
    faded = 0.4 * 2 ** (-1 / 12)
    assert state.villages.voice == pytest.approx([faded + 0.6 * 0.05, faded])
    state = hamlets(1, capacity=0.5, works_waiting=10.0, voice=0.4)
    step(assembly(), state, 0)
    assert state.villages.voice[0] == pytest.approx(faded + 0.6 * 0.05 * 2 - 0.004 * 8)
    assert state.villages.trust_kept[0] == pytest.approx(0.004 * 2)


def test_draws_follow_their_tables():
    """P(N = 0) = e^(−2) of a Poisson number of mean 2; 3 suggestions put with .5 each: P(0) = 1/8."""
    assert poisson_table(2.0)[0] == pytest.approx(np.exp(-2))
    assert poisson_table(2.0)[-1] == pytest.approx(1.0)
    assert binomial_table(0.5)[3, :4] == pytest.approx([1 / 8, 4 / 8, 7 / 8, 1])
    assert find(poisson_table(2.0), np.array([0.0, 0.13, 0.14])).tolist() == [0, 0, 1]
