"""Candidates: every connected set once, the form its villages call for, the lead that form calls for."""

from itertools import combinations

import numpy as np
import pytest

from liancun_sim.county import load_county, make_county, save_county
from liancun_sim.planner.candidates import candidates_of, connected_sets, lead_of
from liancun_sim.planner.facts import facts_of
from liancun_sim.planner.features import NAMES, member_features
from liancun_sim.running.common.provenance import county_digest


def connected(rows, near):
    reached, edge = {rows[0]}, [rows[0]]
    while edge:
        new = (set(near[edge.pop()]) & set(rows)) - reached
        reached |= new
        edge += new
    return reached == set(rows)


@pytest.mark.parametrize("number", range(8))
def test_every_connected_set_is_there_once(number):
    rng = np.random.default_rng(number)
    size = int(rng.integers(5, 11))
    joined = [pair for pair in combinations(range(size), 2) if rng.random() < 0.35]
    near = [[b if a == row else a for a, b in joined if row in (a, b)] for row in range(size)]
    found = list(connected_sets(near, 5))
    assert len(found) == len(set(found))
    by_hand = {rows for k in range(2, 6) for rows in combinations(range(size), k) if connected(rows, near)}
    assert set(found) == by_hand


@pytest.fixture(scope="module")
def facts(small_county):
    return facts_of(small_county)


def test_candidates_stay_inside_townships_and_leave_taken_villages(facts):
    inside = candidates_of(facts, (2, 3), taken=frozenset({0}))
    assert all(len({facts.township[row] for row in rows}) == 1 and 0 not in rows for rows in inside.members)
    assert len(candidates_of(facts, (2, 3), across_townships=True)) > len(candidates_of(facts, (2, 3)))


def test_a_barrier_parts_neighbours(small_county):
    one, other = small_county.edges[0]
    parted = facts_of(small_county, frozenset({(one, other)}))
    rows = tuple(sorted((parted.ids.index(one), parted.ids.index(other))))
    assert rows not in candidates_of(parted, (2,), across_townships=True).members
    assert rows in candidates_of(facts_of(small_county), (2,), across_townships=True).members


def test_forms_and_leads_are_what_villages_call_for(facts):
    candidates = candidates_of(facts, (2, 3))
    for rows, form, lead in zip(candidates.members, candidates.form, candidates.lead, strict=True):
        weak = facts.backward[list(rows)]
        assert (form == "strong_weak") == (weak.any() and not weak.all())
        assert lead in rows
        if form == "strong_weak":
            assert facts.standing[lead] == facts.standing[list(rows)].max()
    assert lead_of(facts, (3, 5, 7), "industry") == max((3, 5, 7), key=lambda row: (facts.workshops[row], -row))


def test_a_members_features_are_its_place_among_the_others(facts):
    candidates = candidates_of(facts, (2, 3))
    features = member_features(facts, candidates)
    at = int(np.flatnonzero(candidates.size == 3)[0])
    rows = candidates.members[at]
    start = int(candidates.size[:at].sum())
    for place, row in enumerate(rows):
        others = [other for other in rows if other != row]
        theirs = np.average(facts.income[others], weights=facts.persons[others])
        got = dict(zip(NAMES, features[start + place], strict=True))
        assert got["poorer_partner"] == pytest.approx(max(0, np.log(facts.income[row] / theirs)))
        assert got["minority"] == pytest.approx(max(0, np.log(facts.households[others].sum() / facts.households[row])))
        near = sum(other in facts.adjacency.of(row) for other in others)
        assert got["strangers"] == pytest.approx(1 - near / 2)


def test_the_order_of_rows_in_a_countys_files_changes_nothing(tmp_path):
    county = make_county(villages=24, households=1200, seed=5)
    save_county(county, tmp_path / "a")
    save_county(county, tmp_path / "b")
    for name in ("villages.csv", "adjacency.csv"):
        head, *lines = (tmp_path / "b" / name).read_text("utf-8-sig").splitlines()
        (tmp_path / "b" / name).write_text("\n".join([head, *reversed(lines)]) + "\n", "utf-8")
    first, other = load_county(tmp_path / "a"), load_county(tmp_path / "b")
    assert county_digest(first) == county_digest(other)  # of which every draw and candidate is made
    assert candidates_of(facts_of(first), (2, 3)).members == candidates_of(facts_of(other), (2, 3)).members
