"""Results are the same bits for any number of workers, threads, order of scenarios or rows."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import active_children

import numpy as np
import pandas as pd
import pytest

from liancun_sim import api
from liancun_sim.county import make_county
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.world import World

MONTHS = 14


def compared(county, scenarios=("strong_weak_pairing", "cadre_assistance"), workers=1, progress=None):
    return api.compare(scenarios, county=county, replications=2, months=MONTHS, workers=workers, progress=progress)


@pytest.fixture(scope="module")
def once(small_county):
    return compared(small_county)


@pytest.mark.parametrize(
    "table", ["series", "pairs", "rounds", "unions_at_end", "union_life", "village_outcomes", "spending"]
)
def test_two_workers_give_the_bits_of_one_also_when_one_of_them_dies(table, once, small_county):
    pd.testing.assert_frame_equal(getattr(once, table), getattr(two_workers(small_county), table), check_exact=True)


_two = {}


def two_workers(county):
    """The comparison by two processes, one of which is killed once a replication is done."""
    killed = []

    def kill_one(done, total, note):
        if done == 1:
            killed.append(active_children()[0])
            killed[0].kill()

    if county.key not in _two:
        _two[county.key] = compared(county, workers=2, progress=kill_one)
        assert len(killed) == 1
    return _two[county.key]


def test_the_order_of_scenarios_changes_nothing(once, small_county):
    other = compared(small_county, ("cadre_assistance", "strong_weak_pairing"))
    key = ["scenario", "replication", "uncertainty", "indicator", "stratum"]

    def ordered(comparison):
        return comparison.pairs.astype({k: str for k in key if k != "replication"}).sort_values(key, ignore_index=True)

    pd.testing.assert_frame_equal(ordered(once), ordered(other), check_exact=True)


def run(world, key="combined", months=MONTHS, seed=1):
    scenario = load_scenario(key, months=months)
    return world.run(scenario.setup, scenario.coefficients, scenario.build_policies(world.county), seed, 0)


def assert_same_state(one, other, households=None):
    for store in ("households", "villages"):
        for name, array in getattr(one, store).arrays().items():
            twin = getattr(other, store).arrays()[name]
            assert np.array_equal(array, twin, equal_nan=array.dtype.kind == "f"), name


def test_two_threads_give_the_bits_of_one(small_county):
    alone = [run(World(small_county), seed=seed).state for seed in (1, 2)]
    worlds = [World(small_county), World(small_county)]
    with ThreadPoolExecutor(2) as threads:
        together = list(threads.map(lambda pair: run(pair[0], seed=pair[1]).state, zip(worlds, (1, 2), strict=True)))
    for one, other in zip(alone, together, strict=True):
        assert_same_state(one, other)


def test_the_seed_matters(small_world):
    one, other = (run(small_world, seed=seed).state.households.income_yuan for seed in (1, 2))
    assert not np.array_equal(one, other)


def test_an_added_village_apart_changes_no_other_villages_households(small_county):
    """In a township of its own, without edges, rich and large so that no policy picks it; the standard as numbers."""
    lonely = small_county.villages.iloc[[0]].copy()
    lonely.index = pd.Index(["ZZZ999"], name=small_county.villages.index.name)
    lonely["township"], lonely["name"], lonely["tied_to"] = "Apart", "Apart", ""
    lonely["households"], lonely["population"] = 500, 2_000
    lonely["income_yuan_per_person"], lonely["collective_income_yuan"] = 9_000.0, 500_000.0
    more = replace(small_county, villages=pd.concat([small_county.villages, lonely]))
    scenario = load_scenario(
        {
            "extends": "combined",
            "name": {"en": "fixed", "zh": "固定"},
            "months": MONTHS,
            "assessment": {"fixed": STANDARD},
            "policies": [
                {"strong_weak_pairing": {"pairs": 4, "threshold": 0.4}},
                {"small_village_consolidation": {"max_population": 450, "threshold": 0.4}},
                {"household_linkage": {"units": 12}},
                "work_team",
            ],
        }
    )
    alone, beside = (
        World(county).run(scenario.setup, scenario.coefficients, scenario.build_policies(county), 1, 0).state
        for county in (small_county, more)
    )
    assert len(alone.unions) > 0
    assert beside.villages.ever_supported[-1] == beside.villages.policy_yuan[-1] == 0
    for name, array in alone.households.arrays().items():
        if name == "quintile":  # a label for reporting: the fifth of all households of the county; nothing acts on it
            continue
        assert np.array_equal(array, beside.households.arrays()[name][..., : len(alone.households)]), name


STANDARD = {"line": -1.3, "line_true": -1.3, "standard_income_yuan": 5_000, "index_scale": 0.6} | {
    f"{part}_{what}": value
    for part in ("income_shortfall", "collective_shortfall", "poor_goods", "dissatisfaction", "weak_capacity")
    for what, value in (("mean", 0.4), ("sd", 0.2))
}


def test_the_order_of_rows_in_a_village_table_changes_nothing(tmp_path):
    from liancun_sim.county import load_county, save_county

    county = make_county(villages=30, households=3_000, seed=3)
    save_county(county, tmp_path / "ordered")
    save_county(county, tmp_path / "shuffled")
    table = (tmp_path / "shuffled" / "villages.csv").read_text("utf-8").splitlines()
    order = np.random.default_rng(1).permutation(len(table) - 1)
    (tmp_path / "shuffled" / "villages.csv").write_text(
        "\n".join([table[0], *(table[1 + i] for i in order)]) + "\n", "utf-8"
    )
    states = [run(World(load_county(tmp_path / name)), months=6).state for name in ("ordered", "shuffled")]
    assert_same_state(*states)
