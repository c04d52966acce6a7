"""report.html: one file that opens offline, in three languages, and can be moved in.

It leads with the answer, scenario by scenario, beside the map; a line of the limits is always in sight, all of them one
click away. Without JavaScript it holds the answers, limits, effects, a map per scenario and the unions.
"""

from collections.abc import Callable
from functools import partial

from liancun_sim.front.areas import areas
from liancun_sim.front.fields import scales
from liancun_sim.reports.common.document import (
    Figures,
    contents,
    document,
    limits_line,
    limits_of,
    limits_section,
    page_heading,
)
from liancun_sim.reports.common.markup import Html, both, element, said
from liancun_sim.reports.common.words import scenario_name
from liancun_sim.reports.comparison import page_reference as reference
from liancun_sim.reports.comparison import page_sections as sections
from liancun_sim.reports.comparison import union_life, unions
from liancun_sim.reports.comparison.answer import answer
from liancun_sim.reports.comparison.map_data import key_names, map_data
from liancun_sim.reports.comparison.maps import static_maps, views
from liancun_sim.reports.comparison.sentences import facts, title
from liancun_sim.results import Comparison

SECTIONS: dict[str, Callable[[Comparison], Html]] = {
    "unions": unions.section,
    "main_results": sections.main_results,
    "curves": sections.curves,
    "proposals": sections.proposals,
    "union_life": union_life.section,
    "costs": sections.costs,
    "groups": sections.groups,
    "villages": sections.villages,
    "all_indicators": reference.all_indicators,
    "settings": reference.settings,
    "assumptions": reference.assumptions,
    "patterns": reference.patterns,
    "dictionary": reference.data_dictionary,
    "provenance": reference.provenance,
}


def page(comparison: Comparison, figures: Figures) -> str:
    """The whole page; the figures for papers are files of their own."""
    ground, shown = areas(comparison), scales(comparison)
    boxes = views(comparison, ground, shown)
    limits = limits_of(comparison)
    names = _sections(comparison)
    main = [
        page_heading(partial(title, comparison), partial(facts, comparison)),
        limits_line(limits),
        element("noscript", element("p", said("page_needs_javascript"), kind="note")),
        _first_screen(comparison),
        contents(["limits", *names]),
        element("section", [element("h2", said("map")), static_maps(comparison, ground, shown, boxes)], kind="maps"),
        limits_section(limits),
    ]
    main += [
        element("section", [element("h2", said(name)), section(comparison)], id=name) for name, section in names.items()
    ]
    data = {"comparison": map_data(comparison, ground, shown, boxes)}
    return document(partial(title, comparison), main, data, key_names(comparison))


def _first_screen(comparison: Comparison) -> Html:
    """The answers on the left, on the right what the page's modules fill: search, map and village."""
    answers = [
        element(
            "section",
            [element("h2", both(partial(scenario_name, comparison, key))), answer(comparison, key)],
            **{"data-of": key},
        )
        for key in comparison.told
    ]
    choice = Html('<div id="scenarios" role="group" data-label="which_scenario"></div>')
    moving = [
        Html('<div id="search" role="search"></div><div id="map"></div>'),
        Html('<section id="village" tabindex="-1" data-label="column_village"></section>'),
    ]
    return element("div", [element("div", [choice, *answers], id="answers"), element("div", moving, kind="moving")],
                   kind="first")  # fmt: skip


def _sections(comparison: Comparison) -> dict[str, Callable[[Comparison], Html]]:
    """A scenario run by itself has no groups that gain or lose by it."""
    alone = not comparison.policies_compared
    return {name: section for name, section in SECTIONS.items() if not (alone and name == "groups")}
