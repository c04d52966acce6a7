"""The page served in this process, on a free port, for a county of twelve villages."""

import json
import socket
from http.client import HTTPConnection
from threading import Event, Thread
from types import SimpleNamespace

import pytest

from browser import chromium, visited
from liancun_sim.app.server import HOST, serve
from liancun_sim.county import make_county, save_county


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def land(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served") / "land"
    save_county(make_county(villages=12, households=600, seed=5), folder)
    return folder


@pytest.fixture(scope="session")
def served(land):
    """`address`, `port`, and `ask(method, path, body, **headers)` → (status, headers, text)."""
    port, up, servers = free_port(), Event(), []

    def stop(server):
        servers.append(server)
        server.install_signal_handlers = lambda: None

    thread = Thread(target=serve, args=(str(land), port, 1, "zh-Hans", lambda address: up.set(), stop), daemon=True)
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


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser, served):
    """The page as it opens; at the end nothing went wrong in it and no request left the machine."""
    opened = visited(browser, served.address, viewport={"width": 1280, "height": 900})
    yield opened
    asked, wrong = opened.asked, opened.wrong
    opened.context.close()
    assert wrong == []
    assert all(one.startswith(served.address) for one in asked)
