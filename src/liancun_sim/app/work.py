"""What the process that answers is sent, and what of it its server knows."""

from dataclasses import dataclass, field
from pathlib import Path

CANCEL = "cancel"
PLANS = "plans.json"
"""The plans of an answer as the page takes them."""


@dataclass(frozen=True)
class Asked:
    """A checked question as it goes through the server, which does not open it.

    key : the same for questions whose answers are the same. sealed : a question, pickled.
    """

    key: str
    sealed: bytes = field(repr=False)


@dataclass(frozen=True)
class Work:
    """A question and where its answer goes. county : a folder, or ``default``. workers : processes a plan may use."""

    asked: Asked
    county: str
    folder: Path
    language: str
    workers: int
