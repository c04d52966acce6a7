"""A union somebody has planned, and ``planned_unions.csv`` of a county folder: one line a union."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from liancun_sim.vocabulary import nearest

if TYPE_CHECKING:
    import pandas as pd

    from liancun_sim.county.faults import Faults

FILE = "planned_unions.csv"
HEADER = ("month", "lead", "members", "form")
BETWEEN = ";"
CALENDAR_MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")
LAST_MONTH = 240


@dataclass(frozen=True, slots=True)
class GivenUnion:
    """Who with whom.

    month : ``2024-03``, or the number of months after the policy begins (``0`` is its first).
    lead : a village, one of `members`. form : a form's key, or "" where nobody said.
    """

    month: str
    lead: str
    members: tuple[str, ...]
    form: str = ""


def is_month(text: str) -> bool:
    """Whether a text is a month as `GivenUnion` has it."""
    return CALENDAR_MONTH.fullmatch(text) is not None or (text.isdecimal() and int(text) <= LAST_MONTH)


def read_planned(path: Path, ids: Collection[str], faults: "Faults") -> tuple[GivenUnion, ...]:
    """The plan of a county folder; members are village ids with ``;`` between, the lead among them."""
    from liancun_sim.county.village_table import read_rows

    rows = read_rows(path, FILE, faults)
    if not rows:
        return ()
    header = tuple(cell.strip() for cell in rows[0][1])
    if header != HEADER:
        faults.add(FILE, "edge_header", 1, found=", ".join(header), expected=", ".join(HEADER))
        return ()
    unions = []
    known, taken = set(ids), set[str]()
    for line, cells in rows[1:]:
        if len(cells) != len(HEADER):
            faults.add(FILE, "wrong_cell_count", line, found=len(cells), expected=len(HEADER))
            continue
        month, lead, listed, form = (cell.strip() for cell in cells)
        members = tuple(part.strip() for part in listed.split(BETWEEN) if part.strip())
        for name in dict.fromkeys((lead, *members)):
            if name not in known:
                near = nearest(name, known) if len(known) < 5000 else None
                key = "unknown_village" if near is None else "unknown_village_near"
                faults.add(FILE, key, line, id=name, near=near)
            elif name in taken:
                faults.add(FILE, "planned_twice", line, id=name)
        taken |= {lead, *members}
        if not is_month(month):
            faults.add(FILE, "planned_month", line, value=month, last=LAST_MONTH)
        if lead not in members or len(set(members)) != len(members) or len(members) < 2:
            faults.add(FILE, "planned_members", line)
        unions.append(GivenUnion(month, lead, members, form))
    return tuple(unions)


def planned_frame(unions: Sequence[GivenUnion]) -> "pd.DataFrame":
    """The table of a plan, with the columns of `HEADER`."""
    import pandas as pd

    rows = [(one.month, one.lead, BETWEEN.join(one.members), one.form) for one in unions]
    return pd.DataFrame(rows, columns=list(HEADER))
