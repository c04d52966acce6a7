"""Runs the model month by month and, before each process, the rebuilt one on the same state, actions and draws."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from liancun_sim.interventions import Granted
from liancun_sim.mechanisms.mechanism import Month
from liancun_sim.simulation.schedule import Schedule, keep_within_bounds
from liancun_sim.state import COLUMNS
from rebuilt.beginning import BEGUN
from rebuilt.given import Given

RTOL = 1e-5
ATOL = {"float32": 1e-6, "float64": 1e-8}
BEGINNING = -1  # in the place of the month: how t0 is reached
YUAN = 1e-3  # a tenth of a fen, where gains and losses nearly cancel


@dataclass
class Difference:
    """Where a rebuilt process and the model part: the column, the month, how many rows, the first of them."""

    column: str
    month: int
    rows: int
    where: int
    rebuilt: object
    model: object


class Compared(Schedule):
    """A schedule whose every process is done twice."""

    def __init__(self, setup, values, policies, month):
        super().__init__(setup, values, policies)
        self.month = month
        self.differences = defaultdict(list)
        self.moved = defaultdict(set)  # columns that changed at all, by process

    def begin(self, state, draws):
        now = Month(state, 0, draws, self._channels(state, ()), Granted())
        for process in self.mechanisms:
            rebuilt = BEGUN.get(process.key, lambda _: {})(Given(process, now, self.setup, self.values))
            process.begin(state, draws)
            for key, values in rebuilt.items():
                self._compare_column(process, key, BEGINNING, values, column(state, key))

    def step(self, state, index, draws):
        now = Month(state, index, draws, self._channels(state, ()), Granted())
        for step in self.steps:
            if isinstance(step, str):
                now.channels, now.granted = self._policies_act(state, index, draws)
            elif step.key not in self.month:
                step.step(now)
            else:
                before = {key: column(state, key).copy() for key in step.writes}
                rebuilt = self.month[step.key](Given(step, now, self.setup, self.values))
                step.step(now)
                self._compare(step, index, before, rebuilt, state)
        keep_within_bounds(state)
        return now

    def _compare(self, step, index, before, rebuilt, state):
        lacking = set(step.writes) - rebuilt.keys()
        assert not lacking and rebuilt.keys() <= set(step.writes), (
            step.key,
            lacking,
            rebuilt.keys() - set(step.writes),
        )
        for key in step.writes:
            model = column(state, key)
            if not same(before[key], model).all():
                self.moved[step.key].add(key)
            self._compare_column(step, key, index, rebuilt[key], model)

    def _compare_column(self, step, key, index, rebuilt, model):
        ours = within_bounds(key, np.asarray(rebuilt), model)
        agree = same(ours, within_bounds(key, model, model), YUAN if COLUMNS[key].unit.startswith("yuan") else None)
        if not agree.all():
            at = np.flatnonzero(~agree)[0]
            self.differences[step.key].append(
                Difference(key, index, int((~agree).sum()), int(at), *(part(x, at) for x in (ours, model)))
            )


def column(state, key):
    entity, name = key.split(".")
    return getattr(state.store(entity), name)


def within_bounds(key, values, model):
    """As the model holds it: in the column's dtype, within its bounds, which are applied when the month ends."""
    declared = COLUMNS[key]
    if declared.dtype == "object":
        return values
    if declared.low is not None or declared.high is not None:
        values = np.clip(values, declared.low, declared.high)
    return np.asarray(values).astype(model.dtype)


def same(ours, model, atol=None):
    """Cell by cell: equal, or within rounding where they are real numbers."""
    if ours.shape != model.shape:
        return np.zeros(1, bool)
    if model.dtype == object:
        return np.array([alike(a, b) for a, b in zip(ours, model)] or [True])
    if model.dtype.kind == "f":
        return np.isclose(ours, model, rtol=RTOL, atol=atol or ATOL[model.dtype.name], equal_nan=True).ravel()
    return (ours == model).ravel()


def alike(one, other):
    return np.array_equal(one, other) if isinstance(other, (tuple, list, np.ndarray)) else one == other


def part(values, at):
    flat = values.ravel()
    return flat[at] if at < flat.size else values.shape
