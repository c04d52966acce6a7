"""Each analysis is computed once per comparison, however many tables and figures ask for it."""

from collections.abc import Callable
from functools import wraps
from weakref import WeakKeyDictionary

from liancun_sim.results import Comparison


def remembered[T](analysis: Callable[[Comparison], T]) -> Callable[[Comparison], T]:
    """Remember the answer for as long as the comparison lives. Callers must not change it."""
    answers: WeakKeyDictionary[Comparison, T] = WeakKeyDictionary()

    @wraps(analysis)
    def ask(comparison: Comparison) -> T:
        if comparison not in answers:
            answers[comparison] = analysis(comparison)
        return answers[comparison]

    return ask
