"""What an audit reads of one world, from the rows a store keeps of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
TABLES = ("months", "villages", "unions", "proposals")
"""Of a world whose claims are split. months : a row per month and village. villages : at t0, at consultations and at
the end. unions : consent when each formed. proposals : one row."""
BY_MONTH = ("income", "index_true", "treated", "reached", "not_backward")
BY_VILLAGE = ("mobilised", "asked", "willing_then", "stated", "secret", "in_union")
BEFORE, AFTER, TRAIT = "before.", "after.", "trait."


@dataclass(frozen=True, eq=False)
class Watched:
    """One world of an audit, as `Watch` found it.

    Attributes
    ----------
    months : of the run. income : (month, village) real yuan per person over 12 months. treated : in a union or
        supported. reached : (month, village) so far in a union, supported, or granted what a policy asked for it.
    mobilised : (village,) ever in a proposal.
    not_backward : (month, village) by the true index's own list. index_true : (month, village).
    willing : month → (village,) share of all households that would privately agree.
    asked : (village,) month of the last consultation, −1 for none; `willing_then`, `stated`, `secret` at it.
    unions : (stated, private) consent of each union's least agreeing member when it formed.
    proposals, dissolved : numbers at the end. in_union : (village,) at the end.
    before, after : village columns at t0 and at the end, incomes deflated. traits : of villages at t0.
    line_true : the index at or below which a village is truly backward.
    """

    months: int
    income: FloatArray
    index_true: FloatArray
    treated: BoolArray
    reached: BoolArray
    not_backward: BoolArray
    willing: Mapping[int, FloatArray]
    mobilised: BoolArray
    asked: npt.NDArray[np.int64]
    willing_then: FloatArray
    stated: FloatArray
    secret: FloatArray
    in_union: BoolArray
    before: Mapping[str, FloatArray]
    after: Mapping[str, FloatArray]
    traits: Mapping[str, FloatArray]
    unions: list[tuple[float, float]]
    proposals: int
    dissolved: int
    line_true: float


def read(tables: Mapping[str, Mapping[str, Any]]) -> Watched:
    """A watched world from its rows."""
    villages, whole = tables["villages"], tables["proposals"]
    size = villages["village_id"].size
    by_month = {name: values.reshape(-1, size) for name, values in tables["months"].items()}
    willing = {month: shares for month, shares in enumerate(by_month["willing"]) if not np.isnan(shares).all()}
    unions = tables.get("unions", {"stated": (), "private": ()})
    ends = {
        part: {name.removeprefix(part): values for name, values in villages.items() if name.startswith(part)}
        for part in (BEFORE, AFTER, TRAIT)
    }
    return Watched(
        months=len(by_month["income"]) - 1,
        **{name: by_month[name] for name in BY_MONTH},
        willing=willing,
        **{name: villages[name] for name in BY_VILLAGE},
        before=ends[BEFORE],
        after=ends[AFTER],
        traits=ends[TRAIT],
        unions=[(float(stated), float(private)) for stated, private in zip(*_pair(unions), strict=True)],
        proposals=int(whole["proposals"][0]),
        dissolved=int(whole["dissolved"][0]),
        line_true=float(whole["line_true"][0]),
    )


def _pair(unions: Mapping[str, Any]) -> tuple[Any, Any]:
    return unions["stated"], unions["private"]
