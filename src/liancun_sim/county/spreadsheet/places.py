"""Which village is meant by an id, a name, or a township and a name."""

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from liancun_sim.county.spreadsheet.cells import squeezed
from liancun_sim.county.spreadsheet.phrases import At, Findings, listed
from liancun_sim.vocabulary import Label, nearest
from liancun_sim.vocabulary.language import simplified

STROKES = ("", "-", "/", "·", " ")
"""What may stand between township and name: 斜店乡前社庄, 斜店乡-前社庄."""

MOST_SUGGESTED = 5000
"""Above this many villages no near name is sought: it would take minutes."""

_BRACKETED = re.compile(r"[(\[【〔](.*?)[)\]】〕]")
_KIND = re.compile(r"(?<=..)(?:村民委员会|村委会|行政村|自然村|社区居委会|居委会|村)$")
_KIND_OF_TOWNSHIP = re.compile(r"(?<=..)(?:乡|镇|街道|街道办事处)$|(?<=.)(?:乡|镇|街道|街道办事处)$")


def essence(name: str) -> str:
    """A name without what people leave out: 前社庄村（原前社大队）, 前社莊 → 前社庄; 王村 keeps its 村."""
    return _KIND.sub("", _BRACKETED.sub("", simplified(squeezed(name))))


class Places:
    """Finds villages by what people call them.

    Parameters
    ----------
    villages : (id, township, name) of each. gone : what an export called villages whose rows are there no more.
    """

    def __init__(self, villages: Iterable[tuple[str, str, str]], gone: Iterable[str] = ()):
        self._villages = tuple(villages)
        self._gone = frozenset(map(squeezed, gone))
        self._title = {key: f"{township} {name}" for key, township, name in self._villages}
        self._township = {key: _township(township) for key, township, _ in self._villages}

    @cached_property
    def _called(self) -> dict[str, set[str]]:
        """Ids by everything a village is called."""
        called: dict[str, set[str]] = {}
        for key, township, name in self._villages:
            for word in (key, name, key + name, *(township + stroke + name for stroke in STROKES)):
                called.setdefault(squeezed(word), set()).add(key)
        return called

    @cached_property
    def _nearly_called(self) -> dict[str, set[str]]:
        """Ids by what is left of that without what people leave out."""
        called: dict[str, set[str]] = {}
        for key, township, name in self._villages:
            for word in (name, *(township + stroke + name for stroke in STROKES)):
                called.setdefault(essence(word), set()).add(key)
        return called

    def find(self, text: str, township: str = "") -> list[str]:
        """Ids of the villages that `text` may mean: none, one, or several.

        A village called exactly so goes before those called so but for 村, brackets and traditional characters;
        what is in brackets may be the township.
        """
        inside = _BRACKETED.search(squeezed(text))
        within = township or (inside.group(1) if inside and _township(inside.group(1)) in self._townships else "")
        return self._within(self._called.get(squeezed(text), set()), within) or self._within(
            self._nearly_called.get(essence(text), set()), within
        )

    def _within(self, found: set[str], township: str) -> list[str]:
        return sorted(key for key in found if not township or self._township[key] == _township(township))

    def township(self, key: str) -> str:
        """The township of a village, without its kind."""
        return self._township[key]

    def near(self, text: str) -> str | None:
        """The known name closest to a misspelt one."""
        return nearest(text, self._called) if len(self._title) <= MOST_SUGGESTED else None

    def is_gone(self, text: str) -> bool:
        """Whether a village was called so whose row is there no more."""
        return squeezed(text) in self._gone

    def titles(self, keys: Iterable[str]) -> Label:
        """Villages with their townships, in words."""
        return listed(self._title[key] for key in keys)

    @cached_property
    def _townships(self) -> frozenset[str]:
        return frozenset(self._township.values())


class Lookups:
    """Finds villages named in lists of neighbours, and says once of each name what is wrong with it."""

    def __init__(self, places: Places, findings: Findings):
        self.places, self.findings = places, findings
        self._told: set[tuple[str, str]] = set()

    def village(self, at: At, text: str, township: str = "", beside: str = "") -> str | None:
        """The id of the village meant; None, with a fault, where nobody or several may be.

        Parameters
        ----------
        township : it must lie in, if given. beside : the id of a village in whose township it is sought first.
        """
        found = self.places.find(text, township or (self.places.township(beside) if beside else ""))
        found = found or (self.places.find(text, township) if beside else [])
        if len(found) == 1:
            return found[0]
        if (text, township) not in self._told:
            self._told.add((text, township))
            self._tell(at, text, township, found)
        return None

    def _tell(self, at: At, text: str, township: str, found: list[str]) -> None:
        if found:
            self.findings.add("edge_ambiguous", at, name=text, villages=self.places.titles(found))
            return
        elsewhere = self.places.find(text)
        near = self.places.near(text)
        if township and elsewhere:
            villages = self.places.titles(elsewhere)
            self.findings.add("edge_other_township", at, name=text, township=township, villages=villages)
        elif self.places.is_gone(text):
            self.findings.add("edge_gone", at, name=text)
        elif near is not None:
            self.findings.add("edge_unknown_near", at, name=text, near=near)
        else:
            self.findings.add("edge_unknown", at, name=text)


@lru_cache(maxsize=10_000)
def _township(text: str) -> str:
    return _KIND_OF_TOWNSHIP.sub("", simplified(squeezed(text)))
