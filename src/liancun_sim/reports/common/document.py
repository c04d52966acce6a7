"""The page around every report: one file that opens offline in both languages, its heading, contents and figures."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from importlib.resources import files

from liancun_sim.reports.common.limits import limits
from liancun_sim.reports.common.markup import Html, both, both_lines, chinese, element, html, said
from liancun_sim.results import Comparison
from liancun_sim.results.study.study import StudyResult
from liancun_sim.vocabulary import current_language, say

POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
Figures = Mapping[str, Mapping[str, str]]
"""Figure name → {"en": SVG text, "zh": SVG text}."""


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
        Html(f"<style>{asset('page.css')}</style>"),
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


def asset(name: str) -> str:
    return (files("liancun_sim.reports.common") / "assets" / name).read_text("utf-8")


def limits_box(comparison: Comparison | StudyResult) -> Html:
    items = [element("li", line) for line in both_lines(lambda: limits(comparison))]
    return element("aside", [element("h2", said("limits")), element("ul", items)], kind="limits", id="limits")
