"""A month's requests laid out village by village, as columns: what settling and the mechanisms read.

However many villages an action was asked for at once, each has a line of its own here, so that nothing depends on how
a policy put its wishes.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from liancun_sim.interventions.actions import Action
from liancun_sim.interventions.asking import Request

IntArray = npt.NDArray[np.intp]
NO_LINE: IntArray = np.zeros(0, dtype=np.intp)
NOTHING = np.zeros(0, dtype=bool)  # the column of what nobody is granted: a mask, and any number too
FloatArray = npt.NDArray[np.float64]


class Ledger:
    """Lines of requests: (line,) each.

    Attributes
    ----------
    requests : as they were asked for. request, place : to which of them a line belongs, and to which of its villages.
    village : row. yuan, cadre_months : what it costs. [yuan], [cadre-months]
    """

    def __init__(
        self, requests: Sequence[Request], request: IntArray, place: IntArray, village: IntArray, yuan: FloatArray,
        cadre_months: FloatArray,
    ):  # fmt: skip
        self.requests, self.request, self.place = requests, request, place
        self.village, self.yuan, self.cadre_months = village, yuan, cadre_months

    @classmethod
    def of(cls, requests: Iterable[Request]) -> "Ledger":
        """Line by line in the order of asking."""
        asked = list(requests)
        sizes = np.array([len(request) for request in asked], dtype=np.intp)
        return cls(
            asked,
            request=np.repeat(np.arange(sizes.size), sizes),
            place=np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes),
            village=laid_out([request.action.village for request in asked], sizes).astype(np.intp),
            yuan=laid_out([request.yuan for request in asked], sizes).astype(np.float64),
            cadre_months=laid_out([request.cadre_months for request in asked], sizes).astype(np.float64),
        )

    def __len__(self) -> int:
        return self.village.size

    def totals(self, amounts: npt.NDArray[Any], villages: int) -> FloatArray:
        """(village,) sums of amounts, one for each line."""
        return added_up(self.village, amounts, villages)

    def at(self, lines: npt.NDArray[Any]) -> "Ledger":
        """Some of the lines, by a mask or in an order."""
        return Ledger(
            self.requests, self.request[lines], self.place[lines], self.village[lines], self.yuan[lines],
            self.cadre_months[lines],
        )  # fmt: skip

    def settled(self) -> "Ledger":
        """In the order in which requests are granted: by (priority, policy, village), then as they were asked for."""
        ranks = {rank: number for number, rank in enumerate(sorted({(r.priority, r.policy) for r in self.requests}))}
        rank = np.array([ranks[request.priority, request.policy] for request in self.requests], dtype=np.intp)
        return self.at(np.lexsort((self.village, rank[self.request])))

    @cached_property
    def policies(self) -> dict[str, IntArray]:
        """Lines of each policy; policies in the order of their first lines."""
        names = list(dict.fromkeys(request.policy for request in self.requests))
        codes = {name: code for code, name in enumerate(names)}
        code = np.array([codes[request.policy] for request in self.requests], dtype=np.intp)[self.request]
        found, first = np.unique(code, return_index=True)
        return {names[one]: np.flatnonzero(code == one) for one in found[np.argsort(first)].tolist()}

    def each(self) -> list[Request]:
        """A request for every line."""
        lines = zip(self.request.tolist(), self.place.tolist(), strict=True)
        return [self.requests[request].one(place) for request, place in lines]

    def standing(self) -> "Ledger":
        """The lines of requests that are put again until they are granted."""
        stands = np.array([request.standing for request in self.requests], dtype=bool)
        return self.at(stands[self.request])

    def kind(self, kind: type[Action]) -> "Actions":
        """The lines that ask for one kind of action."""
        numbers = self._numbers.get(kind, [])
        if not numbers:
            return Actions(self, [], NO_LINE)
        chosen = np.zeros(len(self.requests), dtype=bool)
        chosen[numbers] = True
        return Actions(self, numbers, chosen[self.request].nonzero()[0])

    @cached_property
    def _numbers(self) -> dict[type[Action], list[int]]:
        """Sorted out once a month: a dozen mechanisms ask, each for its own kinds."""
        found: dict[type[Action], list[int]] = {}
        for number, request in enumerate(self.requests):
            found.setdefault(type(request.action), []).append(number)
        return found


class Actions:
    """Actions of one kind as columns, (line,) each, in settled order: ``village``, and every field by its name.

    Parameters
    ----------
    ledger : where they stand. numbers : of the requests for them. lines : theirs.
    """

    village: IntArray

    def __init__(self, ledger: Ledger, numbers: list[int], lines: IntArray):
        self._ledger, self._numbers, self._lines = ledger, numbers, lines
        self.village = ledger.village[lines]

    def __len__(self) -> int:
        return self._lines.size

    def __getattr__(self, name: str) -> npt.NDArray[Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        column = self._column(name) if self._numbers else NOTHING
        self.__dict__[name] = column
        return column

    def _column(self, name: str) -> npt.NDArray[Any]:
        values = [getattr(self._ledger.requests[number].action, name) for number in self._numbers]
        if len(values) == 1 and not isinstance(values[0], np.ndarray):
            return _array(values).repeat(len(self))
        whole: npt.NDArray[Any] = values[0] if len(values) == 1 else laid_out(values, self._sizes)
        return whole[self._places]

    @cached_property
    def _sizes(self) -> IntArray:
        return np.array([len(self._ledger.requests[number]) for number in self._numbers], dtype=np.intp)

    @cached_property
    def _places(self) -> IntArray:
        """Where each line stands among all that was asked for of this kind, in the order of asking."""
        if len(self._numbers) == 1:
            return self._ledger.place[self._lines]
        begins = np.zeros(len(self._ledger.requests), dtype=np.intp)
        begins[self._numbers] = np.cumsum(self._sizes) - self._sizes
        places: IntArray = begins[self._ledger.request[self._lines]] + self._ledger.place[self._lines]
        return places

    def totals(self, amounts: npt.NDArray[Any], villages: int) -> FloatArray:
        """(village,) sums of amounts, one for each line, in settled order."""
        return added_up(self.village, amounts, villages)

    def one_by_one(self) -> list[tuple[str, Any]]:
        """(policy, action) for every line."""
        return [(request.policy, request.action) for request in self._ledger.at(self._lines).each()]

    def as_asked(self) -> list[tuple[str, Any]]:
        """(policy, action) as asked for, each in those of its villages that have lines."""
        found = []
        request_of, place = self._ledger.request[self._lines], self._ledger.place[self._lines]
        for number in self._numbers:
            request, places = self._ledger.requests[number], place[request_of == number]
            if places.size == len(request):
                found.append((request.policy, request.action))
            elif places.size:
                found.append((request.policy, request.action.at(places)))
        return found


def added_up(village: IntArray, amounts: npt.NDArray[Any], villages: int) -> FloatArray:
    """(village,) sums of amounts in the order they come in."""
    if not village.size:
        return np.zeros(villages)
    sums: FloatArray = np.bincount(village, amounts, villages)
    return sums


def laid_out(values: Sequence[Any], sizes: IntArray) -> npt.NDArray[Any]:
    """Values of requests, one for all its villages or an array of one for each, line by line."""
    arrays = [(number, value) for number, value in enumerate(values) if type(value) is np.ndarray]
    alike = list(values)
    for number, value in arrays:
        alike[number] = value.flat[0]
    column: npt.NDArray[Any] = np.repeat(_array(alike), sizes)
    ends = np.cumsum(sizes).tolist() if arrays else ()
    for number, value in arrays:
        column[ends[number] - value.size : ends[number]] = value
    return column


def _array(values: list[Any]) -> npt.NDArray[Any]:
    """Numbers as numbers, anything else as it is."""
    kinds = set(map(type, values)) or {bool}
    if kinds <= {bool, int, float, np.bool_, np.int32, np.int64, np.float32, np.float64}:
        return np.array(values, dtype=np.result_type(*kinds))
    found = np.empty(len(values), dtype=object)
    for number, value in enumerate(values):
        found[number] = value
    return found
