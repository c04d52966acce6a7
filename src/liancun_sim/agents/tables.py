"""Stores as pandas tables, with names in place of rows."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from liancun_sim.agents.by_row import ByRow
from liancun_sim.agents.face import quantities
from liancun_sim.agents.host import HostModel
from liancun_sim.agents.household import Household
from liancun_sim.agents.tags import UNSET
from liancun_sim.agents.union import Union
from liancun_sim.agents.village import Village
from liancun_sim.vocabulary import say

ENTITIES: dict[type | str, str] = {
    Household: "household", Village: "village", Union: "union", "proposal": "proposal", "consultation": "consultation",
}  # fmt: skip
VILLAGE_ROWS = {"village", "lead", "tied_to"}
UNION_ROWS = {"union"}


def table(model: HostModel, kind: type | str) -> pd.DataFrame:
    """All rows of one kind: `Household`, `Village`, `Union` (dissolved ones too), ``proposal``, ``consultation``.

    Windows of months are left out, tags stand last; rows that point to a village or union become its id or key.
    """
    if kind not in ENTITIES:
        known = ", ".join(k if isinstance(k, str) else k.__name__ for k in ENTITIES)
        raise ValueError(say("agents.no_such_table", kind=getattr(kind, "__name__", kind), known=known))
    store = model.state.store(ENTITIES[kind])
    rows = np.arange(len(store), dtype=np.intp)
    found: dict[str, Any] = {}
    if isinstance(kind, type):
        derived = {name: q for name, q in quantities(kind).items() if name not in store}
        found |= {name: q.values(model, rows) for name, q in derived.items()}
    for name, column in store.columns.items():
        if column.width == 1:
            found[name] = _named(model, name, store.arrays()[name], column.unit)
    if not isinstance(kind, type):
        return pd.DataFrame(found, index=pd.Index(rows, name="row"))
    agents: ByRow[Any] = model.villages_by_row if kind is Village else model.unions_by_row
    numbers = found.pop("unique_id") if kind is Household else [agent.unique_id for agent in agents]
    frame = pd.DataFrame(found, index=pd.Index(numbers, name="unique_id"))
    for name in model.tags.names(kind):
        values = model.tags.column(kind, name) or []
        told = [None if value is UNSET else value for value in values]
        frame[name] = pd.Series(told, index=frame.index, dtype=object if UNSET in values else None)
    return frame


def _named(model: HostModel, name: str, values: Any, unit: str) -> Any:
    ids, keys = model.village_names.id, model.state.unions.key
    if name in VILLAGE_ROWS:
        return _looked_up(values, ids)
    if name in UNION_ROWS:
        return _looked_up(values, keys)
    if name == "members":
        return [tuple(ids[list(members)]) for members in values]
    if name == "township":
        return model.village_names.township
    if name == "leading_trade":
        return model.village_names.trade[values]
    return values.astype(bool) if unit == "yes/no" else values


def _looked_up(rows: Any, names: Iterable[str]) -> Any:
    return np.array([*names, None], dtype=object)[rows]
