"""SLURM scripts for a sweep: as a job array of shards, or as a Dask cluster."""

import sys
from pathlib import Path
from shlex import quote

from liancun_sim.results.store.parquet import write_text

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
exec liancun sweep {study} --out {out} --workers "$SLURM_CPUS_PER_TASK" \\
  --shard "$SLURM_ARRAY_TASK_ID/{parts}" --no-progress
"""

_DASK = """
trap 'kill $(jobs -p)' EXIT
file={file}
rm -f "$file"
dask scheduler --scheduler-file "$file" --no-dashboard &
until [ -s "$file" ]; do sleep 1; done
srun --ntasks="$SLURM_NTASKS" dask worker --scheduler-file "$file" \\
  --nworkers "$SLURM_CPUS_PER_TASK" --nthreads 1 --no-dashboard &
liancun sweep {study} --out {out} --scheduler-file "$file" --no-progress
"""


def write_scripts(study: str | Path, out: str | Path, parts: int, cores: int = 4) -> tuple[Path, Path]:
    """Write ``slurm/array.sh`` and ``slurm/dask.sh`` into a sweep's folder.

    parts : shards of the job array, or tasks of the cluster. cores : of each. All paths are absolute,
    so the scripts can be submitted from anywhere.

    Raises
    ------
    StoreFailed
        If the folder cannot be written.
    """
    folder = Path(out).absolute()
    place = folder.parent / f"{folder.name}.{FOLDER}"  # beside the store, which holds nothing but itself
    fields = {
        "study": quote(str(Path(study).absolute())),
        "out": quote(str(folder)),
        "path": quote(str(Path(sys.executable).parent)),
        "parts": parts,
        "cores": cores,
        "file": quote(str(place / "scheduler.json")),
    }
    array, dask = place / ARRAY, place / DASK
    head = {"log": str(place / "%A_%a.log"), "more": f"#SBATCH --array=1-{parts}", "script": quote(str(array))}
    write_text(array, (_HEAD + _ARRAY).format(**fields, **head))
    head = {"log": str(place / "%j.log"), "more": f"#SBATCH --ntasks={parts}", "script": quote(str(dask))}
    write_text(dask, (_HEAD + _DASK).format(**fields, **head))
    return array, dask
