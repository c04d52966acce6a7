"""Tiny counties for tests of one mechanism at a time: a state, a month, a union, without anything else."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from liancun_sim.county.csr import Csr
from liancun_sim.draws import Draws, village_keys
from liancun_sim.interventions import Action, ChannelValues, Contribution, Granted, Request
from liancun_sim.mechanisms import Mechanism, Month
from liancun_sim.state import State, Store
from liancun_sim.state.columns import CONSULTATION, COUNTY, HOUSEHOLD, LIFE, PROPOSAL, TOWNSHIP, UNION, VILLAGE

TRADES = ("grain", "greenhouse_vegetables", "orchard", "livestock", "private_industry")
DRAWS = Draws(7)


def hamlets(
    names: Sequence[str] | int = 6, *, households: int = 4, towns: Sequence[str] = ("east",), **villages: Any
) -> State:
    """Villages in a chain, each adjacent to the next; townships in turn; column values as given."""
    ids = tuple(f"v{i}" for i in range(names)) if isinstance(names, int) else tuple(names)
    count = len(ids)
    first = np.arange(count + 1, dtype=np.int64) * households
    state = State(
        households=Store(HOUSEHOLD, count * households),
        villages=Store(VILLAGE, count),
        unions=Store(UNION, 0),
        proposals=Store(PROPOSAL, 0),
        consultations=Store(CONSULTATION, 0),
        life=Store(LIFE, 0),
        townships=Store(TOWNSHIP, len(towns)),
        county=Store(COUNTY, 1),
        first_household=first,
        ties=Csr(np.zeros(count * households + 1, dtype=np.int64), np.zeros(0, dtype=np.uint32)),
        adjacency=chain(count),
        kin_overlap=np.zeros(2 * (count - 1)),
        village_ids=ids,
        township_ids=tuple(towns),
        trades=TRADES,
        memory={},
    )
    state.households.put("village", np.repeat(np.arange(count), households))
    state.households.put("number", np.tile(np.arange(households), count))
    state.households.put("size", 4)
    usual = {
        "key": village_keys(ids), "township": np.arange(count) % len(towns), "households": households,
        "persons": 4 * households, "cadre_posts": 3, "tied_to": -1,
    }  # fmt: skip
    for name, values in (usual | villages).items():
        state.villages.put(name, values)
    return state


def chain(count: int) -> Csr:
    neighbours = [[j for j in (i - 1, i + 1) if 0 <= j < count] for i in range(count)]
    start = np.cumsum([0, *map(len, neighbours)]).astype(np.int64)
    return Csr(start, np.array([j for row in neighbours for j in row], dtype=np.uint32))


def unite(state: State, *members: int, form: str = "strong_weak", month: int = 0, **values: Any) -> int:
    """Form a union in `month`; the first member leads."""
    row = state.unions.append(
        key=f"u{len(state.unions)}",
        form=form,
        lead=members[0],
        members=tuple(sorted(members)),
        formed_month=month,
        **values,
    )
    state.villages.union[list(members)] = row
    return row


def dissolve(state: State, row: int, month: int) -> None:
    state.unions.dissolved_month[row] = month
    state.villages.union[list(state.unions.members[row])] = -1


def step(
    mechanism: Mechanism,
    state: State,
    index: int,
    actions: Iterable[Action] = (),
    moves: Iterable[Contribution] = (),
    draws: Draws = DRAWS,
    cut: Iterable[Action] = (),
) -> None:
    """One month of one mechanism, with these actions granted and those cut."""
    channels = ChannelValues({c.key: c for c in mechanism.opens}, mechanism.bases(), len(state.villages), moves)
    granted = Granted(*([Request("test", 0, action, 0.0, 0.0) for action in some] for some in (actions, cut)))
    mechanism.step(Month(state, index, draws, channels, granted))
