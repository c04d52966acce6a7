"""The files a map of boundaries may come with."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Lines:
    """Files beside the boundaries. barriers : rivers and other lines that part. links : bridges, roads that join.

    edges_given : whether neighbours are listed in a file, so that borders do not matter.
    """

    barriers: Path | None = None
    links: Path | None = None
    edges_given: bool = False

    @property
    def files(self) -> tuple[Path, ...]:
        return tuple(path for path in (self.barriers, self.links) if path is not None)
