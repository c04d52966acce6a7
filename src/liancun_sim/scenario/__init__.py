"""From a scenario file to everything a run needs: read, checked, merged, every value with its origin."""

from liancun_sim.scenario.beside import load_beside
from liancun_sim.scenario.changes import ChangedSetting
from liancun_sim.scenario.loading import distinct, load_scenario, load_scenarios, not_overridden
from liancun_sim.scenario.origin import Origin
from liancun_sim.scenario.registry import policies
from liancun_sim.scenario.scenario import PolicySpec, Scenario
from liancun_sim.scenario.schema import json_schema
from liancun_sim.scenario.shipped import DEMO_SCENARIOS, shipped_folder, shipped_names
from liancun_sim.scenario.writing import to_yaml, with_origins

__all__ = [
    "DEMO_SCENARIOS",
    "ChangedSetting",
    "Origin",
    "PolicySpec",
    "Scenario",
    "distinct",
    "json_schema",
    "load_beside",
    "load_scenario",
    "load_scenarios",
    "not_overridden",
    "policies",
    "shipped_folder",
    "shipped_names",
    "to_yaml",
    "with_origins",
]
