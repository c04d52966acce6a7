"""report.html: one file that opens offline, in both languages, with everything a reader needs.

Text, tables and figures are inlined; nothing is requested from anywhere. It leads with the limits and
with intervals under chance and assumptions. Search and sorting need JavaScript; nothing else does.
"""

from collections.abc import Callable

from liancun_sim.reports.common.document import (
    Figures,
    asset,
    contents,
    document,
    limits_box,
    page_figure,
    page_heading,
)
from liancun_sim.reports.common.markup import Html, element, said
from liancun_sim.reports.comparison import page_reference as reference
from liancun_sim.reports.comparison import page_sections as sections
from liancun_sim.reports.comparison import union_life
from liancun_sim.reports.comparison.page_villages import villages
from liancun_sim.reports.comparison.sentences import facts, title
from liancun_sim.results import Comparison

SECTIONS = {
    "in_short": sections.in_short,
    "main_results": sections.main_results,
    "proposals": sections.proposals,
    "union_life": union_life.section,
    "costs": sections.costs,
    "groups": sections.groups,
    "villages": villages,
    "all_indicators": reference.all_indicators,
    "settings": reference.settings,
    "assumptions": reference.assumptions,
    "patterns": reference.patterns,
    "dictionary": reference.data_dictionary,
    "provenance": reference.provenance,
}
FIGURES_AFTER = {
    "main_results": ("effects", "income_over_time", "conversion_over_time", "income_map"),
    "proposals": ("fate_of_proposals", "consent_over_time", "consent_map"),
    "costs": ("cost",),
}


def page(comparison: Comparison, figures: Figures) -> str:
    """The whole page."""
    heading = title(comparison)
    main = [
        page_heading(lambda: title(comparison), lambda: facts(comparison)),
        limits_box(comparison),
        contents(_sections(comparison)),
    ]
    for name, section in _sections(comparison).items():
        body = [element("h2", said(name)), section(comparison)]
        body += [page_figure(name, figures[name]) for name in FIGURES_AFTER.get(name, ()) if name in figures]
        main.append(element("section", body, id=name))
    return document(heading, main, asset("page.js"))


def _sections(comparison: Comparison) -> dict[str, Callable[[Comparison], Html]]:
    """A scenario run by itself has no groups that gain or lose by it."""
    alone = not comparison.policies_compared
    return {name: section for name, section in SECTIONS.items() if not (alone and name == "groups")}
