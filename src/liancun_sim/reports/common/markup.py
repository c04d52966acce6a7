"""HTML in every language at once: a text is shown in the one spoken and carries the others, for the page's switch."""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from itertools import zip_longest
from typing import NamedTuple

from liancun_sim.front.blocks import packed
from liancun_sim.front.in_every_language import in_both_scripts, in_every_language
from liancun_sim.reports.common.numbers import interval, unit_name
from liancun_sim.vocabulary import Label, current_language, say
from liancun_sim.vocabulary.language import SCRIPTS, page_languages


class Html(str):
    """Text that is already HTML and is not escaped again."""

    __slots__ = ()


class Cell(NamedTuple):
    """A table cell with a class and, for sorting, a number."""

    content: str
    kind: str = ""
    number: float | None = None


def chinese() -> str:
    """The Chinese of the page: the traditional form that is being spoken, if one is, else simplified."""
    return current_language() if current_language() in SCRIPTS else "zh-Hans"


def both(text: Label | Callable[[], str]) -> Html:
    """A text in both languages, Chinese in both scripts; plain where they do not differ."""
    return _carrying(in_every_language(text))


def place_name(name: str) -> Html:
    """A name of a place, in both scripts."""
    return _carrying(in_both_scripts(name))


def both_lines(speak: Callable[[], Sequence[str]]) -> list[Html]:
    """Several sentences, each in both languages; `speak` returns as many in either."""
    spoken = [text.split("\n") for text in in_every_language(lambda: "\n".join(speak()))]
    return [_carrying(versions) for versions in zip(*spoken, strict=True) if any(versions)]


def _carrying(texts: Sequence[str]) -> Html:
    """One text as an element: shown in the language spoken, the versions beside it for the switch."""
    english, simplified, traditional = texts
    if english == simplified == traditional:
        return html(english)
    shown = texts[page_languages().index(current_language())]
    other = f' data-tw="{escape(traditional)}"' if traditional != simplified else ""
    return Html(f'<span data-en="{escape(english)}" data-zh="{escape(simplified)}"{other}>{html(shown)}</span>')


def fold(summary: str, inside: str, name: str = "") -> Html:
    """A part one looks things up in: opened by a click, filled only then, and before printing.

    Without JavaScript it says that it needs it.
    """
    needs = element("noscript", element("p", said("needs_javascript"), kind="note"))
    data = Html(f'<script type="text/plain">{packed(inside)}</script>')
    mark = f' id="{escape(name)}"' if name else ""
    return Html(
        f'<details data-block{mark}>{element("summary", summary)}<div class="inside"></div>{needs}{data}</details>'
    )


def said(key: str, **fields: object) -> Html:
    """A message of the report in both languages."""
    return both(lambda: say(f"report.{key}", **fields))


def html(text: str) -> Html:
    return text if isinstance(text, Html) else Html(escape(str(text)))


def element(name: str, content: str | Iterable[str], **attributes: str) -> Html:
    """``<name attributes>content</name>``; plain text is escaped. ``kind`` is the class."""
    parts = [content] if isinstance(content, str) else content
    marks = "".join(f' {"class" if k == "kind" else k}="{escape(v)}"' for k, v in attributes.items() if v)
    return Html(f"<{name}{marks}>{''.join(html(part) for part in parts)}</{name}>")


def table(head: Sequence[str], rows: Iterable[Sequence[str | Cell]], kind: str = "") -> Html:
    """A table; the first cell of each row names it."""
    filled = list(rows)
    sides = ["n" if isinstance(c, Cell) and c.kind.startswith("n") else "" for c in filled[0]] if filled else []
    heads = [element("th", h, scope="col", kind=side) for h, side in zip_longest(head, sides, fillvalue="")]
    lines = [Html(f'<table class="{kind}">' if kind else "<table>")]
    lines.append(Html("<thead><tr>" + "".join(heads) + "</tr></thead><tbody>"))
    for row in filled:
        lines.append(Html("<tr>" + "".join(_cell(cell, first=i == 0) for i, cell in enumerate(row)) + "</tr>"))
    lines.append(Html("</tbody></table>"))
    return element("div", lines, kind="wide")


def _cell(cell: str | Cell, first: bool) -> Html:
    cell = cell if isinstance(cell, Cell) else Cell(cell)
    marks = f' class="{cell.kind}"' if cell.kind else ""
    marks += f' data-n="{cell.number:.10g}"' if cell.number is not None and cell.number == cell.number else ""
    name = 'th scope="row"' if first else "td"
    return Html(f"<{name}{marks}>{html(cell.content)}</{'th' if first else 'td'}>")


def interval_html(low: float, high: float, unit: str = "", signed: bool = True) -> Html:
    return both(lambda: interval(low, high, unit, signed))


def unit_html(unit: str) -> Html:
    return both(lambda: unit_name(unit))
