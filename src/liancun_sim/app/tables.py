"""Village tables that are being opened on the page, and what was answered so far of each.

A table lies in a folder of its own below the server's temporary one, under the last part of its name, and goes when
others were opened after it, or with the server.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from threading import Lock
from typing import Any, Protocol

from liancun_sim.app.counties import OpenCounty

OPEN_MOST = 4
NAME_LONGEST, ENDING_LONGEST = 60, 6


@dataclass(frozen=True)
class Reading:
    """What came of reading a table. told : for the browser. county : if it is one. sealed : what was asked."""

    told: dict[str, Any]
    county: OpenCounty | None
    sealed: bytes = field(repr=False)


class Reads(Protocol):
    """What tables ask of the process that reads them. sealed : what was asked and answered so far."""

    def read_table(self, path: Path, sealed: bytes, place: Path) -> Reading: ...

    def answer_doubt(self, sealed: bytes, doubt: object, way: object, value: object) -> bytes: ...

    def take_back(self, sealed: bytes) -> bytes: ...


@dataclass
class Table:
    """A table being read. sealed : what was asked and answered so far, which only its reader opens."""

    path: Path
    session: str
    sealed: bytes = b""
    one: Lock = field(default_factory=Lock)


class Tables:
    """Tables opened and not yet counties. reader : reads them. folder : for their files, and counties they become."""

    def __init__(self, reader: Reads, folder: Path):
        self.reader, self.folder = reader, folder
        self._open: OrderedDict[str, Table] = OrderedDict()

    def take(self, name: str, content: bytes, session: str) -> str:
        """The key of a table that was sent."""
        key = secrets.token_urlsafe(12)
        place = self.folder / key
        place.mkdir(parents=True)
        path = place / plain_name(name)
        path.write_bytes(content)
        while len(self._open) >= OPEN_MOST:
            self.drop(next(iter(self._open)))
        self._open[key] = Table(path, session)
        return key

    def holds(self, key: str, session: str) -> bool:
        return key in self._open and self._open[key].session == session

    def drop(self, key: str) -> None:
        """Let go of a table and its file."""
        rmtree(self._open.pop(key).path.parent, ignore_errors=True)

    def answer(self, key: str, doubt: object, way: object, value: object) -> None:
        """Settle a doubt of the last reading.

        Raises
        ------
        BadInput
            If there is no such doubt or way, or the way wants a value of another kind.
        """
        self._change(key, lambda sealed: self.reader.answer_doubt(sealed, doubt, way, value))

    def take_back(self, key: str) -> None:
        """Forget the last answer."""
        self._change(key, self.reader.take_back)

    def read(self, key: str) -> Reading:
        """The table under the answers given so far; its county, if it is one, in a new folder."""
        table = self._open[key]
        with table.one:
            found = self.reader.read_table(table.path, table.sealed, self.folder / secrets.token_urlsafe(12))
            table.sealed = found.sealed
        return found

    def _change(self, key: str, change: Callable[[bytes], bytes]) -> None:
        table = self._open[key]
        with table.one:
            table.sealed = change(table.sealed)


def plain_name(name: str) -> str:
    """The last part of a file's name, nothing in it that a file system or a message could take amiss.

    >>> plain_name("../../etc/各村.xlsx"), plain_name("C:\\\\a\\\\.hidden"), plain_name("..")
    ('各村.xlsx', 'hidden', 'table')
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(one for one in last if one.isalnum() or one in "._-（）() ").strip(". ")
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending) > ENDING_LONGEST:
        return kept[:NAME_LONGEST] or "table"
    return f"{stem[:NAME_LONGEST].strip('. ') or 'table'}.{ending}"
