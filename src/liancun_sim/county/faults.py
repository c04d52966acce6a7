"""The faults of a county folder, collected while it is read."""

from dataclasses import dataclass, field
from pathlib import Path

from liancun_sim.files import read_bytes, reason
from liancun_sim.vocabulary import BadInput, Fault, say

MOST_BYTES = 200_000_000
"""Of one file of a county; the tables of a prefecture, 20,000 villages, have a hundredth of it."""


@dataclass(slots=True)
class Faults:
    """Faults found so far; each is said in the language of the moment."""

    found: list[Fault] = field(default_factory=list)

    def add(self, file: str, message: str, line: int | None = None, /, **fields: object) -> None:
        """Note a fault: `message` is a key of ``messages/county.toml``, `line` the line of the file."""
        place = "" if line is None else say("county.line", line=line)
        self.found.append(Fault(file, place, say(f"county.{message}", **fields)))

    def read(self, path: Path, file: str) -> bytes | None:
        """The bytes of a file of the folder; None with a fault if it is not there or cannot be read."""
        try:
            return read_bytes(path, MOST_BYTES)
        except FileNotFoundError:
            self.add(file, "missing_file", file=file)
        except OSError as error:
            self.add(file, "unreadable", reason=reason(error))
        return None

    def stop_if_any(self) -> None:
        """Raise BadInput with all faults, if there are any."""
        if self.found:
            raise BadInput(self.found)
