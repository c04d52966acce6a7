"""An application served at one address until it is interrupted."""

from collections.abc import Callable
from typing import Any

from starlette.types import ASGIApp


def listen(application: ASGIApp, host: str, port: int, ready: Callable[[], None], stop: Callable[[Any], None]) -> None:
    """Serve. ready : called before. stop : given the server, whose ``should_exit`` ends it."""
    import uvicorn

    from liancun_sim.app.lines import LINES_MOST, Line

    settings = uvicorn.Config(
        application, host=host, port=port, http=Line, ws="none", lifespan="off", proxy_headers=False, log_level="error",
        access_log=False, server_header=False, limit_concurrency=LINES_MOST + 1, timeout_keep_alive=5,
        timeout_graceful_shutdown=2, h11_max_incomplete_event_size=32_000,
    )  # fmt: skip
    server = uvicorn.Server(settings)
    stop(server)
    ready()
    server.run()
