"""report.html: one file that opens offline, in both languages, with everything a reader needs.

Text, tables and figures are inlined; nothing is requested from anywhere. It leads with the limits and
with intervals under chance and assumptions. Search and sorting need JavaScript; nothing else does.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from importlib.resources import files

from liancun_sim.reports.common.markup import Html, both, chinese, element, html, said
from liancun_sim.reports.comparison import page_reference as reference
from liancun_sim.reports.comparison import page_sections as sections
from liancun_sim.reports.comparison.page_villages import villages
from liancun_sim.reports.comparison.sentences import facts, title
from liancun_sim.results import Comparison
from liancun_sim.vocabulary import current_language, say

POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
SECTIONS = {
    "in_short": sections.in_short,
    "main_results": sections.main_results,
    "proposals": sections.proposals,
    "costs": sections.costs,
    "groups": sections.groups,
    "villages": villages,
    "all_indicators": reference.all_indicators,
    "settings": reference.settings,
    "assumptions": reference.assumptions,
    "dictionary": reference.data_dictionary,
    "provenance": reference.provenance,
}
FIGURES_AFTER = {
    "main_results": ("effects", "income_over_time", "conversion_over_time", "income_map"),
    "proposals": ("fate_of_proposals", "consent_over_time", "consent_map"),
    "costs": ("cost",),
}


def page(comparison: Comparison, figures: Mapping[str, Mapping[str, str]]) -> str:
    """The whole page.

    Parameters
    ----------
    figures : figure name → {"en": SVG text, "zh": SVG text}.
    """
    heading = title(comparison)
    main = [
        page_heading(lambda: title(comparison), lambda: facts(comparison)),
        sections.limits_box(comparison),
        contents(_sections(comparison)),
    ]
    for name, section in _sections(comparison).items():
        body = [element("h2", said(name)), section(comparison)]
        body += [page_figure(name, figures[name]) for name in FIGURES_AFTER.get(name, ()) if name in figures]
        main.append(element("section", body, id=name))
    return document(heading, main, _asset("page.js"))


def document(heading: str, main: Sequence[Html], script: str = "") -> str:
    """A page that holds both languages and opens in the one being spoken."""
    opens_in = "en" if current_language() == "en" else "zh"
    switches = [
        Html(f'<input class="language" type="radio" name="language" id="in-{code}"{_checked(code, opens_in)}>')
        for code in ("en", "zh")
    ]
    head = [
        Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'),
        element("title", heading),
        Html(f"<style>{_asset('page.css')}</style>"),
    ]
    body = [*switches, element("main", main), *([Html(f"<script>{script}</script>")] if script else [])]
    language = "en" if opens_in == "en" else chinese()
    return f'<!doctype html>\n<html lang="{language}">{element("head", head)}{element("body", body)}</html>\n'


def _checked(code: str, opens_in: str) -> str:
    return " checked" if code == opens_in else ""


def page_heading(title: Callable[[], str], facts: Callable[[], str]) -> Html:
    """The switch between languages, the title, and the size of it all in one line."""
    pick = element(
        "div",
        [Html('<label for="in-en">English</label>'), Html(f'<label for="in-zh" lang="{chinese()}">中文</label>')],
        kind="pick",
    )
    return element("header", [pick, element("h1", both(title)), element("p", both(facts), kind="facts")])


def _sections(comparison: Comparison) -> dict[str, Callable[[Comparison], Html]]:
    """A scenario run by itself has no groups that gain or lose by it."""
    alone = not comparison.policies_compared
    return {name: section for name, section in SECTIONS.items() if not (alone and name == "groups")}


def contents(names: Iterable[str], topic: str = "report") -> Html:
    """Links to the sections of a page."""
    links = [Html(f'<a href="#{name}">{both(partial(say, f"{topic}.{name}"))}</a> ') for name in names]
    return element("nav", links)


def page_figure(name: str, drawn: Mapping[str, str]) -> Html:
    """Both language versions of a figure; the page shows one."""
    versions = [
        Html(f'<div class="{code}" role="img" aria-label="{html(name)}">{text}</div>') for code, text in drawn.items()
    ]
    return element("figure", versions)


def _asset(name: str) -> str:
    return (files("liancun_sim.reports.common") / "assets" / name).read_text("utf-8")
