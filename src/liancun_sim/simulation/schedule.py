"""THE whole month, as one list, checked when it is built.

open channels → calendar → policies act → the other mechanisms → bounds → (record, by whoever runs it).
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from liancun_sim.draws import Draws
from liancun_sim.interventions import (
    Action,
    Asking,
    Budget,
    Channel,
    ChannelValues,
    Contribution,
    Granted,
    MoveChannel,
    Policy,
    Request,
    Settlement,
)
from liancun_sim.mechanisms.assembly.assembly import Assembly
from liancun_sim.mechanisms.assessment.assessment import Assessment
from liancun_sim.mechanisms.attitude.attitude import Attitude
from liancun_sim.mechanisms.belief import Belief
from liancun_sim.mechanisms.calendar.calendar import Calendar
from liancun_sim.mechanisms.collective_economy.collective_economy import CollectiveEconomy
from liancun_sim.mechanisms.consultation.consultation import Consultation
from liancun_sim.mechanisms.cooperative import Cooperative
from liancun_sim.mechanisms.diffusion.diffusion import Diffusion
from liancun_sim.mechanisms.enterprise import Enterprise
from liancun_sim.mechanisms.governance import Governance
from liancun_sim.mechanisms.income.income import Income
from liancun_sim.mechanisms.leaving import Leaving
from liancun_sim.mechanisms.linkage import Linkage
from liancun_sim.mechanisms.mechanism import Mechanism, Month
from liancun_sim.mechanisms.outreach.outreach import Outreach
from liancun_sim.mechanisms.pairing import Pairing
from liancun_sim.mechanisms.participation import Participation
from liancun_sim.mechanisms.performance_pay import PerformancePay
from liancun_sim.mechanisms.public_works import PublicWorks
from liancun_sim.mechanisms.reserve_cadres import ReserveCadres
from liancun_sim.mechanisms.setup import Setup
from liancun_sim.mechanisms.support import Support
from liancun_sim.mechanisms.union_life.union_life import UnionLife
from liancun_sim.parameters import Coefficient
from liancun_sim.parameters.rural_income import money_at
from liancun_sim.simulation.policy_view import OfficeView
from liancun_sim.state import COLUMNS, State
from liancun_sim.vocabulary import say

POLICIES_ACT = "policies act"

MONTH: tuple[type[Mechanism] | str, ...] = (
    Calendar,
    POLICIES_ACT,
    Support,
    Linkage,
    Pairing,
    Outreach,
    Attitude,
    Consultation,
    Belief,
    Leaving,
    Assembly,
    PerformancePay,
    ReserveCadres,
    Governance,
    Enterprise,
    Cooperative,
    Participation,
    CollectiveEconomy,
    PublicWorks,
    UnionLife,
    Diffusion,
    Income,
    Assessment,
)

MECHANISMS: tuple[type[Mechanism], ...] = tuple(step for step in MONTH if not isinstance(step, str))
COEFFICIENTS: dict[str, Coefficient] = {c.key: c for kind in MECHANISMS for c in kind.coefficients}
CHANNELS: dict[str, Channel] = {c.key: c for kind in MECHANISMS for c in kind.opens}


class ScheduleError(ValueError):
    """The month cannot be run as listed; the message names the fix."""


class Schedule:
    """The month of one run: its mechanisms in order, its policies, its budget.

    Parameters
    ----------
    setup : what the scenario fixes. values : coefficient values by key, defaults where missing; amounts of money in
        yuan of the base year, which are brought to the start.
    policies : the scenario's policies, in any order.
    month : the list; the shipped one by default.
    """

    def __init__(
        self,
        setup: Setup,
        values: Mapping[str, float] = {},
        policies: Iterable[Policy] = (),
        month: Sequence[type[Mechanism] | str] = MONTH,
    ):
        self.setup = setup
        self.policies = sorted(policies, key=lambda policy: policy.name)
        check(month, self.policies)
        money = money_at(setup.start)
        self.values = {
            key: float(values.get(key, c.value)) * (money if c.is_of_start else 1.0) for key, c in COEFFICIENTS.items()
        }
        self.steps = [step if isinstance(step, str) else step(setup, self.values) for step in month]
        self.mechanisms = [step for step in self.steps if not isinstance(step, str)]
        self.channels: dict[str, Channel] = {c.key: c for m in self.mechanisms for c in m.opens}
        self.bases = {key: base for m in self.mechanisms for key, base in m.bases().items()}
        self.settlement = Settlement(
            Budget(setup.yuan_per_year / 12, setup.cadre_months_per_month),
            {policy.name: own for policy in self.policies if (own := _own_budget(policy)) is not None},
        )

    def begin(self, state: State, draws: Draws) -> None:
        """Bring a freshly built state to t0, from the county's own draws."""
        for mechanism in self.mechanisms:
            mechanism.begin(state, draws)

    def step(self, state: State, index: int, draws: Draws) -> Month:
        """Advance the state by month `index`; returns the month with its channels and grants."""
        month = self.opened(state, index, draws)
        for step in self.steps:
            if isinstance(step, str):
                self.act(month)
            else:
                step.step(month)
        keep_within_bounds(state)
        return month

    def opened(self, state: State, index: int, draws: Draws) -> Month:
        """Month `index` with its channels at their bases, before anything has acted."""
        return Month(state, index, draws, self._channels(state, ()), Granted())

    def act(self, month: Month) -> None:
        """Policies act: the month's channels are moved and its grants are settled."""
        month.channels, month.granted = self._policies_act(month.state, month.index, month.draws)

    @property
    def alike(self) -> frozenset[str]:
        """Keys of columns all worlds of a replication have alike: nothing writes them, or draws alone decide them."""
        moved = {key for kind in self.mechanisms for key in kind.writes if key not in kind.alike}
        return frozenset(COLUMNS.keys() - moved)

    def _policies_act(self, state: State, index: int, draws: Draws) -> tuple[ChannelValues, Granted]:
        """Collect what every policy asks, then settle it all at once."""
        contributions: list[Contribution] = []
        requests: list[Request] = []
        view = OfficeView(state, index, draws, self.setup.start, self.values)
        for policy in self.policies:
            intensity = policy.intensity(index)
            if intensity > 0:
                asking = Asking(policy.name, policy.lever.priority)
                policy.act(view, asking, intensity)
                contributions += asking.contributions
                requests += [request for request in state.waiting if request.policy == policy.name]
                requests += asking.requests
        granted = self.settlement.settle(requests)
        state.waiting = tuple(granted.cut_lines.standing().each())
        contributions += [paid_move(policy, move) for policy, move in granted.as_asked(MoveChannel)]
        return self._channels(state, contributions), granted

    def _channels(self, state: State, contributions: Iterable[Contribution]) -> ChannelValues:
        return ChannelValues(self.channels, self.bases, len(state.villages), contributions)


def paid_move(policy: str, move: MoveChannel) -> Contribution:
    """A granted move of a channel as the channel takes it."""
    return Contribution(policy, move.channel, move.kind, np.atleast_1d(move.village), np.atleast_1d(move.amount))


def keep_within_bounds(state: State) -> None:
    """Clip bounded village columns; household kernels keep their own bounds."""
    for column, array in state.villages.bounded():
        if column.low is not None:
            np.maximum(array, column.low, out=array)
        if column.high is not None:
            np.minimum(array, column.high, out=array)


def check(month: Sequence[type[Mechanism] | str], policies: Iterable[Policy] = ()) -> None:
    """Every column has one writer, every read is written, every channel and action has a taker.

    Raises
    ------
    ScheduleError
        Naming the mechanism or policy, the column, channel or action, and the fix.
    """
    mechanisms = [step for step in month if not isinstance(step, str)]
    writer: dict[str, str] = {}
    for kind in mechanisms:
        for key in (*kind.writes, *kind.founds):
            if key not in COLUMNS:
                raise ScheduleError(say("schedule.unknown_column", mechanism=kind.key, column=key))
            if writer.setdefault(key, kind.key) != kind.key:
                raise ScheduleError(say("schedule.two_writers", column=key, first=writer[key], second=kind.key))
    for kind in mechanisms:
        for key in kind.reads:
            if key not in COLUMNS:
                raise ScheduleError(say("schedule.unknown_column", mechanism=kind.key, column=key))
            if key not in writer and not COLUMNS[key].source.startswith("county"):
                raise ScheduleError(say("schedule.nobody_writes", mechanism=kind.key, column=key))
    opened = {c.key for kind in mechanisms for c in kind.opens}
    accepted: set[type[Action]] = {action for kind in mechanisms for action in kind.accepts}
    for policy in policies:
        for key in policy.moves:
            if key not in opened:
                open_channels = ", ".join(sorted(opened))
                raise ScheduleError(say("schedule.closed_channel", policy=policy.key, channel=key, open=open_channels))
        for action in policy.asks:
            if action not in accepted:
                raise ScheduleError(say("schedule.no_taker", policy=policy.key, action=action.__name__))


def _own_budget(policy: Policy) -> Budget | None:
    yuan, staff = policy.lever.budget_yuan_per_year, policy.lever.budget_cadre_months_per_year
    if yuan is None and staff is None:
        return None
    unlimited = float("inf")
    return Budget(unlimited if yuan is None else yuan / 12, unlimited if staff is None else staff / 12)
