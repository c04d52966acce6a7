"""Everything an audit leaves on disk."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from matplotlib.figure import Figure

from liancun_sim.analysis.audit.audited import Audited
from liancun_sim.files import kind
from liancun_sim.reports.audit.curves import audit_estimators, audit_event_time
from liancun_sim.reports.audit.page import audit_page
from liancun_sim.reports.audit.summary import audit_text
from liancun_sim.reports.audit.waterfall import audit_waterfall
from liancun_sim.reports.audit.words import claims_of, limits
from liancun_sim.reports.common.result_folder import ResultFiles, write_result
from liancun_sim.reports.common.table_files import write_csv
from liancun_sim.results.audit.columns import AUDIT, AUDIT_SUMMARY, CONSULTED, ESTIMATORS, EVENT_TIME, VARIANTS
from liancun_sim.results.common.keeping import keep


def write_audit(
    found: Audited, out: Path, lang: str | None = None, progress: Callable[[str], None] | None = None
) -> None:
    """Write every file of an audit into `out`, whole or not at all; the rest as `write_result`.

    audit.csv, estimators.csv, audit_summary.csv, consultations.csv, event_time.csv, decision_variants.csv (if
    asked for), summary.txt, report.html, manifest.json, figures/audit_*.png and *.svg; data/, from which all of it can
    be written again.
    """
    files = ResultFiles(
        kind.AUDIT,
        "audit.csv",
        partial(_tables, found),
        lambda: audit_text(found),
        figures(found),
        partial(audit_page, found),
        lambda: {**found.audit.provenance, "limits": limits(found)},
    )
    write_result(files, out, lang, progress)


def _tables(found: Audited, folder: Path) -> None:
    write_tables(found, folder)
    keep(found.audit, folder)


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


def figures(found: Audited) -> dict[str, Callable[[], Figure | None]]:
    """Makers of every figure by name: one waterfall per claim, and two figures for each scenario."""
    makers: dict[str, Callable[[], Figure | None]] = {}
    for scenario in found.audit.scenarios:
        for claim in claims_of(found, scenario):
            makers[f"audit_{scenario}_{claim}"] = partial(audit_waterfall, found, scenario, claim)
        makers[f"audit_{scenario}_estimators"] = partial(audit_estimators, found, scenario)
        makers[f"audit_{scenario}_event_time"] = partial(audit_event_time, found, scenario)
    return makers
