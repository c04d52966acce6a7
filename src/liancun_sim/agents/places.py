"""Where villages stand: the adjacency graph and Mesa's network space."""

from dataclasses import dataclass
from random import Random
from typing import Any, Self

import networkx as nx
import numpy as np
import numpy.typing as npt
from mesa.discrete_space import Network

from liancun_sim.county import County
from liancun_sim.state import State


@dataclass(frozen=True)
class VillageNames:
    """id, name, township : (village,) objects, by row. trade : names of leading trades by code."""

    id: npt.NDArray[Any]
    name: npt.NDArray[Any]
    township: npt.NDArray[Any]
    trade: npt.NDArray[Any]

    @classmethod
    def of(cls, county: County, state: State) -> Self:
        """The names of a county's villages."""
        townships = np.array(state.township_ids, dtype=object)
        return cls(
            np.array(state.village_ids, dtype=object),
            county.villages["name"].to_numpy(dtype=object),
            townships[state.villages.township],
            np.array(state.trades, dtype=object),
        )


def adjacency_graph(state: State) -> nx.Graph:
    """Adjacent villages as a graph: nodes are rows in order, with `id` and `pos` [km]; edges carry `kin_overlap`."""
    graph = nx.Graph()
    villages = state.villages
    for row, (name, x, y) in enumerate(zip(state.village_ids, villages.x_km.tolist(), villages.y_km.tolist())):
        graph.add_node(row, id=name, pos=(x, y))
    starts = np.repeat(np.arange(len(villages)), state.adjacency.degree)
    for row, other, kin in zip(starts.tolist(), state.adjacency.indices.tolist(), state.kin_overlap.tolist()):
        if row < other:
            graph.add_edge(row, other, kin_overlap=kin)
    return graph


def village_space(graph: nx.Graph, random: Random) -> Network:
    """Mesa's space of one cell per village, laid out where the villages lie."""
    return Network(graph, random=random, layout=dict(graph.nodes(data="pos")))
