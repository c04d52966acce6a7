"""A village as a Mesa agent standing in its cell of the adjacency network."""

from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
from mesa.agentset import AbstractAgentSet
from mesa.discrete_space import Cell, FixedAgent

from liancun_sim.agents.face import Face, Quantity, shows_columns
from liancun_sim.agents.host import HostModel
from liancun_sim.vocabulary import Label, say


@shows_columns("village")
class Village(Face, FixedAgent):
    """An administrative village (行政村): every village column by name, and the readable names below.

    Rows that point elsewhere are shown as what they point to: `union` and `tied_to` as agents,
    `township` and `leading_trade` by name.

    Examples
    --------
    >>> from liancun_sim import LiancunModel, Village
    >>> model = LiancunModel("baseline", villages=12, seed=7)
    >>> village = model.agents_by_type[Village][0]
    >>> village.households == len(village.residents), village.union is None
    (True, True)
    """

    model: HostModel

    id = Quantity(Label("Stable id", "村编号"), "text", lambda model, rows: model.village_names.id[rows])
    name = Quantity(Label("Name", "村名"), "text", lambda model, rows: model.village_names.name[rows])
    township = Quantity(
        Label("Township", "所属乡镇"), "text", lambda model, rows: model.village_names.township[rows]
    )  # fmt: skip
    leading_trade = Quantity(
        Label("Leading trade", "主导产业"), "text",
        lambda model, rows: model.village_names.trade[model.state.villages.leading_trade[rows]],
    )  # fmt: skip
    tied_to = Quantity(
        Label("Village of an earlier pairing", "此前结对的村"), "agent",
        lambda model, rows: model.villages_by_row[model.state.villages.tied_to[rows]],
    )  # fmt: skip
    union = Quantity(
        Label("Union", "所属联村"), "agent",
        lambda model, rows: model.unions_by_row[model.state.villages.union[rows]],
    )  # fmt: skip
    collective_income_yuan_per_year = Quantity(
        Label("Collective income of the last 12 months", "近12个月村集体经济收入"), "yuan/year",
        lambda model, rows: model.state.villages.collective_year_yuan[rows],
    )  # fmt: skip

    def __init__(self, model: HostModel, row: int, cell: Cell):
        object.__setattr__(self, "_row", row)
        super().__init__(model)
        self.cell = cell

    if TYPE_CHECKING:
        _row: int

        def __getattr__(self, name: str) -> Any:
            """Columns are attached when the class is made."""

    @property
    def residents(self) -> AbstractAgentSet:
        """Its households.

        >>> from liancun_sim import LiancunModel
        >>> model = LiancunModel("baseline", villages=12, seed=7)
        >>> sum(len(village.residents) for village in model.villages) == len(model.households)
        True
        """
        first = self.model.state.first_household
        return self.model.households.of_rows(np.arange(first[self._row], first[self._row + 1], dtype=np.intp))

    @property
    def neighbours(self) -> "list[Village]":
        """Adjacent villages, by id.

        >>> from liancun_sim import LiancunModel
        >>> model = LiancunModel("baseline", villages=12, seed=7)
        >>> village = model.villages[0]
        >>> all(village in other.neighbours for other in village.neighbours)
        True
        """
        return [self.model.villages_by_row[row] for row in self.model.state.adjacency.of(self._row)]

    def remove(self) -> NoReturn:
        """Villages stay: raises.

        >>> from liancun_sim import LiancunModel
        >>> model = LiancunModel("baseline", villages=12, seed=7)
        >>> model.villages[0].remove()
        Traceback (most recent call last):
        TypeError: villages are neither added nor removed during a run
        """
        raise TypeError(say("agents.villages_stay"))

    def __repr__(self) -> str:
        return f"<Village {self.id} {self.name}>"
