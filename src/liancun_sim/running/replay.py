"""A stored run done again, whatever question its store is of."""

from collections.abc import Callable, Mapping
from pathlib import Path

from liancun_sim.results.store import Store, open_store
from liancun_sim.running.audit.run_audit import AUDIT, stored_audit
from liancun_sim.running.comparison.run_comparison import COMPARISON, stored_comparison
from liancun_sim.running.patterns.run_patterns import QUESTION as PATTERNS
from liancun_sim.running.patterns.run_patterns import stored_patterns
from liancun_sim.running.plan.run_plans import PLAN, stored_plan
from liancun_sim.running.runner.chunk_work import Runner
from liancun_sim.running.runner.replay import Replay
from liancun_sim.running.runner.replay import replay as done_again
from liancun_sim.running.study.function import Function
from liancun_sim.running.study.function_runs import FunctionRuns
from liancun_sim.running.study.stored_study import stored_study
from liancun_sim.vocabulary import BadInput, Fault, say

OF_THE_MODEL: Mapping[str, Callable[[Store], Runner]] = {
    "model": stored_study,
    COMPARISON: stored_comparison,
    AUDIT: stored_audit,
    PLAN: stored_plan,
    PATTERNS: stored_patterns,
}
"""What makes the runs of a store, by what its manifest says they are."""


def replay(folder: str | Path, run_id: str, function: Function | None = None) -> Replay:
    """Do a stored run again exactly, with the county and the scenario its store keeps.

    function : the one that was swept, if it was not the model.

    Raises
    ------
    BadInput
        If there is no such run, it is not done yet, or the model is another than the one stored.

    Examples
    --------
    >>> from liancun_sim import make_county, replay, run_scenarios
    >>> from liancun_sim.county import save_county
    >>> save_county(make_county(villages=12, households=600, seed=5), "land")
    >>> runs = run_scenarios(["baseline"], "runs", county="land", months=12, replications=1, workers=1)
    >>> replay("runs", runs["run_id"][0]).same
    True
    """
    store = open_store(folder)
    runs = store.manifest["runs"]
    if function is None and runs not in OF_THE_MODEL:
        raise BadInput(Fault(str(store.folder), "", say("sweep.not_the_model", function=runs)))
    return done_again(store, run_id, OF_THE_MODEL[runs] if function is None else FunctionRuns(function))
