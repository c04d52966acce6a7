"""Mesa's own `Scenario`, by which its page makes a model anew, carrying what ours was made with.

Mesa's Reset keeps nothing of a model but the class of ``model.scenario``: it makes another one of that class and
hands it to a new model. So what a model was called with is kept by a class of its own.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from itertools import count
from typing import Any

RNG = "rng"
ASKED = "liancun_rng"


def carrying(base: type, given: Mapping[str, Any], rng: int) -> Any:
    """A scenario of Mesa's class `base` whose class keeps what a model was called with."""
    return _class_of(base, given)(rng=rng)


def called_with(scenario: Any, params: Mapping[str, Any]) -> tuple[Any, dict[str, Any]]:
    """What a model is to be made with: our scenario and settings, where a scenario of Mesa's may stand for both.

    Settings given beside it are stronger than its own, and these than those of the model it comes from.
    """
    if not hasattr(type(scenario), "_scenario_defaults"):  # not Mesa's
        return scenario, dict(params)
    own = {name: value for name, value in vars(scenario).items() if name not in (RNG, ASKED)}
    rng = vars(scenario).get(ASKED, getattr(scenario, RNG, None))
    given = dict(getattr(scenario, "liancun_given", {}))
    seeds = [params.get("seed"), params.get(RNG), rng]
    if any(seed is not None for seed in seeds):  # one seed, the strongest
        given = {name: value for name, value in given.items() if name not in ("seed", RNG)}
        own |= {RNG: rng} if params.get("seed") is None and params.get(RNG) is None else {}
    settings = {**given, **own, **params}
    return settings.pop("scenario", None), settings


def _class_of(base: type, given: Mapping[str, Any]) -> Any:
    def __init__(self: Any, *, rng: Any = None, **more: Any) -> None:
        base.__init__(self, rng=rng, **more)  # type: ignore[misc]
        self.__dict__[ASKED] = rng

    def __reduce_ex__(self: Any, protocol: Any) -> Any:
        reduced: Any = base.__reduce_ex__(self, protocol)  # type: ignore[call-arg]
        return _empty, (base, given), *reduced[2:]

    return type(
        "LiancunScenario",
        (base,),
        {
            "__slots__": (),
            "__init__": __init__,
            "__reduce_ex__": __reduce_ex__,
            "_ids": defaultdict(partial(count, 0)),  # its own: Mesa's would keep the class for ever
            "liancun_given": given,
        },
    )


def _empty(base: type, given: Mapping[str, Any]) -> Any:
    """For unpickling."""
    made = _class_of(base, given)
    return made.__new__(made)
