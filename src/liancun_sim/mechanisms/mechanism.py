"""The base of every mechanism: one process of the month, with what it reads, writes, opens and accepts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from liancun_sim.draws import Draws
from liancun_sim.interventions import Action, Channel, ChannelValues, Granted
from liancun_sim.mechanisms.setup import Setup
from liancun_sim.parameters import Coefficient, Coefficients
from liancun_sim.state import State
from liancun_sim.vocabulary import Label


@dataclass(slots=True)
class Month:
    """All a mechanism needs in a month.

    index : months since t0, 0 for the first simulated month.
    draws : addressed by the run's seed.
    channels : values after policies moved them. granted : actions settled within the budget.
    """

    state: State
    index: int
    draws: Draws
    channels: ChannelValues
    granted: Granted


class Mechanism:
    """One process, one file. Every column has exactly one writer.

    Class attributes
    ----------------
    key, label : name and both names.
    reads, writes : column keys (``village.capacity``) its step reads and writes.
    founds : columns only its `begin` sets, and nothing changes afterwards.
    alike : of what it writes, columns that draws and coefficients alone decide, written in place. Worlds of one
        replication that run side by side have one array of them.
    opens : channels policies may move through it. accepts : actions it carries out.
    coefficients : its behavioural guesses. borrows : those of another mechanism that it reads too.
    """

    key: ClassVar[str]
    label: ClassVar[Label]
    reads: ClassVar[tuple[str, ...]] = ()
    writes: ClassVar[tuple[str, ...]] = ()
    founds: ClassVar[tuple[str, ...]] = ()
    alike: ClassVar[tuple[str, ...]] = ()
    opens: ClassVar[tuple[Channel, ...]] = ()
    accepts: ClassVar[tuple[type[Action], ...]] = ()
    coefficients: ClassVar[tuple[Coefficient, ...]] = ()
    borrows: ClassVar[tuple[Coefficient, ...]] = ()

    def __init__(self, setup: Setup, values: Mapping[str, float] = {}):
        self.setup = setup
        self.k = Coefficients((*self.coefficients, *self.borrows), values)

    def begin(self, state: State, draws: Draws) -> None:
        """Set the columns it writes to their values at t0, from the county's own draws."""

    def step(self, month: Month) -> None:
        """Advance its columns by one month."""
        raise NotImplementedError

    @classmethod
    def step_side_by_side(cls, mechanisms: Sequence[Self], months: Sequence[Month]) -> None:
        """Advance worlds of one replication, each with its mechanism and its month, as `step` does each alone."""
        for mechanism, month in zip(mechanisms, months, strict=True):
            mechanism.step(month)

    def bases(self) -> dict[str, float]:
        """Base values of the channels it opens."""
        return {c.key: getattr(self.k, c.base) if isinstance(c.base, str) else float(c.base) for c in self.opens}
