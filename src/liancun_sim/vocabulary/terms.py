"""The words documents and reports use without declaring them: of governance, and of the field of simulation."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from liancun_sim.vocabulary.label import Label


@dataclass(frozen=True, slots=True)
class Term:
    """A word with its meaning here. key : ``governance.cadre``, ``field.stratum``."""

    key: str
    label: Label
    meaning: Label


@cache
def terms() -> tuple[Term, ...]:
    """All terms, in the order of ``terms.toml``."""
    document = tomllib.loads((files("liancun_sim.vocabulary") / "terms.toml").read_text("utf-8"))
    return tuple(
        Term(f"{part}.{key}", Label(one["en"], one["zh"]), Label(one["meaning_en"], one["meaning_zh"]))
        for part, words in document.items()
        for key, one in words.items()
    )
