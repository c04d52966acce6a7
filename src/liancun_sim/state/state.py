"""Everything a run carries from month to month."""

from collections.abc import Container
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from liancun_sim.county.csr import Csr
from liancun_sim.interventions import Request
from liancun_sim.state.store import Store
from liancun_sim.state.village_ties import VillageTies, village_ties


@dataclass
class State:
    """All stores of a run.

    Attributes
    ----------
    households, villages, unions, proposals, consultations, life, townships, county : Store
    first_household : (village + 1,) int64 — households of village v are rows
        ``first_household[v]:first_household[v + 1]``.
    ties : Csr — household network. Shared between runs, never written.
    adjacency : Csr — adjacent villages. Shared, never written.
    kin_overlap : (adjacency tie,) float64 — share of possible kin ties between two adjacent
        villages, beside ``adjacency.indices``. [0–1]
    village_ids, township_ids, trades : names by row or code.
    memory : what each policy noted for itself.
    waiting : standing requests that were refused last month, in settled order.
    """

    households: Store
    villages: Store
    unions: Store
    proposals: Store
    consultations: Store
    life: Store
    townships: Store
    county: Store
    first_household: npt.NDArray[np.int64]
    ties: Csr
    adjacency: Csr
    kin_overlap: npt.NDArray[np.float64]
    village_ids: tuple[str, ...]
    township_ids: tuple[str, ...]
    trades: tuple[str, ...]
    memory: dict[str, dict[str, Any]]
    waiting: tuple[Request, ...] = ()
    _village_ties: VillageTies | None = None

    @property
    def village_ties(self) -> VillageTies:
        """`ties` as villages hear them: made when first asked for, shared by copies."""
        if self._village_ties is None:
            self._village_ties = village_ties(self.ties, self.first_household)
        return self._village_ties

    def store(self, entity: str) -> Store:
        """The store of one kind of entity: ``village`` → `villages`."""
        plural = {
            "household": "households",
            "village": "villages",
            "township": "townships",
            "county": "county",
            "life": "life",
        }
        found: Store = getattr(self, plural.get(entity, f"{entity}s"))
        return found

    def copy(self, shared: Container[str] = ()) -> "State":
        """An independent state; the networks, which nothing writes, are shared, and columns whose keys are `shared`."""
        return replace(
            self,
            households=self.households.copy(shared),
            villages=self.villages.copy(shared),
            unions=self.unions.copy(),
            proposals=self.proposals.copy(),
            consultations=self.consultations.copy(),
            life=self.life.copy(),
            townships=self.townships.copy(shared),
            county=self.county.copy(shared),
            memory={name: dict(notes) for name, notes in self.memory.items()},
        )
