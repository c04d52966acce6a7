"""What a map needs of a county: a comparison has it, and so may anything else."""

from collections.abc import Mapping
from typing import Protocol

import pandas as pd

from liancun_sim.results import Rings


class Land(Protocol):
    """villages : indexed by id, columns township, village, x_km, y_km. edges : pairs of adjacent ids. outlines : rings
    of the areas of villages where they are known, by id."""

    @property
    def villages(self) -> pd.DataFrame: ...

    @property
    def edges(self) -> tuple[tuple[str, str], ...]: ...

    @property
    def outlines(self) -> Mapping[str, Rings]: ...
