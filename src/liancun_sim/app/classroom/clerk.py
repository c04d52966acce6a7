"""The clerk of a class: knows its county, makes its pages and the worlds of what is asked."""

from collections.abc import Sequence
from typing import Any

from liancun_sim.app.classroom.asked import AskedWorld, Pages, Plan
from liancun_sim.app.clerk import Clerk

IMPORTED = ("liancun_sim.app.classroom.preparing",)
"""All that clerks and worlds of a class need."""


class ClassClerk(Clerk):
    """As `Preparing`, whose methods these are.

    source : a county folder, or None for the one a class has. months : of every world.

    Raises
    ------
    BadInput
        If the county is none, or too large.
    """

    def __init__(self, source: str | None, months: int = 60):
        super().__init__(_prepared, source, months, imported=IMPORTED)

    def county(self) -> bytes:
        return self.ask("county")  # type: ignore[no-any-return]

    def pages(self, link: str, code: str, language: str) -> Pages:
        return self.ask("pages", link, code, language)  # type: ignore[no-any-return]

    def worlds(self, source: Any, uncertainty: str, count: int) -> Sequence[AskedWorld]:
        return self.ask("worlds", source, uncertainty, count)  # type: ignore[no-any-return]

    def preset(self, name: Any, uncertainty: str, count: int) -> Sequence[AskedWorld]:
        return self.ask("preset", name, uncertainty, count)  # type: ignore[no-any-return]

    def plan(self, sent: Any, most: int, decision: Any, uncertainty: str, count: int) -> Plan:
        return self.ask("plan", sent, most, decision, uncertainty, count)  # type: ignore[no-any-return]


def _prepared(source: str | None, months: int) -> object:
    from liancun_sim.app.classroom.preparing import Preparing, class_county

    return Preparing(class_county(source), months)
