"""The page served in this process, on a free port, for a county of one's own."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace

from liancun_sim.app.server import HOST, serve


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(land: Path, told: bool = True) -> Iterator[SimpleNamespace]:
    """`address`, `port`, and `ask(method, path, body, **headers)` → (status, headers, text)."""
    port, up, servers = free_port(), Event(), []

    def stop(server):
        servers.append(server)
        server.install_signal_handlers = lambda: None

    given = (str(land), port, 1, "zh-Hans", lambda address: up.set(), stop, told)
    thread = Thread(target=serve, args=given, daemon=True)
    thread.start()
    assert up.wait(60)

    def ask(method, path, body=None, **headers):
        connection = HTTPConnection(HOST, port, timeout=30)
        sent = {"Host": f"{HOST}:{port}", "Origin": f"http://{HOST}:{port}", "Content-Type": "application/json"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        data = body if isinstance(body, bytes | type(None)) else json.dumps(body).encode()
        try:
            connection.request(method, path, data, {name: value for name, value in sent.items() if value is not None})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()
        finally:
            connection.close()

    for _ in range(200):
        try:
            ask("GET", "/page.css")
            break
        except OSError:
            Event().wait(0.1)
    yield SimpleNamespace(address=f"http://{HOST}:{port}/", port=port, ask=ask)
    servers[0].should_exit = True
    thread.join(20)
