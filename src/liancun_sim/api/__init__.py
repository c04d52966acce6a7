"""What users import and every command is a thin shell over; each is read when it is first asked for."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from liancun_sim.api.auditing import audit as audit
    from liancun_sim.api.comparing import compare as compare
    from liancun_sim.api.comparing import demo as demo
    from liancun_sim.api.comparing import run as run
    from liancun_sim.api.explaining import Explanation as Explanation
    from liancun_sim.api.explaining import explain as explain
    from liancun_sim.api.holding import measure_patterns as measure_patterns
    from liancun_sim.api.planning import advise as advise
    from liancun_sim.api.planning import check_plan as check_plan
    from liancun_sim.api.planning import plan as plan
    from liancun_sim.api.reading import read_result as read_result
    from liancun_sim.api.studying import analyse as analyse
    from liancun_sim.api.studying import run_scenarios as run_scenarios
    from liancun_sim.api.studying import sweep as sweep
    from liancun_sim.running.replay import replay as replay
    from liancun_sim.running.study.parameter_list import parameters_of as parameters_of
    from liancun_sim.running.study.simulating import simulate as simulate
    from liancun_sim.scenario import DEMO_SCENARIOS as DEMO_SCENARIOS

_HOMES = {
    "DEMO_SCENARIOS": "scenario",
    "Explanation": "api.explaining",
    "advise": "api.planning",
    "analyse": "api.studying",
    "audit": "api.auditing",
    "check_plan": "api.planning",
    "compare": "api.comparing",
    "demo": "api.comparing",
    "explain": "api.explaining",
    "measure_patterns": "api.holding",
    "parameters_of": "running.study.parameter_list",
    "plan": "api.planning",
    "read_result": "api.reading",
    "replay": "running.replay",
    "run": "api.comparing",
    "run_scenarios": "api.studying",
    "simulate": "running.study.simulating",
    "sweep": "api.studying",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"liancun_sim.{_HOMES[name]}"), name)
