"""Which indicators lead: the ones a planner asks for first, those in the figure of effects, those for the terminal."""

from liancun_sim.results import Comparison

HEADLINE = (
    "private_consent", "stated_consent", "unions_formed", "union_coverage", "dissolved_unions",
    "income_mean", "income_quintile_1", "income_gini", "poverty_headcount",
    "collective_income_mean", "collective_below_50k", "public_goods", "adoption_share",
    "satisfaction", "trust", "capacity",
    "backward_listed", "backward_true", "converted_assessed", "converted_true",
    "converted_assessed_nominal", "converted_assessed_real", "converted_assessed_relative",
    "converted_true_nominal", "converted_true_real", "converted_true_relative", "relapsed_assessed", "relapsed_true",
    "spending_yuan", "spending_staff_yuan", "spending_cadre_months",
)  # fmt: skip
FOREST = (
    "income_mean", "income_quintile_1", "income_gini", "poverty_headcount",
    "collective_income_mean", "public_goods", "adoption_share", "satisfaction",
    "trust", "converted_assessed", "converted_true", "backward_true",
)  # fmt: skip
SUMMARY = (
    "income_mean", "income_quintile_1", "poverty_headcount", "collective_below_50k", "public_goods",
    "converted_assessed", "converted_true", "satisfaction",
)  # fmt: skip


ASKED = ("stated_consent", "private_consent", "income_mean", "converted_assessed", "converted_true")
"""What a county asks first: consent, income, conversion."""


def asked_first(indicator: str) -> int:
    """The place of an indicator in a table: asked first, then leading, then the others as they come."""
    order = (*ASKED, *HEADLINE)
    return order.index(indicator) if indicator in order else len(order)


def headline(comparison: Comparison) -> list[str]:
    """The leading indicators this comparison measured, in order."""
    return [key for key in HEADLINE if key in comparison.indicators]


def forest(comparison: Comparison) -> list[str]:
    return [key for key in FOREST if key in comparison.indicators]
