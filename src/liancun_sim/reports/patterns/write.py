"""What `liancun patterns --out` leaves on disk: patterns.csv, summary.txt, manifest.json."""

from pathlib import Path

import pandas as pd

from liancun_sim.files import whole_folder
from liancun_sim.files.kind import PATTERNS as KIND
from liancun_sim.reports.common.table_files import write_csv
from liancun_sim.reports.patterns.text import patterns_text
from liancun_sim.results.patterns.columns import PATTERNS
from liancun_sim.results.patterns.pattern_runs import PatternRuns


def write_patterns(runs: PatternRuns, table: pd.DataFrame, out: Path) -> None:
    """Write the folder, whole or not at all.

    Raises
    ------
    BadInput
        If `out` holds anything but an earlier result of this kind, or cannot be written.
    """
    with whole_folder(out, KIND, dict(runs.provenance)) as folder:
        write_csv(folder / "patterns.csv", table, PATTERNS)
        (folder / "summary.txt").write_text(patterns_text(runs, table) + "\n", "utf-8-sig")
