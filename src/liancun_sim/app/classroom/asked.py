"""What the server of a class knows of worlds, pages and plans that its processes make. Light, as the server is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Numbers = Mapping[str, float]
"""Indicator → mean over the last 12 months in the whole county, and the three below."""
PROPOSED, FORMED = "proposals", "formed"
"""Proposals decided and unions formed over the whole run; only with assumptions at their defaults."""
SPENT = "public_yuan"
"""Public money and staff time over the whole run."""


@dataclass(frozen=True)
class AskedWorld:
    """A world as it is asked for.

    digest : the same for worlds that come out the same. sealed : what `worlds` opens where it is run.
    """

    digest: str
    sealed: bytes = field(repr=False, compare=False)


@dataclass(frozen=True)
class Pages:
    """The three pages of a class, whole."""

    entry: str
    teacher: str
    student: str


@dataclass(frozen=True)
class Plan:
    """A plan that was drawn. unions : as village rows, lead first. worlds : one a draw of the assumptions."""

    unions: tuple[tuple[int, ...], ...]
    worlds: tuple[AskedWorld, ...]
