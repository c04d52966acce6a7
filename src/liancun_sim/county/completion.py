"""Fill the columns of a village table that nobody supplied, and say which they were.

Each value depends on the village's own id and known columns (satisfaction also on its township's incomes,
missing positions on all villages), so that a village added elsewhere changes nothing here.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.county.schema import COLLECTIVE_SD, TRADES, VILLAGE_FIELDS
from liancun_sim.county.sites import lay_out
from liancun_sim.draws import Draws, village_keys
from liancun_sim.parameters.published import collective_income_median
from liancun_sim.parameters.rural_income import BASE_YEAR, rural_income_growth

MEAN_INCOME_YUAN = 4237.0  # per person in 2007: 0.85 × Shandong's 4,985; assumption, 0.75–0.95 × Shandong
INCOME_SD = 0.23  # of village log income; assumption, 0.18–0.32
LAND_MU_PER_PERSON = 1.66  # county gazette: 1.13 million mu, 680,000 rural people
STRENGTH_IN_INCOME, STRENGTH_IN_COLLECTIVE, STRENGTH_IN_LEADERSHIP, STRENGTH_IN_GOODS = 0.4, 0.4, 0.5, 0.3
# correlations with one common factor; assumption, 0–0.7 each

Floats = npt.NDArray[np.float64]


def complete_villages(
    table: pd.DataFrame, draws: Draws, base_year: int = BASE_YEAR
) -> tuple[pd.DataFrame, dict[str, frozenset[str]]]:
    """A village table with every column of the schema.

    Parameters
    ----------
    table : indexed by village id, sorted; the required columns in full, others with gaps or absent.
    draws : addressed by the county's own seed. base_year : of its amounts of money.

    Returns
    -------
    the table with `VILLAGE_FIELDS` in their order and dtypes, and for every column that was
    synthesised the ids of the villages it was synthesised for.
    """
    villages = table.set_axis(pd.Index(table.index.astype(str), dtype=object, name="id"))
    maker = _Maker(villages, draws, base_year)
    filled: dict[str, frozenset[str]] = {}
    for field in VILLAGE_FIELDS:
        if field.name not in villages:
            villages[field.name] = pd.Series(pd.NA, index=villages.index, dtype=object)
        gaps = villages[field.name].isna().to_numpy()
        if gaps.any():
            values = villages[field.name].to_numpy(dtype=object, copy=True)
            values[gaps] = np.asarray(maker.make(field.name), dtype=object)[gaps]
            villages[field.name] = pd.Series(values, index=villages.index)
            if field.name != "tied_to":  # no pairing is no statement about a village
                filled[field.name] = frozenset(villages.index[gaps])
        dtype = {"text": object, "int": np.int64, "float": np.float64}[field.dtype]
        villages[field.name] = villages[field.name].astype(dtype)
    return villages[[field.name for field in VILLAGE_FIELDS]], filled


def strength(draws: Draws, keys: npt.NDArray[np.uint64]) -> Floats:
    """(village,) the common factor behind income, collective income, leadership and public goods. [SD]"""
    return draws.normal("county.strength", keys)


def with_strength(draws: Draws, keys: npt.NDArray[np.uint64], column: str, loading: float) -> Floats:
    """(village,) unit normal that correlates by `loading` with the village's strength."""
    own = draws.normal(f"county.{column}", keys)
    return np.asarray(loading * strength(draws, keys) + np.sqrt(1 - loading**2) * own)


class _Maker:
    """Synthesises whole columns from the columns filled so far, in the yuan of a year."""

    def __init__(self, villages: pd.DataFrame, draws: Draws, year: int):
        self.villages, self.draws = villages, draws
        self.grown = rural_income_growth(year, since=BASE_YEAR)  # money since the year of the assumptions
        self.collective_median = collective_income_median(year)
        self.keys = village_keys(villages.index)
        self.sites: Floats | None = None

    def make(self, column: str) -> npt.ArrayLike:
        return getattr(self, column, self.index_for(column))()

    def column(self, name: str) -> Floats:
        return self.villages[name].to_numpy(dtype=np.float64)

    def uniform(self, name: str, slot: int = 0) -> Floats:
        return self.draws.uniform(f"county.{name}", self.keys, slot=slot)

    def normal(self, name: str, loading: float = 0.0) -> Floats:
        return with_strength(self.draws, self.keys, name, loading)

    def site(self, axis: int) -> Floats:
        if self.sites is None:
            self.sites = lay_out(self.villages["township"].to_numpy(dtype=object), self.draws).round(3)
        return self.sites[:, axis]

    def x_km(self) -> Floats:
        return self.site(0)

    def y_km(self) -> Floats:
        return self.site(1)

    def land_mu(self) -> Floats:
        per_person = LAND_MU_PER_PERSON * np.exp(0.2 * self.normal("land_mu") - 0.02)
        return np.round(self.column("population") * per_person, 1)

    def spare_land_mu(self) -> Floats:
        return np.round(self.column("land_mu") * 0.3 * self.uniform("spare_land_mu") ** 1.5, 1)

    def cash_crop_share(self) -> Floats:
        return np.round(np.clip(0.7 + 0.1 * self.normal("cash_crop_share"), 0, 1), 3)

    def leading_trade(self) -> npt.ArrayLike:
        edges = np.cumsum([trade.frequency for trade in TRADES])[:-1]
        code = np.searchsorted(edges, self.uniform("leading_trade"), side="right")
        return np.array([trade.key for trade in TRADES], dtype=object)[code]

    def workshops(self) -> npt.ArrayLike:
        per_household = {trade.key: trade.workshops / 100 for trade in TRADES}
        mean = self.villages["leading_trade"].map(per_household).to_numpy(np.float64) * self.column("households")
        drawn = mean * np.exp(0.5 * self.normal("workshops") - 0.125)
        return np.floor(drawn + self.uniform("workshops", slot=1)).astype(np.int64)

    def income_yuan_per_person(self) -> Floats:
        log = INCOME_SD * self.normal("income", STRENGTH_IN_INCOME) - INCOME_SD**2 / 2
        return np.round(self.grown * MEAN_INCOME_YUAN * np.exp(log))

    def collective_income_yuan(self) -> Floats:
        log = COLLECTIVE_SD * self.normal("collective_income", STRENGTH_IN_COLLECTIVE)
        return np.round(self.collective_median * np.exp(log))

    def fund_yuan(self) -> Floats:
        return np.round(0.5 * self.column("collective_income_yuan") * np.exp(0.8 * self.normal("fund_yuan") - 0.32))

    def debt_yuan(self) -> Floats:
        owing = self.uniform("debt_yuan", slot=1) < 0.6
        return np.round(self.grown * owing * 40_000 * np.exp(0.9 * self.normal("debt_yuan")))

    def index_for(self, column: str) -> Callable[[], Floats]:
        """Road, irrigation, services and capacity: 0–1 around one half."""
        loading = STRENGTH_IN_LEADERSHIP if column == "capacity" else STRENGTH_IN_GOODS
        return lambda: np.round(np.clip(0.5 + 0.15 * self.normal(column, loading), 0.02, 0.98), 3)

    def secretary_quality(self) -> Floats:
        return np.round(np.clip(self.column("capacity") + 0.12 * self.normal("secretary_quality"), 0.02, 0.98), 3)

    def cadre_posts(self) -> npt.ArrayLike:
        return np.minimum(legal_cadre_posts(self.column("population")), self.column("households").astype(np.int64))

    def party_members(self) -> npt.ArrayLike:
        share = np.clip(0.09 + 0.015 * self.normal("party_members"), 0.06, 0.12)
        count = np.maximum(3, np.round(share * self.column("households"))).astype(np.int64)
        return np.minimum(count, self.column("households").astype(np.int64))

    def satisfaction(self) -> Floats:
        income = self.villages["income_yuan_per_person"].astype(np.float64)
        usual = income.groupby(self.villages["township"]).transform("mean")
        relative = np.log(income.to_numpy() / usual.to_numpy())
        goods = (self.column("road") + self.column("irrigation") + self.column("services")) / 3
        level = 0.62 + 0.30 * (self.column("capacity") - 0.5) + 0.25 * (goods - 0.5) + 0.2 * relative
        return np.asarray(np.clip(level + 0.045 * self.normal("satisfaction"), 0.02, 0.98)).round(3)

    def tied_to(self) -> npt.ArrayLike:
        return np.full(len(self.villages), "", dtype=object)


def legal_cadre_posts(population: Floats) -> npt.NDArray[np.int64]:
    """Committee posts by village size (Organic Law of Villagers' Committees, size bands of its local rules).

    Under 1,000 people 3; up to 3,000 3–5; above 5–7, rising evenly within a band (assumption).
    """
    return np.asarray(3 + np.searchsorted([1000, 2000, 3000, 4000], population, side="right"), dtype=np.int64)
