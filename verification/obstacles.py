"""What stands in the way of rounds that fail, and whether they pass once it is gone.

The recount of a round reckons what households would think at the ballot. Here a whole run is made again: what fell
short of the proposal is added to the anchors of its members from the month the proposal began, as its terms are, and
what fell short of people's own view is thought by them from then on. Nothing else is touched. Does the round then pass?
"""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from worlds import arguments, county_world, show_table

from liancun_sim.mechanisms.attitude.attitude import own_view_spread
from liancun_sim.mechanisms.consultation import consultation
from liancun_sim.mechanisms.consultation.obstacles import KEYS, OWN_VIEW, Failed, main_obstacles
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
OWN_SPREAD = own_view_spread(
    SPREAD, COEFFICIENTS["attitude.answer_noise"].value, COEFFICIENTS["attitude.susceptibility"].value
)  # SD of anchors a unit of a household's own part is worth


class Hindered(NamedTuple):
    """A failed round: its row in the run, and what its members fell short of what is named. [SD]

    terms : (member,) of terms and persuasion together. own_view : (member,).
    """

    replication: int
    round: int
    members: np.ndarray
    terms: np.ndarray
    own_view: np.ndarray


class Lifting(Recorder):
    """Takes away what is named once a proposal has begun, before its terms are first felt; records nothing."""

    def __init__(self, one: Hindered, begun: int):
        super().__init__({})
        self.one, self.month = one, begun + 1  # months done

    def record(self, state: State, month: int, iso_month: str) -> None:
        if month == self.month:
            state.villages.leaning[self.one.members] += self.one.terms / SPREAD
            think_otherwise(state, self.one.members, self.one.own_view)


def think_otherwise(state: State, members: np.ndarray, by: np.ndarray) -> None:
    """Everybody in the members thinks so much more of any union, and would go on to: (member,) SD.

    An attitude stays where it is if the anchor is moved by what listening to others, who think as before, takes away.
    """
    households, ties = state.households, state.ties
    change = np.zeros(len(state.villages))
    change[members] = by
    thought = change[households.village]
    who, heard = np.repeat(np.arange(len(households)), ties.degree), ties.indices
    listened = np.bincount(who, households.influence[heard] * thought[heard], len(households)) / households.tie_weight
    anchor = np.where(thought > 0, (thought - households.yielding * listened) / (1 - households.yielding), 0.0)
    households.attitude[:] += thought.astype(np.float32)
    households.own_view[:] += (anchor / OWN_SPREAD).astype(np.float32)


def run_of(replication: int, months: int, recorder: Recorder) -> Run:
    scenario = load_scenario(SCENARIO, months=months)
    world = county_world()
    policies = scenario.build_policies(world.county)
    return world.run(scenario.setup, scenario.coefficients, policies, 1, replication, recorder)


def watched(replication: int) -> tuple[Run, list[Hindered]]:
    """A run, and its failed rounds with an obstacle that can be taken away."""
    found: list[Hindered] = []

    def noted(state: State, failed: Mapping[int, Failed], passes) -> dict[int, str]:  # type: ignore[no-untyped-def]
        named = main_obstacles(state, failed, passes)
        for row, one in failed.items():
            rows = [KEYS.index(key) for key in named[row].split(";") if key in KEYS]
            if rows:
                terms = one.short[[term for term in rows if term != OWN_VIEW]].sum(axis=0)
                own_view = one.short[OWN_VIEW] if OWN_VIEW in rows else np.zeros(one.members.size)
                entered = np.flatnonzero(state.consultations.proposal == row)[-1]
                found.append(Hindered(replication, int(entered), one.members.copy(), terms, own_view))
        return named

    consultation.main_obstacles = noted
    try:
        return run_of(replication, MONTHS, Recorder({})), found
    finally:
        consultation.main_obstacles = main_obstacles


def passes_without(run: Run, one: Hindered) -> bool:
    """Whether the proposal has passed by that round in a run in which what is named was never missing."""
    held, proposals = run.state.consultations, run.state.proposals
    proposal = int(held.proposal[one.round])
    begun, decided = int(proposals.started_month[proposal]), int(held.month_decided[one.round])
    again = run_of(one.replication, decided + 1, Lifting(one, begun)).state
    same = np.flatnonzero(again.proposals.key == proposals.key[proposal])
    rounds = np.isin(again.consultations.proposal, same)
    return bool(np.isin(again.consultations.outcome[rounds], ("formed", "dissolved")).any())


def main() -> None:
    asked = arguments(str(__doc__), replications=4, pairs=80)
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
    passed = np.array([passes_without(run, one) for run, one in chosen])
    alone = np.array([not one.own_view.any() for _, one in chosen])
    share = float(passed.mean())
    error = 100 * np.sqrt(share * (1 - share) / len(chosen))
    print(Label(f"{failed} failed rounds; {len(removable)} with an obstacle that can be taken away; of {len(chosen)} "
                f"of them run again without it {passed.sum()} pass ({100 * share:.0f} %, SE {error:.0f}); of "
                f"{alone.sum()} in which people's own view is no part of it {passed[alone].sum()}.",
                f"未通过的轮次{failed}个，其中{len(removable)}个有可消除的障碍；对其中{len(chosen)}个在消除后重新模拟，"
                f"{passed.sum()}个通过（{100 * share:.0f}%，标准误{error:.0f}）；其中不涉及群众原有看法的"
                f"{alone.sum()}个，通过{passed[alone].sum()}个。"))  # fmt: skip


def told(key: str) -> str:
    """An obstacle in words."""
    return str(NAMES[key] if key in NAMES else COLUMNS[f"village.term_{key}"].label)


if __name__ == "__main__":
    main()
