"""Everything registered is in the catalogue once, with both names."""

from collections import Counter

import pytest

from liancun_sim.catalogue.entries import KINDS, entries, of_kind
from liancun_sim.catalogue.model_tables import names, table
from liancun_sim.catalogue.text import text
from liancun_sim.decision_rules import decision_rules
from liancun_sim.indicators import indicators
from liancun_sim.interventions import ACTIONS
from liancun_sim.interventions.lever import COMMON_LEVERS
from liancun_sim.parameters.facts import all_facts
from liancun_sim.scenario import policies, shipped_names
from liancun_sim.simulation.schedule import CHANNELS, COEFFICIENTS, MECHANISMS
from liancun_sim.state import COLUMNS
from liancun_sim.vocabulary import say, use_language
from liancun_sim.vocabulary.sources import source_label
from liancun_sim.vocabulary.units import declared_unit_label

REGISTERED = {
    "mechanism": [kind.key for kind in MECHANISMS],
    "column": list(COLUMNS),
    "coefficient": list(COEFFICIENTS),
    "channel": list(CHANNELS),
    "policy": list(policies()),
    "decision_rule": list(decision_rules()),
    "indicator": list(indicators()),
    "fact": [fact.key for fact in all_facts()],
    "scenario": list(shipped_names()),
}


def test_every_registry_is_in_the_catalogue() -> None:
    for kind, keys in REGISTERED.items():
        assert [entry.key for entry in of_kind(kind)] == keys
    assert len(of_kind("action")) == len(ACTIONS)
    levers = {entry.key for entry in of_kind("lever")}
    for key, policy in policies().items():
        assert all({f"{key}.{lever.name}", f"policy.{lever.name}"} & levers for lever in policy.all_levers())


def test_a_shared_lever_with_another_default_stands_under_its_policy() -> None:
    """Whatever default a policy has of its own, its list shows it: ``cadre_posting`` goes by need."""
    shown = {entry.key: entry.definition.en for entry in of_kind("lever")}
    assert shown["policy.targeting"].startswith("default easy_first")
    assert shown["cadre_posting.targeting"].startswith("default need_first")
    shared = {lever.name: lever.default for lever in COMMON_LEVERS}
    for key, policy in policies().items():
        for lever in policy.all_levers():
            other = lever.name in shared and lever.default != shared[lever.name]
            assert f"{key}.{lever.name}" in shown or not other, key


@pytest.mark.parametrize(("language", "other"), [("en", "zh"), ("zh-Hans", "en")])
def test_the_text_of_a_policy_is_complete(language: str, other: str) -> None:
    """Both names, source, then every lever of its own: names, unit, default and range, source; costs last."""
    use_language(language)
    try:
        told = str if language == "en" else declared_unit_label
        shown = "\n".join(text("policy"))
        for key, policy in policies().items():
            entry = next(entry for entry in of_kind("policy") if entry.key == key)
            start = shown.index(f"\n  {key}  {entry.label} · {getattr(entry.label, other)}\n")
            own = shown[start:].split(f"{said_source(entry.source)}\n", 1)[1]
            costs = own.index(say("catalogue.costs"))
            for lever in policy.levers:
                line = f"      {key}.{lever.name}  {lever.label} · {getattr(lever.label, other)} [{told(lever.unit)}]\n"
                assert (own.index(line) > costs) == lever.is_cost, line
                below = own.split(line, 1)[1].splitlines()[:2]
                assert below[0].strip() == str(next(e for e in of_kind("lever") if e.key == line.split()[0]).definition)
                assert below[1].strip() == said_source(lever.source)
        assert all(f"    policy.{lever.name}  " in shown for lever in COMMON_LEVERS)
    finally:
        use_language("en")


def said_source(source: str) -> str:
    return say("catalogue.source_is", source=source_label(source))


def test_every_kind_shows_both_names_unit_and_source() -> None:
    for kind in KINDS:
        shown = "\n".join(text(kind))
        for entry in of_kind(kind):
            names = f"{entry.key}  {entry.label.en} · {entry.label.zh}{entry.unit and f' [{entry.unit}]'}\n"
            assert names in shown + "\n"
            assert entry.source in shown
            assert entry.definition.en in shown


def test_the_whole_text_holds_every_entry_once() -> None:
    lines = [line.strip().split("  ")[0] for line in text() if "  " in line.strip()]
    assert Counter(lines) == Counter(entry.key for entry in entries())


def test_nothing_stands_twice() -> None:
    seen = [(entry.kind, entry.key) for entry in entries()]
    assert len(seen) == len(set(seen))
    assert {kind for kind, _ in seen} == set(KINDS)


def test_everything_has_both_names() -> None:
    for entry in entries():
        assert entry.label.en.strip(), entry.key
        assert entry.label.zh.strip(), entry.key


def test_every_coefficient_lever_and_fact_has_a_source() -> None:
    for kind in ("coefficient", "lever", "fact", "column", "policy"):
        assert all(entry.source.strip() for entry in of_kind(kind)), kind


def test_every_table_of_the_documentation_has_rows() -> None:
    for name in names():
        lines = table(name).splitlines()
        assert len(lines) > 2, name
        assert len({line.count(" | ") for line in lines}) == 1, name
