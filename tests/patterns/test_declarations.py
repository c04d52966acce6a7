"""Every pattern asks for something that is measured, with a source in both languages."""

from types import SimpleNamespace

import numpy as np
import pytest

from liancun_sim.county import make_county
from liancun_sim.patterns import Ground, measure_sets, patterns
from liancun_sim.patterns.measures.livelihoods import comovement, own_part
from liancun_sim.simulation.world import World

MEASURED = {f"{of.key}.{one.key}" for of in measure_sets().values() for one in of.measures}


@pytest.mark.parametrize("pattern", patterns().values(), ids=patterns())
def test_a_pattern_names_a_measure_its_years_and_where_its_target_comes_from(pattern):
    assert pattern.measure in MEASURED
    assert 2003 <= pattern.years[0] <= pattern.years[1] <= 2025
    assert pattern.low < pattern.high and np.isfinite([pattern.low, pattern.high]).any()
    for text in (pattern.label, pattern.source):
        assert text.en and text.zh and text.en != text.zh


def test_every_measure_of_a_county_of_2008_is_held_to_something():
    asked = {one.measure for one in patterns().values() if one.of("2008-01")}
    assert MEASURED - asked == {"livelihoods.median_to_mean", "livelihoods.wage_share_rise",
                                "livelihoods.collective_low_last", "livelihoods.own_share_first",
                                "livelihoods.unearned_share_first"}  # of later years, or beside others  # fmt: skip


def test_years_decide_which_of_two_targets_holds():
    ratio = [patterns()[key] for key in ("quintile_ratio_2000s", "quintile_ratio_2010s")]
    assert [one.of("2012-12") for one in ratio] == [True, False]
    assert [one.of("2013-01") for one in ratio] == [False, True]


@pytest.fixture(scope="module")
def ground(small_county):
    return Ground(World(small_county), seed=1, replication=0)


@pytest.mark.parametrize("one", measure_sets().values(), ids=measure_sets())
def test_a_set_takes_what_it_declares(one, ground):
    assert set(one.take(ground)) == {measured.key for measured in one.measures}


def test_what_a_county_has_nothing_of_is_not_a_number():
    alone = Ground(World(make_county(villages=12, households=600, seed=5)), seed=1, replication=0)
    assert all(np.isnan(value) for value in measure_sets()["joint_branches"].take(alone).values())


def test_townships_that_grow_alike_move_together_and_those_that_mirror_one_do_not():
    growth = np.array([0.05, 0.10, 0.02, 0.08])
    income = np.vstack([np.zeros(4), np.cumsum(np.tile(growth[:, None], 4), axis=0)])
    assert comovement(np.exp(income), np.array([0, 0, 1, 1])) == pytest.approx(1)
    mirrored = income.copy()
    mirrored[1:, 2:] = np.cumsum(0.2 - 0.5 * growth)[:, None]  # the second township does the opposite, half as strongly
    assert comovement(np.exp(mirrored), np.array([0, 0, 1, 1])) == pytest.approx(0)  # +1 and −1


def test_what_is_not_wages_is_own_work_or_unearned():
    """Of 1,000 and 3,000 yuan .6 and .2 are no wages: 600 each; own are .5/.6 and .1/.2 of these."""
    households = SimpleNamespace(
        income_year_yuan=np.array([1_000, 3_000]), wage_share=np.array([0.4, 0.8]),
        farm_share=np.array([0.3, 0.1]), business_share=np.array([0.2, 0.0]),
    )  # fmt: skip
    run = SimpleNamespace(state=SimpleNamespace(households=households))
    assert own_part(run) == pytest.approx((0.5 / 0.6 + 0.1 / 0.2) / 2)
