"""A county in a table of its townships."""

import numpy as np
import pandas as pd

from liancun_sim.county.adjacency import adjacency_of
from liancun_sim.county.county import County
from liancun_sim.vocabulary import Label

BACKWARD_LINE_YUAN = 50_000  # of collective income; the line the reports use

COLUMNS = {
    "villages": Label("Villages", "村数"),
    "households": Label("Households", "户数"),
    "population": Label("People", "人口"),
    "small_villages": Label("Villages below 300 people", "不足300人的村"),
    "income_yuan_per_person": Label("Income per person, yuan", "人均纯收入（元）"),
    "poor_collective_share": Label("Collective income below 50,000 yuan, share", "集体经济薄弱村（5万元以下）占比"),
    "neighbours": Label("Neighbours per village", "村均相邻村数"),
}
TOTAL = Label("Whole county", "全县")


def township_table(county: County) -> pd.DataFrame:
    """One row per township, the whole county last; columns as in `COLUMNS`, income weighted by people."""
    villages = county.villages.assign(
        neighbours=adjacency_of(list(county.villages.index), county.edges).degree.astype(np.float64),
        income=county.villages["income_yuan_per_person"] * county.villages["population"],
        poor=county.villages["collective_income_yuan"] < BACKWARD_LINE_YUAN,
        small=county.villages["population"] < 300,
    )
    groups = [*villages.groupby("township", sort=True), (None, villages)]
    rows = {str(TOTAL) if name is None else str(name): _row(group) for name, group in groups}
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(COLUMNS))


def _row(group: pd.DataFrame) -> list[float]:
    people = int(group["population"].sum())
    return [
        len(group),
        int(group["households"].sum()),
        people,
        int(group["small"].sum()),
        float(group["income"].sum() / people),
        float(group["poor"].mean()),
        float(group["neighbours"].mean()),
    ]
