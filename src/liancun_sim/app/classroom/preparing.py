"""What needs the county and its scenarios: the pages of a class, and worlds of what is asked.

All of it takes most of what is installed, so it is done in a process of its own (`clerk`).
"""

import pickle
from collections.abc import Sequence
from typing import Any

from liancun_sim.app.classroom.asked import AskedWorld, Pages, Plan
from liancun_sim.app.classroom.pages import entry_page, student_page, teacher_page
from liancun_sim.app.classroom.worlds import ClassWorld
from liancun_sim.app.question import DRAWN, drawn_unions
from liancun_sim.county import County, load_county, make_county
from liancun_sim.scenario import load_scenario, shipped_names
from liancun_sim.vocabulary import BadInput, Fault, say

VILLAGES = 60
"""Villages of the county a class has unless it brings one: a world of five years takes half a second."""
VILLAGES_MOST = 200


def class_county(source: str | None) -> County:
    """The county of a class: one made for it, or a folder's.

    Raises
    ------
    BadInput
        If it is larger than a class can wait for, or wrong.
    """
    land = make_county(villages=VILLAGES) if source is None else load_county(source)
    if len(land.villages) > VILLAGES_MOST:
        message = say("cli.too_large_for_class", villages=len(land.villages), most=VILLAGES_MOST, ours=VILLAGES)
        raise BadInput(Fault(source or "", "--county", message))
    return land


class Preparing:
    """One county. months : of every world."""

    def __init__(self, land: County, months: int = 60):
        self.land, self.months = land, months
        self._rows = {name: row for row, name in enumerate(land.villages.index.astype(str))}

    def county(self) -> bytes:
        """The county, pickled."""
        return pickle.dumps(self.land)

    def pages(self, link: str, code: str, language: str) -> Pages:
        """link, code : by which students come in."""
        return Pages(
            entry_page(language), teacher_page(self.land, link, code, language), student_page(self.land, language)
        )

    def worlds(self, source: Any, uncertainty: str, count: int) -> Sequence[AskedWorld]:
        """Worlds of a scenario, one a replication."""
        scenario = load_scenario(source, months=self.months)
        return tuple(ClassWorld(scenario, uncertainty, number).asked() for number in range(count))

    def preset(self, name: Any, uncertainty: str, count: int) -> Sequence[AskedWorld]:
        """Worlds of a shipped scenario.

        Raises
        ------
        BadInput
            If it is none.
        """
        if not isinstance(name, str) or name not in shipped_names():
            raise BadInput(Fault("", "scenario", say("class.no_preset")))
        return self.worlds(name, uncertainty, count)

    def plan(self, sent: Any, most: int, decision: Any, uncertainty: str, count: int) -> Plan:
        """A plan that was drawn. most : unions it may have. decision : how they are decided.

        Raises
        ------
        BadInput
            Naming every fault of it.
        """
        faults: list[Fault] = []
        unions = drawn_unions(sent, self.land, faults)
        if not faults and not 1 <= len(unions) <= most:
            faults.append(Fault("", "unions", say("class.no_plan", most=most)))
        if faults:
            raise BadInput(faults)
        source = {"extends": "baseline", "name": DRAWN, "decision": decision,
                  "policies": [{"planned_unions": {"unions": unions}}]}  # fmt: skip
        load_scenario(source, months=self.months).build_policies(self.land)
        rows = tuple(tuple(self._rows[name] for name in one["members"]) for one in unions)
        return Plan(rows, tuple(self.worlds(source, uncertainty, count)))
