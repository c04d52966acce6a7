"""What the model is held to, as data: published magnitudes and signs, and how each is measured in simulated counties.

``data/*.yaml`` says what is asked: target, source, use. ``measures/`` says how it is taken: one file for each set of
worlds that is needed. Every module there with a ``MEASURES`` adds its own.
"""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from liancun_sim.patterns import measures
from liancun_sim.patterns.measure import Ground, Measured, MeasureSet
from liancun_sim.patterns.pattern import Pattern, patterns

__all__ = ["Ground", "MeasureSet", "Measured", "Pattern", "measure_sets", "patterns"]


@cache
def measure_sets() -> dict[str, MeasureSet]:
    """Every set of measures by key, in order of file name."""
    names = sorted(module.name for module in iter_modules(measures.__path__))
    found = [import_module(f"{measures.__name__}.{name}").MEASURES for name in names]
    return {one.key: one for one in found}
