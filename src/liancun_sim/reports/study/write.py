"""Everything an analysis leaves on disk, written at once."""

import io
from pathlib import Path

from matplotlib.figure import Figure

from liancun_sim.analysis.study.analysed import Analysis
from liancun_sim.files import whole_folder
from liancun_sim.files.kind import ANALYSIS
from liancun_sim.files.text_cells import guarded_frame
from liancun_sim.reports.common.figure_style import as_png, as_svg, drawing
from liancun_sim.reports.common.limits import limits
from liancun_sim.reports.common.markup import chinese
from liancun_sim.reports.comparison.write import XML
from liancun_sim.reports.study.figures import FIGURES
from liancun_sim.reports.study.page import page
from liancun_sim.reports.study.summary import summary
from liancun_sim.vocabulary import current_language, use_language


def write_analysis(analysis: Analysis, out: Path, lang: str | None = None) -> None:
    """Write report.html, summary.txt, a CSV per table, figures as PNG, SVG and PDF, manifest.json; whole or not at all.

    lang : of the figures and the summary, and the one the page opens in; by default the language being spoken.

    Raises
    ------
    BadInput
        If `out` holds anything but an earlier analysis, or cannot be written.
    """
    spoken = current_language()
    use_language(lang or spoken)
    try:
        provenance = {**_short(analysis), "limits": limits(analysis.result)}
        with whole_folder(out, ANALYSIS, provenance) as folder:
            for name, table in analysis.tables.items():
                guarded_frame(table).to_csv(
                    folder / f"{name}.csv", index=False, encoding="utf-8-sig", lineterminator="\n"
                )
            (folder / "summary.txt").write_text(summary(analysis), "utf-8-sig")
            (folder / "figures").mkdir()
            drawn = draw_figures(analysis, folder / "figures")
            (folder / "report.html").write_text(page(analysis, drawn), "utf-8")
    finally:
        use_language(spoken)


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


def draw_figures(analysis: Analysis, folder: Path) -> dict[str, dict[str, str]]:
    """Every figure as SVG text in both languages; in the folder, PNG, SVG and PDF in the language being spoken."""
    spoken = current_language()
    drawn: dict[str, dict[str, str]] = {}
    try:
        for code, language in (("en", "en"), ("zh", chinese())):
            use_language(language)
            with drawing():
                for name, make in FIGURES.items():
                    figure = make(analysis)
                    if figure is None:
                        continue
                    drawn.setdefault(name, {})[code] = as_svg(figure, f"{name}-{code}")
                    if language == spoken:
                        (folder / f"{name}.svg").write_text(XML + drawn[name][code] + "\n", "utf-8")
                        (folder / f"{name}.png").write_bytes(as_png(figure))
                        (folder / f"{name}.pdf").write_bytes(as_pdf(figure))
    finally:
        use_language(spoken)
    return drawn


def as_pdf(figure: Figure) -> bytes:
    """The figure as PDF, the same on every day."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="pdf", metadata={"CreationDate": None, "Creator": "liancun_sim"})
    return buffer.getvalue()
