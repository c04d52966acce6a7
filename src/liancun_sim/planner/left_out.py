"""Who is left out of a plan, why, and the best each village could have had under the rules."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.planner.preparing import Prepared, months_of
from liancun_sim.planner.searching import Search
from liancun_sim.results.plan import columns

IntArray = npt.NDArray[np.intp]
BETWEEN = ";"


def ids_of(prepared: Prepared, rows: Iterable[int]) -> str:
    return BETWEEN.join(prepared.facts.ids[row] for row in rows)


def left_out(prepared: Prepared, found: Search, chosen: IntArray) -> pd.DataFrame:
    """Every village: its union, or why it has none, and the best it could have had."""
    candidates, rules, facts = prepared.candidates, prepared.rules, prepared.facts
    union_of: dict[int, int] = {}
    order = np.lexsort((-prepared.found.chance[chosen], months_of(chosen, prepared.found, rules)))
    for number, one in enumerate(chosen[order], start=1):
        union_of |= dict.fromkeys(candidates.members[int(one)], number)
    allowed = np.zeros(len(candidates), dtype=bool)
    allowed[found.packing.allowed] = True
    best = np.full(len(facts), -1)
    chance = prepared.found.chance
    for at in np.argsort(chance[candidates.rows], kind="stable"):
        if allowed[candidates.rows[at]]:
            best[candidates.places[at]] = candidates.rows[at]
    table = prepared.county.villages
    rows = []
    for row, name in enumerate(facts.ids):
        at = int(best[row])
        reason = _reason(row, at, union_of, rules.taken, set(rules.forbidden), candidates.members)
        rows.append(
            {
                "village_id": name, "township": table["township"].iloc[row], "village": table["name"].iloc[row],
                "union": str(union_of.get(row, "")), "reason": reason,
                "best_chance": float(chance[at]) if at >= 0 else float("nan"),
                "best_with": ids_of(prepared, (r for r in candidates.members[at] if r != row)) if at >= 0 else "",
            }
        )  # fmt: skip
    return pd.DataFrame(rows, columns=[one.name for one in columns.VILLAGES])


def _reason(
    row: int, best: int, union_of: Mapping[int, int], united: frozenset[int], forbidden: set[int],
    members: Sequence[tuple[int, ...]],
) -> str:  # fmt: skip
    if row in union_of:
        return "in_plan"
    if row in united:
        return "united"
    if row in forbidden:
        return "forbidden"
    if best < 0:
        return "no_partner"
    return "partner_elsewhere" if any(other in union_of for other in members[best]) else "others_first"
