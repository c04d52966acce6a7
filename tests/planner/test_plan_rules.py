"""Rules of a plan: defaults alone do; everything wrong is told at once, with its line and what would be right."""

import pytest

from liancun_sim.planner.rules import read_rules
from liancun_sim.vocabulary import BadInput


def test_without_a_file_the_defaults_hold(small_county):
    rules = read_rules(None, small_county)
    assert rules.at_most == round(len(small_county.villages) / 13)
    assert rules.scenario.setup.decision.threshold == 0.8
    assert rules.file.sizes == [2, 3, 4, 5] and not rules.forced and not rules.willing


def test_an_empty_file_is_the_defaults(small_county, tmp_path):
    (tmp_path / "rules.yaml").write_text("# nothing\n", "utf-8")
    assert read_rules(tmp_path / "rules.yaml", small_county).file == read_rules(None, small_county).file


def test_rules_name_villages_by_id_or_name(small_county):
    ids, full = (
        list(small_county.villages.index),
        small_county.villages["township"] + "/" + small_county.villages["name"],
    )
    rules = read_rules({"force": {"villages": [ids[3], full.iloc[5]]}}, small_county)
    assert rules.forced == (3, 5)


def test_decision_and_levers_are_those_of_scenarios(small_county):
    rules = read_rules({"decision": {"threshold": 0.6}, "policy": {"promise": 0.2}, "horizon": 24}, small_county)
    assert rules.scenario.setup.decision.threshold == 0.6
    assert rules.scenario.setup.months == 24
    assert rules.scenario.policies[0].levers["promise"] == 0.2


BAD = [
    ("unoins: {at_most: 3}", "unknown key 'unoins'.*Did you mean 'unions'"),
    ("unions: {at_mots: 3}", "unknown key 'at_mots' in unions.*Did you mean 'at_most'"),
    ("unions: {at_most: three}", "'unions.at_most' is 'three'; it takes"),
    ("unions: {at_most: 0}", "'unions.at_most' is '0'; it takes"),
    ("unions:", "'unions' has no value"),
    ("unions: {at_least: 5, at_most: 3}", "at least 5 and at most 3"),
    ("townships: {at_least: 5, at_most: 3}", "'townships' asks for at least 5"),
    ("townships: {each: {Nowhere: 2}}", "no township 'Nowhere'"),
    ("townships: {each: {<town>: -1}}", "a limit is 0 or more"),
    ("months: {first: 6, last: 2}", r"last month \(2\) lies before the first \(6\)"),
    ("months: {last: 11}\nhorizon: 20", "ends before what is proposed in month 11 has had a year.*24 to 240"),
    ("months: {first: 0, last: 1, per_month: 2}\nunions: {at_least: 9, at_most: 9}", "only 4 unions fit"),
    ("sizes: []", "'sizes' is empty"),
    ("sizes: [1]", "a union of 1 village cannot be planned; sizes are whole numbers from 2 to 5"),
    ("sizes: [2, 6]", "a union of 6 villages"),
    ("sizes: [2, 2]", "'sizes' lists '2' twice"),
    ("sizes: [2.5]", "'sizes.0' is '2.5'"),
    ("forms: []", "'forms' is empty"),
    ("forms: [strong_waek]", "unknown form 'strong_waek'. Did you mean 'strong_weak'"),
    ("forms: [hub, hub]", "'forms' lists 'hub' twice"),
    ("budget: {yuan: -5}", "'budget.yuan' is '-5'"),
    ("budget: {yuan: .nan}", "'budget.yuan' is 'nan'"),
    ("force: {villages: [Nowhere]}", "no village"),
    ("force: {villages: [<0>, <0>]}", "twice"),
    ("force: {villages: [<0>]}\nforbid: {villages: [<0>]}", "both forced and forbidden"),
    ("force: {villages: [<0>]}\nunited: [[<0>, <1>]]", "in a union already"),
    ("force: {pairs: [[<0>]]}", "names 1 village; a pair is two"),
    ("force: {pairs: [[<0>, <0>]]}", "paired with itself"),
    ("force: {pairs: [[<0>, <1>]]}\nforbid: {pairs: [[<1>, <0>]]}", "both forced and forbidden to unite"),
    ("force: {pairs: [[<0>, <far>]]}", "lie in two townships.*across_townships: true"),
    ("united: [[<0>]]", "entry 1 of 'united' names fewer than two"),
    ("united: [[<0>, <1>], [<1>, <2>]]", "stands in entry 1 and in entry 2"),
    ("barriers: [[<0>, <far>]]", "are not neighbours"),
    ("backward: [Nowhere]", "no village"),
    ("consent: {floor: 80}", "'consent.floor' is '80'"),
    ("consent: {kind: secret}", "'consent.kind' is 'secret'; it takes.*private, stated"),
    ("cover: {poorest_fifth: 1.5}", "'cover.poorest_fifth' is '1.5'"),
    ("objective: more_unions", "'objective' is 'more_unions'; it takes.*lasting_unions"),
    ("risk: bold", "'risk' is 'bold'"),
    ("willing: notes.docx", "is no spreadsheet"),
    ("willing: notes.xlsx", "no such file"),
    ("willing: {<0>: sure}", "is 'sure'; willing is yes, maybe or no"),
    ("willing: {Nowhere: 'yes'}", "no village"),
    ("willing: 3", "a spreadsheet with a village and a column 'willing'"),
    ("decision: {threshold: 80}", "0.8"),
    ("policy: {promis: 0.1}", "promis"),
    ("policy: {unions: []}", "leave 'unions' out"),
    ("start: soon", "soon"),
    ("alternatives: 9", "'alternatives' is '9'"),
    ("simulate: {confidence: 95}", "'simulate.confidence' is '95'"),
    ("- unions", "rules are a block of settings"),
    ("unions: {at_most: 3}\nunions: {at_most: 4}", "line 2"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), BAD)
def test_what_is_wrong_is_told(small_county, tmp_path, text, said):
    ids, towns = list(small_county.villages.index), list(small_county.villages["township"])
    far = next(name for name, town in zip(ids, towns, strict=True) if town != towns[0])
    for name, value in {"<0>": ids[0], "<1>": ids[1], "<2>": ids[2], "<far>": far, "<town>": towns[0]}.items():
        text = text.replace(name, value)
    (tmp_path / "rules.yaml").write_text(text + "\n", "utf-8")
    with pytest.raises(BadInput, match=f"(?s){said}") as bad:
        read_rules(tmp_path / "rules.yaml", small_county)
    assert all("rules.yaml" in fault.file for fault in bad.value.faults)


def test_every_fault_is_told_at_once(small_county):
    with pytest.raises(BadInput) as bad:
        read_rules({"sizes": [1], "forms": ["hup"], "force": {"villages": ["Nowhere"]}}, small_county)
    assert len(bad.value.faults) == 3


def test_what_has_the_wrong_form_hides_nothing_else_and_faults_stand_in_the_order_of_the_file(small_county, tmp_path):
    (tmp_path / "rules.yaml").write_text(
        "force: {villages: [Nowhere]}\nsizes: [2, x]\ndecision: {threshhold: 0.7}\npolicy: {nonsense: 1}\n"
        "alternatves: 2\nstart: 1899-01\nforms: [hubb]\n",
        "utf-8",
    )
    with pytest.raises(BadInput) as bad:
        read_rules(tmp_path / "rules.yaml", small_county)
    found = [(fault.place, fault.message.split(".")[0]) for fault in bad.value.faults]
    assert [place for place, _ in found] == [f"line {line}" for line in range(1, 8)]
    assert all(word in said for word, (_, said) in zip(
        ("Nowhere", "'sizes", "threshhold", "nonsense", "alternatves", "1899", "hubb"), found
    ))  # fmt: skip


def test_no_file_and_a_folder_are_told(small_county, tmp_path):
    with pytest.raises(BadInput, match="no such file"):
        read_rules(tmp_path / "rules.yaml", small_county)
    with pytest.raises(BadInput, match="a folder"):
        read_rules(tmp_path, small_county)


def test_a_column_willing_is_read_from_a_spreadsheet(small_county, tmp_path):
    ids = list(small_county.villages.index)
    (tmp_path / "notes.csv").write_text(
        f"编号,村,愿意\n{ids[0]},a,是\n{ids[1]},b,可能\n{ids[2]},c,\n{ids[3]},d,否\n", "utf-8"
    )
    (tmp_path / "rules.yaml").write_text("willing: notes.csv\n", "utf-8")
    assert read_rules(tmp_path / "rules.yaml", small_county).willing == {0: "yes", 1: "maybe", 3: "no"}


def test_limits_of_numbers_are_told_at_once_however_far_they_are_missed(small_county):
    rules = {"horizon": 8, "simulate": {"assumptions": 4}, "sizes": [1], "unions": {"at_least": 5, "at_most": 3}}
    with pytest.raises(BadInput) as bad:
        read_rules(rules, small_county)
    told = " ".join(str(fault) for fault in bad.value.faults)
    assert len(bad.value.faults) == 4
    assert "a horizon of 8 months ends before what is proposed in month 5 has had a year; it takes 18 to 240" in told
    assert "'simulate.assumptions' is '4'; it takes" in told and "10" in told
    assert "a union of 1 village" in told and "at least 5 and at most 3" in told


@pytest.mark.parametrize(("rules", "least"), [
    ({"horizon": -3}, "it takes 18 to 240"), ({"horizon": 13}, "it takes 18 to 240"),
    ({"horizon": 12, "months": {"last": "x"}}, "it takes 13 to 240"),
    ({"horizon": 241}, "240"), ({"months": {"last": 239}}, "the last month is 227 or earlier"),
])  # fmt: skip
def test_what_is_too_short_a_horizon_is_said_once_with_what_it_takes(small_county, rules, least):
    with pytest.raises(BadInput) as bad:
        read_rules(rules, small_county)
    assert len(bad.value.faults) == len(rules)
    assert any(least in str(fault) for fault in bad.value.faults)
