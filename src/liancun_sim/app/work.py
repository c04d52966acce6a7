"""What the process that answers is sent."""

from dataclasses import dataclass
from pathlib import Path

from liancun_sim.app.plan_question import PlanQuestion
from liancun_sim.app.question import Question


@dataclass(frozen=True)
class Work:
    """A question and where its answer goes. county : a folder, or ``default``. workers : processes a plan may use."""

    question: Question | PlanQuestion
    county: str
    folder: Path
    language: str
    workers: int
