"""Everything that is sent to a server by those who mean it ill, at once with an hour of what a class sends.

The page or a class is served as it always is, on 127.0.0.1. While sockets are held open, requests trickle and answers
are not read, foreign, oversized, malformed and prying requests and a class's looks alternate; each look is timed, and
the server's memory is measured before and after, and what lies on the disk.

    python benchmarks/hostile_traffic.py [--class] [--looks N] [--seconds N]
"""

import argparse
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

HOST = "127.0.0.1"
AN_HOUR = 40 * 3_600 * 10 // 12
"""Looks at the room of forty students, one in 1.2 s each."""
HELD, SLOW = 200, 30


class Server:
    """A server in a process of its own, with a temporary folder of its own."""

    def __init__(self, classroom, folder, county=None):
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            self.port = probe.getsockname()[1]
        self.name, self.folder, self.cookies = f"{HOST}:{self.port}", Path(folder), {}
        command = [str(Path(sys.executable).with_name("liancun")), "serve", "--port", str(self.port), "--workers", "1"]
        command += ["--class"] * classroom + (["--county", str(county)] if county else []) + ["--lang", "en"]
        environment = os.environ | {"TMPDIR": str(folder)}
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
        self.said = ""
        while "Ctrl+C" not in self.said:
            line = self.process.stderr.readline()
            if not line:
                raise SystemExit(f"not served: {self.said}")
            self.said += line
        self.tail = Thread(target=self._listen, daemon=True)
        self.tail.start()
        while self.status(b"GET", b"/page.css") != 200:
            time.sleep(0.2)
        for role, token in zip(("teacher", "student"), re.findall(r"#([\w-]+)", self.said)):
            body = b'{"token": "%s"}' % token.encode()
            answer = self.answer(self.request(b"POST", b"/enter", body))
            self.cookies[role] = re.search(rb"set-cookie: ([^;]+)", answer)[1]

    def _listen(self):
        for line in self.process.stderr:
            self.said += line

    def request(self, method, path, body=b"", **changed):
        """The bytes of a request; None takes a header away."""
        name = self.name.encode()
        headers = {b"host": name, b"origin": b"http://" + name, b"content-type": b"application/json",
                   b"content-length": b"%d" % len(body)}  # fmt: skip
        headers |= {key.replace("_", "-").encode(): value for key, value in changed.items()}
        lines = [key + b": " + value for key, value in headers.items() if value is not None]
        return b"\r\n".join([b"%s %s HTTP/1.1" % (method, path), *lines, b"", body])

    def answer(self, sent):
        """What a request is answered with; empty if the line is closed."""
        with socket.create_connection((HOST, self.port), timeout=30) as line:
            with suppress(OSError):  # refused while sending; why may still be read
                line.sendall(sent)
            found = b""
            try:
                while more := line.recv(1 << 16):
                    found += more
                    head, _, body = found.partition(b"\r\n\r\n")
                    length = re.search(rb"content-length: (\d+)", head)
                    if length and len(body) >= int(length[1]):
                        break
            except OSError:
                pass
            return found

    def status(self, *request, **changed):
        """The status of an answer; 0 if there is none."""
        try:
            found = re.match(rb"HTTP/1.1 (\d+)", self.answer(self.request(*request, **changed)))
        except OSError:
            return 0
        return int(found[1]) if found else 0

    def status_of_endless(self, path, most=1_000_000_000):
        """A body that never says how long it is: sent until it is refused."""
        with socket.create_connection((HOST, self.port), timeout=30) as line:
            line.sendall(self.request(b"POST", path, content_length=None, transfer_encoding=b"chunked",
                                        cookie=self.cookies.get("teacher")))  # fmt: skip
            line.settimeout(0.01)
            for _ in range(0, most, 1 << 12):
                try:
                    line.settimeout(5)
                    line.sendall(b"1000\r\n" + b"[" * 4096 + b"\r\n")
                    line.settimeout(0.001)
                    return int(line.recv(100).split()[1])
                except TimeoutError:
                    continue
                except OSError:
                    return 0
        return -1

    def look(self):
        """What a browser asks all the time: a status, and seconds it took."""
        began = time.perf_counter()
        if "student" in self.cookies:
            status = self.status(b"GET", b"/room/student", cookie=self.cookies["student"])
        else:
            status = self.status(b"GET", b"/page.css")
        return status, time.perf_counter() - began

    def megabytes(self):
        """Resident memory of the server's own process."""
        return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

    def libraries(self):
        """Names of the shared libraries its own process has loaded: what it imported that is not Python alone."""
        maps = Path(f"/proc/{self.process.pid}/maps").read_text()
        return set(re.findall(r"site-packages/([\w]+)[/.]", maps))

    def files(self):
        """Files in its temporary folder."""
        return sorted(str(one.relative_to(self.folder)) for one in self.folder.rglob("*") if one.is_file())

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
        self.tail.join(10)
        self.process.stderr.close()


def attacks(server):
    """Name → (statuses it may be answered with, what sends it)."""
    act = b"/room/choose" if server.cookies else b"/questions"
    union = b'{"unions": [{"members": ["../../etc/passwd", "\\ud800"]}], "scenarios": []}'

    def post(body, path=act, **changed):
        return server.status(b"POST", path, body, **{"cookie": server.cookies.get("teacher"), **changed})

    def extends(source):
        key = b'{"lesson": "preset", "scenario": %s}' if server.cookies else b'{"scenarios": [%s]}'
        return post(key % source)

    found = {
        "another host": ((421,), lambda: server.status(b"GET", b"/", host=b"evil.example")),
        "no host": ((400, 421), lambda: server.status(b"GET", b"/", host=None)),
        "another origin": ((403,), lambda: post(b"{}", origin=b"http://evil.example")),
        "no origin": ((403,), lambda: post(b"{}", origin=None)),
        "a form": ((415,), lambda: post(b"a=b", content_type=b"application/x-www-form-urlencoded")),
        "a gigabyte announced": ((413,), lambda: post(b"x" * 100_000, content_length=b"1000000000")),
        "a gigabyte in pieces": ((413,), lambda: server.status_of_endless(act)),
        "a nested bomb": ((400,), lambda: post(b"[" * 60_000)),
        "a number of 60,000 digits": ((400,), lambda: post(b'{"months": ' + b"9" * 60_000 + b"}")),
        "no JSON": ((400,), lambda: post(b"\xff\xfe{")),
        "headers without end": ((400,), lambda: server.status(b"GET", b"/", x=b"y" * 1_000_000)),
        "another method": ((405,), lambda: server.status(b"DELETE", b"/")),
        "no HTTP": ((400, 0), lambda: len(server.answer(b"\x16\x03\x01 nonsense\r\n\r\n")) and 400),
        "a path upwards": ((404,), lambda: server.status(b"GET", b"/modules/../../../../etc/passwd")),
        "a path upwards, written otherwise": ((404,), lambda: server.status(b"GET", b"/%2e%2e%2fetc%2fpasswd.css")),
        "extends of a path": ((400,), lambda: extends(b'"/etc/passwd"')),
        "extends within": ((400,), lambda: extends(b'{"extends": "/etc/passwd"}')),
        "half a character": ((400,), lambda: extends(b'"\\ud800"')),
    }
    if server.cookies:
        student = server.cookies["student"]
        found |= {
            "no token": ((403,), lambda: post(b"{}", cookie=None)),
            "an invented token": ((403,), lambda: post(b'{"token": "aaaaaaaa"}', b"/enter", cookie=None)),
            "a student as teacher": ((403,), lambda: post(b'{"lesson": "planning"}', cookie=student)),
            "a student sees the teacher's": ((403,), lambda: server.status(b"GET", b"/room/teacher", cookie=student)),
            "a plan of paths": ((400,), lambda: post(union, b"/room/plan", cookie=student)),
        }
    else:
        found["a plan of paths"] = (400,), lambda: post(union)
    return found


@contextmanager
def besieged(server, held=HELD, slow=SLOW):
    """Lines held open in silence, requests that trickle, readers that never read; replaced when they are given up."""
    over = Event()
    page = server.request(b"GET", b"/modules/canvas.js")
    begins = [b""] * held + [b"", server.request(b"POST", b"/questions", content_length=b"500"), page * 40] * slow

    def keep():
        lines = {}
        while not over.is_set():
            for number, begin in enumerate(begins):
                try:
                    if number not in lines:
                        lines[number] = socket.create_connection((HOST, server.port), timeout=5)
                        lines[number].sendall(begin)
                    elif number >= held and (number - held) % 3 < 2:  # its headers or its body, byte by byte
                        lines[number].sendall(b"G")
                except OSError:
                    if number in lines:
                        lines.pop(number).close()
            over.wait(0.5)
        for line in lines.values():
            line.close()

    thread = Thread(target=keep, daemon=True)
    thread.start()
    over.wait(2)
    try:
        yield
    finally:
        over.set()
        thread.join(20)


def traffic(server, looks, seconds=None):
    """Attacks and looks in turns: attack → statuses counted, looks' statuses, seconds of each."""
    kinds, draw = attacks(server), random.Random(1)
    told, seen, took = {name: Counter() for name in kinds}, Counter(), []
    end = None if seconds is None else time.monotonic() + seconds
    for number in range(looks):
        status, second = server.look()
        seen[status] += 1
        took.append(second)
        if number % 20 == 0:
            name = draw.choice([*kinds])
            told[name][kinds[name][1]()] += 1
        if end is not None and time.monotonic() > end:
            break
    return told, seen, sorted(took)


def main():
    from ready import table

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--class", dest="classroom", action="store_true")
    parser.add_argument("--looks", type=int, default=AN_HOUR)
    parser.add_argument("--seconds", type=float, help="by the clock at most; how many looks were sent is told")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(given.classroom, folder)
        try:
            for _, send in attacks(server).values():
                send()
            server.look()
            first, files = server.megabytes(), server.files()
            with besieged(server):
                began = time.perf_counter()
                told, seen, took = traffic(server, given.looks, given.seconds)
                wall = time.perf_counter() - began
            last, left = server.megabytes(), [one for one in server.files() if one not in files]
        finally:
            server.close()
    wrong = {name: dict(told[name]) for name, (right, _) in attacks(server).items() if {*told[name]} - {*right}}
    rows = [
        (f"looks sent of {given.looks}, and how many were answered", f"{len(took)}, {seen[200]}", ""),
        ("in", wall, "s"),
        (
            "a look: middle, 99 of 100, longest",
            f"{_of(took, 0.5):.1f}, {_of(took, 0.99):.1f}, {_of(took, 1):.1f}",
            "ms",
        ),
        ("attacks", sum(sum(one.values()) for one in told.values()), ""),
        ("attacks answered otherwise than they should be", str(wrong or "none"), ""),
        ("memory of the server before, after", f"{first:.0f}, {last:.0f}", "MB"),
        ("files left", str(left or "none"), ""),
        ("written to the terminal", str(len(server.said.splitlines())), "lines"),
    ]
    print(table(rows, "what", "measured", "unit"))


def _of(sorted_seconds, share):
    return 1000 * sorted_seconds[min(len(sorted_seconds) - 1, int(share * len(sorted_seconds)))]


if __name__ == "__main__":
    main()
