"""SLURM scripts for a sweep: as a job array of shards, or as a Dask cluster."""

import sys
from collections.abc import Mapping
from pathlib import Path
from shlex import quote

from liancun_sim.results.store.parquet import write_text
from liancun_sim.running.study.model_study import model_study

FOLDER = "slurm"
ARRAY, DASK = "array.sh", "dask.sh"

_HEAD = """#!/usr/bin/env bash
#SBATCH --job-name=liancun
#SBATCH --time=12:00:00
#SBATCH --mem-per-cpu=2G
#SBATCH --cpus-per-task={cores}
#SBATCH --output={log}
{more}
# Submit with: sbatch {script}
# A job that ends early loses nothing: submit it again and it goes on.
set -euo pipefail
export PATH={path}:$PATH
"""

_ARRAY = """
exec liancun sweep {study} --out {out}{options} --workers "$SLURM_CPUS_PER_TASK" \\
  --shard "$SLURM_ARRAY_TASK_ID/{parts}" --no-progress
"""

_DASK = """
trap 'kill $(jobs -p)' EXIT
file={file}
rm -f "$file"
dask scheduler --scheduler-file "$file" --no-dashboard &
until [ -s "$file" ]; do sleep 1; done
srun --ntasks="$SLURM_NTASKS" --cpus-per-task="$SLURM_CPUS_PER_TASK" dask worker --scheduler-file "$file" \\
  --nworkers "$SLURM_CPUS_PER_TASK" --nthreads 1 --no-dashboard &
liancun sweep {study} --out {out}{options} --scheduler-file "$file" --no-progress
"""


def write_scripts(
    study: str | Path, out: str | Path, parts: int, cores: int = 4, overrides: Mapping[str, object] = {}
) -> tuple[Path, ...]:
    """Write ``array.sh`` and ``dask.sh`` beside a sweep's folder; no array where replication is until settled.

    parts : shards of the job array, or tasks of the cluster. cores : of each. All paths are absolute,
    so the scripts can be submitted from anywhere. overrides : county, months, replications, as given.

    Raises
    ------
    BadInput
        Naming every fault of the study; StoreFailed if the folder cannot be written.
    """
    resolved, _ = model_study(study, overrides)
    folder = Path(out).absolute()
    place = folder.parent / f"{folder.name}.{FOLDER}"  # beside the store, which holds nothing but itself
    fields = {
        "study": quote(str(Path(study).absolute())),
        "out": quote(str(folder)),
        "path": quote(str(Path(sys.executable).parent)),
        "parts": parts,
        "cores": cores,
        "file": quote(str(place / "scheduler.json")),
        "options": "".join(f" --{key} {quote(_absolute(key, value))}" for key, value in overrides.items() if value),
    }
    array, dask = place / ARRAY, place / DASK
    head = {"log": _of_slurm(place, "%A_%a.log"), "more": f"#SBATCH --array=1-{parts}", "script": quote(str(array))}
    if resolved.settling is None:
        write_text(array, (_HEAD + _ARRAY).format(**fields, **head))
    head = {"log": _of_slurm(place, "%j.log"), "more": f"#SBATCH --ntasks={parts}", "script": quote(str(dask))}
    write_text(dask, (_HEAD + _DASK).format(**fields, **head))
    return (dask,) if resolved.settling else (array, dask)


def _of_slurm(place: Path, pattern: str) -> str:
    """A file as ``#SBATCH`` lines take it: in quotation marks, signs of its own escaped."""
    folder = str(place).replace("%", "%%").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{folder}/{pattern}"'


def _absolute(key: str, value: object) -> str:
    """A county is a folder from here, or a name."""
    return str(Path(str(value)).absolute()) if key == "county" and Path(str(value)).is_dir() else str(value)
