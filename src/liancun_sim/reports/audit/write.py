"""Everything an audit leaves on disk, written at once."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from matplotlib.figure import Figure

from liancun_sim.analysis.audit.audited import Audited
from liancun_sim.files import kind, whole_folder
from liancun_sim.reports.audit.curves import audit_estimators, audit_event_time
from liancun_sim.reports.audit.page import audit_page
from liancun_sim.reports.audit.summary import audit_text
from liancun_sim.reports.audit.waterfall import audit_waterfall
from liancun_sim.reports.audit.words import claims_of, limits
from liancun_sim.reports.common.figure_style import as_png, as_svg, drawing
from liancun_sim.reports.common.markup import chinese
from liancun_sim.reports.comparison.tables import write_csv
from liancun_sim.reports.comparison.write import XML, Figures
from liancun_sim.results.audit.columns import AUDIT, AUDIT_SUMMARY, CONSULTED, ESTIMATORS, EVENT_TIME, VARIANTS
from liancun_sim.vocabulary import current_language, use_language


def write_audit(
    found: Audited, out: Path, lang: str | None = None, progress: Callable[[str], None] | None = None
) -> None:
    """Write every file of an audit into `out`, whole or not at all.

    audit.csv, estimators.csv, audit_summary.csv, consultations.csv, event_time.csv, decision_variants.csv (if
    asked for), summary.txt, report.html, manifest.json, figures/audit_*.png and *.svg.

    Parameters
    ----------
    lang : en, zh-Hans (or zh), zh-Hant — of the pictures, the summary, and the one the page opens in (it
        holds both); by default the language being spoken.
    progress : called with the name of each file about to be written.

    Raises
    ------
    BadInput
        If `out` holds anything but an earlier audit, or cannot be written.
    """
    tell = progress or (lambda name: None)
    spoken = current_language()
    use_language(lang or spoken)
    try:
        provenance = {**found.audit.provenance, "limits": limits(found)}
        with whole_folder(out, kind.AUDIT, provenance) as folder:
            tell("audit.csv")
            write_tables(found, folder)
            (folder / "summary.txt").write_text(audit_text(found), "utf-8-sig")
            tell("figures")
            (folder / "figures").mkdir()
            drawn, pictures = draw(found)
            own = "en" if current_language() == "en" else "zh"
            for name, picture in pictures.items():
                (folder / "figures" / f"{name}.png").write_bytes(picture)
                (folder / "figures" / f"{name}.svg").write_text(XML + drawn[name][own] + "\n", "utf-8")
            tell("report.html")
            (folder / "report.html").write_text(audit_page(found, drawn), "utf-8")
    finally:
        use_language(spoken)


def write_tables(found: Audited, folder: Path) -> None:
    """The CSV files."""
    audit = found.audit
    write_csv(folder / "audit.csv", found.terms, AUDIT, digits=17)  # so that the parts add up in the file too
    write_csv(folder / "estimators.csv", found.estimators, ESTIMATORS, digits=17)
    write_csv(folder / "audit_summary.csv", found.summary, AUDIT_SUMMARY)
    write_csv(folder / "consultations.csv", audit.consulted, CONSULTED)
    write_csv(folder / "event_time.csv", audit.event_time, EVENT_TIME)
    if not audit.variants.empty:
        write_csv(folder / "decision_variants.csv", audit.variants, VARIANTS)


def draw(found: Audited) -> tuple[Figures, dict[str, bytes]]:
    """Every figure as SVG in both languages, and as PNG in the one being spoken."""
    spoken = current_language()
    drawn: Figures = {}
    pictures: dict[str, bytes] = {}
    try:
        for code, language in (("en", "en"), ("zh", chinese())):
            use_language(language)
            with drawing():
                for name, make in figures(found):
                    figure = make()
                    if figure is None:
                        continue
                    drawn.setdefault(name, {})[code] = as_svg(figure, f"{name}-{code}")
                    if language == spoken:
                        pictures[name] = as_png(figure)
    finally:
        use_language(spoken)
    return drawn, pictures


def figures(found: Audited) -> Iterator[tuple[str, Callable[[], Figure | None]]]:
    """Name and maker of every figure: one waterfall per claim, and two for each scenario."""
    for scenario in found.audit.scenarios:
        for claim in claims_of(found, scenario):
            yield f"audit_{scenario}_{claim}", partial(audit_waterfall, found, scenario, claim)
        yield f"audit_{scenario}_estimators", partial(audit_estimators, found, scenario)
        yield f"audit_{scenario}_event_time", partial(audit_event_time, found, scenario)
