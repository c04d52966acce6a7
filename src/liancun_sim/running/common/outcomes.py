"""What a run comes to: means over its last year, of the county and of every village."""

from liancun_sim.indicators import indicators
from liancun_sim.results import TableColumn
from liancun_sim.results.comparison.columns import APPROACHED, TREATED
from liancun_sim.simulation.recorder import Series, mean_measured
from liancun_sim.state import COLUMNS, OBSTACLES

PERIOD_MONTHS = 12

OF_VILLAGES = sorted(
    ((one.of_village, one) for one in indicators().values() if one.of_village), key=lambda pair: pair[0].place
)
VILLAGE_INDICATORS = {of_village.name or one.key: one.key for of_village, one in OF_VILLAGES}
"""Outcomes of villages that are indicators: name of the column → key."""


def village_columns() -> tuple[TableColumn, ...]:
    """Every outcome of villages: indicators, what was done to them, the terms of their attitude."""
    measured = (
        TableColumn(of.name or one.key, of.label or one.label, one.unit, of.meaning or of.label or one.label)
        for of, one in OF_VILLAGES
    )
    terms = (COLUMNS[f"village.{name}"] for name in OBSTACLES)
    weighed = (TableColumn(term.name, term.label, term.unit, term.label) for term in terms)
    return (*measured, APPROACHED, TREATED, *weighed)


def last_year(series: Series, months: int) -> float:
    """Mean over the last 12 months of what was measured; NaN if nothing was."""
    values = series.values[series.months > months - PERIOD_MONTHS]
    return float(mean_measured(values)) if values.size else float("nan")
