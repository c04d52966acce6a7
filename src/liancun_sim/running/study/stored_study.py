"""What does the runs of a sweep of the model, from what its store keeps; made once per process."""

from liancun_sim.results.store import Store
from liancun_sim.running.runner.restoring import restored_county, restored_scenarios
from liancun_sim.running.study.ending import Ending
from liancun_sim.running.study.model_runs import ModelRuns
from liancun_sim.simulation.world import World


def stored_study(store: Store) -> ModelRuns:
    """The runs of a store: county built once, scenarios at their own levers."""
    manifest = store.manifest
    return ModelRuns(
        World(restored_county(store)),
        restored_scenarios(store),
        {key: details["set"] for key, details in manifest["scenario_details"].items()},
        int(manifest["seed"]),
        [info.key for info in store.outcomes],
        manifest["keep"],
        Ending(**manifest["stop"]) if manifest.get("stop") else None,
    )
