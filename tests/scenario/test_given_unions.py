"""Plans of unions in scenario files: listed, kept in a spreadsheet, or the county's own."""

from dataclasses import replace

import jsonschema
import openpyxl
import pytest

from liancun_sim.county.given_union import GivenUnion
from liancun_sim.interventions import PlannedUnion
from liancun_sim.scenario import load_scenario
from liancun_sim.scenario.given_unions import unions_in
from liancun_sim.scenario.schema import json_schema
from liancun_sim.vocabulary import BadInput


def plan_of(levers, county, start="2008-01"):
    """The plan of a scenario's one policy, as rows."""
    (policy,) = load_scenario(scenario(levers, start)).build_policies(county)
    return list(policy.lever.unions)


def scenario(levers, start="2008-01"):
    return {"extends": "baseline", "start": start, "policies": [{"planned_unions": levers}]}


def test_a_list_is_taken_as_it_stands(small_county):
    ids = list(small_county.villages.index)
    unions = [
        {"month": 3, "lead": ids[1], "members": ids[:2], "form": "hub"},
        {"date": "2008-07", "members": [ids[4], ids[3]]},  # led by the first member, in the policy's form
        {"members": ids[5:8], "form": "产业集聚"},
    ]
    assert plan_of({"unions": unions}, small_county) == [
        PlannedUnion(3, 1, (0, 1), "hub"),
        PlannedUnion(6, 4, (3, 4), "strong_weak"),
        PlannedUnion(0, 5, (5, 6, 7), "industry"),
    ]


def test_calendar_months_count_from_the_start_of_scenario_and_policy(small_county):
    ids = list(small_county.villages.index)
    unions = [{"date": "2009-01", "members": ids[:2]}]
    (planned,) = plan_of({"unions": unions, "start_month": 4}, small_county, start="2008-07")
    assert planned.month == 2  # six months after the scenario's start, two after the policy's


def test_without_a_list_the_countys_own_plan_is_taken(small_county):
    ids = list(small_county.villages.index)
    county = replace(
        small_county,
        planned=(GivenUnion("2008-05", ids[2], (ids[2], ids[3])), GivenUnion("1", ids[9], (ids[9], ids[8]), "hub")),
    )
    assert plan_of(None, county) == [PlannedUnion(4, 2, (2, 3), "strong_weak"), PlannedUnion(1, 9, (8, 9), "hub")]


def test_a_plan_may_be_kept_in_a_spreadsheet(small_county, tmp_path):
    ids = list(small_county.villages.index)
    book = openpyxl.Workbook()
    for row in (["村", "对方村", "月份", "形式"], [ids[0], ids[1], 2, "强弱联合型"], [ids[0], ids[2], "", ""]):
        book.active.append(row)
    book.save(tmp_path / "plan.xlsx")
    file = tmp_path / "mine.yaml"
    file.write_text("extends: baseline\npolicies:\n  - planned_unions: {unions: plan.xlsx}\n", "utf-8")
    (policy,) = load_scenario(str(file)).build_policies(small_county)
    assert list(policy.lever.unions) == [PlannedUnion(1, 0, (0, 1, 2), "strong_weak")]


@pytest.mark.parametrize(("unions", "said"), [
    ([{"members": ["A", "B"]}], "no village"),
    ([{"members": "{0} {1}", "form": "strong_waek"}], r"unknown form 'strong_waek'; did you mean 'strong_weak'"),
    ([{"members": "{0} {1}", "date": "2007-11"}], "before its policy begins"),
    ([{"members": "{0} {1}"}, {"members": "{1} {2}"}], "stands in union 1 and in union 2"),
    ([{"members": "{0}"}], "at least two different villages"),
    ([{"members": "{0} {1}", "lead": "{2}"}], "the lead among them"),
    ([], "has no plan of its own"),
])  # fmt: skip
def test_what_cannot_be_run_is_told(small_county, unions, said):
    ids = list(small_county.villages.index)

    def filled(entry):
        named = {key: value.format(*ids) if isinstance(value, str) else value for key, value in entry.items()}
        return named | {"members": named["members"].split() if isinstance(named["members"], str) else named["members"]}

    with pytest.raises(BadInput, match=said):
        plan_of({"unions": [filled(entry) for entry in unions]}, replace(small_county, planned=()))


@pytest.mark.parametrize(("levers", "said"), [
    ({"unions": [{"month": -1, "members": ["a", "b"]}]}, "month"),
    ({"unions": [{"date": "2008", "members": ["a", "b"]}]}, "2008-01"),
    ({"unions": [{"member": ["a", "b"]}]}, "member"),
    ({"unions": "county"}, "unions"),
])  # fmt: skip
def test_a_list_of_the_wrong_shape_is_refused_by_loader_and_schema(levers, said):
    with pytest.raises(BadInput, match=said):
        load_scenario(scenario(levers))
    if levers["unions"] != "county":  # to the schema any text may be a spreadsheet's name
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(scenario(levers), json_schema())


def test_a_resolved_plan_loads_back_as_itself(small_county):
    ids = list(small_county.villages.index)
    first = load_scenario(scenario({"unions": [{"month": 3, "members": ids[:2]}]}))
    again = load_scenario(dict(first.document))
    assert again.digest == first.digest
    jsonschema.validate(scenario({"unions": [{"month": 3, "members": ids[:2]}]}), json_schema())


def test_a_plan_on_a_hidden_sheet_is_a_fault_unless_one_is_seen(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "说明"
    for name, state in (("旧方案", "hidden"), ("方案", "visible")):
        sheet = book.create_sheet(name)
        sheet.append(["村", "对方村", "月份"])
        sheet.append(["甲村" if state == "hidden" else "丙村", "乙村", 3])
        sheet.sheet_state = state
    book.save(tmp_path / "plan.xlsx")
    assert [entry["lead"] for entry in unions_in(tmp_path / "plan.xlsx")] == ["丙村"]
    book.remove(book["方案"])
    book.save(tmp_path / "plan.xlsx")
    with pytest.raises(BadInput, match="旧方案: the sheet is hidden, and no other sheet reads like it"):
        unions_in(tmp_path / "plan.xlsx")


def test_a_hidden_row_of_a_spreadsheet_is_a_fault_and_never_counted_silently(tmp_path):
    book = openpyxl.Workbook()
    for row in (("village", "partner", "month"), ("甲村", "乙村", 1), ("丙村", "丁村", 2)):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.save(tmp_path / "plan.xlsx")
    with pytest.raises(BadInput, match=r"hidden rows of the plan \(1; row 3\)"):
        unions_in(tmp_path / "plan.xlsx")
