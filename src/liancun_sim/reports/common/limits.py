"""What must be said wherever results are shown."""

from typing import TYPE_CHECKING

from liancun_sim.results import Comparison
from liancun_sim.vocabulary import say

if TYPE_CHECKING:  # it takes the store and DuckDB, which a page that is served does not
    from liancun_sim.results.study.study import StudyResult

LIMITS: tuple[str, ...] = ("no_prediction", "consent", "borrowed", "not_separable", "unknown", "intervals", "many")
OF_COMPARISONS = ("intervals", "many")  # a study says of its own intervals and outcomes what they are


def limits(result: "Comparison | StudyResult") -> list[str]:
    """The limits of every result of the model, then what is particular to this county and run."""
    if isinstance(result, Comparison):
        keys = LIMITS
    elif result.of_model:
        keys = tuple(key for key in LIMITS if key not in OF_COMPARISONS)
    else:
        return []
    return [*(say(f"report.limit_{key}") for key in keys), *(str(note) for note in result.notes)]
