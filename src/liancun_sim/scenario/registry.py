"""What scenarios may name: the policies, found from the files in ``policies/``.

Mechanisms, coefficients and channels are registered by the month (`liancun_sim.simulation.schedule`), decision
rules and electorates by ``decision_rules/``, forms of unions by ``interventions/unions/forms.py``.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from liancun_sim import policies as folder
from liancun_sim.interventions import Policy


@cache
def policies() -> dict[str, type[Policy]]:
    """Every policy by key: the one subclass of `Policy` with a key in each file of ``policies/``.

    Raises
    ------
    TypeError
        If a file defines none or several, or two files share a key.
    """
    found: dict[str, type[Policy]] = {}
    for module in sorted(module.name for module in iter_modules(folder.__path__)):
        kinds = _defined_in(f"{folder.__name__}.{module}")
        if len(kinds) != 1:
            raise TypeError(f"policies/{module}.py defines {len(kinds)} policies; it should define exactly one")
        kind = kinds[0]
        if kind.key in found:
            raise TypeError(f"policies/{module}.py: the key {kind.key!r} is already taken by {found[kind.key]}")
        found[kind.key] = kind
    return found


def _defined_in(name: str) -> list[type[Policy]]:
    members = vars(import_module(name)).values()
    return [m for m in members if isinstance(m, type) and issubclass(m, Policy) and m.__module__ == name]
