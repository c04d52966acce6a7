"""The county as it was read, in a few lines that a planner can compare with the paper at hand."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.county.spreadsheet.phrases import listed, phrase, plain
from liancun_sim.county.spreadsheet.quantities import QUANTITIES, label_of
from liancun_sim.vocabulary import Label

SHOWN_OF_A_VILLAGE = (
    "households", "population", "land_mu", "income_yuan_per_person", "collective_income_yuan",
)  # fmt: skip


def preview(villages: pd.DataFrame, order: tuple[str, ...], own: Mapping[str, Decimal]) -> tuple[Label, ...]:
    """Totals beside the table's own, how large villages and households are, and three villages as read.

    Parameters
    ----------
    villages : of the county. order : ids as they stand in the table. own : what a row of totals says, by field.
    """
    households, people = villages["households"].to_numpy(), villages["population"].to_numpy()
    totals = listed(_total(field, villages[field].sum(), own) for field in ("households", "population", "land_mu"))
    three = dict.fromkeys((order[0], order[len(order) // 2], order[-1]))
    return (
        phrase("preview_totals", villages=len(villages), totals=totals),
        phrase("preview_sizes", **_range("households", households), **_range("people", people / households)),
        *(_village(row) for _, row in villages.loc[list(three)].iterrows()),
    )


def _total(field: str, total: float, own: Mapping[str, Decimal]) -> Label:
    key = "preview_total_of_table" if field in own else "preview_total"
    of_table = {"own": plain(own[field])} if field in own else {}
    return phrase(key, field=label_of(field), total=plain(round(float(total), 1)), unit=_unit(field), **of_table)


def _unit(field: str) -> Label:
    """What stands behind a number of a field; in English nothing where the field is called what it counts."""
    quantity = QUANTITIES[field]
    counts = quantity.dimension in ("households", "people")
    return Label("" if counts else f" {quantity.standard.label.en}", quantity.standard.label.zh)


def _range(name: str, values: npt.NDArray[Any]) -> dict[str, str]:
    low, middle, high = (plain(round(float(one), 2)) for one in (values.min(), np.median(values), values.max()))
    return {f"{name}_low": low, f"{name}_middle": middle, f"{name}_high": high}


def _village(row: "pd.Series[Any]") -> Label:
    values = listed(
        phrase("preview_value", field=label_of(field), value=plain(round(float(row[field]), 2)), unit=_unit(field))
        for field in SHOWN_OF_A_VILLAGE
    )
    return phrase("preview_village", township=row["township"], name=row["name"], values=values)
