"""Everything a plan leaves on disk."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from liancun_sim.files import kind
from liancun_sim.reports.common.result_folder import ResultFiles, write_result
from liancun_sim.reports.common.table_files import write_csv
from liancun_sim.reports.plan import sentences
from liancun_sim.reports.plan.page import FILES, plan_page
from liancun_sim.reports.plan.plan_map import plan_map
from liancun_sim.reports.plan.summary import plan_text
from liancun_sim.reports.plan.workbook import plan_workbook
from liancun_sim.results.common.keeping import keep
from liancun_sim.results.plan.plans import Plans


def write_plan(plans: Plans, out: Path, lang: str | None = None, progress: Callable[[str], None] | None = None) -> None:
    """Write every file of a plan into `out`, whole or not at all; the rest as `write_result`.

    plan.csv, candidates.csv, alternatives.csv, villages.csv, frontier.csv, plan.yaml (a scenario that runs it),
    plan.xlsx (sheet 拟结对, a sheet a township), summary.txt, report.html, manifest.json, figures/plan_map.*;
    data/, from which all of it can be written again.
    """
    files = ResultFiles(
        kind.PLAN,
        "plan.csv",
        partial(_tables, plans),
        lambda: plan_text(plans),
        {"plan_map": partial(plan_map, plans)},
        partial(plan_page, plans),
        lambda: {**plans.provenance, "limits": sentences.limits(plans)},
        workbook=("plan.xlsx", partial(plan_workbook, plans)),
    )
    write_result(files, out, lang, progress)


def _tables(plans: Plans, folder: Path) -> None:
    write_tables(plans, folder)
    keep(plans, folder)


def write_tables(plans: Plans, folder: Path) -> None:
    """The CSV files, and the scenario."""
    from io import StringIO

    from ruamel.yaml import YAML

    tables = (plans.plan, plans.candidates, plans.alternatives, plans.left_out, plans.frontier)
    for (name, columns), frame in zip(FILES.items(), tables, strict=True):
        write_csv(folder / name, frame, columns)
    buffer = StringIO()
    writer = YAML()
    writer.dump(dict(plans.scenario), buffer)
    (folder / "plan.yaml").write_text(buffer.getvalue(), "utf-8")
