"""Households add up to their village's line, and their network looks like surveyed ones."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from liancun_sim.county import make_county, populate
from liancun_sim.county.completion import complete_villages
from liancun_sim.county.households import PERMANENT_SD
from liancun_sim.draws import Draws
from liancun_sim.state.columns import HOUSEHOLD


def per_village(people, name):
    return np.bincount(people.columns["village"], people.columns[name].astype(np.float64))


def graph(people):
    ties = people.ties
    ones = np.ones(ties.indices.size)
    return csr_array((ones, ties.indices.astype(np.int64), ties.start), shape=(len(ties), len(ties)))


def by_village(county, people):
    """What every household of a village is like and knows, keyed by stable ids."""
    ids = county.villages.index.to_numpy()
    village, number = people.columns["village"], people.columns["number"]
    names = [f"{ids[v]}/{n}" for v, n in zip(village, number)]
    found = {}
    for row, name in enumerate(names):
        facts = tuple(np.asarray(people.columns[c][row]).item() for c in sorted(people.columns) if c != "village")
        found[name] = facts, sorted(names[other] for other in people.ties.of(row))
    return found


def test_columns_are_those_the_state_fixes(people):
    fixed = {c.name for c in HOUSEHOLD if c.source == "county: household synthesis"} - {"quintile"}
    assert fixed | {"trust", "skill"} == set(people.columns)
    dtypes = {c.name: c.dtype for c in HOUSEHOLD}
    assert {name: values.dtype.name for name, values in people.columns.items()} == {
        n: dtypes[n] for n in people.columns
    }


@pytest.mark.parametrize(
    ("column", "total"),
    [("size", "population"), ("is_cadre", "cadre_posts"), ("is_party", "party_members")],
)
def test_households_add_up_to_the_village_exactly(made, people, column, total):
    assert per_village(people, column).tolist() == made.villages[total].tolist()


def test_land_and_cash_crop_households_add_up(made, people):
    assert per_village(people, "land_mu") == pytest.approx(made.villages["land_mu"].to_numpy(), rel=1e-5)
    wanted = np.round(made.villages["cash_crop_share"] * made.villages["households"])
    assert per_village(people, "suits_cash_crop").tolist() == wanted.tolist()


def test_permanent_income_has_mean_one_in_every_village(people):
    size = people.columns["size"].astype(np.float64)
    income = size * np.exp(people.columns["permanent"].astype(np.float64) - PERMANENT_SD**2 / 2)
    assert np.bincount(people.columns["village"], income) == pytest.approx(per_village(people, "size"), rel=1e-5)
    assert people.columns["permanent"].std() == pytest.approx(PERMANENT_SD, rel=0.05)


def test_household_distributions_are_as_declared(people):
    columns = people.columns
    assert columns["size"].min() >= 1
    assert columns["size"].max() <= 8
    assert columns["susceptibility"].mean() == pytest.approx(2 / 5, abs=0.01)  # Beta(2, 3)
    assert columns["susceptibility"].std() == pytest.approx(0.2, abs=0.01)
    assert columns["skill"].mean() == pytest.approx(2 / 10, abs=0.01)  # Beta(2, 8): SD √(16/1100)
    assert columns["skill"].std() == pytest.approx(np.sqrt(16 / 1100), abs=0.005)
    assert columns["own_view"].mean() == pytest.approx(0, abs=0.03)
    assert columns["own_view"].std() == pytest.approx(1, abs=0.02)
    assert columns["trust"].mean() == pytest.approx(0.5, abs=0.01)


def test_richer_households_are_smaller(people):
    theta, size = people.columns["permanent"], people.columns["size"]
    poor, rich = theta < np.quantile(theta, 0.2), theta > np.quantile(theta, 0.8)
    assert size[poor].mean() - size[rich].mean() > 0.5


def test_income_shares_follow_the_leading_trade(made, people):
    shares = np.stack([people.columns[f"{source}_share"] for source in ("farm", "business", "wage")])
    assert (shares >= 0).all()
    assert (shares.sum(axis=0) <= 1 + 1e-6).all()
    trade = made.villages["leading_trade"].to_numpy()[people.columns["village"]]
    farm = people.columns["farm_share"]
    assert farm[trade == "greenhouse_vegetables"].mean() > farm[trade == "bearing_forging"].mean() + 0.1


def test_cadres_are_party_members_more_often_than_others(people):
    party, cadre = people.columns["is_party"], people.columns["is_cadre"] == 1
    assert party[cadre].mean() > 2 * party[~cadre].mean()


def test_ties_are_symmetric_without_loops_or_repeats(people):
    matrix = graph(people)
    assert (matrix != matrix.T).nnz == 0
    assert matrix.diagonal().sum() == 0
    assert matrix.max() == 1
    for row in range(0, len(people.ties), 97):
        assert (np.diff(people.ties.of(row).astype(np.int64)) > 0).all()


def test_degree_and_clustering_are_those_of_surveyed_villages(people):
    degree = people.ties.degree
    assert degree.mean() == pytest.approx(15, abs=0.5)
    assert degree.std() == pytest.approx(4, abs=0.5)
    matrix = graph(people)
    triangles = (matrix @ matrix).multiply(matrix).sum(axis=1)
    assert 0.15 <= (triangles / np.maximum(degree * (degree - 1), 1)).mean() <= 0.30


@pytest.mark.parametrize("share", [0.05, 0.10, 0.30])
def test_the_asked_share_of_ties_crosses_to_adjacent_villages_only(made, share):
    people = populate(replace(made, cross_village_ties=share))
    village = people.columns["village"].astype(np.int64)
    here = np.repeat(village, people.ties.degree)
    there = village[people.ties.indices]
    assert (here != there).mean() == pytest.approx(share, rel=0.05)
    adjacent = {(a, b) for a in range(len(people.adjacency)) for b in people.adjacency.of(a).tolist()}
    assert set(zip(here[here != there].tolist(), there[here != there].tolist())) <= adjacent


def test_households_of_a_village_stand_by_degree_and_keep_their_number(people):
    for village in range(0, len(people.adjacency), 9):
        rows = slice(*people.first_household[village : village + 2])
        assert (np.diff(people.ties.degree[rows]) >= 0).all()
        assert sorted(people.columns["number"][rows]) == list(range(rows.stop - rows.start))


def test_most_ties_join_kin_or_near_houses(people):
    village, kin, number = (people.columns[name].astype(np.int64) for name in ("village", "kin_group", "number"))
    here = np.repeat(np.arange(len(people.ties)), people.ties.degree)
    there = people.ties.indices
    inside = village[here] == village[there]
    close = (kin[here] == kin[there]) | (np.abs(number[here] - number[there]) <= 10)
    assert close[inside].mean() > 0.75


def test_kin_overlap_is_symmetric_small_and_higher_for_villages_of_one_name(people):
    overlap = {}
    for village in range(len(people.adjacency)):
        span = slice(*people.adjacency.start[village : village + 2])
        for other, share in zip(people.adjacency.of(village).tolist(), people.kin_overlap[span].tolist()):
            overlap[village, other] = share
    assert all(overlap[b, a] == pytest.approx(share) for (a, b), share in overlap.items())
    assert 0 < np.mean(list(overlap.values())) < 0.1
    assert max(overlap.values()) < 0.7


@pytest.mark.parametrize("households", [1, 2, 3, 12])
def test_tiny_villages_have_people_too(households):
    county = make_county(villages=4, households=4 * households, seed=9)
    people = populate(county)
    assert len(people.ties) == 4 * households
    assert per_village(people, "size").tolist() == county.villages["population"].tolist()
    assert (people.ties.degree < 4 * households).all()


def test_one_extra_village_leaves_the_others_people_untouched(made):
    line = made.villages.iloc[[0]].assign(name="新村", township="新镇", x_km=500.0).set_axis(pd.Index(["T00V001"]))
    larger = replace(made, villages=pd.concat([made.villages, line]).sort_index())
    before, after = by_village(made, populate(made)), by_village(larger, populate(larger))
    assert set(after) - set(before) == {f"T00V001/{n}" for n in range(int(line["households"].iloc[0]))}
    assert all(after[name] == facts for name, facts in before.items())


def test_same_county_same_people_other_seed_others(made, people):
    again = populate(made)
    assert all(np.array_equal(values, again.columns[name]) for name, values in people.columns.items())
    assert np.array_equal(people.ties.indices, again.ties.indices)
    other = populate(replace(made, network_seed=made.network_seed + 1))
    assert not np.array_equal(people.columns["own_view"], other.columns["own_view"])


def test_completing_a_bare_table_depends_on_no_other_township(made):
    bare = made.villages[["name", "township", "households", "population"]]
    whole, filled = complete_villages(bare, Draws(5))
    home = bare["township"].iloc[0]
    part, _ = complete_villages(bare[bare["township"] == home], Draws(5))
    apart = [name for name in whole.columns if name not in ("x_km", "y_km")]
    assert whole.loc[part.index, apart].equals(part[apart])
    assert filled["income_yuan_per_person"] == set(bare.index)
    assert "tied_to" not in filled
