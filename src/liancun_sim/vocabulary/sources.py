"""Where a default comes from, in Chinese: sources are declared in English beside what they are of."""

import tomllib
from functools import cache
from importlib.resources import files

from liancun_sim.vocabulary.label import Label


def source_label(source: str) -> Label:
    """A source in both languages; as it is where it has no Chinese (a file's name)."""
    return Label(source, _sources().get(source, source))


@cache
def _sources() -> dict[str, str]:
    """English → Chinese."""
    return tomllib.loads((files("liancun_sim.vocabulary") / "sources.toml").read_text("utf-8"))
