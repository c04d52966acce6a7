"""The county and the scenarios a store keeps, for workers that come to it later and for replays."""

from dataclasses import asdict, replace
from typing import Any

from liancun_sim.county import County, load_county
from liancun_sim.results.store import Store
from liancun_sim.running.common.decisive import model_digest
from liancun_sim.running.common.provenance import county_digest
from liancun_sim.scenario import Scenario, load_scenario
from liancun_sim.scenario.origin import DEFAULT
from liancun_sim.vocabulary import BadInput, Fault, say

COUNTY = "county"
POLICIES = "policies."


def restored_county(store: Store) -> County:
    """The county of a store.

    Raises
    ------
    BadInput
        If the model or the county is another than the one the store was made with.
    """
    if store.manifest["model_digest"] != model_digest():
        raise BadInput(Fault(str(store.folder), "", say("sweep.other_model")))
    county = load_county(store.folder / COUNTY)
    if store.manifest["data_digest"] != county_digest(county):
        raise BadInput(Fault(str(store.folder / COUNTY), "", say("sweep.other_county")))
    return county


def described_scenario(scenario: Scenario) -> dict[str, Any]:
    """What a store keeps of a scenario, for `restored_scenarios`."""
    return {
        "name": asdict(scenario.name),
        "document": scenario.document,
        "set": dict(scenario.set_coefficients),
        "set_levers": set_levers(scenario),
        "digest": scenario.digest,
    }


def set_levers(scenario: Scenario) -> list[str]:
    """What a scenario sets of its policies, by dotted path; the rest may be drawn with the assumptions."""
    return sorted(path for path, at in scenario.origins.items() if path.startswith(POLICIES) and at != DEFAULT)


def restored_scenarios(store: Store) -> dict[str, Scenario]:
    """The scenarios of a store by key: checked when planned, and where their county stood then does not matter."""
    found = {}
    for key, details in store.manifest["scenario_details"].items():
        document = details["document"]
        scenario = load_scenario(document, county="default", months=document["months"])
        # the document writes out every value; what was not set stays free to be drawn
        found[key] = replace(scenario, set_coefficients=details["set"])
        if "set_levers" in details:
            given = set(details["set_levers"])
            free = {path: DEFAULT for path in set_levers(scenario) if path not in given}
            found[key] = replace(found[key], origins={**scenario.origins, **free})
    return found
