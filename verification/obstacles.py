"""What stands in the way of rounds that fail, and whether they pass once it is gone.

The recount of a round lifts attitudes at the ballot. Here a whole run is made again, in which the anchor of every
member is lifted by what fell short from the month its proposal began to be carried: does the round then pass?
"""

from collections import Counter
from typing import NamedTuple

import numpy as np
from worlds import arguments, county_world, show_table

from liancun_sim.mechanisms.consultation import consultation
from liancun_sim.mechanisms.consultation.obstacles import KEYS, main_obstacle, shortfalls
from liancun_sim.reports.common.words import NAMES
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.recorder import Recorder
from liancun_sim.simulation.schedule import COEFFICIENTS
from liancun_sim.simulation.world import Run
from liancun_sim.state import COLUMNS, State
from liancun_sim.vocabulary import Label

SCENARIO, MONTHS = "joint_village", 60
FAILED = ("failed", "abandoned")
SPREAD = COEFFICIENTS["attitude.village_spread"].value  # SD of anchors a unit of the villages' leaning is worth


class Hindered(NamedTuple):
    """A failed round: its row in the run, and what its members fell short of what is named. [SD]"""

    replication: int
    round: int
    members: np.ndarray
    lift: np.ndarray


class Lifting(Recorder):
    """Lifts the anchor of some villages at the start of a month; records nothing."""

    def __init__(self, members: np.ndarray, lift: np.ndarray, month: int):
        super().__init__({})
        self.members, self.lift, self.month = members, lift, month

    def record(self, state: State, month: int, iso_month: str) -> None:
        if month == self.month:
            state.villages.leaning[self.members] += self.lift / SPREAD


def run_of(replication: int, months: int, recorder: Recorder) -> Run:
    scenario = load_scenario(SCENARIO, months=months)
    world = county_world()
    policies = scenario.build_policies(world.county)
    return world.run(scenario.setup, scenario.coefficients, policies, 1, replication, recorder)


def watched(replication: int) -> tuple[Run, list[Hindered]]:
    """A run, and its failed rounds with an obstacle that can be taken away."""
    found: list[Hindered] = []

    def noted(state: State, members: np.ndarray, passes) -> str:  # type: ignore[no-untyped-def]
        named = main_obstacle(state, members, passes)
        rows = [KEYS.index(key) for key in named.split(";") if key in KEYS]
        if rows:
            lift = shortfalls(state, members)[rows].sum(axis=0)
            found.append(Hindered(replication, len(state.consultations), members.copy(), lift))
        return named

    consultation.main_obstacle = noted
    try:
        return run_of(replication, MONTHS, Recorder({})), found
    finally:
        consultation.main_obstacle = main_obstacle


def passes_without(run: Run, one: Hindered) -> bool:
    """Whether the proposal has passed by that round in a run in which what is named was never missing."""
    held, proposals = run.state.consultations, run.state.proposals
    proposal = int(held.proposal[one.round])
    begun, decided = int(proposals.started_month[proposal]), int(held.month_decided[one.round])
    again = run_of(one.replication, decided + 1, Lifting(one.members, one.lift, begun)).state
    same = np.flatnonzero(again.proposals.key == proposals.key[proposal])
    rounds = np.isin(again.consultations.proposal, same)
    return bool(np.isin(again.consultations.outcome[rounds], ("formed", "dissolved")).any())


def main() -> None:
    asked = arguments(str(__doc__), replications=4, pairs=40)
    counts: Counter[str] = Counter()
    removable: list[tuple[Run, Hindered]] = []
    failed = 0
    for replication in range(asked.replications):
        run, found = watched(replication)
        held = run.state.consultations
        named = held.main_obstacle[np.isin(held.outcome, FAILED) & (held.round > 0)]
        failed += named.size
        counts.update(key for text in named for key in text.split(";"))
        removable += [(run, one) for one in found]
    show_table(
        [Label("obstacle", "障碍"), Label("rounds", "轮次"), Label("share of failed rounds", "占未通过轮次")],
        [(told(key), count, count / failed) for key, count in counts.most_common()],
    )
    chosen = [removable[i] for i in np.linspace(0, len(removable) - 1, min(asked.pairs, len(removable))).astype(int)]
    passed = sum(passes_without(run, one) for run, one in chosen)
    print(Label(f"{failed} failed rounds; {len(removable)} with an obstacle that can be taken away; of {len(chosen)} "
                f"of them run again without it {passed} pass.",
                f"未通过的轮次{failed}个，其中{len(removable)}个有可消除的障碍；对其中{len(chosen)}个在消除后重新模拟，"
                f"{passed}个通过。"))  # fmt: skip


def told(key: str) -> str:
    """An obstacle in words."""
    return str(NAMES[key] if key in NAMES else COLUMNS[f"village.term_{key}"].label)


if __name__ == "__main__":
    main()
