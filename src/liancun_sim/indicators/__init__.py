"""Outcomes by theme, found by themselves: every module here with a tuple ``INDICATORS`` adds its own."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from liancun_sim.indicators.indicator import Indicator, OfVillage
from liancun_sim.indicators.snapshot import HouseholdSum, Snapshot

__all__ = ["HouseholdSum", "Indicator", "OfVillage", "Snapshot", "indicators"]


@cache
def indicators() -> dict[str, Indicator]:
    """All indicators by key, in order of theme and declaration."""
    modules = (import_module(f"{__name__}.{m.name}") for m in sorted(iter_modules(__path__), key=lambda m: m.name))
    return {one.key: one for module in modules for one in getattr(module, "INDICATORS", ())}
