"""A plan from rules to tables: rules hold, nobody's drawn attitudes decide, nothing done is done again."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from liancun_sim import check_plan, plan
from liancun_sim.interventions import PlannedUnion
from liancun_sim.planner.preparing import prepare
from liancun_sim.planner.rules import read_rules
from liancun_sim.results.plan import columns
from liancun_sim.running.plan.worlds import PlanWorlds
from liancun_sim.simulation.world import World
from liancun_sim.vocabulary import BadInput
from quick_plan import QUICK
from written_again import written_again

pytestmark = pytest.mark.long


def predicted(county, store, **rules):
    return plan({**QUICK, **rules}, county, simulate=False, workers=1, store=store)


@pytest.fixture(scope="module")
def whole(quick_county, learnt_store):
    return plan(QUICK, quick_county, workers=1, store=learnt_store)


def members(found):
    return [set(one.split(";")) for one in found.plan["members"]]


def test_a_plan_holds_its_tables_and_no_village_twice(whole, quick_county):
    assert list(whole.plan.columns) == [one.name for one in columns.PLAN]
    assert list(whole.alternatives.columns) == [one.name for one in columns.ALTERNATIVES]
    listed = [name for one in members(whole) for name in one]
    assert len(listed) == len(set(listed)) and len(whole.plan) == 4
    assert set(whole.left_out["village_id"]) == set(quick_county.villages.index)
    assert (whole.left_out["reason"] == "in_plan").sum() == len(listed)
    assert ((whole.plan["chance"] >= 0) & (whole.plan["chance"] <= 1)).all()


def test_what_is_published_is_simulated_beside_what_was_predicted(whole):
    told = whole.alternatives[whole.alternatives["plan"] == whole.facts["told"]].iloc[0]
    assert told["draws"] == 10 and told["tied"] == "yes"
    assert told["optimism"] == pytest.approx(told["predicted"] - told["simulated"])
    assert {"random_pairs", "easy_first", "neediest_first"} <= set(whole.alternatives["plan"])


def test_a_plan_says_what_its_campaign_takes_from_the_villages_it_does_not_ask(whole):
    from liancun_sim.reports.plan.summary import plan_text

    assert 0 < whole.facts["staff_share"] < 0.2
    assert f"takes {100 * whole.facts['staff_share']:.0f} % of the staff time the townships have" in plan_text(whole)


def test_another_draw_of_attitudes_people_and_kin_changes_no_prediction(quick_county, tmp_path):
    """The county's own seed decides everything nobody can know; with another every figure is the same bit for bit."""
    first = predicted(quick_county, tmp_path / "a")
    other = predicted(replace(quick_county, network_seed=quick_county.network_seed + 17), tmp_path / "b")
    for name in ("plan", "candidates", "alternatives", "frontier", "left_out"):
        pd.testing.assert_frame_equal(getattr(first, name), getattr(other, name), check_exact=True)


def test_forced_villages_and_pairs_are_in_forbidden_ones_are_not(quick_county, learnt_store, whole):
    out = whole.left_out.set_index("village_id")
    partnered = out[(out["best_with"] != "") & (out["reason"] != "in_plan")]
    village, beside = partnered.index[0], members(whole)[0]
    pair = next(iter(members(whole)[1])), next(name for name in members(whole)[1] if name != min(members(whole)[1]))
    found = predicted(quick_county, learnt_store, force={"villages": [village]}, forbid={"villages": [min(beside)]})
    listed = {name for one in members(found) for name in one}
    assert village in listed and min(beside) not in listed
    if len(set(pair)) == 2:
        found = predicted(quick_county, learnt_store, forbid={"pairs": [list(pair)]})
        assert not any(set(pair) <= one for one in members(found))


def test_rules_that_contradict_one_another_are_named_and_no_others(quick_county, learnt_store, whole):
    village = min(members(whole)[0])
    near = [name for edge in quick_county.edges if village in edge for name in edge if name != village]
    with pytest.raises(BadInput) as bad:
        predicted(quick_county, learnt_store, force={"villages": [village]}, forbid={"villages": near})
    said = str(bad.value)
    assert f"force.villages: {village}" in said and "unions.at_most" not in said


def test_what_is_done_is_not_done_again(quick_county, learnt_store, whole, monkeypatch):
    def never(self, planned):
        raise AssertionError(planned)

    monkeypatch.setattr(PlanWorlds, "run_all", never)
    again = plan(QUICK, quick_county, workers=1, store=learnt_store)
    pd.testing.assert_frame_equal(again.plan, whole.plan)
    pd.testing.assert_frame_equal(again.alternatives, whole.alternatives)


def test_the_offices_word_moves_chances_the_way_it_points(quick_county, learnt_store):
    plain = prepare(read_rules(QUICK, quick_county), quick_county, 1, learnt_store)
    row = int(plain.candidates.members[0][0])
    name = plain.facts.ids[row]
    inside = plain.candidates.containing([row])
    for word, sign in (("yes", 1), ("no", -1)):
        said = prepare(read_rules({**QUICK, "willing": {name: word}}, quick_county), quick_county, 1, learnt_store)
        change = said.found.chance - plain.found.chance
        assert (sign * change[inside] > 0).all()
        assert np.abs(change[~inside]).max() == 0


def test_a_plan_written_and_checked_keeps_the_rules_and_a_broken_one_is_told(
    quick_county, learnt_store, whole, tmp_path
):
    from liancun_sim.reports.plan.write import write_plan

    write_plan(whole, tmp_path / "out", "en")
    written_again(
        tmp_path / "out", tmp_path / "again", "report.html", "plan.csv", "plan.yaml", "summary.txt", language="en"
    )
    predicted = whole.alternatives.set_index("plan")["predicted"]
    for name in ("plan.csv", "plan.xlsx"):
        found = check_plan(tmp_path / "out" / name, QUICK, quick_county, simulate=False, workers=1, store=learnt_store)
        assert found.broken == () and len(found.plan) == len(whole.plan), name
        assert found.beside["predicted"].iloc[0] == pytest.approx(predicted[whole.facts["told"]])
    far = quick_county.villages.index[[0, -1]]
    (tmp_path / "mine.csv").write_text(f"month,form,lead,members\n2009-03,hub,{far[0]},{far[0]};{far[1]}\n", "utf-8")
    found = check_plan(tmp_path / "mine.csv", QUICK, quick_county, simulate=False, workers=1, store=learnt_store)
    assert any("not connected" in one for one in found.broken)
    assert any("month 15; the rules say months 1 to 6" in one for one in found.broken)


def test_villages_united_already_are_united_from_the_first_month_with_a_plan_and_without(quick_county):
    edge, ids = quick_county.edges[0], list(quick_county.villages.index)
    rules = read_rules({**QUICK, "united": [list(edge)]}, quick_county)
    worlds = PlanWorlds(quick_county, rules.scenario, {}, np.zeros(len(ids), dtype=bool), 1, 10)
    (policy,) = worlds.policies_of((), None)
    assert policy.name == "united" and policy.lever.unions[0].members == tuple(sorted(map(ids.index, edge)))
    run = World(quick_county).run(rules.scenario.setup, rules.scenario.coefficients, [policy], 1, 0)
    assert list(run.state.unions.formed_month) == [0]
    assert run.state.unions.members[0] == policy.lever.unions[0].members
    assert not sum(spent.yuan + spent.staff_yuan for spent in run.spending.values())


def test_levers_that_are_assumed_are_drawn_with_the_coefficients_unless_the_rules_set_them(quick_county):
    rules = read_rules({**QUICK, "policy": {"promise": 0.1}}, quick_county)
    worlds = PlanWorlds(quick_county, rules.scenario, {}, np.zeros(24, dtype=bool), 1, 10)
    unions = (PlannedUnion(0, 0, (0, 1), "hub"),)
    usual, one, other = (worlds.policies_of(unions, draw)[0].lever for draw in (None, 1, 2))
    assert usual.promise == one.promise == other.promise == 0.1
    assert len({usual.contacts, one.contacts, other.contacts}) == 3
    assert one.unions == unions


def test_the_scenario_of_a_plan_runs_it(whole, quick_county):
    from liancun_sim import load_scenario

    (policy,) = load_scenario(dict(whole.scenario)).build_policies(quick_county)
    ids = list(quick_county.villages.index)
    run = {frozenset(ids[row] for row in one.members) for one in policy.lever.unions}
    assert run == {frozenset(one) for one in members(whole)}


def test_names_edited_without_the_members_are_a_fault(quick_county, tmp_path):
    names, ids = quick_county.villages["name"], quick_county.villages.index
    told = f"{names.iloc[0]};{names.iloc[2]}"
    (tmp_path / "mine.csv").write_text(
        f"month,form,lead,members,names\n2008-01,hub,{ids[0]},{ids[0]};{ids[1]},{told}\n", "utf-8"
    )
    with pytest.raises(BadInput, match=f"line 2: the names are {told}, but the members .* The column members counts"):
        check_plan(tmp_path / "mine.csv", QUICK, quick_county, simulate=False)


@pytest.mark.parametrize(("text", "said"), [
    ("", "the file is empty"),
    ("month,form,lead,members\nsoon,hub,a,a;b\n", "'soon' is no month"),
    ("month,form,lead,members\n2008-01,hub,a,\n", "no members"),
    ("month,form,lead,members\n2008-01,hub,Nowhere,Nowhere;Elsewhere\n", "no village"),
])  # fmt: skip
def test_a_plan_that_cannot_be_read_is_told(quick_county, tmp_path, text, said):
    (tmp_path / "mine.csv").write_text(text, "utf-8")
    with pytest.raises(BadInput, match=said):
        check_plan(tmp_path / "mine.csv", QUICK, quick_county, simulate=False)


def test_a_run_of_a_plan_is_done_again_alone(whole, learnt_store):
    from liancun_sim import replay
    from liancun_sim.results.store import open_store

    folder = learnt_store / "compared-000"
    runs = open_store(folder).query("SELECT run_id, scenario FROM runs ORDER BY run_id")
    mine = runs[runs["scenario"] == "best"]["run_id"].iloc[0]
    assert replay(folder, mine).same


@pytest.mark.parametrize("rules", [
    {"objective": "income_poorest", "cover": {"backward_villages": 3}},
    {"objective": "conversions", "months": {"per_month": 1, "last": 2}},
    {"objective": "yuan_per_yuan", "consent": {"floor": 0.5}},
    {"risk": "worst_fifth", "budget": {"yuan": 40_000}},
], ids=str)  # fmt: skip
def test_every_aim_and_rule_makes_a_plan_that_keeps_the_rules(rules, quick_county, learnt_store, tmp_path, whole):
    from liancun_sim.reports.plan.summary import plan_text
    from liancun_sim.reports.plan.write import write_tables

    found = predicted(quick_county, learnt_store, **rules)
    assert len(found.plan) <= 4
    assert not len(found.plan) or "Not simulated" in plan_text(found)
    if len(found.plan):
        write_tables(found, tmp_path)
        again = check_plan(
            tmp_path / "plan.csv", {**QUICK, **rules}, quick_county, simulate=False, workers=1, store=learnt_store
        )
        assert again.broken == ()
