"""The default county looks like the counties it is reconstructed from: published patterns as bands.

Months 0, 12, …, 60 of the baseline, nothing rescaled on the way. The bands, with their sources:

- county Gini .30–.33, quintile ratio below the national rural 7.3: National Bureau of Statistics,
  2008 yearbook, national rural Gini .374, of which a county has less;
- within-village Gini .28 ± .02: Shen & Yao 2008, Journal of Public Economics 92;
- wage share from 39 % (2007) to 46 % (2012), ± 2 points, while income grows 8.5–19.3 % a year:
  Shandong yearbooks;
- 58–67 % of villages below 50,000 yuan of collective income: 66.7 % in the source document on the
  pioneer project, 57.7 % nationally in 2019;
- quarters .25/.17/.24/.34 of a year's cash income: National Bureau of Statistics 2007.
"""

import numpy as np
import pytest

from liancun_sim.county import default_county
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.world import World

pytestmark = pytest.mark.full_county
WAGE_SHARES = np.interp([0, 12, 24, 36, 48, 60], [0, 60], [0.391, 0.464])


@pytest.fixture(scope="module")
def world():
    return World(default_county())


def county_series(world, key):
    scenario = load_scenario(key)
    run = world.run(scenario.setup, scenario.coefficients, scenario.build_policies(world.county), 1, 0)
    everywhere = {"county": np.ones(len(run.state.villages), dtype=bool)}
    return {one.indicator: one for one in run.recorder.series(everywhere) if one.stratum == "county"}


@pytest.fixture(scope="module")
def baseline(world):
    return county_series(world, "baseline")


def yearly(series):
    return series.values[series.months % 12 == 0]


def test_county_inequality_lies_in_the_published_band(baseline):
    assert ((yearly(baseline["income_gini"]) >= 0.30) & (yearly(baseline["income_gini"]) <= 0.33)).all()
    assert (yearly(baseline["income_quintile_ratio"]) < 7.3).all()


def test_inequality_within_villages_is_as_published(baseline):
    assert yearly(baseline["income_gini_within"]) == pytest.approx(np.full(6, 0.28), abs=0.02)


def test_the_wage_share_rises_as_published(baseline):
    assert yearly(baseline["wage_share"]) == pytest.approx(WAGE_SHARES, abs=0.02)


def test_nominal_income_grows_as_published(baseline):
    growth = np.diff(yearly(baseline["income_nominal"])) / yearly(baseline["income_nominal"])[:-1]
    assert ((growth >= 0.085) & (growth <= 0.193)).all()


def test_collective_income_is_as_scarce_as_published(baseline):
    below = yearly(baseline["collective_below_50k"])
    assert ((below >= 0.577) & (below <= 0.675)).all()


def test_quarters_of_the_year_earn_as_published(baseline):
    months = baseline["income_month"].values[1:13]
    quarters = months.reshape(4, 3).sum(axis=1) / months.sum()
    assert quarters == pytest.approx([0.25, 0.17, 0.24, 0.34], abs=0.01)


@pytest.mark.parametrize("key", ["strong_weak_pairing", "small_village_consolidation", "combined"])
def test_some_proposals_pass_and_some_fail(key, world):
    series = county_series(world, key)
    passed, abandoned = series["proposals_passed"].values[-1], series["proposals_abandoned"].values[-1]
    assert 0.10 <= passed / (passed + abandoned) <= 0.90
