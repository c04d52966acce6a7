"""Everything a comparison leaves on disk."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from liancun_sim.files.kind import COMPARISON
from liancun_sim.reports.common.limits import limits
from liancun_sim.reports.common.result_folder import ResultFiles, write_result
from liancun_sim.reports.comparison.figures import FIGURES
from liancun_sim.reports.comparison.page import page
from liancun_sim.reports.comparison.summary import summary
from liancun_sim.reports.comparison.tables import write_tables
from liancun_sim.reports.comparison.workbook import workbook
from liancun_sim.results import Comparison


def write_comparison(
    comparison: Comparison, out: Path, lang: str | None = None, progress: Callable[[str], None] | None = None
) -> None:
    """Write every file of a comparison into `out`, whole or not at all; the rest as `write_result`.

    effects.csv, groups.csv, unions.csv, villages.csv, spending.csv, series.parquet, summary.txt,
    comparison.xlsx, report.html, manifest.json, figures/*.png and *.svg.
    """
    files = ResultFiles(
        COMPARISON,
        "effects.csv",
        partial(write_tables, comparison),
        lambda: summary(comparison),
        {name: partial(make, comparison) for name, make in FIGURES.items()},
        partial(page, comparison),
        lambda: {**comparison.provenance, "limits": limits(comparison)},
        ("comparison.xlsx", partial(workbook, comparison)),
    )
    write_result(files, out, lang, progress)
