"""Counties the page can be asked about: the one it was started with, and those opened on it, each in a folder."""

from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from threading import Lock
from typing import Any

from liancun_sim.vocabulary import Label

OPENED_MOST = 8


@dataclass(frozen=True)
class OpenCounty:
    """A county as questions name it.

    source : ``default`` or a folder. digest : of all a run takes from it. told : how its table was read, if it was.
    """

    source: str
    digest: str
    name: Label
    told: dict[str, Any] | None = field(default=None, repr=False, compare=False)


class OpenCounties:
    """Counties by digest. first : the one that is always open. folder : where counties lie that are opened."""

    def __init__(self, first: OpenCounty, folder: Path):
        self.first, self.folder = first, folder
        self._opened: OrderedDict[str, OpenCounty] = OrderedDict()
        self._opening = Lock()

    def open(self, county: OpenCounty) -> OpenCounty:
        """A county that was read, from now on among them: the one there is if it was read before."""
        with self._opening:
            known = self.find(county.digest)
            if known is not None:
                _remove(county)
                return known
            while len(self._opened) >= OPENED_MOST:
                _remove(self._opened.popitem(last=False)[1])
            self._opened[county.digest] = county
            return county

    def find(self, digest: object) -> OpenCounty | None:
        """The county of a digest; the first one where none is named."""
        if digest in (None, "", self.first.digest):
            return self.first
        return self._opened.get(digest) if isinstance(digest, str) else None


def _remove(county: OpenCounty) -> None:
    rmtree(Path(county.source).parent, ignore_errors=True)
