"""Runs of the model for a sweep: county and scenarios are read from the store, once per process."""

from typing import Any

from liancun_sim.county import load_county
from liancun_sim.indicators import indicators
from liancun_sim.results.store import PlannedRun, Store
from liancun_sim.running.common.provenance import county_digest, model_digest
from liancun_sim.running.study.lever_settings import with_levers
from liancun_sim.running.study.model_outcomes import needed_indicators, outcomes_of, series_table, villages_table
from liancun_sim.scenario import Scenario, load_scenario
from liancun_sim.simulation.recorder import Recorder
from liancun_sim.simulation.schedule import COEFFICIENTS
from liancun_sim.simulation.world import World
from liancun_sim.vocabulary import BadInput, Fault, say

COUNTY = "county"


class ModelRuns:
    """Does runs of the model. A county is built once; a scenario at the levers of a point is kept."""

    def __init__(self, store: Store):
        manifest = store.manifest
        if manifest["model_digest"] != model_digest():
            raise BadInput(Fault(str(store.folder), "", say("sweep.other_model")))
        county = load_county(store.folder / COUNTY)
        if manifest["data_digest"] != county_digest(county):
            raise BadInput(Fault(str(store.folder / COUNTY), "", say("sweep.other_county")))
        self.world = World(county)
        self.seed = int(manifest["seed"])
        self.keep = manifest["keep"]
        self.names = [info.key for info in store.outcomes]
        needed = needed_indicators(self.names, self.keep["series"], self.keep["villages"])
        self.measured = {key: indicators()[key] for key in needed}
        self.scenarios: dict[str, Scenario] = {}
        self.fixed: dict[str, dict[str, float]] = {}
        for key, details in manifest["scenario_details"].items():
            document = details["document"]  # checked when planned; where its county stood then does not matter
            self.scenarios[key] = load_scenario(document, county="default", months=document["months"])
            self.fixed[key] = details["set"]

    def run(self, planned: PlannedRun) -> tuple[dict[str, float], dict[str, Any]]:
        """One run: outcomes, and the tables kept. Draws are addressed by (seed, replicate)."""
        drawn = {key: value for key, value in planned.parameters.items() if key in COEFFICIENTS}
        levers = {key: value for key, value in planned.parameters.items() if key not in COEFFICIENTS}
        scenario = with_levers(self.scenarios[planned.scenario], levers)
        values = {**scenario.coefficients, **drawn, **self.fixed[planned.scenario]}
        run = self.world.run(
            scenario.setup,
            values,
            scenario.build_policies(self.world.county),
            self.seed,
            planned.replicate,
            Recorder(self.measured),
        )
        tables: dict[str, Any] = {}
        if self.keep["series"]:
            tables["series"] = series_table(run, self.keep["series"], self.keep["strata"])
        if self.keep["villages"]:
            tables["villages"] = villages_table(run, self.keep["villages"])
        return outcomes_of(run, self.names, scenario.setup.months), tables
