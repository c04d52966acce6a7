"""The study of targeting, rules and withdrawal runs from its files to its figures, on a very small county."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from liancun_sim.county import make_county

pytestmark = pytest.mark.long
FOLDER = Path(__file__).parents[2] / "experiments" / "targeting_rules_and_withdrawal"
MONTHS = 28


@pytest.fixture(scope="module")
def analysis():
    sys.path.insert(0, str(FOLDER))  # where Python puts it when the file is run
    spec = importlib.util.spec_from_file_location("targeting_rules_and_withdrawal", FOLDER / "analysis.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.path.remove(str(FOLDER))
    return module


@pytest.fixture(scope="module")
def written(analysis, tmp_path_factory):
    """The study on 40 villages, 28 months, two replications of each kind."""
    out = tmp_path_factory.mktemp("study")
    county = make_county(villages=40, households=2_400, seed=5)
    few = (
        "policies.joint_village.proposals=5", "policies.joint_village.pilots=5",  # all at once: none forms late
        "outreach.persuasion=0.2", "outreach.further_contact=0.9",  # campaigns that persuade, so that unions form
    )  # fmt: skip
    analysis.study(out, county, replications=2, months=MONTHS, sets=few)
    return out


@pytest.fixture(scope="module")
def tables(analysis, written):
    return {name: pd.read_csv(written / "results" / f"{name}.csv") for name in analysis.TABLES}


def test_every_scenario_file_is_part_of_the_study(analysis):
    files = {path.stem for path in (FOLDER / "scenarios").glob("*.yaml")}
    assert files == {*analysis.RULES, *analysis.SUPPORT}


def test_every_scenario_has_every_measure_under_both_kinds_of_uncertainty(analysis, tables):
    found = tables["outcomes"].groupby(["scenario", "uncertainty"])["measure"].agg(set)
    wanted = {one.key for one in analysis.MEASURES} | {"spent_yuan", "spent_cadre_months", "cost_per_converted_village"}
    assert len(found) == 2 * (len(analysis.RULES) + len(analysis.SUPPORT))
    assert all(wanted <= measures for measures in found)


def test_nothing_differs_before_the_support_is_withdrawn(analysis, tables):
    """Both worlds ask for the same until month 24: the state after 24 months is the same."""
    paths = tables["after_withdrawal"].query("months_since <= 0")
    by_scenario = {name: part.drop(columns="scenario").to_numpy() for name, part in paths.groupby("scenario")}
    for choice in analysis.WITHDRAWN_FROM:
        np.testing.assert_array_equal(by_scenario[f"{choice}_kept"], by_scenario[f"{choice}_withdrawn"])


def test_all_villages_looked_at_are_united_at_the_withdrawal(analysis, tables):
    paths = tables["after_withdrawal"]
    then = paths[(paths["month"] == analysis.WITHDRAWAL) & (paths["indicator"] == "union_coverage")]
    assert (then["mean"] == 1).all()


def test_support_that_stays_costs_more(tables):
    """Wherever a union formed; under assumptions by which none does nobody is supported, and the costs are equal."""
    spent, formed = (
        tables["outcomes"].query("measure == @key").set_index(["scenario", "uncertainty"])["mean"]
        for key in ("spent_yuan", "unions_formed")
    )
    for choice in ("easy_first", "need_first"):
        kept, withdrawn = spent[f"{choice}_kept"], spent[f"{choice}_withdrawn"]
        some = formed[f"{choice}_kept"] > 0
        assert some["chance"]
        assert (kept[some] > withdrawn[some]).all()
        assert (kept[~some] == withdrawn[~some]).all()


def test_no_village_is_overruled_where_four_fifths_of_every_village_must_agree(analysis, tables):
    rows = tables["outcomes"].query("measure == 'united_below_threshold_stated'").set_index("scenario")["mean"]
    each = ["easy_first", "random_choice", "need_first"]  # four fifths of every village, as the baseline asks
    assert (rows[each].dropna() == 0).all()


def test_every_figure_is_drawn_in_both_languages(written):
    names = {path.name for path in (written / "figures").iterdir()}
    figures = ("choice_and_rule", "withdrawal", "what_stays")
    assert names == {f"{name}{tongue}.{kind}" for name in figures for tongue in ("", ".zh") for kind in ("png", "svg")}
