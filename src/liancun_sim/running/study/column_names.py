"""Names of factors and outcomes become columns of one table, in which no two may differ only in capital letters.

SQL takes ``beta`` and ``Beta`` for one column: the values of one would be stored as the other's. So names are compared
as SQL compares them, with one another and with the columns a store has of its own.
"""

from collections.abc import Iterable

from liancun_sim.results.store.planned import RESERVED
from liancun_sim.running.study.study_faults import Place, StudyFaults


def check_column_names(
    factors: Iterable[tuple[str, Place]], outcomes: Iterable[tuple[str, Place]], faults: StudyFaults
) -> None:
    """Report every name that is taken: by the store, by a factor, or by another name but for its capital letters."""
    reserved = {name.casefold() for name in RESERVED}
    seen: dict[str, str] = {}
    for names in (factors, outcomes):
        before = dict(seen)
        for name, place in names:
            folded = name.casefold()
            if folded in reserved or before.get(folded) == name:
                faults.add(place, "reserved", name=name)
            elif seen.setdefault(folded, name) != name:
                faults.add(place, "same_but_for_case", name=name, other=seen[folded])
