"""A county rebuilt from published aggregates: the default one, or others of any size.

Known: 17 townships, 754 villages, 1,152 km², 680,000 rural people (county gazette); the villages of the cases the
reports tell of; the share of villages below 50,000 yuan of collective income. The rest is assumption:
see `completion`. Sizes and collective incomes are spread evenly over their distributions (one village
per quantile), so that every seed meets the published shares.
"""

from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.county.adjacency import edges_by_position, neighbours_by_position
from liancun_sim.county.completion import (
    INCOME_SD,
    MEAN_INCOME_YUAN,
    STRENGTH_IN_COLLECTIVE,
    STRENGTH_IN_INCOME,
    complete_villages,
    with_strength,
)
from liancun_sim.county.county import County
from liancun_sim.county.given_union import GivenUnion
from liancun_sim.county.place_names import township_names, village_names
from liancun_sim.county.reported_cases import REPORTED_CASES, ReportedCase
from liancun_sim.county.schema import COLLECTIVE_SD
from liancun_sim.county.sites import VILLAGE_AREA_KM2, township_of_sites, village_sites
from liancun_sim.draws import Draws, village_keys
from liancun_sim.parameters.published import collective_income_median, persons_per_household
from liancun_sim.parameters.rural_income import BASE_YEAR, rural_income_growth
from liancun_sim.vocabulary import Label

VILLAGES, TOWNSHIPS, RURAL_PEOPLE = 754, 17, 680_000
SIZE_SD = 0.6  # of log village population: 47 of 754 villages below 300 people (assumption after the sources)
SIZE_IN_COLLECTIVE = 0.4  # larger villages earn more: weight of log size beside unit scores (assumption, 0–1)
DEFAULT_SEED = 2008

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def default_county(year: int = BASE_YEAR) -> County:
    """The county every scenario runs on unless told otherwise; built once per process and year.

    year : of its money, incomes and households, the one before a scenario starts.

    Examples
    --------
    >>> from liancun_sim import default_county
    >>> len(default_county().villages)
    754
    """
    return _built(year)


@cache
def _built(year: int) -> County:
    return make_county(year=year)


def make_county(
    villages: int = VILLAGES, households: int | None = None, seed: int = DEFAULT_SEED, year: int = BASE_YEAR
) -> County:
    """Rebuild a county from published aggregates.

    Parameters
    ----------
    villages : number of villages, 1 or more; townships follow at 44 villages each.
    households : total, at least one per village; default: 902 people per village at 3.8 each.
    seed : of everything drawn, the households and their network included.
    year : of the money, the mix of incomes and the size of households, 2003 to 2025.

    Returns
    -------
    County — `provenance` says that and from what it is a reconstruction.

    Examples
    --------
    >>> from liancun_sim import make_county
    >>> make_county(villages=100, seed=2).townships == make_county(villages=100, seed=2).townships
    True
    """
    if villages < 1 or (households is not None and households < villages):
        raise ValueError("a county has at least one village, and each village at least one household")
    draws = Draws(seed)
    sites = village_sites(villages, draws).round(3)
    township = township_of_sites(sites, _township_sizes(villages, draws))
    order = np.lexsort((sites[:, 0], -sites[:, 1].round(0), township))  # ids run by township, north to south
    sites, township = sites[order], township[order]
    ids = _ids(township)
    pairs = neighbours_by_position(sites)
    placed = _place_cases(township, pairs, sites)
    table = _table(ids, sites, township, placed, draws)
    _set_totals(table, households, draws, year)
    completed, _ = complete_villages(table, draws, year)
    is_default = (villages, households, seed) == (VILLAGES, None, DEFAULT_SEED)
    return County(
        key=("default" if is_default else f"made-{villages}-{seed}") + (f"-{year}" if year != BASE_YEAR else ""),
        name=Label("Example county (invented)", "示例县（虚构）"),
        villages=completed,
        edges=edges_by_position(ids, sites),
        network_seed=seed,
        base_year=year,
        provenance=_provenance(ids, placed, year),
        planned=tuple(_joined(group, [ids[row] for row in rows]) for group, rows in placed),
    )


def _joined(group: ReportedCase, members: list[str]) -> GivenUnion:
    """The union of a case, led by the first of it."""
    return GivenUnion(str(group.month), members[0], tuple(members), group.form)


def _township_sizes(villages: int, draws: Draws) -> Ints:
    """Villages of each township: about 44, varying by a fifth; small counties still get up to five townships."""
    count = max(round(villages * TOWNSHIPS / VILLAGES), min(5, villages // 10), 1)
    numbers = np.arange(count, dtype=np.uint32)
    weight = np.exp(0.2 * draws.normal("county.township_sizes", np.zeros(count, dtype=np.uint64), numbers=numbers))
    cuts = np.round(np.cumsum(weight) / weight.sum() * (villages - count)).astype(np.int64)
    return np.asarray(np.diff(cuts, prepend=0) + 1)


def _ids(township: Ints) -> list[str]:
    """Stable ids by township and number within it: ``T03V017``."""
    sizes = np.bincount(township)
    wide, deep = max(2, len(str(sizes.size))), max(3, len(str(sizes.max())))
    within = np.arange(township.size) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return [f"T{t + 1:0{wide}d}V{v + 1:0{deep}d}" for t, v in zip(township.tolist(), within.tolist())]


def _place_cases(township: Ints, pairs: Ints, sites: Floats) -> list[tuple[ReportedCase, list[int]]]:
    """Rows for the cases: each a connected patch around a hub, in a township of its own unless named alike."""
    neighbours: dict[int, list[int]] = {row: [] for row in range(township.size)}
    for one, other in pairs.tolist():
        if township[one] == township[other]:
            neighbours[one].append(other)
            neighbours[other].append(one)
    homes: dict[object, int] = {}
    free = list(range(int(township.max()) + 1))
    taken: set[int] = set()
    placed = []
    for number, group in enumerate(REPORTED_CASES):
        home = group.township or number
        if home not in homes:
            if not free:
                continue
            homes[home] = free.pop(len(free) // 2)
        patch = _patch(homes[home], len(group.villages), township, neighbours, sites, taken)
        if patch:
            taken.update(patch)
            placed.append((group, patch))
    return placed


def _patch(
    home: int, size: int, township: Ints, neighbours: dict[int, list[int]], sites: Floats, taken: set[int]
) -> list[int]:
    """The hub nearest the township's middle whose free neighbours suffice, then those at the usual distance."""
    rows = np.flatnonzero(township == home)
    middle = np.hypot(*(sites[rows] - sites[rows].mean(axis=0)).T)
    for hub in rows[np.argsort(middle, kind="stable")].tolist():
        around = [row for row in neighbours[hub] if row not in taken]
        if hub not in taken and len(around) >= size - 1:
            unusual = np.abs(np.hypot(*(sites[around] - sites[hub]).T) - np.sqrt(VILLAGE_AREA_KM2))
            return [hub, *(around[i] for i in np.argsort(unusual, kind="stable")[: size - 1])]
    return []


def _table(
    ids: list[str], sites: Floats, township: Ints, placed: list[tuple[ReportedCase, list[int]]], draws: Draws
) -> pd.DataFrame:
    """Ids, names, places and what the reports say of their cases."""
    named_homes = {int(township[rows[0]]): group.township for group, rows in placed if group.township}
    count = int(township.max()) + 1
    generated = iter(township_names(count - len(named_homes), tuple(named_homes.values()), draws))
    homes = [named_homes.get(home) or next(generated) for home in range(count)]
    given: list[str | None] = [None] * len(ids)
    table = pd.DataFrame(index=pd.Index(ids, name="id"))
    facts: dict[str, dict[str, float | str]] = {}
    for group, rows in placed:
        for row, village in zip(rows, group.villages):
            given[row] = village.name
            facts[ids[row]] = dict(village.facts)
        if group.tied:
            facts[ids[rows[0]]]["tied_to"], facts[ids[rows[1]]]["tied_to"] = ids[rows[1]], ids[rows[0]]
    table["name"] = village_names(given, township, village_keys(ids), draws)
    table["township"] = np.array(homes, dtype=object)[township]
    table["x_km"], table["y_km"] = sites[:, 0], sites[:, 1]
    known = pd.DataFrame.from_dict(facts, orient="index", dtype=object) if facts else pd.DataFrame(dtype=object)
    return table.join(known)


def _set_totals(table: pd.DataFrame, households: int | None, draws: Draws, year: int) -> None:
    """Add population, households, income and collective income, so that they meet the published totals."""
    persons = persons_per_household(year)
    keys = village_keys(table.index)
    log_income = INCOME_SD * _evenly_spread(with_strength(draws, keys, "income", STRENGTH_IN_INCOME))
    ratio = _reported(table, "income_ratio")
    log_income = np.where(np.isnan(ratio), log_income, np.log(ratio))
    per_household = np.clip(persons - log_income, 2.5, 5.5)  # richer villages have smaller families
    usual = RURAL_PEOPLE / VILLAGES * len(table)
    people = usual if households is None else persons * households
    size_score = draws.normal("county.population", keys)
    reported = np.round(_reported(table, "population") * min(1.0, people / usual))  # smaller with a smaller county
    size = _populations(reported, people, size_score)
    table["households"] = _to_total(size / per_household, households)
    counted = table["households"].to_numpy()
    population = np.clip(size, counted, 8 * counted)
    table["population"] = population.astype(np.int64)
    income = np.exp(log_income)
    mean = MEAN_INCOME_YUAN * rural_income_growth(year, since=BASE_YEAR)
    table["income_yuan_per_person"] = np.round(mean * income / np.average(income, weights=population))
    wealth = with_strength(draws, keys, "collective_income", STRENGTH_IN_COLLECTIVE)
    spread = _evenly_spread(wealth + SIZE_IN_COLLECTIVE * size_score)
    collective = np.round(collective_income_median(year) * np.exp(COLLECTIVE_SD * spread))
    reported = _reported(table, "collective_income_yuan")
    table["collective_income_yuan"] = np.where(np.isnan(reported), collective, reported)


def _reported(table: pd.DataFrame, column: str) -> Floats:
    """What the reports say of a column, NaN where nothing; the column leaves the table."""
    if column not in table:
        return np.full(len(table), np.nan)
    return table.pop(column).to_numpy(dtype=np.float64)


def _evenly_spread(scores: Floats) -> Floats:
    """Normal scores of ranks: as many values as scores, one per quantile. [SD]"""
    from scipy.special import ndtri  # slow to load: only for those who run

    rank = np.argsort(np.argsort(scores, kind="stable"), kind="stable")
    return np.asarray(ndtri((rank + 0.5) / scores.size))


def _populations(reported: Floats, people: float, scores: Floats) -> Floats:
    """Log-normal sizes around the reported ones, adding up to `people`. [persons]"""
    size = np.exp(SIZE_SD * _evenly_spread(scores))
    free = np.isnan(reported)
    if free.any():
        size *= max(people - np.nansum(reported), float(free.sum())) / size[free].sum()
    return np.where(free, np.maximum(1, np.round(size)), reported)


def _to_total(wanted: Floats, total: int | None) -> Ints:
    """Whole numbers of at least one, near `wanted`; summing to `total` if given (largest remainders first)."""
    if total is None:
        return np.maximum(1, np.round(wanted)).astype(np.int64)
    wanted = wanted / wanted.sum() * (total - wanted.size)
    whole = np.floor(wanted).astype(np.int64) + 1
    short = total - int(whole.sum())
    whole[np.argsort(whole - wanted, kind="stable")[:short]] += 1
    return whole


def _provenance(ids: list[str], placed: list[tuple[ReportedCase, list[int]]], year: int) -> dict[str, object]:
    statement = Label(
        "A reconstruction, not a survey: villages, households and their ties are drawn so that they agree with"
        " published totals. No line describes a real village or family.",
        "本县为虚构示例，并非调查数据：村庄、农户及其联系均由计算机按公开总量随机生成，不对应任何现实的村庄或家庭；"
        "如与现实村名相同，纯属巧合，不代表该村实际情况。",
    )
    moved = Label(
        f"Incomes, their sources, collective incomes and the size of households are those of {year}; villages and their"
        " people are those of the county gazette.",
        f"收入及其构成、村集体经济收入和户均人口按{year}年；村和人口总数仍按县志。",
    )
    return {
        "kind": "reconstruction",
        "notes": [
            {"en": note.en, "zh": note.zh} for note in ((statement,) if year == BASE_YEAR else (statement, moved))
        ],
        "sources": [
            "County gazette: 17 townships, 754 villages, 1,152 km², rural population 680,000, 1.13 million mu",
            *dict.fromkeys(source for group, _ in placed for source in group.sources),
            "National Bureau of Statistics and Shandong yearbooks: rural income 2007 (0.85 × Shandong, assumption)",
            "Organic Law of Villagers' Committees: committee size by population",
            "Pioneer-project report 先锋工程: 66.7 % of villages below 50,000 yuan of collective income",
        ],
        "scale": "full"
        if len(ids) == VILLAGES
        else {
            "en": f"{len(ids)} village{'s' * (len(ids) > 1)}, same density and averages",
            "zh": f"{len(ids)}个村，密度和平均数相同",
        },
        "case_villages": [ids[row] for group, rows in placed for row, v in zip(rows, group.villages) if v.name],
        "synthesised": "all",
    }
