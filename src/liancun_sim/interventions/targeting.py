"""Which villages first: by ease, by need, at random, or as named."""

from types import SimpleNamespace

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions.view import PolicyView

TAUGHT_TRADE = "greenhouse_vegetables"  # what technicians teach (source documents, joint party branches)


def office_score(view: PolicyView, screening: float) -> npt.NDArray[np.float64]:
    """The office's guess how easily each village would agree. [SD]

    ``score = r·v + √(1 − r²)·N(0, 1)``, with r the screening lever and v the true village attitude,
    which has unit variance. (village,) float64.
    """
    noise = view.draws.normal("targeting.screening", view.villages.key)
    score: npt.NDArray[np.float64] = screening * view.villages.leaning + np.sqrt(1 - screening**2) * noise
    return score


def merit(view: PolicyView, name: str, lever: SimpleNamespace) -> npt.NDArray[np.float64]:
    """What the targeting lever goes by: villages with more are taken first. (village,) float64. [SD]

    A list, having no order of its own, goes by ease where partners for a named village are wanted.
    """
    if lever.targeting == "need_first":
        return np.asarray(-view.villages.index_assessed, dtype=np.float64)
    if lever.targeting == "random":
        return view.draws.normal(f"targeting.random/{name}", view.villages.key)
    return office_score(view, lever.screening)


def drawn_townships(view: PolicyView, stream: str, count: int) -> npt.NDArray[np.bool_]:
    """Villages of as many townships, those whose first village draws the lowest: (village,) bool."""
    township = view.villages.township
    first = np.unique(township, return_index=True)[1]
    lot = view.draws.uniform(stream, view.villages.key[first])
    drawn = np.argsort(lot, kind="stable")[:count]
    return np.isin(township, township[first[drawn]])


def ranked(
    view: PolicyView,
    name: str,
    lever: SimpleNamespace,
    eligible: npt.NDArray[np.bool_] | None = None,
) -> list[int]:
    """Rows of eligible villages in the order a policy would take them; ties by village id.

    The named ones first, in the order they are named; with ``list`` only those.
    """
    ok = np.ones(len(view.villages), dtype=bool) if eligible is None else eligible
    named = [row for row in dict.fromkeys(lever.villages) if ok[row]]
    if lever.targeting == "list":
        return named
    first = set(named)
    order = np.argsort(-merit(view, name, lever), kind="stable")
    return named + [int(row) for row in order if ok[row] and row not in first]


def growing(view: PolicyView) -> npt.NDArray[np.bool_]:
    """(village,) bool — villages that live by greenhouse vegetables, whose growers can teach others."""
    codes = [code for code, trade in enumerate(view.trades) if trade == TAUGHT_TRADE]
    return np.isin(view.villages.leading_trade, codes)
