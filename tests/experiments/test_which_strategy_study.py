"""The study of strategies under unknown assumptions: its design and its analysis still fit together."""

import runpy
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML

from liancun_sim import make_county, sweep
from liancun_sim.county import save_county
from liancun_sim.results.store import open_store
from liancun_sim.results.study.study import study_result

STUDY = Path(__file__).parents[2] / "experiments" / "which_strategy"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The study on a hamlet: the same design with four worlds of a year."""
    folder = tmp_path_factory.mktemp("which_strategy")
    save_county(make_county(villages=24, households=2_000), folder / "county")
    design = dict(YAML(typ="safe").load(STUDY / "design.yaml"))
    design |= {"county": str(folder / "county"), "months": 12, "design": design["design"] | {"points": 4}}
    status = sweep(design, folder / "store", workers=1)
    assert (status.done, status.failed) == (40, 0)  # 4 worlds × 5 scenarios × 2
    return folder / "store"


def test_income_per_million_is_the_gain_of_the_pair_over_what_was_spent(store):
    script = runpy.run_path(str(STUDY / "analysis.py"))
    runs = script["with_income_per_million"](study_result(open_store(store))).runs
    second = runs[runs["point"] == 1]
    pair = second[second["replicate"] == second["replicate"].min()].set_index("scenario")  # its first draw of luck
    assert len(pair) == 5
    gain = pair.loc["cadre_assistance", "income_mean"] - pair.loc["baseline", "income_mean"]
    expected = gain / (pair.loc["cadre_assistance", "total_yuan"] / 1e6)
    assert pair.loc["cadre_assistance", "income_per_million"] == pytest.approx(expected)
    assert (runs.loc[runs["scenario"] == "baseline", "income_per_million"] == 0).all()


def test_the_analysis_covers_every_strategy(store):
    analysis = runpy.run_path(str(STUDY / "analysis.py"))["analysed"](str(store))
    for outcome in analysis.focus:
        assert len(analysis.order(outcome)) == 5
    assert np.isfinite(analysis.regret["regret_mean"]).all()
