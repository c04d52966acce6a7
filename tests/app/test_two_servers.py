"""Of two servers that start together one has the port; the other says so, and no address that is not its own."""

import socket

import pytest
from starlette.applications import Starlette

from liancun_sim.app.listening import listen
from liancun_sim.vocabulary import BadInput, use_language


def test_a_port_is_ours_before_its_address_is_told():
    use_language("en")
    reached, told = [], []

    def ready(port):
        with pytest.raises(BadInput, match=f"port {port} is taken by another program. Try --port {port + 1}"):
            listen(Starlette(), "127.0.0.1", port, lambda: told.append(port), lambda server: None)
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            reached.append(port)

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def stop(server):
        server.should_exit = True  # as soon as it runs

    listen(Starlette(), "127.0.0.1", port, lambda: ready(port), stop)
    assert (reached, told) == ([port], [])


def test_a_port_that_may_not_be_had_is_told(monkeypatch):
    use_language("en")

    def bind(self, address):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", bind)
    with pytest.raises(BadInput, match=r"port 80 cannot be had here \(Permission denied\)"):
        listen(Starlette(), "127.0.0.1", 80, lambda: None, lambda server: None)
