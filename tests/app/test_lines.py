"""Clients that are slow, idle or do not read are given up; whoever is in no one's way is answered."""

import socket
import time
from threading import Thread

import pytest

from liancun_sim.app import lines
from liancun_sim.app.listening import listen

HOST, SHORT = "127.0.0.1", 0.6
LONG_ANSWER = 30_000_000  # bytes: more than both sides' socket buffers hold


async def echo(scope, receive, send):
    """As many bytes as were sent; at /long as many as no buffer holds; at /refused at once, whatever is sent."""
    taken, more = 0, scope["path"] != "/refused"
    while more:
        message = await receive()
        taken, more = taken + len(message.get("body", b"")), message.get("more_body", False)
    body = b"x" * (LONG_ANSWER if scope["path"] == "/long" else taken)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body})


@pytest.fixture
def port(monkeypatch):
    """Where `echo` is served, by a server of little patience and eight lines."""
    monkeypatch.setattr(lines, "PATIENCE", SHORT)
    monkeypatch.setattr(lines, "LINGER", SHORT)
    monkeypatch.setattr(lines, "LINES_MOST", 8)
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        found = probe.getsockname()[1]
    servers = []

    def stop(server):
        servers.append(server)
        server.install_signal_handlers = lambda: None

    thread = Thread(target=listen, args=(echo, HOST, found, lambda: None, stop), daemon=True)
    thread.start()
    while not servers or not servers[0].started:
        time.sleep(0.02)
    yield found
    servers[0].should_exit = True
    thread.join(10)


def called(port):
    return socket.create_connection((HOST, port), timeout=10)


def answered(port):
    with called(port) as line:
        line.sendall(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        return line.recv(100).startswith(b"HTTP/1.1 200")


def trickled(line, sent):
    """Send byte by byte until given up; seconds it took."""
    began = time.monotonic()
    try:
        for byte in sent:
            line.sendall(bytes([byte]))
            time.sleep(SHORT / 10)
    except OSError:
        return time.monotonic() - began
    return None


@pytest.mark.parametrize(
    "head", [b"", b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 500\r\n\r\n"], ids=["headers", "body"]
)
def test_who_trickles_is_given_up_however_steadily(port, head):
    with called(port) as line:
        line.sendall(head)
        assert trickled(line, b"G" * 400) is not None
    assert answered(port)


def test_who_says_nothing_is_given_up(port):
    with called(port) as line:
        assert line.recv(1) == b""


def test_who_does_not_read_is_given_up_and_who_reads_slowly_is_not(port):
    for pause, whole in ((SHORT * 3, False), (SHORT / 3, True)):
        with called(port) as line:
            line.sendall(b"GET /long HTTP/1.1\r\nhost: x\r\n\r\n")
            time.sleep(pause)
            taken = 0
            try:
                while taken < LONG_ANSWER and (found := line.recv(1 << 20)):
                    taken += len(found)
            except OSError:
                pass
            assert (taken >= LONG_ANSWER) == whole


def test_a_whole_request_in_pieces_is_answered_and_the_line_used_again(port):
    with called(port) as line:
        for _ in range(3):
            for piece in (b"POST / HTTP/1.1\r\nhost: x\r\n", b"content-length: 4\r\n\r\n", b"ab", b"cd"):
                line.sendall(piece)
                time.sleep(SHORT / 8)
            assert line.recv(1000).endswith(b"xxxx")


def test_idle_lines_make_room_the_longest_idle_first(port):
    held = [called(port) for _ in range(30)]
    try:
        assert answered(port)
        held[0].settimeout(SHORT / 3)
        assert held[0].recv(1) == b""
    except ConnectionError:
        pass  # given up, too
    finally:
        for line in held:
            line.close()


def test_the_rest_of_a_refused_body_is_thrown_away_for_a_while_only(port):
    with called(port) as line:
        line.sendall(b"POST /refused HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000000\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 200")
        began = time.monotonic()
        with pytest.raises(OSError):
            while time.monotonic() < began + 20 * SHORT:
                line.sendall(b"x" * 10_000)
                time.sleep(0.01)
    assert answered(port)
