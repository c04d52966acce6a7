"""The data files of a comparison."""

from pathlib import Path

from liancun_sim.analysis import effects, group_effects, main_obstacles, village_means
from liancun_sim.reports.common.dictionary import OBSTACLE
from liancun_sim.reports.common.table_files import write_csv, write_parquet
from liancun_sim.results import EFFECTS, GROUPS, ROUNDS, SERIES, SPENDING, VILLAGES, Comparison


def write_tables(comparison: Comparison, folder: Path) -> None:
    """The CSV files, series.parquet, and village_series.parquet if it was kept."""
    write_csv(folder / "effects.csv", effects(comparison), EFFECTS)
    write_csv(folder / "groups.csv", group_effects(comparison), GROUPS)
    write_csv(folder / "spending.csv", comparison.spending, SPENDING)
    order = ["scenario", "replication", "month_proposed", "proposal", "round"]
    write_csv(folder / "unions.csv", comparison.rounds.sort_values(order, kind="stable"), ROUNDS)
    means = village_means(comparison)
    hindered = means.assign(main_obstacle=[name.removeprefix("term_") for name in main_obstacles(means)])
    columns = [c.name for c in VILLAGES] + [OBSTACLE.name]
    write_csv(folder / "villages.csv", hindered[[*columns, *(n for n in means.columns if n not in columns)]])
    write_parquet(folder / "series.parquet", comparison.series[[c.name for c in SERIES]])
    if not comparison.village_series.empty:
        write_parquet(folder / "village_series.parquet", comparison.village_series)
