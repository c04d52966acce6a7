"""A household as a Mesa agent: a thin handle on one row of the household columns, made when asked for and kept."""

from collections import deque
from itertools import repeat
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
from mesa import Agent
from mesa.agentset import AbstractAgentSet

from liancun_sim.agents.face import Face, Quantity, shows_columns
from liancun_sim.agents.host import HostModel
from liancun_sim.vocabulary import Label, say


@shows_columns("household")
class Household(Face, Agent):
    """A household (农户): every column of the data dictionary by name, and the readable names below.

    Handles are never constructed: ask ``model.agents_by_type[Household]``, `village.residents` or
    `household.neighbours`. One handle stands for one household as long as its model lives.

    Examples
    --------
    >>> from liancun_sim import Household, LiancunModel
    >>> model = LiancunModel("baseline", villages=12, seed=7)
    >>> household = model.agents_by_type[Household][0]
    >>> household.village is model.villages[0], household.size > 0
    (True, True)
    """

    __slots__ = ("_row", "model")
    mesa_sets = frozenset()
    _row: int
    model: HostModel

    village = Quantity(
        Label("Village", "所在村"), "agent",
        lambda model, rows: model.villages_by_row[model.state.households.village[rows]],
    )  # fmt: skip
    union = Quantity(
        Label("Union of its village", "所属联村"), "agent",
        lambda model, rows: model.unions_by_row[model.state.villages.union[model.state.households.village[rows]]],
    )  # fmt: skip
    income_yuan_per_month = Quantity(
        Label("Household income this month", "家庭当月收入"), "yuan/month",
        lambda model, rows: model.state.households.income_yuan[rows],
    )  # fmt: skip
    income_yuan_per_year = Quantity(
        Label("Household income of the last 12 months", "家庭近12个月收入"), "yuan/year",
        lambda model, rows: model.state.households.income_year_yuan[rows],
    )  # fmt: skip
    income_yuan_per_person_per_year = Quantity(
        Label("Income per person of the last 12 months", "人均年收入"), "yuan/person/year",
        lambda model, rows: np.float64(1) * model.state.households.income_year_yuan[rows]
        / model.state.households.size[rows],
    )  # fmt: skip
    has_adopted = Quantity(
        Label("Has adopted the new crop", "已种新作物"), "yes/no",
        lambda model, rows: model.state.households.planting_month[rows] >= 0,
    )  # fmt: skip
    unique_id = Quantity(
        Label("Mesa's number of the agent", "主体编号"), "number",
        lambda model, rows: model.first_household_id + rows,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        raise TypeError(say("agents.households_stay"))

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Columns are attached when the class is made."""

    @property
    def neighbours(self) -> AbstractAgentSet:
        """Households it has ties with: kin, neighbours, some across the village border.

        >>> from liancun_sim import Household, LiancunModel
        >>> model = LiancunModel("baseline", villages=12, seed=7)
        >>> household = model.agents_by_type[Household][0]
        >>> all(household in other.neighbours for other in household.neighbours)
        True
        """
        rows = self.model.state.ties.of(self._row).astype(np.intp)
        return self.model.households.of_rows(rows)

    def remove(self) -> NoReturn:
        """Households stay: raises.

        >>> from liancun_sim import Household, LiancunModel
        >>> model = LiancunModel("baseline", villages=12, seed=7)
        >>> model.agents_by_type[Household][0].remove()
        Traceback (most recent call last):
        TypeError: households are neither added nor removed during a run
        """
        raise TypeError(say("agents.households_stay"))

    def __repr__(self) -> str:
        return f"<Household {self.number} of {self.village.id}>"

    def __getstate__(self) -> tuple[HostModel, int]:
        return self.model, self._row

    def __setstate__(self, state: tuple[HostModel, int]) -> None:
        model, row = state
        _set_model(self, model)
        _set_row(self, row)


_set_model, _set_row = (Household.__dict__[slot].__set__ for slot in ("model", "_row"))


def new_handles(model: HostModel, rows: list[int]) -> list[Household]:
    """Handles on some rows, past `Agent.__init__`, which would register each of them."""
    handles: list[Household] = list(map(object.__new__, repeat(Household, len(rows))))
    deque(map(_set_model, handles, repeat(model)), maxlen=0)
    deque(map(_set_row, handles, rows), maxlen=0)
    return handles
