"""What a table may mean in more than one way: asked, with the options that settle it, and the answers given so far.

Reading never decides a doubt by itself. Where the answers settle it, it goes on; else it collects the doubt, and
`Doubtful` carries all of them to whoever can ask the person: a terminal, or a list with exit code 2.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Self

from liancun_sim.county.datums import DATUMS, Datum
from liancun_sim.vocabulary import BadInput, Fault, Label, say

Option = Literal["accept", "leave_out", "map", "year", "zone", "datum", "barriers_datum", "links_datum", "tolerance",
                 "hidden", "sheet"]  # fmt: skip

METAVARS: dict[str, str] = {"year": "YEAR", "zone": "ZONE", "map": "COLUMN=FIELD", "leave_out": "COLUMN"}
"""What stands for the value of an option that the person has to name."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to settle a doubt.

    Parameters
    ----------
    option : of ``county import``, with an underscore for each dash. then : what happens.
    value : of the option; "" where the person has to name it (a year), and for ``accept`` the name of the doubt.
    """

    option: Option
    then: Label
    value: str = ""

    def __str__(self) -> str:
        """As it is typed: ``--accept far-off:F``."""
        value = _quoted(self.value) if self.value else METAVARS[self.option]
        return f"--{self.option.replace('_', '-')} {value}"

    def with_value(self, typed: str) -> "Way | None":
        """The way with the value a person typed; None if it cannot be one."""
        return replace(self, value=typed) if typed and (self.option != "year" or typed.isdecimal()) else None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place of a table that can be read in several ways.

    Parameters
    ----------
    name : what ``--accept`` calls it: kind and place, as ``far-off:F`` or ``relocated:12``.
    file, place : where. text : what it could mean, in the language of the moment.
    ways : what settles it, the likeliest first.
    """

    name: str
    file: str
    place: str
    text: str
    ways: tuple[Way, ...]

    def as_question(self) -> Fault:
        """What is asked, with its place."""
        return Fault(self.file, self.place, self.text)

    def as_fault(self) -> Fault:
        """The doubt with everything that settles it, for where nobody can be asked."""
        between = say("doubts.or")
        ways = between.join(say("doubts.way", option=way, then=way.then) for way in self.ways)
        return Fault(self.file, self.place, say("doubts.settle", text=self.text, ways=ways))


class Doubtful(BadInput):
    """A table that cannot be read before its doubts are settled; nothing else is wrong with it.

    Parameters
    ----------
    of_columns : what is wrong in columns whose doubt is whether to leave them out.
    """

    def __init__(self, doubts: Iterable[Doubt], of_columns: Iterable[Fault] = ()):
        self.doubts, self.of_columns = tuple(doubts), tuple(of_columns)
        super().__init__((*self.of_columns, *(doubt.as_fault() for doubt in self.doubts)))

    def __reduce__(self) -> tuple[type["Doubtful"], tuple[tuple[Doubt, ...], tuple[Fault, ...]]]:  # type: ignore[override]
        return type(self), (self.doubts, self.of_columns)


class Faulty(BadInput):
    """A table with faults that no answer mends.

    Parameters
    ----------
    alone : its faults, in the order they are told. doubts : what is asked beside them.
    """

    def __init__(self, alone: Iterable[Fault], doubts: Iterable[Doubt]):
        self.alone, self.doubts = tuple(alone), tuple(doubts)
        super().__init__((*self.alone, *(doubt.as_fault() for doubt in self.doubts)))

    def __reduce__(self) -> tuple[type["Faulty"], tuple[tuple[Fault, ...], tuple[Doubt, ...]]]:  # type: ignore[override]
        return type(self), (self.alone, self.doubts)


@dataclass(frozen=True, slots=True)
class Answers:
    """What the person has settled: the options of ``county import``, and what was answered at the terminal.

    Parameters
    ----------
    accept : names of doubts. leave_out : columns, by header or letter. map : (column, field) pairs.
    year : of every amount of money. zone : of projected coordinates. datum : of a map's degrees.
    barriers_datum, links_datum : of those of the maps beside it, where it is another.
    tolerance : between borders on a map. [m]
    hidden : rows and columns nobody sees.
    sheet : with the villages.
    """

    accept: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    map: tuple[tuple[str, str], ...] = ()
    year: int | None = None
    zone: str | None = None
    datum: Datum | None = None
    barriers_datum: Datum | None = None
    links_datum: Datum | None = None
    tolerance: int | None = None
    hidden: str | None = None
    sheet: str | None = None

    def with_way(self, way: Way) -> Self:
        """These answers and one more; `way` has a value."""
        match way.option:
            case "accept":
                return replace(self, accept=(*self.accept, way.value))
            case "leave_out":
                return replace(self, leave_out=(*self.leave_out, way.value))
            case "map":
                column, _, field = way.value.rpartition("=")
                return replace(self, map=(*self.map, (column, field)))
            case "year":
                return replace(self, year=int(way.value))
            case "zone":
                return replace(self, zone=way.value)
            case "datum":
                return replace(self, datum=_datum(way.value))
            case "barriers_datum":
                return replace(self, barriers_datum=_datum(way.value))
            case "links_datum":
                return replace(self, links_datum=_datum(way.value))
            case "tolerance":
                return replace(self, tolerance=int(way.value))
            case "hidden":
                return replace(self, hidden=way.value)
            case "sheet":
                return replace(self, sheet=way.value)


NO_ANSWERS = Answers()


def named(kind: str, where: str) -> str:
    """The name of a doubt: ``far_off`` at F → ``far-off:F``."""
    kind = kind.replace("_", "-")
    return f"{kind}:{where}" if where else kind


def settled_by(name: str, ways: Sequence[Way], answers: Answers) -> str:
    """Which of a doubt's ``--accept`` names is among the answers; "" if the doubt is open."""
    names = [way.value or name for way in ways if way.option == "accept"]
    return next((given for given in names if given in answers.accept), "")


def _datum(value: str) -> Datum:
    return next(one for one in DATUMS if one == value)


def _quoted(value: str) -> str:
    return f'"{value}"' if any(character.isspace() or character in "()&;|<>（）" for character in value) else value
