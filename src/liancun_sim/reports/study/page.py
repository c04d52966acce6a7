"""report.html of a study: one file that opens offline, in three languages."""

from collections.abc import Callable, Mapping

from liancun_sim.analysis.study.analysed import Analysis
from liancun_sim.reports.common.document import (
    Figures,
    contents,
    document,
    limits_line,
    limits_of,
    limits_section,
    page_figure,
    page_heading,
)
from liancun_sim.reports.common.markup import Html, both, element
from liancun_sim.reports.study import sections
from liancun_sim.reports.study.names import facts, title

SECTIONS: Mapping[str, Callable[[Analysis], Html]] = {
    "in_short": sections.in_short,
    "ranking": sections.ranking,
    "unsure": sections.unsure,
    "tradeoffs": sections.tradeoffs,
    "sensitivity": sections.sensitivity,
    "discovery": sections.discovery,
    "runs": sections.runs,
    "factors": sections.factors,
    "patterns": sections.patterns,
    "provenance": sections.provenance,
}
FIGURES_AFTER = {
    "ranking": "effects_by_world",
    "unsure": "regret",
    "tradeoffs": "gain_and_price",
    "sensitivity": "drivers",
    "discovery": "boxes",
}


def page(analysis: Analysis, figures: Figures) -> str:
    """The whole page."""
    result = analysis.result
    main = [page_heading(lambda: title(result), lambda: facts(result))]
    if result.question.en or result.question.zh:
        main.append(element("p", both(result.question)))
    limits = limits_of(result) if result.of_model else []
    if limits:
        main.append(limits_line(limits))
    shown = {name: section for name, section in SECTIONS.items() if _wanted(analysis, name)}
    main.append(contents(shown, "analysis"))
    for name, section in shown.items():
        body = [element("h2", sections.spoken(name)), section(analysis)]
        figure = FIGURES_AFTER.get(name, "")
        if figure in figures:
            body.append(page_figure(figure, figures[figure]))
        main.append(element("section", body, id=name))
        if name == next(iter(shown)) and limits:
            main.append(limits_section(limits))
    return document(lambda: title(result), main)


def _wanted(analysis: Analysis, name: str) -> bool:
    """Sections with something to say: a study may have one scenario, no factors or no goals."""
    several = len(analysis.result.scenarios) > 1 and len(analysis.ranking) > 0
    needs = {
        "in_short": bool(len(analysis.ranking)),
        "ranking": bool(len(analysis.ranking)),
        "unsure": several,
        "tradeoffs": several and len(analysis.pareto) > 0,
        "sensitivity": bool(len(analysis.sensitivity)),
        "discovery": bool(analysis.discoveries),
        "factors": bool(analysis.result.factors),
        "patterns": analysis.result.of_model,
    }
    return needs.get(name, True)
