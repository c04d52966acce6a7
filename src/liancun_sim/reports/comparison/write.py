"""Everything a comparison leaves on disk."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from liancun_sim.analysis import effects, group_effects, main_obstacles, village_means
from liancun_sim.files.kind import COMPARISON
from liancun_sim.reports.common.dictionary import OBSTACLE
from liancun_sim.reports.common.limits import limits
from liancun_sim.reports.common.result_folder import ResultFiles, write_result
from liancun_sim.reports.common.table_files import write_csv, write_parquet
from liancun_sim.reports.comparison.figures import FIGURES
from liancun_sim.reports.comparison.page import page
from liancun_sim.reports.comparison.summary import summary
from liancun_sim.reports.comparison.workbook import workbook
from liancun_sim.results import EFFECTS, GROUPS, ROUNDS, SERIES, SPENDING, UNION_LIFE, VILLAGES, Comparison
from liancun_sim.results.common.keeping import keep


def write_comparison(
    comparison: Comparison, out: Path, lang: str | None = None, progress: Callable[[str], None] | None = None
) -> None:
    """Write every file of a comparison into `out`, whole or not at all; the rest as `write_result`.

    effects.csv, groups.csv, unions.csv, union_life.csv, villages.csv, spending.csv, series.parquet, summary.txt,
    comparison.xlsx, report.html, manifest.json, figures/*.png and *.svg; data/, from which all of it can be
    written again.
    """
    files = ResultFiles(
        COMPARISON,
        "effects.csv",
        partial(_tables, comparison),
        lambda: summary(comparison),
        {name: partial(make, comparison) for name, make in FIGURES.items()},
        partial(page, comparison),
        lambda: {**comparison.provenance, "limits": limits(comparison)},
        ("comparison.xlsx", partial(workbook, comparison)),
        on_page=False,  # it draws its own
    )
    write_result(files, out, lang, progress)


def _tables(comparison: Comparison, folder: Path) -> None:
    write_tables(comparison, folder)
    written = {"series": "series.parquet"}
    if not comparison.village_series.empty:
        written["village_series"] = "village_series.parquet"
    keep(comparison, folder, written)


def write_tables(comparison: Comparison, folder: Path) -> None:
    """The CSV files, series.parquet, and village_series.parquet if it was kept."""
    write_csv(folder / "effects.csv", effects(comparison), EFFECTS)
    write_csv(folder / "groups.csv", group_effects(comparison), GROUPS)
    write_csv(folder / "spending.csv", comparison.spending, SPENDING)
    order = ["scenario", "replication", "month_proposed", "proposal", "round"]
    write_csv(folder / "unions.csv", comparison.rounds.sort_values(order, kind="stable"), ROUNDS)
    write_csv(folder / "union_life.csv", comparison.union_life, UNION_LIFE)
    means = village_means(comparison)
    hindered = means.assign(main_obstacle=main_obstacles(comparison))
    columns = [c.name for c in VILLAGES] + [OBSTACLE.name]
    write_csv(folder / "villages.csv", hindered[[*columns, *(n for n in means.columns if n not in columns)]])
    write_parquet(folder / "series.parquet", comparison.series[[c.name for c in SERIES]])
    if not comparison.village_series.empty:
        write_parquet(folder / "village_series.parquet", comparison.village_series)
