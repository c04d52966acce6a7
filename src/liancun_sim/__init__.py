"""liancun_sim: a laboratory for joint-village governance (联村自治).

A county of villages and households is simulated month by month; scenarios are compared by their effect
on consent, income and the conversion of backward villages. Everything here is loaded when first used.

What ``__all__`` names is public, with the command line, the files of scenarios and studies, and the columns of outputs.
Every other module is private, with or without an underscore: it may change without notice.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from liancun_sim.agents import Household, Union, Village
    from liancun_sim.agents.model import LiancunModel
    from liancun_sim.api import (
        advise,
        analyse,
        audit,
        check_plan,
        compare,
        demo,
        explain,
        measure_patterns,
        parameters_of,
        plan,
        read_result,
        replay,
        run,
        run_scenarios,
        simulate,
        sweep,
    )
    from liancun_sim.county import County, default_county, load_county, make_county
    from liancun_sim.scenario import Scenario, load_scenario

    __version__: str

_HOMES = {
    "LiancunModel": "agents.model",
    "Household": "agents",
    "Village": "agents",
    "Union": "agents",
    "County": "county",
    "default_county": "county",
    "load_county": "county",
    "make_county": "county",
    "Scenario": "scenario",
    "load_scenario": "scenario",
    "advise": "api",
    "analyse": "api",
    "audit": "api",
    "check_plan": "api",
    "compare": "api",
    "demo": "api",
    "explain": "api",
    "measure_patterns": "api",
    "parameters_of": "api",
    "plan": "api",
    "read_result": "api",
    "replay": "api",
    "run": "api",
    "run_scenarios": "api",
    "simulate": "api",
    "sweep": "api",
}

__all__ = [
    "County",
    "Household",
    "LiancunModel",
    "Scenario",
    "Union",
    "Village",
    "__version__",
    "advise",
    "analyse",
    "audit",
    "check_plan",
    "compare",
    "default_county",
    "demo",
    "explain",
    "load_county",
    "load_scenario",
    "make_county",
    "measure_patterns",
    "parameters_of",
    "plan",
    "read_result",
    "replay",
    "run",
    "run_scenarios",
    "simulate",
    "sweep",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("liancun-sim")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
