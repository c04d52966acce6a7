"""Connections that are patient for so long only, so that slow or idle clients stop nobody.

uvicorn waits without end for the rest of a request and for somebody who does not read, and counts such connections
against the most it takes. Here each must get on within `PATIENCE`, however many bytes trickle meanwhile, and where as
many are open as are taken, the one that has been waited for longest makes room for the next.
"""

from asyncio import TimerHandle, Transport
from operator import itemgetter

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

LINES_MOST = 200
PATIENCE = 20.0
"""Seconds for a whole request to arrive, and for whoever reads an answer to take some of it; assumption: 64 kB over a
classroom's weakest wireless network (100 kbit/s) take 5 s."""
LINGER = 2.0
"""Seconds during which the rest of a body that was refused is thrown away, so that its sender can read why."""


class Line(H11Protocol):
    """One connection of a browser."""

    deadline: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await()
        if len(self.connections) > LINES_MOST:
            self._make_room()

    def data_received(self, data: bytes) -> None:
        if self.deadline is None:  # of the next request; a late one is not granted more time by every byte
            self._await()
        super().data_received(data)
        if self._works():
            self._rest()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._await()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._works():
            self._rest()

    def on_response_complete(self) -> None:
        self._await(LINGER if self.conn.their_state is h11.SEND_BODY else PATIENCE)
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        self._rest()
        super().connection_lost(exc)

    def _works(self) -> bool:
        """Whether a request is whole and its answer is not."""
        return self.cycle is not None and not self.cycle.more_body and not self.cycle.response_complete

    def _await(self, seconds: float | None = None) -> None:
        """From now on the other side has so many seconds, `PATIENCE` if none are said."""
        self._rest()
        self.deadline = self.loop.call_later(PATIENCE if seconds is None else seconds, self.give_up)

    def _rest(self) -> None:
        """Nothing is awaited of the other side."""
        if self.deadline is not None:
            self.deadline.cancel()
            self.deadline = None

    def give_up(self) -> None:
        """End the connection at once: what is not read by now is not read."""
        self._rest()
        self.connections.discard(self)
        self.transport.abort()

    def _make_room(self) -> None:
        awaited = [
            (one.deadline.when(), one)
            for one in self.connections
            if isinstance(one, Line) and one is not self and one.deadline is not None
        ]
        if awaited:
            min(awaited, key=itemgetter(0))[1].give_up()
