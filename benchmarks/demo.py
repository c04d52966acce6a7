"""What the demo spends by stage: processor and wall seconds of its own process and of its workers.

``python benchmarks/demo.py [--cold] [COMMAND...]``: ``demo`` by default, or another command of ``liancun`` that
compares, such as ``compare combined --replications 2``; what it writes goes to a temporary folder. ``--cold`` compiles
every kernel anew, as a new installation does.

The interpreter tells of every function entered and left (`sys.monitoring`), and those of no stage once only, so
nothing in the package is touched. A stage within another is taken out of it. Workers read this file as they start.
"""

import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

NOTES = "LIANCUN_STAGES"  # the folder every process leaves its sums in
STAGES = {
    "imports": ["<frozen importlib._bootstrap>:_find_and_load"],
    "scenarios": ["scenario/loading.py:load_scenarios", "scenario/loading.py:load_scenario"],
    "county": ["api/lands.py:land_of"],
    "plan and store": ["common/provenance.py:manifest", "comparison/run_comparison.py:_plan",
                       "runner/opening.py:opened"],
    "kernels compiled": ["runner/compiling.py:compile_once"],
    "workers started": ["runner/pool.py:Worker.__init__"],
    "waiting": ["multiprocessing/connection.py:wait"],
    "people": ["simulation/world.py:World.__init__"],
    "t0": ["simulation/world.py:World.begin", "simulation/side_by_side.py:beside"],
    "months": ["simulation/side_by_side.py:step", "simulation/schedule.py:Schedule.step"],
    "recorder": ["simulation/recorder.py:Recorder.record"],
    "outcome tables": ["comparison/worlds.py:ComparisonWorlds.left_behind"],
    "storing": ["store/store.py:Store.write_chunk"],
    "reading worlds, pairing": ["runner/worlds.py:_read", "comparison/pairing.py:paired",
                                "comparison/village_paths.py:PathSums.add"],
    "collecting": ["comparison/run_comparison.py:_collect"],
    "tables written": ["comparison/write.py:_tables"],
    "figures": ["common/result_folder.py:write_figures"],
    "workbook": ["comparison/workbook.py:workbook"],
    "page": ["comparison/page.py:page"],
    "summary": ["comparison/summary.py:summary"],
    "the rest of writing": ["cli/results.py:deliver"],
    "workers stopped": ["runner/pool.py:_Crew.dismiss"],
}  # fmt: skip
"""Stage → its functions, each as the end of its file and its name."""
EVERY_SECONDS = 0.2


class Stages:
    """Seconds of this process by stage, innermost first."""

    def __init__(self) -> None:
        self.places = {place: stage for stage, places in STAGES.items() for place in places}
        self.spent: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        self.entered: list[tuple[str, object]] = []
        self.process, self.thread = os.getpid(), threading.get_ident()
        self.at, self.written = self._now(), 0.0

    def watch(self) -> None:
        told = sys.monitoring
        told.use_tool_id(told.PROFILER_ID, "stages")
        for event, heard in (
            (told.events.PY_START, self._start), (told.events.PY_RETURN, self._end), (told.events.PY_UNWIND, self._end)
        ):  # fmt: skip
            told.register_callback(told.PROFILER_ID, event, heard)
        told.set_events(told.PROFILER_ID, told.events.PY_START | told.events.PY_RETURN | told.events.PY_UNWIND)

    def write(self) -> None:
        self._count()
        self.written = time.perf_counter()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        text = json.dumps({"spent": self.spent, "peak": peak})
        Path(os.environ[NOTES], f"{self.process}.json").write_text(text)

    def _stage(self, code) -> str | None:
        file = code.co_filename.replace("\\", "/")
        for place, stage in self.places.items():
            end, _, name = place.rpartition(":")
            if code.co_qualname == name and file.endswith(end):
                return stage
        return None

    def _start(self, code, offset):
        stage = self._stage(code)
        if stage is None:
            return sys.monitoring.DISABLE
        if self.process != os.getpid():  # forked: what the parent spent is the parent's
            self.__init__()
        if threading.get_ident() == self.thread:
            self._count()
            self.entered.append((stage, code))
        return None

    def _end(self, code, *rest):
        if self.entered and self.entered[-1][1] is code and threading.get_ident() == self.thread:
            self._count()
            self.entered.pop()
            if not self.entered and time.perf_counter() - self.written > EVERY_SECONDS:
                self.write()

    def _count(self) -> None:
        at = self._now()
        stage = self.entered[-1][0] if self.entered else "else"
        for i in (0, 1):
            self.spent[stage][i] += at[i] - self.at[i]
        self.at = at

    @staticmethod
    def _now() -> tuple[float, float]:
        return time.process_time(), time.perf_counter()


def watched(command: list[str]) -> None:
    """Run a command of liancun in this process under watch."""
    stages = Stages()
    stages.watch()
    stages.spent["interpreter"] = [time.process_time(), 0.0]
    from liancun_sim.cli.app import app

    try:
        app(command, prog_name="liancun", standalone_mode=False)
    finally:
        stages.write()


def told(cold: bool, command: list[str]) -> None:
    """Run a command in a process of its own and print its stages."""
    with TemporaryDirectory() as folder:
        notes = Path(folder, "notes")
        notes.mkdir()
        environment = {**os.environ, NOTES: str(notes)}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # every process would compile every source again
        if cold:
            environment["NUMBA_CACHE_DIR"] = str(Path(folder, "kernels"))
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, __file__, *command, "--out", str(Path(folder, "found"))],
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        if process.wait() != 0:
            raise SystemExit(f"liancun {' '.join(command)} ended with {process.returncode}")
        wall = time.perf_counter() - began
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        found = {int(file.stem): json.loads(file.read_text()) for file in notes.glob("*.json")}
    own = found.pop(process.pid)
    print(f"liancun {' '.join(command)}: {wall:.1f} s by the clock, {used.ru_utime + used.ru_stime:.1f} s of processor")
    print(f"peak memory: {own['peak']:.0f} MiB; workers {', '.join(f'{one["peak"]:.0f}' for one in found.values())}")
    print("| stage | own processor | own clock | workers' processor |\n| --- | --- | --- | --- |")
    for stage in ["interpreter", *STAGES, "else"]:
        mine = own["spent"].get(stage, (0.0, 0.0))
        theirs = sum(one["spent"].get(stage, (0.0, 0.0))[0] for one in found.values())
        if max(*mine, theirs) >= 0.01:
            print(f"| {stage} | {mine[0]:.2f} | {mine[1]:.2f} | {theirs:.2f} |")


if NOTES in os.environ:
    if __name__ == "__main__":
        watched(sys.argv[1:])
    else:  # a worker, or what makes workers
        Stages().watch()
elif __name__ == "__main__":
    given = sys.argv[1:]
    told("--cold" in given, [word for word in given if word != "--cold"] or ["demo"])
