"""A village table opened on the page: read as ``liancun county import`` reads it, its doubts answered one by one.

A table lies in a folder of its own below the server's temporary one, under the last part of its name, and goes when
others were opened after it, or with the server.
"""

import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from threading import Lock

from liancun_sim.county.importing import import_county
from liancun_sim.county.spreadsheet import Answers, Imported
from liancun_sim.county.spreadsheet.doubts import NO_ANSWERS, Doubt, Doubtful, Way
from liancun_sim.vocabulary import BadInput, Fault, Label, say
from liancun_sim.vocabulary.messages import messages

OPEN_MOST = 4
NAME_LONGEST, VALUE_LONGEST, ENDING_LONGEST = 60, 80, 6
MADE_UP = "--adjacency synthetic"
NEIGHBOURS = "neighbours"
"""A doubt of the page's own: that nothing says who is neighbour, which the option `MADE_UP` settles."""


@dataclass(frozen=True)
class Read:
    """What came of reading: a county, or doubts, or faults. options : that give the same on the command line."""

    options: tuple[str, ...]
    imported: Imported | None = None
    doubts: tuple[Doubt, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass
class Table:
    """A table being read. given : what was answered so far, the last answer last."""

    path: Path
    session: str
    given: list[Way | None] = field(default_factory=list)
    doubts: tuple[Doubt, ...] = ()


class Tables:
    """Tables opened and not yet counties. folder : for their files."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._open: OrderedDict[str, Table] = OrderedDict()
        self._reading = Lock()

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
        table = self._open[key]
        known = {one.name: one for one in table.doubts}
        if not isinstance(doubt, str) or doubt not in known or not isinstance(way, int):
            raise BadInput(Fault("", "", say("opening.no_such_doubt")))
        if not 0 <= way < len(known[doubt].ways):
            raise BadInput(Fault("", "", say("opening.no_such_doubt")))
        chosen = known[doubt].ways[way]
        if not chosen.value:
            typed = value.strip() if isinstance(value, str) and len(value) <= VALUE_LONGEST else ""
            found = chosen.with_value(typed) if typed.isprintable() else None
            if found is None:
                raise BadInput(Fault("", known[doubt].place, say("opening.value_wanted", option=chosen)))
            chosen = found
        table.given.append(None if doubt == NEIGHBOURS else chosen)

    def take_back(self, key: str) -> None:
        """Forget the last answer."""
        del self._open[key].given[-1:]

    def read(self, key: str) -> Read:
        """The table under the answers given so far."""
        table = self._open[key]
        answers, synthetic = _answers(table.given)
        options = tuple(MADE_UP if way is None else str(way) for way in table.given)
        with self._reading:
            try:
                return Read(options, imported=import_county(table.path, synthetic_adjacency=synthetic, answers=answers))
            except Doubtful as doubtful:
                table.doubts = doubtful.doubts
                return Read(options, doubts=doubtful.doubts, faults=doubtful.of_columns)
            except BadInput as bad:
                faults = bad.faults
            if not synthetic and len(faults) == 1 and _reads_once_made_up(table.path, answers):
                table.doubts = (_neighbours_doubt(),)
                return Read(options, doubts=table.doubts)
        table.doubts = ()
        return Read(options, faults=faults)


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


def _answers(given: list[Way | None]) -> tuple[Answers, bool]:
    answers = NO_ANSWERS
    for way in given:
        if way is not None:
            answers = answers.with_way(way)
    return answers, None in given


def _reads_once_made_up(path: Path, answers: Answers) -> bool:
    """Whether a table has no other fault than that nothing says who is neighbour."""
    try:
        import_county(path, synthetic_adjacency=True, answers=answers)
    except Doubtful:
        return True
    except BadInput:
        return False
    return True


def _neighbours_doubt() -> Doubt:
    """The way is never read: that neighbours are drawn is no answer to a doubt about the table."""
    then = messages("opening")["made_up"]
    way = Way("accept", Label(then["en"], then["zh"]), NEIGHBOURS)
    return Doubt(NEIGHBOURS, "", "", say("opening.no_neighbours"), (way,))
