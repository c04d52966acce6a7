"""The faults of a county folder, collected while it is read; and places that cannot be written."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from liancun_sim.vocabulary import BadInput, Fault, say


@dataclass(slots=True)
class Faults:
    """Faults found so far; each is said in the language of the moment."""

    found: list[Fault] = field(default_factory=list)

    def add(self, file: str, message: str, line: int | None = None, /, **fields: object) -> None:
        """Note a fault: `message` is a key of ``messages/county.toml``, `line` the line of the file."""
        place = "" if line is None else say("county.line", line=line)
        self.found.append(Fault(file, place, say(f"county.{message}", **fields)))

    def stop_if_any(self) -> None:
        """Raise BadInput with all faults, if there are any."""
        if self.found:
            raise BadInput(self.found)


@contextmanager
def writing(place: str | Path) -> Iterator[None]:
    """Within it, a disk that refuses is bad input: the place was the user's choice."""
    try:
        yield
    except OSError as error:
        raise BadInput(Fault(str(place), "", say("county.cannot_write", reason=error.strerror or error))) from None
