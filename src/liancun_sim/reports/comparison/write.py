"""Everything a comparison leaves on disk, written at once."""

from collections.abc import Callable
from pathlib import Path

from liancun_sim.files import whole_folder
from liancun_sim.files.kind import COMPARISON
from liancun_sim.reports.common.figure_style import as_png, as_svg, drawing
from liancun_sim.reports.common.limits import limits
from liancun_sim.reports.common.markup import chinese
from liancun_sim.reports.comparison.figures import FIGURES
from liancun_sim.reports.comparison.page import page
from liancun_sim.reports.comparison.summary import summary
from liancun_sim.reports.comparison.tables import write_tables
from liancun_sim.reports.comparison.workbook import workbook
from liancun_sim.results import Comparison
from liancun_sim.vocabulary import current_language, use_language

Figures = dict[str, dict[str, str]]


def write_comparison(
    comparison: Comparison, out: Path, lang: str | None = None, progress: Callable[[str], None] | None = None
) -> None:
    """Write every file of a comparison into `out`, whole or not at all.

    effects.csv, groups.csv, unions.csv, villages.csv, spending.csv, series.parquet, summary.txt,
    comparison.xlsx, report.html, manifest.json, figures/*.png and *.svg.

    Parameters
    ----------
    lang : en, zh-Hans (or zh), zh-Hant — of the workbook, the pictures, the summary, and the one the
        page opens in (it holds both); by default the language being spoken.
    progress : called with the name of each file about to be written.

    Raises
    ------
    BadInput
        If `out` holds anything but an earlier comparison, or cannot be written.
    """
    tell = progress or (lambda name: None)
    spoken = current_language()
    use_language(lang or spoken)
    try:
        provenance = {**comparison.provenance, "limits": limits(comparison)}
        with whole_folder(out, COMPARISON, provenance) as folder:
            tell("effects.csv")
            write_tables(comparison, folder)
            (folder / "summary.txt").write_text(summary(comparison), "utf-8-sig")
            tell("figures")
            (folder / "figures").mkdir()
            drawn, pictures = draw(comparison)
            own = "en" if current_language() == "en" else "zh"
            for name, picture in pictures.items():
                (folder / "figures" / f"{name}.png").write_bytes(picture)
                (folder / "figures" / f"{name}.svg").write_text(XML + drawn[name][own] + "\n", "utf-8")
            tell("comparison.xlsx")
            (folder / "comparison.xlsx").write_bytes(workbook(comparison, pictures))
            tell("report.html")
            (folder / "report.html").write_text(page(comparison, drawn), "utf-8")
    finally:
        use_language(spoken)


XML = '<?xml version="1.0" encoding="utf-8"?>\n'


def draw(comparison: Comparison) -> tuple[Figures, dict[str, bytes]]:
    """Every figure as SVG in both languages, and as PNG in the one being spoken."""
    spoken = current_language()
    drawn: Figures = {}
    pictures: dict[str, bytes] = {}
    try:
        for code, language in (("en", "en"), ("zh", chinese())):
            use_language(language)
            with drawing():
                for name, make in FIGURES.items():
                    figure = make(comparison)
                    if figure is None:
                        continue
                    drawn.setdefault(name, {})[code] = as_svg(figure, f"{name}-{code}")
                    if language == spoken:
                        pictures[name] = as_png(figure)
    finally:
        use_language(spoken)
    return drawn, pictures
