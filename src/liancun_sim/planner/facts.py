"""What a county office knows of its villages, from the table alone: nothing that is drawn for a run.

Attitudes, trust, secretaries' luck and kin ties are drawn, not observed: a plan that used them would know what no
county can know, and promise more than it keeps.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from liancun_sim.county import County
from liancun_sim.county.adjacency import adjacency_of
from liancun_sim.county.csr import Csr
from liancun_sim.county.schema import TRADES
from liancun_sim.policies.joint_village import CROPS_WORTH_SPREADING

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]

BACKWARD_SHARE = 1 / 3  # villages counted as backward where the county names none. Assumption, .2–.4
POOREST_SHARE = 0.2


@dataclass(frozen=True)
class Facts:
    """The villages of a county in row order (by id).

    Parameters
    ----------
    ids : of villages. township : (village,) number of the township. townships : their names, sorted.
    households, persons, income, workshops, spare_land : (village,) from the table; income in yuan/person/year.
    log_collective, goods, satisfaction, party_share, posts_per_household : (village,) from the table.
    crop : (village,) whether it lives by a crop worth spreading. trade : (village,) code.
    standing : (village,) mean of standardised income, collective income, public goods and satisfaction. [SD]
    backward, poorest : (village,) bool — lowest third by standing (or the county's own list); lowest fifth by income.
    tied_to : (village,) row of an earlier pairing, −1 for none.
    adjacency : adjacent villages, barriers taken out.
    """

    ids: tuple[str, ...]
    township: IntArray
    townships: tuple[str, ...]
    households: FloatArray
    persons: FloatArray
    income: FloatArray
    workshops: FloatArray
    spare_land: FloatArray
    log_collective: FloatArray
    goods: FloatArray
    satisfaction: FloatArray
    party_share: FloatArray
    posts_per_household: FloatArray
    crop: npt.NDArray[np.bool_]
    trade: IntArray
    standing: FloatArray
    backward: npt.NDArray[np.bool_]
    poorest: npt.NDArray[np.bool_]
    tied_to: IntArray
    adjacency: Csr

    def __len__(self) -> int:
        return len(self.ids)


def facts_of(
    county: County, barriers: frozenset[tuple[str, str]] = frozenset(), backward: frozenset[str] = frozenset()
) -> Facts:
    """What is known of a county.

    barriers : pairs of adjacent villages that something parts (ids, the smaller first).
    backward : ids of the county's own list; by default the lowest third by standing.
    """
    table = county.villages
    ids = tuple(str(name) for name in table.index)
    rows = {name: row for row, name in enumerate(ids)}
    towns = {name: number for number, name in enumerate(county.townships)}
    codes = {trade.key: code for code, trade in enumerate(TRADES)}
    households = table["households"].to_numpy(dtype=float)
    income = table["income_yuan_per_person"].to_numpy(dtype=float)
    log_collective = np.log(np.maximum(1_000.0, table["collective_income_yuan"].to_numpy(dtype=float)))
    goods = table[["road", "irrigation", "services"]].to_numpy(dtype=float).mean(axis=1)
    satisfaction = table["satisfaction"].to_numpy(dtype=float)
    standing = np.mean([_standardised(one) for one in (np.log(income), log_collective, goods, satisfaction)], axis=0)
    lowest = _lowest(standing, BACKWARD_SHARE)
    listed = np.array([name in backward for name in ids]) if backward else lowest
    edges = tuple(edge for edge in county.edges if edge not in barriers)
    return Facts(
        ids=ids,
        township=np.array([towns[name] for name in table["township"]], dtype=np.intp),
        townships=tuple(towns),
        households=households,
        persons=table["population"].to_numpy(dtype=float),
        income=income,
        workshops=table["workshops"].to_numpy(dtype=float),
        spare_land=table["spare_land_mu"].to_numpy(dtype=float),
        log_collective=log_collective,
        goods=goods,
        satisfaction=satisfaction,
        party_share=table["party_members"].to_numpy(dtype=float) / households,
        posts_per_household=table["cadre_posts"].to_numpy(dtype=float) / households,
        crop=table["leading_trade"].isin(CROPS_WORTH_SPREADING).to_numpy(),
        trade=np.array([codes[key] for key in table["leading_trade"]], dtype=np.intp),
        standing=standing,
        backward=listed,
        poorest=_lowest(income, POOREST_SHARE),
        tied_to=np.array([rows.get(name, -1) for name in table["tied_to"]], dtype=np.intp),
        adjacency=adjacency_of(list(ids), edges),
    )


def _standardised(values: FloatArray) -> FloatArray:
    spread = float(values.std())
    return np.asarray((values - values.mean()) / spread) if spread > 0 else np.zeros(values.size)


def _lowest(values: FloatArray, share: float) -> npt.NDArray[np.bool_]:
    """The lowest share of villages, ties by row, which is by id."""
    order = np.argsort(values, kind="stable")
    found = np.zeros(values.size, dtype=bool)
    found[order[: round(share * values.size)]] = True
    return found
