"""What an audit keeps of a run: truth, reports and consent of every village at t0, at the end and in between."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from liancun_sim.running.audit.watched import AFTER, BEFORE, BY_MONTH, BY_VILLAGE, TRAIT, BoolArray, FloatArray
from liancun_sim.simulation.recorder import Recorder
from liancun_sim.state import State

ENDED = ("formed", "abandoned")  # states of a proposal after which its villages are left in peace
KEPT_AT_ENDS = (
    "listed",
    "listed_true",
    "listed_shadow",
    "listed_at_start",
    "satisfaction",
)


class Watch(Recorder):
    """A recorder that measures no indicator and keeps, month by month, what the audit's terms are made of.

    Parameters
    ----------
    months : of the run. answer_noise : SD of the noise in a household's answer.
    willing_always : keep the willingness of every village in every month, not at t0 and the last alone.

    Attributes
    ----------
    As of `Watched`, and

    planned : policy name → unions it planned, or villages it could choose from.
    """

    def __init__(self, months: int, answer_noise: float, willing_always: bool = False):
        super().__init__({})
        self.months, self.answer_noise = months, answer_noise
        self.willing_in = range(months + 1) if willing_always else (0, months)
        self.willing: dict[int, FloatArray] = {}
        self.before: dict[str, FloatArray] = {}
        self.after: dict[str, FloatArray] = {}
        self.traits: dict[str, FloatArray] = {}
        self.planned: dict[str, int] = {}
        self.unions: list[tuple[float, float]] = []

    def record(self, state: State, month: int, iso_month: str) -> None:
        villages = state.villages
        if month == 0:
            self._prepare(len(villages))
            self.line_true = float(state.county.line_true[0])
            self.before, self.traits = ends(state), traits(state)
        self.income[month] = villages.income_per_person_yuan / state.county.price_index[0]
        self.treated[month] = (villages.union >= 0) | (villages.supported > 0)
        self.reached[month] = self._reached_now(state) | self.reached[max(0, month - 1)]
        self.not_backward[month] = villages.listed_true == 0
        self.index_true[month] = villages.index_true
        if month in self.willing_in:
            self.willing[month] = willingness(state, self.answer_noise)
        asked_now = np.flatnonzero(villages.consulted_month == month - 1) if month else ()
        for village in asked_now:
            self.asked[village] = month
            self.willing_then[village] = willing_share(state, int(village), self.answer_noise)
            self.stated[village] = villages.stated_share[village]
            self.secret[village] = villages.secret_share[village]
        for members in state.unions.members[len(self.unions) :]:
            rows = list(members)
            self.unions.append((float(self.stated[rows].min()), float(self.willing_then[rows].min())))
        if month == self.months:
            self.after = ends(state)
            self.in_union = villages.union >= 0
            self.planned = {name: planned(notes) for name, notes in state.memory.items()}
            self.proposals, self.dissolved = len(state.proposals), int(np.sum(state.unions.dissolved_month >= 0))

    def _prepare(self, villages: int) -> None:
        shape = (self.months + 1, villages)
        self.income, self.index_true = np.empty(shape), np.empty(shape)
        self.treated, self.not_backward = np.empty(shape, dtype=bool), np.empty(shape, dtype=bool)
        self.reached: BoolArray = np.zeros(shape, dtype=bool)
        self.mobilised: BoolArray = np.zeros(villages, dtype=bool)
        self._live: BoolArray = np.zeros(villages, dtype=bool)
        self.asked = np.full(villages, -1)
        self.willing_then, self.stated, self.secret = (np.full(villages, np.nan) for _ in range(3))

    def _reached_now(self, state: State) -> BoolArray:
        """(village,) whether it is treated or was granted anything this month, mobilisation apart."""
        villages, proposals = state.villages, state.proposals
        live = np.zeros(len(villages), dtype=bool)
        for row in np.flatnonzero(~np.isin(proposals.state, ENDED)):
            live[list(proposals.members[row])] = True
        asked_for = live | self._live  # a proposal given up this month was still mobilised in it
        self._live, self.mobilised = live, self.mobilised | live
        granted = (villages.policy_yuan > 0) | (villages.policy_cadre_months > 0)
        return np.asarray((granted & ~asked_for) | (villages.union >= 0) | (villages.supported > 0))


def rows(watch: Watch, ids: npt.NDArray[Any]) -> dict[str, dict[str, Any]]:
    """The tables a watched world leaves behind. ids : (village,)."""
    months, villages = watch.income.shape
    willing = np.full((months, villages), np.nan)
    for month, shares in watch.willing.items():
        willing[month] = shares
    listed = {name: getattr(watch, name) for name in BY_MONTH} | {"willing": willing}
    parts = ((BEFORE, watch.before), (AFTER, watch.after), (TRAIT, watch.traits))
    found: dict[str, dict[str, Any]] = {
        "months": {
            "month": np.repeat(np.arange(months), villages),
            "village_id": np.tile(ids, months),
            **{name: values.ravel() for name, values in listed.items()},
        },
        "villages": {
            "village_id": ids,
            **{name: getattr(watch, name) for name in BY_VILLAGE},
            **{f"{part}{name}": values.astype(np.float64) for part, of in parts for name, values in of.items()},
        },
        "proposals": {
            "proposals": np.array([watch.proposals]),
            "dissolved": np.array([watch.dissolved]),
            "line_true": np.array([watch.line_true]),
        },
    }
    if watch.unions:
        stated, private = zip(*watch.unions, strict=True)
        found["unions"] = {"union": np.arange(len(stated)), "stated": np.array(stated), "private": np.array(private)}
    return found


def planned(notes: Mapping[str, Any]) -> int:
    """Unions in a policy's plan; where it plans none, the longest list of villages it chose from."""
    lists = [notes["plan"]] if "plan" in notes else [note for note in notes.values() if isinstance(note, tuple)]
    return max(map(len, lists), default=0)


def willingness(state: State, answer_noise: float) -> FloatArray:
    """(village,) mean over all households of the chance that an unpressured answer is yes."""
    yes = chance_of_yes(state.households.attitude, answer_noise)
    first = state.first_household
    return np.add.reduceat(yes, first[:-1]) / np.diff(first)


def willing_share(state: State, village: int, answer_noise: float) -> float:
    """`willingness` of one village."""
    rows = slice(state.first_household[village], state.first_household[village + 1])
    yes = chance_of_yes(state.households.attitude[rows], answer_noise)
    return float(np.add.reduceat(yes, [0])[0] / yes.size)


def chance_of_yes(attitude: npt.NDArray[np.float32], answer_noise: float) -> FloatArray:
    """Φ(x / σ_z): the private answer 1[x + z > 0] without the luck of its draw."""
    if answer_noise == 0:
        return (attitude > 0).astype(np.float64)
    return np.asarray(ndtr(attitude.astype(np.float64) / answer_noise))


def ends(state: State) -> dict[str, FloatArray]:
    """Village columns at one end of the audit; incomes in yuan of the base year."""
    villages, prices = state.villages, state.county.price_index[0]
    kept = {name: getattr(villages, name).astype(np.float64) for name in KEPT_AT_ENDS}
    for name in ("income_assessed_yuan", "income_shadow_yuan"):
        kept[name] = getattr(villages, name) / prices
    return kept


def traits(state: State) -> dict[str, FloatArray]:
    """What an evaluator knows of villages before anything acts."""
    villages = state.villages
    return {
        "assessed_index": villages.index_assessed.copy(),
        "reported_income_log": np.log(villages.income_assessed_yuan),
        "collective_income_log": np.log1p(np.maximum(0.0, villages.collective_year_yuan)),
        "public_goods": villages.public_goods.copy(),
        "satisfaction": villages.satisfaction.copy(),
        "capacity": villages.capacity.copy(),
        "households_log": np.log(villages.households),
        "land_per_person": villages.land_mu / np.maximum(1, villages.persons),
        "workshops_log": np.log1p(villages.workshops),
    }
