"""A county: its village table, adjacency and what is known of where they came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from liancun_sim.county.given_union import GivenUnion
from liancun_sim.parameters.rural_income import BASE_YEAR
from liancun_sim.vocabulary import Label

if TYPE_CHECKING:
    import pandas as pd

CROSS_VILLAGE_TIES = 0.10


@dataclass(frozen=True)
class County:
    """A county before anything happens in it.

    Parameters
    ----------
    key : str — short name: ``default``, or the folder's name.
    name : Label
    villages : DataFrame indexed by village ``id``, sorted by id, with exactly the columns of
        ``county/schema.py`` (all present; those synthesised are named in ``provenance``).
    edges : sorted tuple of (id, id) with the smaller id first, no repeats, no loops.
    network_seed : int — of everything drawn once for this county.
    base_year : int — the year of every amount of money, within those of ``parameters/rural_income.py``.
    cross_village_ties : share of household ties that cross to adjacent villages. [0–1; .05–.30]
    provenance : sources, notes, synthesised columns; shown wherever results are shown.
    boundaries : GeoJSON FeatureCollection whose features carry a village ``id``, or None.
    planned : unions somebody has planned (``planned_unions.csv``), in their order.
    register : households the county knows itself (see ``household_register.py``), or None.

    Examples
    --------
    >>> from liancun_sim import make_county
    >>> county = make_county(villages=12, households=600, seed=5)
    >>> county.villages["households"].sum()
    np.int64(600)
    >>> all(one < other for one, other in county.edges)
    True
    """

    key: str
    name: Label
    villages: "pd.DataFrame"
    edges: tuple[tuple[str, str], ...]
    network_seed: int
    base_year: int = BASE_YEAR
    cross_village_ties: float = CROSS_VILLAGE_TIES
    provenance: Mapping[str, Any] = field(default_factory=dict)
    boundaries: Mapping[str, Any] | None = None
    planned: tuple[GivenUnion, ...] = ()
    register: "pd.DataFrame | None" = None

    @property
    def townships(self) -> tuple[str, ...]:
        """Township names, sorted.

        >>> from liancun_sim import default_county
        >>> len(default_county().townships)
        17
        """
        return tuple(sorted(set(self.villages["township"])))
