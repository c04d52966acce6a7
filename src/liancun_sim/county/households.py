# mypy: allow-untyped-defs
"""The households of every village, drawn so that they add up to the village's line in the table.

Exact: number of households, their people (within 1–8 each), land, cadre posts, party-member households,
households whose land suits cash crops, and the person-weighted mean of permanent income.
Everything is addressed by village key and household number.
"""

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from liancun_sim.compiled import inlined, kernel
from liancun_sim.county.schema import TRADES
from liancun_sim.county.trades import shares_of_year
from liancun_sim.draws import NO_MONTH, Draws, halves, month_slot, normal_float, normal_table, philox, unit_float

if TYPE_CHECKING:
    import pandas as pd

LARGEST_HOUSEHOLD = 8
SIZE_SD = 1.1  # persons, besides what income explains. Assumption
SIZE_PER_LOG_INCOME = 1.0  # richer households are smaller. NBS 2008 yearbook: 4.57 to 3.40 over fifths
PERMANENT_SD = 0.35  # of log income inside a village (θ); with transitory parts a village Gini of .28
LAND_SPREAD = 0.15  # SD of log land per person inside a village. Assumption
CONCENTRATION = 6.0  # Dirichlet total of income shares, of villages around trades and households around villages
LEAST_SHARE = 0.005  # of a village in each income source
TRUST_MEAN, TRUST_SD = 0.5, 0.15  # Assumption
CADRE_IN_PARTY = np.uint64(4)  # a cadre household is this much likelier to be drawn as a party household. Assumption

GAMMA_SLOTS = 64  # counter words set aside for the draws of one gamma variate


def household_columns(
    villages: "pd.DataFrame",
    keys: npt.NDArray[np.uint64],
    first_household: npt.NDArray[np.int64],
    row_of_number: npt.NDArray[np.uint32],
    draws: Draws,
    year: int,
) -> dict[str, npt.NDArray[np.generic]]:
    """Columns of all households, in row order.

    Parameters
    ----------
    villages : the county's table, in row order; keys : (village,) uint64.
    first_household : (village + 1,) int64. row_of_number : (household,) uint32, see `network.Network`.
    year : of the table, whose mix of incomes households have.
    """
    total = int(first_household[-1])
    low, high = halves(keys)
    place = (first_household, low, high, row_of_number, np.uint32(month_slot(NO_MONTH)))
    columns: dict[str, npt.NDArray[np.generic]] = {
        "village": np.repeat(np.arange(len(villages), dtype=np.int32), np.diff(first_household)),
        "number": np.empty(total, dtype=np.uint32),
        "size": np.empty(total, dtype=np.uint8),
        "land_mu": np.empty(total, dtype=np.float32),
        "suits_cash_crop": np.zeros(total, dtype=np.uint8),
        "is_party": np.zeros(total, dtype=np.uint8),
        "is_cadre": np.zeros(total, dtype=np.uint8),
    }
    for name in (
        "permanent",
        "farm_share",
        "business_share",
        "wage_share",
        "susceptibility",
        "own_view",
        "trust",
        "skill",
    ):
        columns[name] = np.empty(total, dtype=np.float32)
    largest = int(villages["households"].max())
    _sizes_and_land(
        largest, *place, *draws.stream("county.households"), normal_table(),
        villages["population"].to_numpy(), villages["land_mu"].to_numpy(),
        columns["number"], columns["size"], columns["permanent"], columns["land_mu"],
    )  # fmt: skip
    suited = np.round(villages["cash_crop_share"].to_numpy() * villages["households"].to_numpy()).astype(np.int64)
    _roles(
        largest, *place, *draws.stream("county.roles"),
        villages["cadre_posts"].to_numpy(), villages["party_members"].to_numpy(), suited,
        columns["is_cadre"], columns["is_party"], columns["suits_cash_crop"],
    )  # fmt: skip
    _views(
        *place, *draws.stream("county.views"), normal_table(),
        columns["susceptibility"], columns["own_view"], columns["trust"], columns["skill"],
    )  # fmt: skip
    shares_by_trade = {trade.key: shares_of_year(trade, year) for trade in TRADES}
    usual = np.array([shares_by_trade[key] for key in villages["leading_trade"]], dtype=np.float64)
    _income_shares(
        *place, *draws.stream("county.shares"), normal_table(), usual,
        columns["farm_share"], columns["business_share"], columns["wage_share"],
    )  # fmt: skip
    return columns


def centre_permanent_income(columns: dict[str, npt.NDArray[np.generic]]) -> None:
    """Move θ per village so that Σ size·exp(θ − ½·.35²) = Σ size again, after sizes were replaced."""
    village, size = columns["village"].astype(np.int64), columns["size"].astype(np.float64)
    theta = columns["permanent"].astype(np.float64)
    income = np.bincount(village, size * np.exp(theta - 0.5 * PERMANENT_SD**2))
    columns["permanent"] = (theta - np.log(income / np.bincount(village, size))[village]).astype(np.float32)


@inlined
def _sum_of_sizes(latent, level, size):
    """Fill `size` with household sizes at a level added to all; return their sum."""
    total = np.int64(0)
    for i in range(latent.size):
        persons = np.floor(latent[i] + level + 0.5)
        size[i] = np.uint8(min(max(persons, 1.0), float(LARGEST_HOUSEHOLD)))
        total += np.int64(size[i])
    return total


@inlined
def _exact_sizes(latent, population, size):
    """Sizes of 1–8 that add up to the population where they can: the level is found by halving."""
    below, above = -64.0, 64.0
    for _ in range(60):
        level = 0.5 * (below + above)
        if _sum_of_sizes(latent, level, size) <= population:
            below = level
        else:
            above = level
    total = _sum_of_sizes(latent, below, size)
    for i in range(latent.size):  # households tied at the level, in order of number
        if total < population and size[i] < LARGEST_HOUSEHOLD:
            upper = min(max(np.floor(latent[i] + above + 0.5), 1.0), float(LARGEST_HOUSEHOLD))
            if upper > size[i]:
                size[i] += np.uint8(1)
                total += 1


@kernel
def _sizes_and_land(
    largest, first, low, high, row_of_number, slot, k0, k1, table, population, land, number, size, permanent, land_mu
):
    """Household size, permanent income and land.

    size = round(level − 1.0·θ + N(0, 1.1)), the level such that sizes add up to the population;
    θ ~ N(0, .35²), moved per village so that Σ size·exp(θ − ½·.35²) = Σ size;
    land by people, with a log-normal spread, adding up to the village's land. [persons, log, mu]
    `largest` : households of the largest village.
    """
    latent, theta, weight = np.empty(largest), np.empty(largest), np.empty(largest)
    sizes = np.empty(largest, dtype=np.uint8)
    for v in range(first.size - 1):
        begin, count = first[v], first[v + 1] - first[v]
        for i in range(count):
            w0, w1, w2, _ = philox(np.uint32(i), slot, low[v], high[v], k0, k1)
            theta[i] = PERMANENT_SD * normal_float(np.uint32(w0), table)
            latent[i] = SIZE_SD * normal_float(np.uint32(w1), table) - SIZE_PER_LOG_INCOME * theta[i]
            weight[i] = np.exp(LAND_SPREAD * normal_float(np.uint32(w2), table))
        _exact_sizes(latent[:count], population[v], sizes[:count])
        persons, income, shares = 0.0, 0.0, 0.0
        for i in range(count):
            persons += sizes[i]
            income += sizes[i] * np.exp(theta[i] - 0.5 * PERMANENT_SD**2)
            weight[i] *= sizes[i]
            shares += weight[i]
        excess = np.log(income / persons)
        for i in range(count):
            row = row_of_number[begin + i]
            number[row] = i
            size[row] = sizes[i]
            permanent[row] = theta[i] - excess
            land_mu[row] = land[v] * weight[i] / shares


@inlined
def _mark_lowest(scores, wanted, mark, rows):
    """Mark the `wanted` households with the lowest scores, all of which differ."""
    if wanted > 0:
        last = np.sort(scores)[min(wanted, scores.size) - 1]
        for i in range(scores.size):
            if scores[i] <= last:
                mark[rows[i]] = np.uint8(1)


@kernel
def _roles(
    largest, first, low, high, row_of_number, slot, k0, k1, posts, members, suited, is_cadre, is_party, suits_cash_crop
):
    """Mark cadre, party and cash-crop households: as many of each as the table says, at most all."""
    cadre, party, crop = np.empty(largest, np.uint64), np.empty(largest, np.uint64), np.empty(largest, np.uint64)
    for v in range(first.size - 1):
        count = first[v + 1] - first[v]
        rows = row_of_number[first[v] : first[v + 1]]
        for i in range(count):
            w0, w1, w2, _ = philox(np.uint32(i), slot, low[v], high[v], k0, k1)
            cadre[i] = (np.uint64(w0) << np.uint64(32)) | np.uint64(i)
            party[i] = (np.uint64(w1) << np.uint64(32)) | np.uint64(i)
            crop[i] = (np.uint64(w2) << np.uint64(32)) | np.uint64(i)
        _mark_lowest(cadre[:count], posts[v], is_cadre, rows)
        for i in range(count):
            if is_cadre[rows[i]]:
                party[i] = (party[i] // CADRE_IN_PARTY >> np.uint64(32) << np.uint64(32)) | np.uint64(i)
        _mark_lowest(party[:count], members[v], is_party, rows)
        _mark_lowest(crop[:count], suited[v], suits_cash_crop, rows)


@inlined
def _second_smallest(values):
    """Of n uniforms: Beta(2, n − 1)."""
    least, second = np.float32(2), np.float32(2)
    for value in values:
        if value < least:
            least, second = value, least
        elif value < second:
            second = value
    return second


@kernel
def _views(first, low, high, row_of_number, slot, k0, k1, table, susceptibility, own_view, trust, skill):
    """λ ~ Beta(2, 3), own view ~ N(0, 1), trust around one half, growing skill ~ Beta(2, 8)."""
    four, nine = np.empty(4, dtype=np.float32), np.empty(9, dtype=np.float32)
    words = np.empty(16, dtype=np.uint32)
    for v in range(first.size - 1):
        for i in range(first[v + 1] - first[v]):
            for block in range(4):
                j = 4 * block
                words[j], words[j + 1], words[j + 2], words[j + 3] = philox(
                    np.uint32(i), slot + np.uint32(block), low[v], high[v], k0, k1
                )
            for j in range(4):
                four[j] = unit_float(words[j])
            for j in range(9):
                nine[j] = unit_float(words[4 + j])
            row = row_of_number[first[v] + i]
            susceptibility[row] = _second_smallest(four)
            skill[row] = _second_smallest(nine)
            own_view[row] = normal_float(words[13], table)
            trust[row] = min(max(TRUST_MEAN + TRUST_SD * normal_float(words[14], table), 0.02), 0.98)


@kernel
def _gamma(shape, counter, number, low, high, k0, k1, table):
    """A gamma variate of a shape below or above one (Marsaglia & Tsang 2000), from counter words from `counter` on."""
    d = shape + 1.0 - 1.0 / 3.0
    c = 1.0 / np.sqrt(9.0 * d)
    value = d
    for attempt in range(GAMMA_SLOTS):
        w0, w1, w2, _ = philox(np.uint32(number), counter + np.uint32(attempt), low, high, k0, k1)
        z = np.float64(normal_float(np.uint32(w0), table))
        t = (1.0 + c * z) ** 3
        if t > 0.0:
            u = (np.float64(np.uint32(w1)) + 0.5) / 4294967296.0
            if np.log(u) < 0.5 * z * z + d - d * t + d * np.log(t):
                boost = (np.float64(np.uint32(w2)) + 0.5) / 4294967296.0
                value = d * t * boost ** (1.0 / shape)
                break
    return value


@kernel
def _income_shares(
    first, low, high, row_of_number, slot, k0, k1, table, usual, farm_share, business_share, wage_share
):  # fmt: skip
    """Shares of farm, business and wage income (other is the rest): Dirichlet twice, village around trade,
    household around village."""
    village, household = np.empty(4), np.empty(4)
    whole_village = np.uint32(0xFFFFFFFF)  # the number no household has
    for v in range(first.size - 1):
        for source in range(4):
            counter = slot + np.uint32(source * GAMMA_SLOTS)
            shape = CONCENTRATION * usual[v, source]
            village[source] = _gamma(shape, counter, whole_village, low[v], high[v], k0, k1, table)
        for source in range(4):
            village[source] = max(village[source], LEAST_SHARE)
        village /= village.sum()
        for i in range(first[v + 1] - first[v]):
            for source in range(4):
                counter = slot + np.uint32(source * GAMMA_SLOTS)
                household[source] = _gamma(CONCENTRATION * village[source], counter, i, low[v], high[v], k0, k1, table)
            total = household.sum()
            row = row_of_number[first[v] + i]
            farm_share[row] = household[0] / total
            business_share[row] = household[1] / total
            wage_share[row] = household[2] / total
