"""A village table read as ``liancun county import`` reads it, its doubts answered one by one."""

from dataclasses import dataclass, replace
from pathlib import Path

from liancun_sim.county.importing import import_county
from liancun_sim.county.spreadsheet import Answers, Imported
from liancun_sim.county.spreadsheet.doubts import NO_ANSWERS, Doubt, Doubtful, Faulty, Way
from liancun_sim.vocabulary import BadInput, Fault, Label, say
from liancun_sim.vocabulary.messages import messages

VALUE_LONGEST = 80
MADE_UP = "--adjacency synthetic"
NEIGHBOURS = "neighbours"
"""A doubt of the page's own: that nothing says who is neighbour, which the option `MADE_UP` settles."""


@dataclass(frozen=True)
class Settled:
    """given : what was answered so far, the last answer last. doubts : of the last reading."""

    given: tuple[Way | None, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def with_answer(self, doubt: object, way: object, value: object) -> "Settled":
        """With a doubt of the last reading settled.

        Raises
        ------
        BadInput
            If there is no such doubt or way, or the way wants a value of another kind.
        """
        known = {one.name: one for one in self.doubts}
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
        return replace(self, given=(*self.given, None if doubt == NEIGHBOURS else chosen))

    def without_last(self) -> "Settled":
        return replace(self, given=self.given[:-1])


@dataclass(frozen=True)
class Read:
    """What came of reading: a county, or doubts and faults. options : that give the same on the command line."""

    options: tuple[str, ...]
    imported: Imported | None = None
    doubts: tuple[Doubt, ...] = ()
    faults: tuple[Fault, ...] = ()


def read(path: Path, settled: Settled) -> Read:
    """A table under the answers given so far."""
    answers, synthetic = _answers(settled.given)
    options = tuple(MADE_UP if way is None else str(way) for way in settled.given)
    try:
        return Read(options, imported=import_county(path, synthetic_adjacency=synthetic, answers=answers))
    except Doubtful as doubtful:
        return Read(options, doubts=doubtful.doubts, faults=doubtful.of_columns)
    except Faulty as faulty:
        faults = tuple(one for one in faulty.alone if one.message != say("spreadsheet.no_neighbours"))
        asked = () if len(faults) == len(faulty.alone) else (_neighbours_doubt(),)
        return Read(options, doubts=(*faulty.doubts, *asked), faults=faults)
    except BadInput as bad:
        return Read(options, faults=bad.faults)


def _answers(given: tuple[Way | None, ...]) -> tuple[Answers, bool]:
    answers = NO_ANSWERS
    for way in given:
        if way is not None:
            answers = answers.with_way(way)
    return answers, None in given


def _neighbours_doubt() -> Doubt:
    """The way is never read: that neighbours are drawn is no answer to a doubt about the table."""
    then = messages("opening")["made_up"]
    way = Way("accept", Label(then["en"], then["zh"]), NEIGHBOURS)
    return Doubt(NEIGHBOURS, "", "", say("opening.no_neighbours"), (way,))
