"""The faults of a county folder, collected while it is read."""

from dataclasses import dataclass, field

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
