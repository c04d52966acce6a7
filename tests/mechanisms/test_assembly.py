"""Assemblies of representatives: how many, how many resolve, what is carried out, what is felt."""

import numpy as np
import pytest
from hamlets import hamlets, step
from scipy.stats import norm

from liancun_sim.interventions import Appraise, FundResolved, KeepAssembly
from liancun_sim.mechanisms import Setup
from liancun_sim.mechanisms.assembly.assembly import Assembly, binomial_table, find, poisson_table


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
    assert not state.villages.voice[2:].any()
    assert not state.villages.works_waiting[2:].any()


def test_villages_without_the_eight_steps_resolve_what_was_resolved_before():
    """Source document 004: 3,576 − 2,417 = 1,159 the year before, .32 of today's.

    Without the steps .32 · 1.93 · .209 · 12 · .886 = 1.37 a village-year, in 834 villages 1,144.
    """
    villages, state, mechanism, resolved = 834, hamlets(834, households=1), assembly(), 0
    for month in range(12):
        step(mechanism, state, month)
        resolved += int(state.villages.resolutions.sum())
    expected = 0.32 * 1.93 * 0.209 * 12 * 0.886 * villages
    assert expected == pytest.approx(1_144, abs=1)
    assert resolved == pytest.approx(expected, abs=3 * np.sqrt(expected))
    assert 3_576 - resolved == pytest.approx(2_417, abs=3 * np.sqrt(expected) + 15)  # .32 and 1.93 are rounded
    for name in ("suggestions", "assemblies", "works_waiting", "voice", "trust_kept", "resolved_works_yuan"):
        assert not getattr(state.villages, name).any(), name  # part of what t0 already has


def test_only_the_increment_is_felt():
    """A thousand villages with every resolution a work, none carried out: 1 − .32 of the resolutions wait."""

    def year(before):
        state = hamlets(1_000, households=1, capacity=0.0)
        mechanism, resolved = assembly(before=before, works_share=1.0), 0
        for month in range(12):
            step(mechanism, state, month, keep(1_000) if month == 0 else ())
            resolved += int(state.villages.resolutions.sum())
        return resolved, float(state.villages.works_waiting.sum())

    resolved, waiting = year(0.32)
    assert year(0.0) == (resolved, resolved)  # as many are resolved; without the coefficient all are new
    assert waiting / resolved == pytest.approx(0.68, abs=3 * np.sqrt(0.68 * 0.32 / resolved))


def test_what_the_township_raises_goes_to_the_assembly_too():
    """1.93 a month of the village's own and 2 of the township's: 3.93 gathered, .209 of them put."""
    state, mechanism = hamlets(2_000, households=1), assembly()
    step(mechanism, state, 0, [KeepAssembly(v, raised=2.0 if v < 1_000 else 0.0) for v in range(2_000)])
    for rows, mean in ((slice(1_000), 3.93), (slice(1_000, 2_000), 1.93)):
        assert state.villages.suggestions[rows].mean() == pytest.approx(mean, abs=3 * np.sqrt(mean / 1_000))
        put = 0.209 * mean
        assert state.villages.assemblies[rows].mean() == pytest.approx(put, abs=3 * np.sqrt(put / 1_000))


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
