"""What a policy may see: last month's state, read-only, the calendar, and its own draws."""

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from liancun_sim.draws import Draws  # compiled: policies can be listed without it


class Rows(Protocol):
    """A store as a policy sees it: read-only arrays as attributes."""

    def __getattr__(self, name: str) -> npt.NDArray[Any]: ...

    def __len__(self) -> int: ...


class PolicyView(Protocol):
    """The world as the county office knows it before the month begins.

    month : int — months since t0. start : ISO month of t0.
    villages, unions, proposals : read-only stores, as last month left them; this month's weather and local shocks,
        which the calendar has drawn already, cannot be read.
    draws : of the run; address them by `villages.key`, never by row.
    trades : names of leading trades by code.
    """

    month: int
    start: str
    draws: "Draws"
    trades: tuple[str, ...]

    @property
    def villages(self) -> Rows: ...

    @property
    def unions(self) -> Rows: ...

    @property
    def proposals(self) -> Rows: ...

    def adjacent(self, village: int) -> npt.NDArray[np.intp]:
        """Rows of the villages adjacent to one."""
        ...

    def coefficient(self, key: str) -> float:
        """The run's value of a behavioural coefficient."""
        ...

    def memory(self, policy: str) -> dict[str, Any]:
        """What this policy noted for itself in earlier months; note only values that cannot change, as tuples."""
        ...


WINTER = (11, 12, 1, 2, 3)  # greenhouse vegetables are planted in autumn and sold until spring


def month_of_year(view: PolicyView) -> int:
    """The calendar month about to begin: 1 for January."""
    return (int(view.start.split("-")[1]) - 1 + view.month) % 12 + 1
