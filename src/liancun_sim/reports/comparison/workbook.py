"""comparison.xlsx: what a planner would forward, in the current language.

Sheets: about (with the limits), results, parameters, every village, every union, their life, charts, dictionary.
"""

import io
from collections.abc import Mapping
from datetime import datetime

from liancun_sim.files.text_cells import new_workbook
from liancun_sim.reports.common.limits import limits
from liancun_sim.reports.common.words import scenario_name
from liancun_sim.reports.common.workbook_sheet import Sheet, Styles
from liancun_sim.reports.comparison import union_life, unions
from liancun_sim.reports.comparison.sentences import facts, findings
from liancun_sim.reports.comparison.sentences import title as heading
from liancun_sim.reports.comparison.workbook_charts import charts_sheet
from liancun_sim.reports.comparison.workbook_tables import (
    dictionary_sheet,
    parameters_sheet,
    results_sheet,
    villages_sheet,
)
from liancun_sim.results import Comparison
from liancun_sim.vocabulary import say

TABLES = {
    "results": results_sheet,
    "parameters": parameters_sheet,
    "villages": villages_sheet,
    "unions": unions.sheet,
    "union_life": union_life.sheet,
}


def workbook(comparison: Comparison, pictures: Mapping[str, bytes]) -> bytes:
    """The workbook as bytes.

    Parameters
    ----------
    pictures : figure name → PNG, in the current language.
    """
    buffer = io.BytesIO()
    book = new_workbook(buffer)
    title = heading(comparison)
    started = comparison.provenance.get("started")
    book.set_properties({"title": title, "comments": say("report.limit_no_prediction")} | _created(started))
    styles = Styles(book)
    _about(comparison, Sheet(book, say("report.sheet_about"), styles), title)
    for name, fill in TABLES.items():
        fill(comparison, Sheet(book, say(f"report.sheet_{name}"), styles))
    charts_sheet(comparison, book, Sheet(book, say("report.sheet_charts"), styles), pictures)
    dictionary_sheet(comparison, Sheet(book, say("report.sheet_dictionary"), styles))
    book.close()
    return buffer.getvalue()


def _created(started: object) -> dict[str, datetime]:
    return {"created": datetime.fromisoformat(started).replace(tzinfo=None)} if isinstance(started, str) else {}


def _about(comparison: Comparison, sheet: Sheet, title: str) -> None:
    """Title, limits, what was found, what the other sheets hold; one wide column that prints on a page."""
    styles, page = sheet.styles, sheet.page
    page.set_column(0, 0, 110)
    page.hide_gridlines(2)
    lines = [(title, styles.title), (facts(comparison), styles.faint), ("", None)]
    lines += [(say("report.limits"), styles.heading)]
    lines += [(f"• {text}", styles.warning) for text in limits(comparison)]
    lines += [("", None), (say("report.in_short"), styles.heading)]
    for scenario in comparison.told:
        lines += [(scenario_name(comparison, scenario), styles.strong)]
        lines += [(f"• {text}", styles.text) for text in findings(comparison, scenario)]
    lines += [("", None), (say("report.sheets"), styles.heading)]
    for name in (*TABLES, "charts", "dictionary"):
        about = say("report.sheet_holds", sheet=say(f"report.sheet_{name}"), about=say(f"report.about_{name}"))
        lines.append((about, styles.text))
    for row, (text, style) in enumerate(lines):
        sheet.write_text(row, 0, text, style)
    page.fit_to_pages(1, 0)
