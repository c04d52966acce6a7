"""The study at equal cost runs from its design to its figure, and what it compares costs the same."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

from liancun_sim.county import make_county
from liancun_sim.scenario import load_scenario

FOLDER = Path(__file__).parents[2] / "experiments" / "equal_cost"


@pytest.fixture(scope="module")
def analysis():
    sys.path.insert(0, str(FOLDER))  # where Python puts it when the file is run
    spec = importlib.util.spec_from_file_location("equal_cost_analysis", FOLDER / "analysis.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    sys.path.remove(str(FOLDER))


DESIGN = {
    "months": 18, "budgets": [0.01], "replications": 2, "seed": 1, "tolerance": 0.1, "tried": 2,
    "programmes": ["strong_weak_pairing", "small_village_consolidation", "cadre_assistance"],
}  # fmt: skip
"""Joining all 60 villages costs 2 % of a year's rural income, so that 1 % can be spent by every programme; a pair more
is up to a tenth of that. Scales are tried in the very replications that are compared."""


@pytest.fixture(scope="module")
def table(analysis, tmp_path_factory):
    out = tmp_path_factory.mktemp("equal")
    counties = {"2008-01": make_county(villages=60, households=3_000, seed=5)}
    return out, analysis.study(out, DESIGN, counties, workers=1)


def test_programmes_that_can_spend_it_cost_the_same(table):
    """What is compared spends what its scale was found to, and that is the budget, within the tolerance."""
    out, found = table
    cost = found[(found["measure"] == "public_yuan") & (found["uncertainty"] == "chance")].set_index("programme")[
        "value"
    ]
    told = json.loads((out / "results" / "provenance.json").read_text("utf-8"))["2008-01"]["scales"]
    assert [one["programme"] for one in told] == DESIGN["programmes"]
    for one in told:
        assert 0 < one["scale"] < 1
        assert one["reached_yuan"] == pytest.approx(one["budget_yuan"], rel=DESIGN["tolerance"])
        assert cost[one["programme"]] == pytest.approx(one["reached_yuan"])


def test_every_programme_has_every_measure(analysis, table):
    _, found = table
    measures = {name for name, *_ in analysis.MEASURES} | {"wanted_formed", "wanted_month_12", "villages_worse"}
    for _, part in found.groupby("programme"):
        assert measures - {"gain_per_yuan"} <= set(part["measure"])


def test_the_scenarios_it_wrote_are_read_again_and_the_figure_is_there(table):
    out, _ = table
    written = sorted((out / "scenarios").glob("*.yaml"))
    assert len(written) == 3
    assert all(load_scenario(path, months=18).policies for path in written)
    for name in ("equal_cost.png", "equal_cost.zh.png"):
        assert (out / "figures" / name).read_bytes()[:4] == b"\x89PNG"
