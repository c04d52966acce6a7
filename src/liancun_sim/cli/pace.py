"""Progress of a long sweep: a bar with time left on a terminal, a line now and then elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from liancun_sim.cli.console import progress, shows_bar, tell
from liancun_sim.vocabulary import say

EVERY_SECONDS = 30.0
MINUTE, HOUR = 60.0, 3_600.0


@contextmanager
def paced(title: str) -> Iterator[Callable[[int, int, int], None]]:
    """A function to call with (runs done, runs planned, runs failed)."""
    if not shows_bar():
        yield Lines()
        return
    with progress(title) as bar:
        yield lambda done, total, failed: bar(done, total, "")


class Lines:
    """Says how far it is, at once, every half minute and at the end."""

    def __init__(self, now: Callable[[], float] = monotonic):
        self.now = now
        self.begun: tuple[float, int] | None = None
        self.said = -EVERY_SECONDS

    def __call__(self, done: int, total: int, failed: int) -> None:
        time = self.now()
        if self.begun is None:
            self.begun = time, done
        if time - self.said < EVERY_SECONDS and done < total:
            return
        self.said = time
        share = done / total if total else 1.0
        tell(say("sweep.line", done=done, total=total, share=share, failed=failed, left=self._left(time, done, total)))

    def _left(self, time: float, done: int, total: int) -> str:
        """Time left, from the pace since this command began: what was there before took no time."""
        since, before = self.begun or (time, done)
        if done == total:
            return say("sweep.seconds_left", count=0)
        if done == before:
            return say("sweep.unknown_left")
        seconds = (time - since) / (done - before) * (total - done)
        if seconds < 2 * MINUTE:
            return say("sweep.seconds_left", count=round(seconds))
        if seconds < 2 * HOUR:
            return say("sweep.minutes_left", count=round(seconds / MINUTE))
        return say("sweep.hours_left", count=seconds / HOUR)
