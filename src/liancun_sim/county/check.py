"""What a planner should look at before trusting a county: odd sizes, incomes, units and neighbours.

Findings are no faults: the county can be used. Limits are rules of thumb (assumption), wide enough
that an ordinary county passes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from liancun_sim.county.adjacency import adjacency_of, connected_parts
from liancun_sim.county.county import County
from liancun_sim.county.schema import FIELDS, VILLAGE_FIELDS
from liancun_sim.vocabulary import Label, say

FEWEST_HOUSEHOLDS = 20
MOST_PEOPLE = 10_000
HOUSEHOLD_SIZE = (2.0, 6.0)
INCOME_RATIO = 4.0  # of a village to the county's median, or its inverse
COLLECTIVE_SHARE = 1.0  # of all household income of the village
LAND_PER_PERSON = (0.1, 15.0)  # mu
MOST_NEIGHBOURS = 14
FAR_RATIO = 5.0  # of a distance between neighbours to the usual one
TOWNSHIP_SHARE = 0.5  # of the county's villages, in counties of 40 villages and more
SYNTHESISED_SHARE = 1 / 3  # of all columns
NAMED = 5  # villages named in a finding

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at; says itself in the language of the moment."""

    key: str
    fields: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return say(f"county.{self.key}", **self.fields)


def check_county(county: County) -> list[Finding]:
    """All findings of a county, those of the map first."""
    return [*_map_findings(county), *_size_findings(county), *_money_findings(county), *_source_findings(county)]


def _about(county: County, key: str, mask: Mask, **fields: Any) -> list[Finding]:
    """A finding about the villages in `mask`, if there are any."""
    if not mask.any():
        return []
    some = county.villages[mask].iloc[:NAMED]
    shown = _listed(say("county.place", name=name, township=town) for name, town in zip(some["name"], some["township"]))
    more = int(mask.sum()) - len(some)
    villages = say("county.and_more", shown=shown, more=more) if more else shown
    return [Finding(key, {"count": int(mask.sum()), "villages": villages, **fields})]


def _listed(names: Iterable[str]) -> str:
    return str(Label(", ", "、")).join(names)


def _map_findings(county: County) -> list[Finding]:
    ids = list(county.villages.index)
    adjacency = adjacency_of(ids, county.edges)
    found = _about(county, "isolated_villages", adjacency.degree == 0)
    sizes = np.bincount(connected_parts(adjacency))
    if (sizes > 1).sum() > 1:
        parts = {"count": int((sizes > 1).sum()), "largest": int(sizes.max()), "total": len(ids)}
        found.append(Finding("unconnected_parts", parts))
    found += _about(county, "crowded_neighbours", adjacency.degree > MOST_NEIGHBOURS, limit=MOST_NEIGHBOURS)
    if county.edges:
        here = np.repeat(np.arange(len(ids)), adjacency.degree)
        place = county.villages[["x_km", "y_km"]].to_numpy()
        distance = np.hypot(*(place[here] - place[adjacency.indices]).T)
        usual = float(np.median(distance))
        far = (distance > FAR_RATIO * usual) & (here < adjacency.indices)
        ends = np.zeros(len(ids), dtype=np.bool_)
        ends[here[far]] = True
        limits = {"count": int(far.sum()), "limit": FAR_RATIO * usual, "usual": usual}
        found += [Finding(each.key, each.fields | limits) for each in _about(county, "far_neighbours", ends)]
    return found


def _size_findings(county: County) -> list[Finding]:
    villages = county.villages
    households, people = villages["households"].to_numpy(), villages["population"].to_numpy()
    size = people / households
    low, high = HOUSEHOLD_SIZE
    found = _about(county, "tiny_villages", households < FEWEST_HOUSEHOLDS, limit=FEWEST_HOUSEHOLDS)
    found += _about(county, "huge_villages", people > MOST_PEOPLE, limit=MOST_PEOPLE)
    found += _about(county, "odd_household_size", (size < low) | (size > high), low=low, high=high)
    counts = villages["township"].value_counts()
    if len(villages) >= 40 and counts.iloc[0] > TOWNSHIP_SHARE * len(villages):
        fields = {"township": counts.index[0], "count": int(counts.iloc[0]), "total": len(villages)}
        found.append(Finding("large_township", fields))
    return found


def _money_findings(county: County) -> list[Finding]:
    villages = county.villages
    income, people = villages["income_yuan_per_person"].to_numpy(), villages["population"].to_numpy()
    median = float(np.median(income))
    odd = (income < median / INCOME_RATIO) | (income > median * INCOME_RATIO)
    collective = villages["collective_income_yuan"].to_numpy() > COLLECTIVE_SHARE * income * people
    land = villages["land_mu"].to_numpy() / people
    low, high = LAND_PER_PERSON
    return [
        *_about(county, "odd_income", odd, median=median),
        *_about(county, "rich_collective", collective),
        *_about(county, "odd_land", (land < low) | (land > high), low=low, high=high),
    ]


def _source_findings(county: County) -> list[Finding]:
    synthesised = county.provenance.get("synthesised", {})
    if not isinstance(synthesised, dict) or len(synthesised) <= SYNTHESISED_SHARE * len(VILLAGE_FIELDS):
        return []
    columns = _listed(str(FIELDS[name].label) for name in synthesised if name in FIELDS)
    return [
        Finding("mostly_synthesised", {"count": len(synthesised), "total": len(VILLAGE_FIELDS), "columns": columns})
    ]
