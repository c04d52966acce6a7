"""Which village is meant by an id, a name, or a township and a name."""

from collections.abc import Iterable

from liancun_sim.county.spreadsheet.cells import squeezed
from liancun_sim.county.spreadsheet.phrases import listed
from liancun_sim.vocabulary import Label, nearest

STROKES = ("", "-", "/", "·", " ")
"""What may stand between township and name: 斜店乡前社庄, 斜店乡-前社庄."""

MOST_SUGGESTED = 5000
"""Above this many villages no near name is sought: it would take minutes."""


class Places:
    """Finds villages by what people call them.

    Parameters
    ----------
    villages : (id, township, name) of each.
    """

    def __init__(self, villages: Iterable[tuple[str, str, str]]):
        self._called: dict[str, set[str]] = {}
        self._title: dict[str, str] = {}
        self._township: dict[str, str] = {}
        for key, township, name in villages:
            self._title[key] = f"{township} {name}"
            self._township[key] = squeezed(township)
            for word in (key, name, *(township + stroke + name for stroke in STROKES)):
                self._called.setdefault(squeezed(word), set()).add(key)

    def find(self, text: str, township: str = "") -> list[str]:
        """Ids of the villages that `text` may mean: none, one, or several."""
        found = self._called.get(squeezed(text), set())
        if township:
            found = {key for key in found if self._township[key] == squeezed(township)}
        return sorted(found)

    def near(self, text: str) -> str | None:
        """The known name closest to a misspelt one."""
        return nearest(text, self._called) if len(self._title) <= MOST_SUGGESTED else None

    def titles(self, keys: Iterable[str]) -> Label:
        """Villages with their townships, in words."""
        return listed(self._title[key] for key in keys)
