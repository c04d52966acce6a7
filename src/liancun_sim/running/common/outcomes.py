"""What a run comes to: means over its last year, of the county and of every village."""

import numpy as np
import numpy.typing as npt

from liancun_sim.indicators import indicators
from liancun_sim.results import TableColumn
from liancun_sim.results.comparison.columns import APPROACHED, TREATED
from liancun_sim.simulation.recorder import Block, Series, mean_measured
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


def last_year(measured: Series | Block, months: int) -> npt.NDArray[np.float64]:
    """Mean over the last 12 months of what was measured, of each stratum of a block; NaN if nothing was."""
    values = measured.values[..., measured.months > months - PERIOD_MONTHS]
    return mean_measured(np.ascontiguousarray(values), axis=-1)  # added in the same order, whatever stands beside it
