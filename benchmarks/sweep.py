"""Sweeps: what they cost beside the model, how they scale over workers, and reading a million runs.

``python benchmarks/sweep.py [overhead] [tiny] [workers] [rows]``; all of them by default.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from liancun_sim import sweep
from liancun_sim.results.store import open_store
from liancun_sim.running.runner.chunk_work import Job, attempted, do_chunk, prepared
from liancun_sim.running.runner.restoring import COUNTY
from liancun_sim.running.study.function_runs import FunctionRuns
from liancun_sim.running.study.stored_study import stored_study
from liancun_sim.running.study.sweep import planned

SIZES = (10_000, 100_000, 1_000_000)
CHUNK = 2
"""Full-county runs of a chunk."""


def tiny(parameters: Mapping[str, Any], replicate: int) -> dict[str, float]:
    """Hardly any work."""
    return {"y": parameters["x"] + replicate}


def tiny_study(runs: int) -> dict[str, Any]:
    return {
        "levers": {"x": {"low": 0.0, "high": 1.0}, "w": {"low": 0.0, "high": 1.0}},
        "design": {"kind": "latin_hypercube", "points": runs // 2},
        "replications": 2,
        "outcomes": ["y"],
    }


def full_study(replications: int) -> dict[str, Any]:
    return {
        "scenarios": ["combined"],
        "baseline": None,
        "uncertainties": ["attitude.pressure"],
        "design": {"kind": "latin_hypercube", "points": 4},
        "replications": replications,
    }


def overhead(folder: Path) -> None:
    """Processor time of a full-county chunk, and the part of it that is not the model's."""
    from liancun_sim.county import save_county
    from liancun_sim.running.study.model_study import model_study

    study, county = model_study({**full_study(2), "runs_per_chunk": 4})
    store = planned(study, folder / "full", lambda place: save_county(county, place / COUNTY))
    job = Job.of(store, stored_study)
    _, runner = prepared(job)
    attempted(runner, store.chunk(0).runs[0], store)  # kernels loaded
    inside = 0.0
    run = runner.run

    def timed(planned_run: Any) -> Any:
        nonlocal inside
        since = time.process_time()
        try:
            return run(planned_run)
        finally:
            inside += time.process_time() - since

    runner.run = timed  # type: ignore[method-assign]
    since = time.process_time()
    runs = sum(do_chunk(job, number).runs for number in (0, 1))
    whole = time.process_time() - since
    print(
        f"full county, {runs} runs: {whole / runs:.2f} s a run, {100 * (whole - inside) / whole:.2f} % of it overhead"
    )


def tiny_runs(folder: Path) -> None:
    """Time of a tiny run beyond the function: in one process, and through the pool."""
    for per_chunk in (20, 100, 1_000):
        place = folder / f"tiny{per_chunk}"
        status = sweep({**tiny_study(20), "runs_per_chunk": per_chunk}, place, run=tiny, workers=1)
        place = folder / f"tinier{per_chunk}"
        since, cpu = time.perf_counter(), time.process_time()
        status = sweep({**tiny_study(20 * per_chunk), "runs_per_chunk": per_chunk}, place, run=tiny, workers=1)
        print(
            f"tiny runs, {per_chunk} a chunk: {1e3 * (time.perf_counter() - since) / status.done:.3f} ms a run "
            f"by the clock, planning and start included; {1e3 * (time.process_time() - cpu) / status.done:.3f} ms "
            "of it in the driver"
        )
        job = Job.of(open_store(place), FunctionRuns(tiny))
        since, cpu = time.perf_counter(), time.process_time()
        runs = sum(do_chunk(job, number).runs for number in range(20))
        print(
            f"  in the worker: {1e3 * (time.process_time() - cpu) / runs:.3f} ms of processor, "
            f"{1e3 * (time.perf_counter() - since) / runs:.3f} ms by the clock"
        )


def workers(folder: Path) -> None:
    """Runs per second of one and of two workers, from every worker's first chunk stored to the last; in pairs."""
    ratios = []
    for pair in range(3):
        rates = {}
        for count in (1, 2) if pair % 2 == 0 else (2, 1):
            stored: list[tuple[float, int]] = []

            def note(done: int, total: int, failed: int, stored: list[tuple[float, int]] = stored) -> None:
                if not stored or done > stored[-1][1]:
                    stored.append((time.perf_counter(), done))

            study = {**full_study(8 * count), "runs_per_chunk": CHUNK}
            sweep(study, folder / f"workers{pair}{count}", workers=count, progress=note)
            since, before = next((at, done) for at, done in stored if done >= count * CHUNK)
            until, after = stored[-1]
            rates[count] = (after - before) / (until - since)
        ratios.append(rates[2] / rates[1])
        print(
            f"full county: {rates[1]:.2f} and {rates[2]:.2f} runs a second with one and two workers, "
            f"{ratios[-1]:.2f} times",
            flush=True,
        )
    print(f"two workers are {statistics.median(ratios):.2f} times one (median of {len(ratios)} pairs)")


def rows(folder: Path) -> None:
    """Peak memory of the driver by number of runs, then a million runs read."""
    for size in SIZES:
        subprocess.run([sys.executable, __file__, "drive", str(size), str(folder)], check=True)
    store = open_store(folder / f"rows{SIZES[-1]}")
    question = "SELECT scenario, replicate, count(*), avg(y), quantile_cont(y, 0.9) FROM results GROUP BY ALL"
    since = time.perf_counter()
    found = store.query(question)
    print(f"{SIZES[-1]:,} runs aggregated in {time.perf_counter() - since:.2f} s ({len(found)} groups)")


def drive(runs: int, folder: str) -> None:
    """Sweep so many tiny runs and say how much memory the driver took."""
    since = time.perf_counter()
    study = {**tiny_study(runs), "runs_per_chunk": 1_000}
    status = sweep(study, Path(folder) / f"rows{runs}", run=tiny, workers=2)
    seconds = time.perf_counter() - since
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{status.done:,} runs in {seconds:.1f} s, {1e3 * seconds / runs:.3f} ms each; driver's peak {peak:.0f} MB",
        flush=True,
    )


PARTS = {"overhead": overhead, "tiny": tiny_runs, "workers": workers, "rows": rows}

if __name__ == "__main__":
    if sys.argv[1:2] == ["drive"]:
        drive(int(sys.argv[2]), sys.argv[3])
        sys.exit()
    with tempfile.TemporaryDirectory() as place:
        for name in sys.argv[1:] or PARTS:
            PARTS[name](Path(place))
