"""What a run comes to: means over its last year, of the county and of every village."""

from liancun_sim.simulation.recorder import Series, mean_measured

PERIOD_MONTHS = 12

VILLAGE_INDICATORS = {
    "income_yuan_per_person": "income_mean",
    "collective_income_yuan": "collective_income_mean",
    "public_goods": "public_goods",
    "satisfaction": "satisfaction",
    "resentment": "resentment",
    "trust": "trust",
    "capacity": "capacity",
    "cadre_posts": "cadre_posts",
    "adoption_share": "adoption_share",
    "private_consent": "private_consent",
    "stated_consent": "stated_consent",
    "in_union": "union_coverage",
    "backward_listed": "backward_listed",
    "backward_true": "backward_true",
    "converted_assessed": "converted_assessed",
    "converted_true": "converted_true",
}


def last_year(series: Series, months: int) -> float:
    """Mean over the last 12 months of what was measured; NaN if nothing was."""
    values = series.values[series.months > months - PERIOD_MONTHS]
    return float(mean_measured(values)) if values.size else float("nan")
