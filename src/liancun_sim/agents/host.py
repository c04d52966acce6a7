"""What an agent of ours needs of the model it belongs to: faces and sets know these few things and not the model."""

from random import Random
from typing import Any, Protocol

import numpy as np
from mesa.agentset import AbstractAgentSet

from liancun_sim.agents.by_row import ByRow
from liancun_sim.agents.places import VillageNames
from liancun_sim.agents.tags import Tags
from liancun_sim.state import State


class Households(Protocol):
    """All households of a model."""

    def of_rows(self, rows: Any, /) -> AbstractAgentSet:
        """Those of some rows, as a set of their own."""


class HostModel(Protocol):
    """A model whose agents stand on rows of its state; `LiancunModel` is one."""

    random: Random  # the stdlib generator Mesa expects of a set
    rng: np.random.Generator
    agents_by_type: Any  # Mesa's registry, a set per class
    tags: Tags

    @property
    def state(self) -> State: ...
    @property
    def month(self) -> int: ...
    @property
    def households(self) -> Households: ...
    @property
    def villages_by_row(self) -> ByRow[Any]: ...
    @property
    def unions_by_row(self) -> ByRow[Any]: ...
    @property
    def village_names(self) -> VillageNames: ...
    @property
    def first_household_id(self) -> int: ...
