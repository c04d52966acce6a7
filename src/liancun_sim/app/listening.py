"""An application served at one address until it is interrupted."""

import errno
import os
import socket
from collections.abc import Callable
from typing import Any

from starlette.types import ASGIApp

from liancun_sim.vocabulary import BadInput, Fault, say

WAITING_MOST = 2048
"""Connections that wait to be taken, uvicorn's own number."""


def listen(application: ASGIApp, host: str, port: int, ready: Callable[[], None], stop: Callable[[Any], None]) -> None:
    """Serve. ready : called once the port is ours. stop : given the server, whose ``should_exit`` ends it.

    Raises
    ------
    BadInput
        If the port is another program's, or one this user may not have; `ready` was not called then.
    """
    import uvicorn

    from liancun_sim.app.lines import LINES_MOST, Line

    settings = uvicorn.Config(
        application, host=host, port=port, http=Line, ws="none", lifespan="off", proxy_headers=False, log_level="error",
        access_log=False, server_header=False, limit_concurrency=LINES_MOST + 1, timeout_keep_alive=5,
        timeout_graceful_shutdown=2, h11_max_incomplete_event_size=32_000,
    )  # fmt: skip
    server = uvicorn.Server(settings)
    stop(server)
    with _port(host, port) as taken:
        ready()
        server.run(sockets=[taken])


def _port(host: str, port: int) -> socket.socket:
    """The port, listening: of two servers that start together one has it, and the other knows."""
    taken = socket.socket()
    if os.name == "posix":  # elsewhere it lets two programs have one port
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
        taken.listen(WAITING_MOST)
    except OSError as refused:
        taken.close()
        if refused.errno == errno.EADDRINUSE:
            raise BadInput(Fault("", "--port", say("cli.port_taken", port=port, next=port + 1))) from None
        raise BadInput(Fault("", "--port", say("cli.port_refused", port=port, reason=refused.strerror))) from None
    return taken
