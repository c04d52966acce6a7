"""Sentences kept in both languages (for reports and provenance), and faults with their place in a table."""

from collections.abc import Iterable, Sequence

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


class Findings:
    """Faults of one file, collected while it is read and raised together."""

    def __init__(self, file: str):
        self.file = file
        self.faults: list[Fault] = []

    def add(self, key: str, sheet: str = "", row: int | None = None, column: int | None = None,
            village: str = "", **fields: object) -> None:  # fmt: skip
        """One fault: where (row and column counted from 0) and what."""
        self.faults.append(Fault(self.file, place(sheet, row, column, village), say(f"{TOPIC}.{key}", **fields)))

    def stop_if_any(self, *others: "Findings") -> None:
        """Raise everything found so far, in this file and in others, if anything was."""
        found: Sequence[Fault] = [fault for findings in (self, *others) for fault in findings.faults]
        if found:
            raise BadInput(list(dict.fromkeys(found)))


def place(sheet: str = "", row: int | None = None, column: int | None = None, village: str = "") -> str:
    """Sheet, row and village (or column) as a person looks for them."""
    parts = [sheet] if sheet else []
    if row is not None:
        name = "place_village" if village else "place_row"
        parts.append(say(f"{TOPIC}.{name}", row=row + 1, village=village))
    elif column is not None:
        parts.append(say(f"{TOPIC}.place_column", column=letter(column)))
    return " ".join(parts)
