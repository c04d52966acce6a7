"""ns per household-month of a world, five beside one another and one by one, and of another state of the source.

python benchmarks/worlds.py [--against TREE] [--turns N]

The five worlds of `liancun demo`, half of the households being enough for a union. All are brought to the same month;
from there some months are run one by one, side by side, and one by one in TREE (for instance a worktree of commit
13f4b88, November 2026), in turns: ratios are those of a turn.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

from liancun_sim.county import default_county
from liancun_sim.draws import Draws
from liancun_sim.scenario import load_scenario

try:
    from liancun_sim.simulation.recorder import Recorder
    from liancun_sim.simulation.schedule import Schedule
    from liancun_sim.simulation.world import World
except ImportError:  # where they stood in November 2026
    from liancun_sim.recorder import Recorder
    from liancun_sim.schedule import Schedule
    from liancun_sim.world import World

HERE = Path(__file__).resolve().parent
WORLDS = ("baseline", "strong_weak_pairing", "small_village_consolidation", "cadre_assistance", "combined")
HALF = {"name": {"en": "half enough", "zh": "半数同意即可"}, "decision": {"threshold": 0.5}}
MONTH, MONTHS, TURNS = 16, 6, 8


class Worlds:
    """The five worlds at the month to be timed, in any state of the source."""

    def __init__(self):
        self.world, self.draws = World(default_county()), Draws(1, 0)
        found = [load_scenario(HALF | {"extends": name}) for name in WORLDS]
        self.schedules = [Schedule(one.setup, one.coefficients, one.build_policies(self.world.county)) for one in found]
        self.states = []
        for schedule in self.schedules:
            state = self.world.begin(schedule)
            for month in range(MONTH):
                schedule.step(state, month, self.draws)
            self.states.append(state)
        self.households = len(self.states[0].households)

    def one_by_one(self) -> float:
        """Time of the months of all five. [s]"""
        total = 0.0
        for schedule, start in zip(self.schedules, self.states, strict=True):
            state, recorder = start.copy(), Recorder()
            began = time.thread_time()
            for month in range(MONTH, MONTH + MONTHS):
                schedule.step(state, month, self.draws)
                recorder.record(state, month + 1, schedule.setup.iso_month(month + 1))
            total += time.thread_time() - began
        return total

    def ns(self, seconds: float) -> float:
        """Per household, month and world."""
        return seconds / (self.households * MONTHS * len(WORLDS)) * 1e9


def together(worlds: Worlds, clock: dict[str, float]) -> float:
    """Time of the months of all five side by side. [s]

    clock : by mechanism, ``policies`` and ``recorder``, to which their time is added.
    """
    from liancun_sim.simulation import side_by_side

    schedules, recorders = worlds.schedules, [Recorder() for _ in WORLDS]
    states = [worlds.states[0].copy()]
    for start, schedule in zip(worlds.states[1:], schedules[1:], strict=True):
        own = start.copy()
        for store in (
            "households",
            "villages",
            "townships",
            "county",
        ):  # what all have alike is there once
            for name, column in getattr(own, store).columns.items():
                if column.key in schedule.alike:
                    getattr(own, store).swap(name, getattr(getattr(states[0], store), name))
        states.append(own)
    kinds = {type(one) for one in schedules[0].mechanisms}
    plain = {kind: kind.__dict__.get("step_side_by_side") for kind in kinds}
    for kind in kinds:
        kind.step_side_by_side = classmethod(timed(kind.step_side_by_side.__func__, clock, kind.key))
    act = Schedule.act
    Schedule.act = timed(act, clock, "policies")
    try:
        began = time.thread_time()
        for month in range(MONTH, MONTH + MONTHS):
            side_by_side.step(schedules, states, month, worlds.draws)
            recording = time.thread_time()
            for recorder, state in zip(recorders, states, strict=True):
                recorder.record(state, month + 1, schedules[0].setup.iso_month(month + 1))
            clock["recorder"] += time.thread_time() - recording
        return time.thread_time() - began
    finally:
        Schedule.act = act
        for kind, before in plain.items():
            if before is None:
                del kind.step_side_by_side
            else:
                kind.step_side_by_side = before


def timed(function, clock, part):
    def call(*given):
        began = time.thread_time()
        result = function(*given)
        clock[part] += time.thread_time() - began
        return result

    return call


class Other:
    """Another source tree, which runs its months in a process of its own when it is told to."""

    def __init__(self, root: Path):
        path = os.pathsep.join((str(root / "src"), str(HERE)))
        self.process = subprocess.Popen(
            [sys.executable, "-P", str(HERE / "worlds.py"), "--turn-by-turn"],
            env=os.environ | {"PYTHONPATH": path}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.turn()  # compiled and warm

    def turn(self) -> float:
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"the other source tree could not be measured; it ended with {self.process.wait()}")
        return json.loads(line)


def turn_by_turn() -> None:
    worlds = Worlds()
    for _ in sys.stdin:
        print(worlds.ns(worlds.one_by_one()), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--against", type=Path, metavar="TREE", help="another source tree, measured in the same run")
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--turn-by-turn", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.turn_by_turn:
        turn_by_turn()
        return
    from ready import table  # only of this source: an earlier one's has no such scenario

    worlds, other = Worlds(), Other(given.against) if given.against else None
    together(worlds, defaultdict(float))
    parts: dict[str, list[float]] = defaultdict(list)
    took: dict[str, list[float]] = defaultdict(list)
    for _ in range(given.turns):
        clock: dict[str, float] = defaultdict(float)
        took["side by side"].append(worlds.ns(together(worlds, clock)))
        took["one by one"].append(worlds.ns(worlds.one_by_one()))
        if other:
            took[str(given.against)].append(other.turn())
        for part, seconds in clock.items():
            parts[part].append(worlds.ns(seconds))
    print(
        f"five worlds, months {MONTH}–{MONTH + MONTHS - 1}, {worlds.households:,} households, one thread, recorder on, "
        f"{given.turns} turns; ns per household-month and world\n"
    )
    ours = np.array(took["side by side"])
    rows = [(name, min(ns), np.median(ns), np.median(np.array(ns) / ours)) for name, ns in took.items()]
    print(table(rows, "worlds", "ns, best turn", "ns, median", "times side by side (median of turns)"))
    print()
    rows = sorted(((part, min(ns), np.median(ns)) for part, ns in parts.items()), key=lambda row: -row[2])
    print(table(rows, "part, side by side", "ns, best turn", "ns, median"))


if __name__ == "__main__":
    main()
