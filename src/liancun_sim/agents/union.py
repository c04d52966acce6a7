"""A union of villages as a Mesa agent, registered while it lives."""

from typing import TYPE_CHECKING, Any, NoReturn

from mesa import Agent

from liancun_sim.agents.face import Face, Quantity, shows_columns
from liancun_sim.agents.host import HostModel
from liancun_sim.agents.village import Village
from liancun_sim.vocabulary import Label, say


@shows_columns("union")
class Union(Face, Agent):
    """A joint village (联村): every union column by name, `lead` and `members` as villages.

    Unions formed later have higher ids than every other agent. A dissolved union leaves the
    model's agent sets; a handle on it can still be read.

    Examples
    --------
    >>> from liancun_sim import LiancunModel
    >>> lenient = {"policies": [{"joint_village": {"threshold": 0.1}}]}
    >>> model = LiancunModel(lenient, villages=60, seed=7)
    >>> model.run_for(6)
    >>> union = model.unions[0]
    >>> union.lead in union.members, union.is_living
    (True, True)
    """

    model: HostModel

    lead = Quantity(
        Label("Lead village", "牵头村"), "agent",
        lambda model, rows: model.villages_by_row[model.state.unions.lead[rows]],
    )  # fmt: skip
    is_living = Quantity(
        Label("Still a union", "存续"), "yes/no", lambda model, rows: model.state.unions.dissolved_month[rows] < 0
    )  # fmt: skip

    def __init__(self, model: HostModel, row: int):
        object.__setattr__(self, "_row", row)
        super().__init__(model)

    if TYPE_CHECKING:
        _row: int

        def __getattr__(self, name: str) -> Any:
            """Columns are attached when the class is made."""

    @property
    def members(self) -> list[Village]:
        """Member villages, the lead among them.

        >>> from liancun_sim import LiancunModel
        >>> lenient = {"policies": [{"joint_village": {"threshold": 0.1}}]}
        >>> model = LiancunModel(lenient, villages=60, seed=7)
        >>> model.run_for(6)
        >>> all(village.union is union for union in model.unions for village in union.members)
        True
        """
        return [self.model.villages_by_row[row] for row in self.model.state.unions.members[self._row]]

    @property
    def age_months(self) -> int:
        """Months since it formed, until it dissolved.

        >>> from liancun_sim import LiancunModel
        >>> lenient = {"policies": [{"joint_village": {"threshold": 0.1}}]}
        >>> model = LiancunModel(lenient, villages=60, seed=7)
        >>> model.run_for(6)
        >>> all(0 <= union.age_months <= 6 for union in model.unions)
        True
        """
        end = self.dissolved_month if self.dissolved_month >= 0 else self.model.month
        return int(end - self.formed_month)

    def _leave_registry(self) -> None:
        """Deregister a union that consultation has dissolved."""
        super().remove()

    def remove(self) -> NoReturn:
        """Unions end by their members' decision: raises.

        >>> from liancun_sim import LiancunModel
        >>> lenient = {"policies": [{"joint_village": {"threshold": 0.1}}]}
        >>> model = LiancunModel(lenient, villages=60, seed=7)
        >>> model.run_for(6)
        >>> model.unions[0].remove()
        Traceback (most recent call last):
        TypeError: unions form and dissolve by their members' decision
        """
        raise TypeError(say("agents.unions_are_formed"))

    def __repr__(self) -> str:
        return f"<Union {self.key} of {len(self.members)} villages>"
