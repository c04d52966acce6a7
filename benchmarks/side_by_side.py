"""Runs the columns and hands what their kernels are given, month by month, to the Mesa twin."""

from contextlib import contextmanager
from importlib import import_module

import numpy as np
from mesa_twin import AddressedTwin
from numpy_twins import bound, taken_apart
from ready import timed

from liancun_sim.draws import _bits, month_slot
from liancun_sim.simulation.schedule import Schedule

KERNELS = {
    "persuade": "outreach", "listen": "attitude", "relax_trust": "union_life", "allot_visits": "diffusion",
    "hear_and_decide": "diffusion", "grow": "diffusion", "apply": "diffusion", "earn": "income",
}  # fmt: skip
BY_VILLAGE = {
    "persuade": ("visits_leading", "visits_others", "notices", "persuasion"),
    "listen": ("anchor", "trust_weight", "cadre_weight"),
    "hear_and_decide": ("beside_yuan",),
    "grow": ("price",),
    "earn": ("level", "farm", "business", "wage", "other", "village_yuan", "poor_yuan", "model_yuan"),
}
FOR_ALL = {
    "persuade": ("effect", "log_further", "talk_kept", "publicity_kept"),
    "listen": ("spread",),
    "hear_and_decide": ("log_not_told_adopter", "log_not_told_informed", "doubt", "technician_word", "catching_up",
                        "build_yuan", "life_years", "pay", "least_land_mu", "savings_years"),
    "grow": ("yield_yuan", "former_yuan", "life_months", "failure_floor", "failure_slope", "visit_skill", "own_skill",
             "peer_skill"),
    "earn": ("permanent_weight", "kept", "persistent_spread", "month_spread", "weather_spread", "loan_yield"),
}  # fmt: skip
TRAITS = (
    "size", "land_mu", "suits_cash_crop", "is_party", "is_cadre", "permanent", "farm_share", "business_share",
    "wage_share", "own_view", "yielding", "influence", "attitude", "campaign", "publicity", "exposure", "trust",
    "transitory", "persistence", "loan_yuan",
    "is_poor", "informed", "planting_month", "failed", "skill", "visits", "failed_contacts", "considering",
    "required_yuan", "expected_yuan", "greenhouse_yuan", "crop_yuan", "income_year_yuan",
)  # fmt: skip
CONTINUOUS = (
    "attitude", "campaign", "trust", "skill", "crop_yuan", "transitory", "income_yuan", "income_year_yuan",
    "expected_yuan",
)  # fmt: skip
DISCRETE = ("informed", "planting_month", "failed")


@contextmanager
def wrapped(wrap):
    """Within it, mechanisms call ``wrap(name, kernel)`` in place of every household kernel."""
    modules = {name: import_module(f"liancun_sim.mechanisms.{module}.{module}") for name, module in KERNELS.items()}
    kernels = {name: getattr(module, name) for name, module in modules.items()}
    for name, module in modules.items():
        setattr(module, name, wrap(name, kernels[name]))
    try:
        yield
    finally:
        for name, module in modules.items():
            setattr(module, name, kernels[name])


def overheard(calls):
    """Within it, the arguments of every household kernel's last call are kept in `calls`, by kernel and name."""

    def listening(name, kernel):
        def call(*given, **keywords):
            calls[name] = {key: small_copied(value) for key, value in bound(kernel, given, keywords).items()}
            return kernel(*given, **keywords)

        return call

    return wrapped(listening)


def small_copied(value):
    """A copy of a small array, or of a group with its small arrays copied; anything else as it is."""
    if hasattr(value, "_asdict"):
        return value._make(small_copied(part) for part in value)
    if isinstance(value, tuple):
        return tuple(small_copied(part) for part in value)
    return value.copy() if isinstance(value, np.ndarray) and value.size < 10_000 else value


def timed_kernels(seconds):
    """Within it, the time of every call of a household kernel is added to `seconds`, by kernel."""
    return wrapped(lambda name, kernel: timed(kernel, seconds.setdefault(name, [])))


class SideBySide:
    """A small county run as columns and, from the same state and the same inputs, as Mesa agents.

    world, scenario : what to run. kind : `MesaTwin`, `CellTwin`, or `AddressedTwin` to draw what the kernels draw.
    """

    def __init__(self, world, scenario, draws, kind):
        self.schedule = Schedule(scenario.setup, scenario.coefficients, scenario.build_policies(world.county))
        self.state, self.draws = world.begin(self.schedule), draws
        self.calls = {}
        people = self.traits(), self.state.households.village, self.state.ties
        self.twin = kind(*people, self.words) if kind is AddressedTwin else kind(*people)

    def traits(self):
        """What households are and have at t0, by the names their agents use."""
        h = self.state.households
        return {name: getattr(h, name) for name in TRAITS} | {"window": h.income_window_yuan.T}

    def step_columns(self, index):
        """A month of the columns; its inputs go to the twin's villages."""
        before = self.state.villages.technician_visits.copy()
        self.calls = {"listen": self.calls["listen"]} if "listen" in self.calls else {}  # where all sleep, it stands
        with overheard(self.calls):
            month = self.schedule.step(self.state, index, self.draws)
        self._hand_over(month, before)

    def _hand_over(self, month, visits_before):
        state, calls = self.state, {name: taken_apart(call) for name, call in self.calls.items()}
        by_village = {key: np.zeros(len(state.villages)) for keys in BY_VILLAGE.values() for key in keys}
        for name, keys in BY_VILLAGE.items():
            by_village |= {key: calls[name][key].astype(float).ravel() for key in keys if name in calls}  # of one world
        by_village["visits"], by_village["visits_before"] = state.villages.technician_visits, visits_before
        by_village["trust_response"] = kept_promises(state, month.index, self.schedule)
        everything = {key: list(values) for key, values in by_village.items()}
        for row, village in enumerate(self.twin.villages):
            village.inputs = {key: float(values[row]) for key, values in everything.items()}
        shared = {key: float(calls[name][key]) for name, keys in FOR_ALL.items() for key in keys if name in calls}
        usual = {"effect": 0.0, "log_further": -0.5, "talk_kept": 1.0, "publicity_kept": 1.0,
                 "spread": 0.0, "memory": self.schedule.values["diffusion.failure_memory"],
                 "trust_return": float(calls["relax_trust"]["rate"])}  # fmt: skip
        self.twin.inputs = usual | shared
        for household, poor in zip(self.twin.households, calls["earn"]["is_poor"].tolist(), strict=True):
            household.is_poor = poor

    def words(self, stream, index):
        """The kernels' random words of one month: (household, 4)."""
        h, key = self.state.households, self.state.villages.key[self.state.households.village]
        out = np.empty((len(h), 4), np.uint32)
        low, high = (key & np.uint64(0xFFFFFFFF)).astype(np.uint32), (key >> np.uint64(32)).astype(np.uint32)
        _bits(out, h.number, month_slot(index), low, high, *self.draws.stream(stream))
        return out

    def differences(self):
        """Largest difference by column; of continuous ones relative to the value, or the column's spread if larger."""
        h, found = self.state.households, {}
        for name in (*CONTINUOUS, *DISCRETE):
            columns = getattr(h, name).astype(float)
            agents = np.array([float(getattr(one, name)) for one in self.twin.households])
            scale = np.maximum(np.abs(columns), columns.std()) if name in CONTINUOUS else 1.0
            found[name] = float(np.max(np.abs(agents - columns) / np.where(scale > 0, scale, 1.0)))
        return found


def kept_promises(state, index, schedule):
    """What a union's anniversary does to trust in its villages, once a year: (village,)."""
    change = np.zeros(len(state.villages))
    unions = state.unions
    age = index - unions.formed_month
    for row in np.flatnonzero((unions.dissolved_month < 0) & (age > 0) & (age % 12 == 0)):
        members = list(unions.members[row])
        change[members] = schedule.values["union_life.trust_response"] * state.villages.broken_promise[members]
    return change
