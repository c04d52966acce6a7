"""Who may come in as another student: so many at once from one address, and whose place they take in a full room.

Whoever knows the code can come in again and again without a cookie. A page looks at the room as soon as it is open and
every other second from then on, so that entries without a page are soon told apart from students.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

PAGE_OPENS = 10.0
"""Seconds after which a page that never looked was never opened. Assumption: a phone on a weak network takes 5."""
AWAY = 600.0
"""Seconds after which somebody who does not look has left; a page in the background looks once a minute."""
UNSEEN = 75.0
"""Seconds after which somebody who does not look is counted no more, a quarter beyond a page in the background's."""
AT_ONCE, EVERY = 60, 2.0
"""Entries from one address at once, and the seconds each takes to come back: a class of forty behind one address comes
in together, half of it twice."""
ADDRESSES_MOST = 1_000


@dataclass
class Attendance:
    """When a student came in, and was last seen. [s] seen : None before the page has looked once."""

    came: float
    seen: float | None = None

    def here(self, now: float) -> bool:
        """Whether the page is open, or may be opening."""
        return now - self.came <= PAGE_OPENS if self.seen is None else now - self.seen <= UNSEEN

    def left(self, now: float) -> bool:
        """Whether the place may be given to another."""
        return now - self.came > PAGE_OPENS if self.seen is None else now - self.seen > AWAY


def longest_gone(present: Iterable[tuple[str, Attendance]], now: float) -> str | None:
    """Whose place is given up first: who never looked before who looked and left. None if all are there."""
    gone = [(one.seen is not None, one.seen or one.came, session) for session, one in present if one.left(now)]
    return min(gone)[2] if gone else None


class Entries:
    """Entries of late, by address."""

    def __init__(self) -> None:
        self._used: OrderedDict[str, tuple[float, float]] = OrderedDict()  # address → entries used up, when

    def admits(self, address: str, now: float) -> bool:
        """Whether one more may come from an address, which is then counted."""
        used, when = self._used.pop(address, (0.0, now))
        used = max(0.0, used - (now - when) / EVERY)
        admitted = used + 1 <= AT_ONCE
        self._used[address] = used + admitted, now
        while len(self._used) > ADDRESSES_MOST:
            self._used.popitem(last=False)
        return admitted
