"""The Markdown all pages of the reference are made of."""

from collections.abc import Iterable, Sequence

from liancun_sim.vocabulary import Label

GENERATED = Label(" Generated from the source by `liancun docs --update`.", "由 `liancun docs --update` 从源码生成。")


def page(title: Label, intro: Label, parts: Iterable[str]) -> str:
    """A page: title, what made it, what it holds."""
    return "\n\n".join([f"# {title}", f"{intro}{GENERATED}", *(part.rstrip() for part in parts)]) + "\n"


def table(header: Sequence[Label | str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; bars and line breaks inside cells are kept from breaking it."""
    lines = [[str(cell) for cell in header], ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "∣")
