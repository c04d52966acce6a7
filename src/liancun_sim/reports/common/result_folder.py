"""The one writer of results: a folder of tables, a summary, figures, a page and a manifest, whole or not at all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from matplotlib.figure import Figure

from liancun_sim.files import Kind, whole_folder
from liancun_sim.reports.common.document import Figures
from liancun_sim.reports.common.figure_style import as_pdf, as_png, as_svg, drawing
from liancun_sim.reports.common.markup import chinese
from liancun_sim.vocabulary import current_language, use_language

Makers = Mapping[str, Callable[[], Figure | None]]
XML = '<?xml version="1.0" encoding="utf-8"?>\n'


@dataclass(frozen=True)
class ResultFiles:
    """What one kind of result leaves on disk; everything is asked for in the language being spoken.

    Parameters
    ----------
    kind : of folder, as the manifest names it; one of another kind is never overwritten.
    tables : writes the data files into a folder; table : the file to name while it does.
    summary : text of summary.txt.
    figures : name → maker of a figure, or of None where there is nothing to draw.
    page : report.html, given the figures in both languages.
    provenance : entries of manifest.json, the limits among them.
    workbook : file name and maker of a workbook, given the figures as PNG by name.
    pdf : whether figures are also wanted as PDF.
    on_page : whether the page shows the figures, which are then drawn in both of its languages.
    """

    kind: Kind
    table: str
    tables: Callable[[Path], None]
    summary: Callable[[], str]
    figures: Makers
    page: Callable[[Figures], str]
    provenance: Callable[[], dict[str, object]]
    workbook: tuple[str, Callable[[Mapping[str, bytes]], bytes]] | None = None
    pdf: bool = False
    on_page: bool = True


def write_result(
    files: ResultFiles, out: Path, lang: str | None, progress: Callable[[str], None] | None = None
) -> None:
    """Write every file into `out`.

    Parameters
    ----------
    lang : en, zh-Hans (or zh), zh-Hant — of the pictures, the workbook, the summary, and the one the page opens
        in (it holds both); by default the language being spoken.
    progress : called with the name of each file about to be written.

    Raises
    ------
    BadInput
        If `out` holds anything but an earlier result of this kind, or cannot be written.
    """
    tell = progress or (lambda name: None)
    spoken = current_language()
    use_language(lang or spoken)
    try:
        with whole_folder(out, files.kind, files.provenance()) as folder:
            tell(files.table)
            files.tables(folder)
            (folder / "summary.txt").write_text(files.summary(), "utf-8-sig")
            tell("figures")
            drawn = write_figures(files.figures, folder / "figures", files.pdf, files.on_page)
            if files.workbook:
                name, workbook = files.workbook
                tell(name)
                pictures = {figure: (folder / "figures" / f"{figure}.png").read_bytes() for figure in drawn}
                (folder / name).write_bytes(workbook(pictures))
            tell("report.html")
            (folder / "report.html").write_text(files.page(drawn), "utf-8")
    finally:
        use_language(spoken)


def write_figures(makers: Makers, folder: Path, pdf: bool = False, on_page: bool = True) -> Figures:
    """Draw every figure for the folder in the language being spoken; for a page, in both languages."""
    folder.mkdir(exist_ok=True)
    spoken = current_language()
    drawn: dict[str, dict[str, str]] = {}
    try:
        for code, language in (("en", "en"), ("zh", chinese())):
            if not (on_page or language == spoken):
                continue
            use_language(language)
            with drawing():
                for name, make in makers.items():
                    figure = make()
                    if figure is None:
                        continue
                    svg = drawn.setdefault(name, {})[code] = as_svg(figure, name)
                    if language == spoken:
                        (folder / f"{name}.svg").write_text(XML + svg + "\n", "utf-8")
                        (folder / f"{name}.png").write_bytes(as_png(figure))
                        if pdf:
                            (folder / f"{name}.pdf").write_bytes(as_pdf(figure))
    finally:
        use_language(spoken)
    return drawn
