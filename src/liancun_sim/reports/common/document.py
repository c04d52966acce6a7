"""The frame of every report: one file that opens offline in three languages, with heading, contents and modules.

A report is written so: ``document(heading, main)`` with `main` a list of `page_heading`, sections as
``element("section", [...], id=name)``, `contents` of their names, `fold` for what one looks things up in. All text goes
through `both` or `said`, so that it follows the switch; tables of ``kind="sort"`` sort. Nothing more is needed: the
page's modules are inlined here. What a comparison also gives its map is in `reports.comparison.map_data`, handed over
as `data`; names of keys that its modules may meet, as `names`.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from liancun_sim.front.blocks import json_block, packed
from liancun_sim.front.bundle import digest, script, style
from liancun_sim.front.in_every_language import in_every_language
from liancun_sim.front.words import page_words
from liancun_sim.reports.common.limits import limits
from liancun_sim.reports.common.markup import Html, both, both_lines, element, html, said
from liancun_sim.results import Comparison
from liancun_sim.vocabulary import Label, current_language, say
from liancun_sim.vocabulary.language import page_language

if TYPE_CHECKING:
    from liancun_sim.results.study.study import StudyResult

LANGUAGE_NAMES = {"en": "English", "zh-Hans": "简体", "zh-Hant": "繁體"}
Figures = Mapping[str, Mapping[str, str]]
"""Figure name → {"en": SVG text, "zh": SVG text}."""


def document(
    title: Callable[[], str],
    main: Sequence[Html],
    data: Mapping[str, Any] | None = None,
    names: Mapping[str, Label] | None = None,
) -> str:
    """A page in the language being spoken, which can be read in the others.

    data : blocks for the page's modules, by name. names : of keys in them.
    """
    modules = script("report")
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src {digest(modules)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    spoken = page_language()
    english, simplified, traditional = (html(text) for text in in_every_language(title))
    shown = {"en": english, "zh-Hans": simplified, "zh-Hant": traditional}[spoken]
    head = [
        Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        Html(f'<title data-en="{english}" data-zh="{simplified}" data-tw="{traditional}">{shown}</title>'),
        Html(f"<style>{style()}</style>"),
    ]
    blocks = {
        "words": page_words(),
        "names": {key: in_every_language(label) for key, label in (names or {}).items()},
        **(data or {}),
    }
    body = [
        element("main", main),
        Html(json_block("page-data", blocks)),
        Html(f'<script type="module">{modules}</script>'),
    ]
    return f'<!doctype html>\n<html lang="{spoken}">{element("head", head)}{element("body", body)}</html>\n'


def page_heading(title: Callable[[], str], facts: Callable[[], str]) -> Html:
    """The switch between languages, the title, and the size of it all in one line."""
    spoken = page_language()
    buttons = [
        Html(
            f'<button type="button" lang="{code}" data-language="{code}" '
            f'aria-pressed="{str(code == spoken).lower()}">{name}</button>'
        )
        for code, name in LANGUAGE_NAMES.items()
    ]
    pick = element("div", buttons, kind="pick")
    return element("header", [pick, element("h1", both(title)), element("p", both(facts), kind="facts")], kind="top")


def contents(names: Iterable[str], topic: str = "report") -> Html:
    """Links to the sections of a page."""
    links = [Html(f'<a href="#{name}">{both(partial(say, f"{topic}.{name}"))}</a> ') for name in names]
    return element("nav", links)


def page_figure(name: str, drawn: Mapping[str, str]) -> Html:
    """A figure in the language spoken, and packed in the other; once where it is the same in both."""
    spoken = "en" if current_language() == "en" else "zh"
    shown, *others = sorted(drawn, key=lambda code: code != spoken)
    told = html(_told_of(name, drawn[shown]))
    parts = [Html(f'<div role="img" aria-label="{told}">{drawn[shown]}</div>')]
    others = [code for code in others if drawn[code] != drawn[shown]]
    for code in others:
        told = html(_told_of(name, drawn[code]))
        parts.append(Html(f'<script type="text/plain" data-told="{told}">{packed(drawn[code])}</script>'))
    return element("figure", parts, **({"data-drawn": shown} if others else {}))


def _told_of(name: str, drawn: str) -> str:
    """What a figure is of: the longest of its texts, among the letters drawn."""
    return max(re.findall(r"<text[^>]*>([^<>]+)</text>", drawn), key=len, default=name.replace("_", " "))


def limits_line(lines: Sequence[Html]) -> Html:
    """The first limit, in sight of every answer, with a link to all of them."""
    return element("p", [lines[0], Html(f' <a href="#limits">{said("all_limits")}</a>')], kind="limit")


def limits_section(lines: Sequence[Html]) -> Html:
    """Every limit, in full."""
    items = [element("li", line) for line in lines]
    return element("section", [element("h2", said("limits")), element("ul", items)], kind="limits", id="limits")


def limits_of(result: "Comparison | StudyResult") -> list[Html]:
    return both_lines(lambda: limits(result))
