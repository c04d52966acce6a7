"""Sentences kept in both languages (for reports and provenance), and faults with their place in a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

from liancun_sim.vocabulary import BadInput, Fault, Label, say
from liancun_sim.vocabulary.messages import messages

TOPIC = "spreadsheet"


def phrase(key: str, **fields: object) -> Label:
    """A message of this part in both languages; labels among the fields are said in each."""
    entry = messages(TOPIC)[key]

    def filled(language: str) -> str:
        values = {
            name: value.in_language("en" if language == "en" else "zh-Hans") if isinstance(value, Label) else value
            for name, value in fields.items()
        }
        return entry[language].format(**values)

    return Label(filled("en"), filled("zh"))


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
    """A place in a workbook: a sheet, a row with its village, or a column; rows and columns counted from 0."""

    sheet: str = ""
    row: int | None = None
    column: int | None = None
    village: str = ""

    def __str__(self) -> str:
        parts = [self.sheet] if self.sheet else []
        if self.row is not None:
            key = "place_village" if self.village else "place_row"
            parts.append(say(f"{TOPIC}.{key}", row=self.row + 1, village=self.village))
        elif self.column is not None:
            parts.append(say(f"{TOPIC}.place_column", column=letter(self.column)))
        return " ".join(parts)


WHOLE_FILE = At()


class Findings:
    """Faults of one file, collected while it is read and raised together."""

    def __init__(self, file: str):
        self.file = file
        self.faults: list[Fault] = []

    def add(self, key: str, at: At = WHOLE_FILE, **fields: object) -> None:
        """Note a fault: `key` of ``messages/spreadsheet.toml``, and where."""
        self.faults.append(Fault(self.file, str(at), say(f"{TOPIC}.{key}", **fields)))

    def refuse(self, key: str, at: At = WHOLE_FILE, **fields: object) -> NoReturn:
        """Note a fault after which nothing more can be read, and raise all that were found."""
        self.add(key, at, **fields)
        raise BadInput(self.faults)

    def stop_if_any(self) -> None:
        """Raise all faults found so far, if there are any."""
        if self.faults:
            raise BadInput(list(dict.fromkeys(self.faults)))
