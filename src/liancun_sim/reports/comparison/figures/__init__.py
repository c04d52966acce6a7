"""The figures of a comparison: each a function from a `Comparison` to a matplotlib figure, or None
where the comparison has nothing to draw. Drawn in the current language.
"""

from collections.abc import Callable, Mapping

from matplotlib.figure import Figure

from liancun_sim.reports.comparison.figures.effects import effects_forest
from liancun_sim.reports.comparison.figures.fate import fate_of_proposals
from liancun_sim.reports.comparison.figures.outcome_map import consent_map, income_map
from liancun_sim.reports.comparison.figures.paths import consent_over_time, conversion_over_time, income_over_time
from liancun_sim.reports.comparison.figures.spending import cost
from liancun_sim.results import Comparison

FIGURES: Mapping[str, Callable[[Comparison], Figure | None]] = {
    "effects": effects_forest,
    "consent_over_time": consent_over_time,
    "fate_of_proposals": fate_of_proposals,
    "income_over_time": income_over_time,
    "conversion_over_time": conversion_over_time,
    "cost": cost,
    "income_map": income_map,
    "consent_map": consent_map,
}

__all__ = ["FIGURES", *(function.__name__ for function in FIGURES.values())]
