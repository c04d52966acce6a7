"""HTML in both languages at once: every text stands twice, and the page shows one."""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from itertools import zip_longest
from typing import NamedTuple

from liancun_sim.reports.common.numbers import unit_name
from liancun_sim.vocabulary import Label, current_language, say, use_language


class Html(str):
    """Text that is already HTML and is not escaped again."""

    __slots__ = ()


class Cell(NamedTuple):
    """A table cell with a class and, for sorting, a number."""

    content: str
    kind: str = ""
    number: float | None = None


def chinese() -> str:
    """The Chinese of the page: traditional if that is what is being spoken, else simplified."""
    return "zh-Hant" if current_language() == "zh-Hant" else "zh-Hans"


def in_both(speak: Callable[[], str]) -> tuple[str, str]:
    """What `speak` says in English and in Chinese."""
    spoken, zh = current_language(), chinese()
    try:
        use_language("en")
        english = speak()
        use_language(zh)
        return english, speak()
    finally:
        use_language(spoken)


def both(text: Label | Callable[[], str]) -> Html:
    """A text in both languages; once only where they do not differ."""
    english, zh = in_both(text if callable(text) else lambda: str(text))
    if english == zh:
        return html(english)
    return Html(f'<span class="en">{html(english)}</span><span class="zh" lang="{chinese()}">{html(zh)}</span>')


def both_lines(speak: Callable[[], Sequence[str]]) -> list[Html]:
    """Several sentences, each in both languages; `speak` returns as many in either."""
    english, zh = in_both(lambda: "\n".join(speak()))
    return [
        both(lambda one=one, two=two: one if current_language() == "en" else two)  # type: ignore[misc]
        for one, two in zip(english.split("\n"), zh.split("\n"), strict=True)
    ]


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


def unit_html(unit: str) -> Html:
    return both(lambda: unit_name(unit))
