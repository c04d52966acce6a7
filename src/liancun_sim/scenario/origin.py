"""Where a value came from: a default, a line of a file, or the command line."""

from dataclasses import dataclass

from liancun_sim.vocabulary import Fault, say

Path = tuple[str, ...]
"""A setting: ``("decision", "threshold")``, ``("coefficients", "attitude.pressure")``."""


@dataclass(frozen=True, slots=True)
class Origin:
    """file : as shown to the person; "" for a mapping given in Python. place : ``line 7``, or "".

    line : in the file, 0 if it has none.
    """

    file: str
    line: int = 0
    text: str = ""

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file or "mapping", self.line, self.text) if part)

    def fault(self, message: str) -> Fault:
        """Something wrong there."""
        return Fault(self.file, say("scenario.line", line=self.line) if self.line else self.text, message)


DEFAULT = Origin("default")


def dotted(path: Path) -> str:
    """A setting as ``--set`` and the messages write it."""
    return ".".join(path)
