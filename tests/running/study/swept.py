"""Functions that tests sweep: small, exact, and of the bad kinds. Importable by worker processes."""

import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MARKS = "LIANCUN_TEST_MARKS"
SLOW_S = float(os.environ.get("LIANCUN_TEST_SLOW_S", "0.005"))


def plane(parameters: Mapping[str, Any], replicate: int) -> dict[str, float]:
    """y = 2 x + replicate, z = x − w."""
    return {"y": 2 * parameters["x"] + replicate, "z": parameters["x"] - parameters["w"]}


def marked(parameters: Mapping[str, Any], replicate: int) -> dict[str, float]:
    """`plane`, slowly, with a mark on disk for as long as the run is unfinished: ``<process>`` → x/replicate."""
    mark = Path(os.environ[MARKS], str(os.getpid()))
    mark.write_text(f"{parameters['x']!r}/{replicate}")
    time.sleep(SLOW_S)
    outcomes = plane(parameters, replicate)
    mark.unlink()
    return outcomes


def faulty(parameters: Mapping[str, Any], replicate: int) -> dict[str, float]:
    """Raises above .9, forgets an outcome below .1, leaves by the back door near .5."""
    if parameters["x"] > 0.9:
        raise ValueError(f"x is {parameters['x']}")
    if parameters["x"] < 0.1:
        return {"y": 0.0}
    if 0.45 < parameters["x"] < 0.5:
        sys.exit("leaving")
    return plane(parameters, replicate)


def poisonous(parameters: Mapping[str, Any], replicate: int) -> dict[str, float]:
    """Takes its own process down at the first replicate of the smallest x."""
    if parameters["x"] == 0.0 and replicate == 0:
        os._exit(7)
    return plane(parameters, replicate)


_runs_here = 0


def wearing(parameters: Mapping[str, Any], replicate: int) -> dict[str, float]:
    """Takes its process down at the third run there, whichever it is."""
    global _runs_here
    _runs_here += 1
    if _runs_here == 3:
        os._exit(9)
    return plane(parameters, replicate)


def ailing(parameters: Mapping[str, Any], replicate: int) -> dict[str, float]:
    """`poisonous` at x = 0 and raising at x = 1, until there is the file that is one of its parameters."""
    if not Path(parameters["healed"]).exists():
        if parameters["x"] == 1.0:
            raise ValueError("not healed")
        poisonous({**parameters, "w": 0.0}, replicate)
    return {"y": 2 * parameters["x"] + replicate}


def planted(parameters: Mapping[str, Any], replicate: int) -> dict[str, float]:
    """Scenario means 0, .5 and 1 with noise of SD 1, addressed by scenario and replicate."""
    import numpy as np

    place = ("a", "b", "c").index(parameters["scenario"])
    return {"y": place / 2 + np.random.default_rng([place, replicate]).standard_normal()}


def planted_or_silent(parameters: Mapping[str, Any], replicate: int) -> dict[str, float]:
    """`planted`; the scenario ``silent`` has nothing to measure."""
    return {"y": float("nan")} if parameters["scenario"] == "silent" else planted(parameters, replicate)
