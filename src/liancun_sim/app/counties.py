"""Counties the page can be asked about: the one it was started with, and those opened on it."""

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import Any

from liancun_sim.county import County, load_county, save_county
from liancun_sim.running.common.provenance import county_digest

OPENED_MOST = 8


@dataclass(frozen=True)
class OpenCounty:
    """A county as questions name it.

    source : ``default`` or a folder. digest : of all a run takes from it. told : how its table was read, if it was.
    """

    county: County
    source: str
    digest: str
    told: dict[str, Any] | None = None


class OpenCounties:
    """Counties by digest.

    Parameters
    ----------
    first : ``default`` or a folder. folder : where counties that are opened lie while the server runs.
    """

    def __init__(self, first: str, folder: Path):
        self.folder = folder
        county = load_county(first)
        self.first = OpenCounty(county, first, county_digest(county))
        self._opened: OrderedDict[str, OpenCounty] = OrderedDict()

    def open(self, county: County, told: dict[str, Any]) -> OpenCounty:
        """A county that was read, from now on among them: what ``county import`` writes and ``--county`` reads."""
        digest = county_digest(county)
        if digest == self.first.digest:
            return self.first
        if digest not in self._opened:
            while len(self._opened) >= OPENED_MOST:
                rmtree(Path(self._opened.popitem(last=False)[1].source).parent, ignore_errors=True)
            place = self.folder / digest / county.key
            place.parent.mkdir(parents=True)
            save_county(county, place)
            self._opened[digest] = OpenCounty(load_county(place), str(place), digest, told)
        return self._opened[digest]

    def find(self, digest: object) -> OpenCounty | None:
        """The county of a digest; the first one where none is named."""
        if digest in (None, "", self.first.digest):
            return self.first
        return self._opened.get(digest) if isinstance(digest, str) else None
