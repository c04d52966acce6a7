"""Everything registered is in the catalogue once, with both names."""

from liancun_sim.catalogue import KINDS, entries, of_kind
from liancun_sim.decision_rules import decision_rules
from liancun_sim.indicators import indicators
from liancun_sim.interventions import ACTIONS
from liancun_sim.model_tables import names, table
from liancun_sim.parameters.facts import all_facts
from liancun_sim.scenario import policies, shipped_names
from liancun_sim.schedule import CHANNELS, COEFFICIENTS, MECHANISMS
from liancun_sim.state import COLUMNS

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
