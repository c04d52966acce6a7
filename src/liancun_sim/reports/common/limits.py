"""What must be said wherever results are shown."""

from liancun_sim.results import Comparison
from liancun_sim.results.study.study import StudyResult
from liancun_sim.vocabulary import say

LIMITS = ("no_prediction", "consent", "borrowed", "not_separable", "unknown", "intervals", "many")
OF_COMPARISONS = ("intervals", "many")  # a study says of its own intervals and outcomes what they are


def limits(result: Comparison | StudyResult) -> list[str]:
    """The limits of every result of the model, then what is particular to this county and run."""
    if isinstance(result, StudyResult) and not result.of_model:
        return []
    keys = [key for key in LIMITS if not (isinstance(result, StudyResult) and key in OF_COMPARISONS)]
    return [*(say(f"report.limit_{key}") for key in keys), *(str(note) for note in result.notes)]
