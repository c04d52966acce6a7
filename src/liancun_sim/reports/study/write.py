"""Everything an analysis of a study leaves on disk."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from liancun_sim.analysis.study.analysed import Analysis
from liancun_sim.files.kind import ANALYSIS
from liancun_sim.files.text_cells import guarded_frame
from liancun_sim.reports.common.limits import limits
from liancun_sim.reports.common.result_folder import Makers, ResultFiles, write_result
from liancun_sim.reports.study.figures import FIGURES
from liancun_sim.reports.study.page import page
from liancun_sim.reports.study.summary import summary
from liancun_sim.results.common.keeping import keep


def write_analysis(
    analysis: Analysis, out: Path, lang: str | None = None, progress: Callable[[str], None] | None = None
) -> None:
    """Write every file of an analysis into `out`, whole or not at all; the rest as `write_result`.

    A CSV per table, summary.txt, report.html, manifest.json, figures as PNG, SVG and PDF; data/, from which all of it
    can be written again.
    """
    files = ResultFiles(
        ANALYSIS,
        "report.html",
        partial(_tables, analysis),
        lambda: summary(analysis),
        figures(analysis),
        partial(page, analysis),
        lambda: {**_short(analysis), "limits": limits(analysis.result)},
        pdf=True,
    )
    write_result(files, out, lang, progress)


def figures(analysis: Analysis) -> Makers:
    """Makers of every figure by name."""
    return {name: partial(make, analysis) for name, make in FIGURES.items()}


def _tables(analysis: Analysis, folder: Path) -> None:
    write_tables(analysis, folder)
    keep(analysis, folder)


def write_tables(analysis: Analysis, folder: Path) -> None:
    """A CSV per table."""
    for name, table in analysis.tables.items():
        guarded_frame(table).to_csv(folder / f"{name}.csv", index=False, encoding="utf-8-sig", lineterminator="\n")


def _short(analysis: Analysis) -> dict[str, object]:
    """Provenance of the study and how its runs stand; of the scenarios their digests, not where they were read."""
    result = analysis.result
    study = {key: value for key, value in result.provenance.items() if key not in ("kind", "scenario_details")}
    return {
        **study,
        "scenario_digests": {key: info.digest for key, info in result.scenarios.items()},
        "focus": list(analysis.focus), "demands": dict(analysis.demands), "runs_planned": result.planned,
        "runs_done": len(result.done), "runs_failed": len(result.failed),
    }  # fmt: skip
