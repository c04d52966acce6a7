"""Whose world is next: sessions take turns, one world each; the teacher's are before all."""

from collections import OrderedDict, deque

TEACHER = "teacher"


class Turns[T]:
    """Worlds waiting, by session."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, deque[T]] = OrderedDict()

    def add(self, session: str, *worlds: T) -> None:
        """Put worlds at the end of a session's own."""
        queue = self._waiting.setdefault(session, deque())
        queue.extend(worlds)
        if session == TEACHER:
            self._waiting.move_to_end(session, last=False)

    def drop(self, session: str) -> None:
        """Forget what a session waits for."""
        self._waiting.pop(session, None)

    def take(self) -> T | None:
        """The next world; whose it was goes to the end. None if nobody waits."""
        for session in list(self._waiting):
            queue = self._waiting[session]
            if not queue:
                del self._waiting[session]
                continue
            if session != TEACHER:
                self._waiting.move_to_end(session)
            return queue.popleft()
        return None

    def before(self, session: str) -> int:
        """Worlds that are run before the next one of a session; 0 if it waits for nothing."""
        sessions = [one for one, queue in self._waiting.items() if queue]
        if session not in sessions:
            return 0
        ahead = sessions[: sessions.index(session)]
        return sum(len(self._waiting[one]) if one == TEACHER else 1 for one in ahead)
