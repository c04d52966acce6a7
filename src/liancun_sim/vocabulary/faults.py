"""Bad input: every fault of a file with its place, reported together, exit code 2."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches

from liancun_sim.vocabulary.language import current_language


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: file, place in it, and a sentence saying what is wrong and what would be right."""

    file: str
    place: str
    message: str

    def __str__(self) -> str:
        comma, colon = (", ", ": ") if current_language() == "en" else ("，", "：")
        where = comma.join(part for part in (self.file, self.place) if part)
        return f"{where}{colon}{self.message}" if where else self.message


class BadInput(Exception):
    """Input a person can mend; carries every fault found, never only the first."""

    def __init__(self, faults: Fault | Iterable[Fault]):
        self.faults = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type["BadInput"], tuple[tuple[Fault, ...]]]:
        return type(self), (self.faults,)


@contextmanager
def collecting(faults: list[Fault]) -> Iterator[None]:
    """Go on after bad input, its faults noted."""
    try:
        yield
    except BadInput as bad:
        faults.extend(bad.faults)


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The known word closest to a misspelt one, if any is as like it as `likeness` (0–1)."""
    close = get_close_matches(word.lower(), {name.lower(): name for name in known}, n=1, cutoff=likeness)
    return next((name for name in known if name.lower() == close[0]), None) if close else None
