"""Where worlds are asked for and what came of them lies: the same world is run once, whoever asks."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Condition

from liancun_sim.app.classroom.asked import AskedWorld, Numbers
from liancun_sim.app.classroom.crew import Came
from liancun_sim.app.classroom.turns import Turns

KEPT_MOST = 4_000  # worlds whose numbers are kept; the longest unused go first


class Desk:
    """Worlds wanted, under way and done."""

    def __init__(self) -> None:
        self._turns: Turns[AskedWorld] = Turns()
        self._done: OrderedDict[str, Came] = OrderedDict()
        self._under_way: set[str] = set()
        self._changed = Condition()
        self._closed = False
        self.runs = 0

    def want(self, session: str, worlds: Sequence[AskedWorld]) -> None:
        """From now on a session waits for these worlds and no others; those that failed are tried again."""
        with self._changed:
            self._turns.drop(session)
            for one in worlds:
                if (came := self._done.get(one.digest)) is not None and came.fault:
                    del self._done[one.digest]
            self._turns.add(session, *(one for one in worlds if one.digest not in self._done))
            self._changed.notify_all()

    def take(self) -> AskedWorld | None:
        """The next world to run, waiting for one; None once the desk is closed."""
        with self._changed:
            while not self._closed:
                one = self._turns.take()
                if one is None:
                    self._changed.wait()
                elif one.digest not in self._done and one.digest not in self._under_way:
                    self._under_way.add(one.digest)
                    self.runs += 1
                    return one
            return None

    def came(self, world: AskedWorld, came: Came) -> None:
        with self._changed:
            self._under_way.discard(world.digest)
            self._done[world.digest] = came
            while len(self._done) > KEPT_MOST:
                self._done.popitem(last=False)
            self._changed.notify_all()

    def numbers(self, worlds: Sequence[AskedWorld]) -> list[Numbers | None]:
        """Numbers of each world; None while it is not done, or failed."""
        with self._changed:
            for one in worlds:
                if one.digest in self._done:
                    self._done.move_to_end(one.digest)
            found = [self._done.get(one.digest) for one in worlds]
            return [None if came is None or came.fault else came.numbers for came in found]

    def faults(self, worlds: Sequence[AskedWorld]) -> list[str]:
        """What went wrong with worlds, each said once."""
        with self._changed:
            found = [self._done.get(one.digest) for one in worlds]
            return list(dict.fromkeys(came.fault for came in found if came is not None and came.fault))

    def before(self, session: str) -> int:
        with self._changed:
            return self._turns.before(session)

    def wait(self, until: Callable[[], bool], seconds: float) -> bool:
        """Wait until something holds of the desk."""
        with self._changed:
            return self._changed.wait_for(until, seconds)

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()
