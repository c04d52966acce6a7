"""Sentences kept in both languages (for reports and provenance), and faults with their place in a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NoReturn

from liancun_sim.county.spreadsheet.doubts import NO_ANSWERS, Answers, Doubt, Doubtful, Faulty, Way, named, settled_by
from liancun_sim.vocabulary import Fault, Label, say
from liancun_sim.vocabulary.messages import filled, messages

TOPIC = "spreadsheet"


def phrase(key: str, **fields: object) -> Label:
    """A message of this part (or of another: ``doubts.then_leave_out``) in both languages.

    Labels among the fields are said in each.
    """
    topic, _, name = key.rpartition(".")
    entry = messages(topic or TOPIC)[name]

    def said(language: str) -> str:
        values = {
            name: value.in_language("en" if language == "en" else "zh-Hans") if isinstance(value, Label) else value
            for name, value in fields.items()
        }
        return filled(entry[language], values)

    return Label(said("en"), said("zh"))


def listed(items: Iterable[object], at_most: int = 8) -> Label:
    """A list in words, cut short after `at_most` items."""
    shown = list(items)
    labels = [item if isinstance(item, Label) else Label(str(item), str(item)) for item in shown[:at_most]]
    en, zh = ", ".join(label.en for label in labels), "、".join(label.zh for label in labels)
    if len(shown) > at_most:
        return phrase("and_more", items=Label(en, zh), count=len(shown))
    return Label(en, zh)


def letter(column: int) -> str:
    """The letters over a spreadsheet column: 0 → A, 26 → AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def plain(value: Decimal | float) -> str:
    """A number as people write it: separators, no exponent, at most six decimals."""
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@dataclass(frozen=True, slots=True)
class At:
    """A place in a workbook: a sheet, a row with its village, a column, or both; rows and columns counted from 0.

    In words a row is enough: what is said of it names the column by its header.
    """

    sheet: str = ""
    row: int | None = None
    column: int | None = None
    village: str = ""

    @property
    def short(self) -> str:
        """As the name of a doubt has it: ``F``, ``12``, or "" for the whole sheet."""
        if self.row is not None:
            return f"{'' if self.column is None else letter(self.column)}{self.row + 1}"
        return "" if self.column is None else letter(self.column)

    def __str__(self) -> str:
        parts = [self.sheet] if self.sheet else []
        if self.row is not None:
            key = "place_village" if self.village else "place_row"
            parts.append(say(f"{TOPIC}.{key}", row=self.row + 1, village=self.village))
        elif self.column is not None:
            parts.append(say(f"{TOPIC}.place_column", column=letter(self.column)))
        return " ".join(parts)


WHOLE_FILE = At()

MOST_ALIKE, FIRST_ALIKE = 5, 3
"""Rows, or cells of a column, with the same fault: up to so many are told one by one; of more, only the first."""


@dataclass(frozen=True, slots=True)
class _Noted:
    at: At
    fault: Fault
    key: str = ""


class Findings:
    """Faults and doubts of one file, collected while it is read and raised together."""

    def __init__(self, file: str, answers: Answers = NO_ANSWERS):
        self.file, self.answers = file, answers
        self.doubts: list[Doubt] = []
        self.used: set[str] = set()  # names of doubts that were accepted
        self._noted: list[_Noted] = []
        self._optional: dict[tuple[str, int], str] = {}

    @property
    def faults(self) -> list[Fault]:
        """File by file and sheet by sheet, and there of the whole, of columns, then of rows in their order.

        Of many rows, or cells of a column, with one fault the first are told, and how many there are.
        """
        sheets = list(dict.fromkeys((noted.fault.file, noted.at.sheet) for noted in self._noted))
        place = {sheet: number for number, sheet in enumerate(sheets)}
        order = sorted(self._noted, key=lambda noted: (place[noted.fault.file, noted.at.sheet], _in_order(noted.at)))
        alike: dict[tuple[object, ...], list[_Noted]] = {}
        for noted in order:
            of_row = noted.key and noted.at.row is not None
            kind = (noted.key, noted.at.sheet, noted.at.column) if of_row else (id(noted),)
            alike.setdefault((noted.fault.file, *kind), []).append(noted)
        told: dict[int, Fault] = {}
        for several in alike.values():
            shown = several if len(several) <= MOST_ALIKE else several[:FIRST_ALIKE]
            told |= {id(noted): noted.fault for noted in shown}
            if rest := len(several) - len(shown):
                last = shown[-1]
                more = say(f"{TOPIC}.more_alike", text=last.fault.message, count=rest)
                told[id(last)] = Fault(last.fault.file, last.fault.place, more)
        return [told[id(noted)] for noted in order if id(noted) in told]

    def may_leave_out(self, sheet: str, column: int, called: str) -> None:
        """Say of a column that the county can do without it; `called`: what ``--leave-out`` takes for it."""
        self._optional[sheet, column] = called

    def add(self, key: str, at: At = WHOLE_FILE, **fields: object) -> None:
        """Note a fault: `key` of ``messages/spreadsheet.toml`` (or ``doubts.key``), and where."""
        said = say(key if "." in key else f"{TOPIC}.{key}", **fields)
        self._noted.append(_Noted(at, Fault(self.file, str(at), said), key))

    def note(self, faults: Iterable[Fault]) -> None:
        """Note faults found elsewhere, with their own file and place."""
        self._noted += [_Noted(WHOLE_FILE, fault) for fault in faults]

    def ask(self, kind: str, at: At, ways: Sequence[Way], name: str = "", **fields: object) -> str:
        """What settles a doubt; "" while it is open, and then it is noted.

        Parameters
        ----------
        kind : of ``messages/doubts.toml``. ways : what settles it; an ``accept`` without a value takes its name.
        name : of the doubt, where kind and place are not enough.

        Returns
        -------
        The one of the ``accept`` names that was given.
        """
        name = name or named(kind, at.short)
        given = settled_by(name, ways, self.answers)
        if given:
            self.used.add(given)
            return given
        filled = tuple(replace(way, value=name) if way.option == "accept" and not way.value else way for way in ways)
        self.doubts.append(Doubt(name, self.file, str(at), say(f"doubts.{kind}", **fields), filled))
        return ""

    def asks_for(self, field: str) -> bool:
        """Whether it is asked already if some column is meant for a field."""
        maps = (way for doubt in self.doubts for way in doubt.ways if way.option == "map")
        return any(way.value.rpartition("=")[2] == field for way in maps)

    def take_over(self, other: "Findings") -> None:
        """Note what was found in another file."""
        self._noted += other._noted
        self.doubts += other.doubts
        self.used |= other.used
        self._optional |= other._optional

    def refuse(self, key: str, at: At = WHOLE_FILE, **fields: object) -> NoReturn:
        """Note a fault after which nothing more can be read, and raise all that were found."""
        self.add(key, at, **fields)
        self.stop_if_any()
        raise AssertionError("a fault was noted")

    def stop_at_unknown_answers(self) -> None:
        """Refuse names of doubts that settled nothing: a slip of the pen must not pass for an answer."""
        for name in dict.fromkeys(self.answers.accept):
            if name not in self.used:
                self.add("doubts.no_such_doubt", name=name)
        self.stop_if_any()

    def stop_if_any(self) -> None:
        """Raise every fault and doubt found so far, if there are any.

        Faults of columns the county can do without are a doubt: whether to leave them out.
        """
        faults = list(dict.fromkeys(self.faults))
        columns = dict.fromkeys((noted.at.sheet, noted.at.column) for noted in self._noted)
        offers = [self._offer(*place) for place in columns if place in self._optional]
        doubts = _once([*self.doubts, *offers])
        if faults and len(offers) < len(columns):
            raise Faulty(faults, doubts)
        if doubts:
            raise Doubtful(doubts, faults)

    def _offer(self, sheet: str, column: int | None) -> Doubt:
        """Whether to leave a column out that has faults."""
        assert column is not None
        at, called = At(sheet, column=column), self._optional[sheet, column]
        count = sum((noted.at.sheet, noted.at.column) == (sheet, column) for noted in self._noted)
        way = Way("leave_out", phrase("doubts.then_leave_out"), called)
        text = say("doubts.faulty_column", count=count)
        return Doubt(named("faulty_column", at.short), self.file, str(at), text, (way,))


def _once(doubts: Iterable[Doubt]) -> list[Doubt]:
    """Doubts that ask the same and are settled by the same, as on every sheet of a county, are asked once."""
    alike: dict[tuple[object, ...], list[Doubt]] = {}
    for doubt in dict.fromkeys(doubts):
        ways = tuple((way.option, way.value) for way in doubt.ways)
        alike.setdefault((doubt.name, doubt.file, doubt.text, ways), []).append(doubt)
    places = [str(listed((doubt.place for doubt in same), FIRST_ALIKE)) for same in alike.values()]
    return [replace(same[0], place=place) for same, place in zip(alike.values(), places, strict=True)]


def _in_order(at: At) -> tuple[int, int]:
    """By row, and in a row by column; what is said of no row comes first."""
    return -1 if at.row is None else at.row, -1 if at.column is None else at.column
