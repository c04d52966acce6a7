"""A sweep in a process of its own, so that a test can kill it: ``kill_driver.py FOLDER POINTS [SCHEDULER_FILE]``."""

import sys

if __name__ == "__main__":
    from swept import marked

    from liancun_sim.running.runner.where import Where
    from liancun_sim.running.study.sweep import sweep_function

    folder, points, *scheduler = sys.argv[1:]
    study = {
        "levers": {"x": {"low": 0.0, "high": 1.0}, "w": {"low": 0.0, "high": 1.0}},
        "design": {"kind": "latin_hypercube", "points": int(points)},
        "replications": 2,
        "outcomes": ["y", "z"],
        "runs_per_chunk": 20,
    }
    where = Where(workers=2, scheduler_file=scheduler[0] if scheduler else None)
    status = sweep_function(study, folder, marked, where=where)
    sys.exit(0 if status.complete and not status.failed and not status.killed else 1)
