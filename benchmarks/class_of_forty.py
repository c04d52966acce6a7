"""Forty browsers in one class on this machine: one preset, then forty plans, with a worker killed in the middle.

The class is served as a teacher serves it (`liancun serve --class`), on 127.0.0.1; its clients are threads here that
look at the room as often as a page does. The same worlds are then run by as many bare processes, without a server.

    python benchmarks/class_of_forty.py [STUDENTS] [--workers N]
"""

import argparse
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from multiprocessing import get_context
from pathlib import Path

from ready import table

from liancun_sim.app.classroom.preparing import VILLAGES, Preparing
from liancun_sim.app.classroom.room import PLAN_DRAWS, Room
from liancun_sim.app.classroom.worlds import numbers_of, opened
from liancun_sim.county import make_county
from liancun_sim.simulation.world import World

HOST, LOOK = "127.0.0.1", 1.2
PATIENCE = 1_800.0


class Client:
    """One browser: a cookie, and what it asks."""

    def __init__(self, port, token):
        self.port, self.cookie, self.seconds = port, "", []
        status, headers, _ = self.ask("POST", "/enter", {"token": token})
        assert status == 200
        self.cookie = headers["set-cookie"].partition(";")[0]

    def ask(self, method, path, body=None):
        began = time.perf_counter()
        line = HTTPConnection(HOST, self.port, timeout=60)
        name = f"{HOST}:{self.port}"
        headers = {"Host": name, "Origin": f"http://{name}", "Content-Type": "application/json", "Cookie": self.cookie}
        line.request(method, path, None if body is None else json.dumps(body), headers)
        answer = line.getresponse()
        text = answer.read()
        line.close()
        self.seconds.append(time.perf_counter() - began)
        found = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, found, json.loads(text) if text[:1] == b"{" else None

    def until(self, path, wanted):
        """Look as often as a page does until what is told is as wanted."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            told = self.ask("GET", path)[2]
            if told is not None and wanted(told):
                return told
            time.sleep(LOOK * random.uniform(0.8, 1.2))
        raise SystemExit(f"{path}: not within {PATIENCE:.0f} s")


def plans(county, count):
    """Plans of three pairs of neighbours each, no two alike."""
    draw = random.Random(1)
    found = []
    while len(found) < count:
        edges, used, plan = list(county.edges), set(), []
        draw.shuffle(edges)
        for ends in edges:
            if len(plan) < 3 and not set(ends) & used:
                used |= set(ends)
                plan.append({"members": list(ends), "form": "strong_weak", "month": 0})
        found.append(plan)
    return found


def serve(port, workers):
    """The command, and the tokens it prints."""
    command = [
        str(Path(sys.executable).with_name("liancun")),
        "serve",
        "--class",
        "--port",
        str(port),
        "--workers",
        str(workers),
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    tokens, said = [], ""
    while len(tokens) < 2:
        text = process.stderr.readline()
        said += text
        if not text and process.poll() is not None:
            raise SystemExit(f"the class did not begin: {said}")
        tokens += re.findall(r"#([\w-]+)", text)
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return process, *tokens
        time.sleep(0.1)
    raise SystemExit("the class does not answer")


def below(root):
    """Processes below one: pid → (parent, processor seconds, MB)."""
    seen = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                after = (folder / "stat").read_text().rpartition(")")[2].split()
                resident = int((folder / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
            except (OSError, IndexError):
                continue
            ticks = int(after[11]) + int(after[12])
            seen[int(folder.name)] = int(after[1]), ticks / os.sysconf("SC_CLK_TCK"), resident
    found = {root: seen[root]}
    while more := {pid: one for pid, one in seen.items() if one[0] in found and pid not in found}:
        found |= more
    return found


def bare(wanted):
    """Worlds in one bare process, one after the other: seconds of processor and by the clock."""
    world = World(make_county(villages=VILLAGES))
    numbers_of(world, opened(wanted[0]))  # compiled and read
    began = time.process_time(), time.perf_counter()
    for one in wanted:
        numbers_of(world, opened(one))
    return time.process_time() - began[0], time.perf_counter() - began[1]


def class_worlds(county, drawn):
    """The worlds forty plans ask for, in the order of fair turns."""

    class Nobody:
        def want(self, session, worlds):
            self.last = worlds

    room = Room(Preparing(county), Nobody())
    room.choose("planning")
    found = [list(room._alone)]
    for plan in drawn:
        session = room.enter("")
        room.plan(session, plan)
        found.append(list(room.students[session].worlds))
    return [worlds[number] for number in range(PLAN_DRAWS) for worlds in found]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("students", nargs="?", type=int, default=40)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    county = make_county(villages=VILLAGES)
    drawn = plans(county, given.students)
    process, teacher_token, code = serve(port, given.workers)
    rows = []
    try:
        with ThreadPoolExecutor(given.students) as threads:
            teacher = Client(port, teacher_token)
            students = list(threads.map(lambda _: Client(port, code), range(given.students)))
            for what in ("one preset, run by the teacher, seen by all", "the same preset again"):
                teacher.ask("POST", "/room/choose", {"lesson": "preset", "scenario": "strong_weak_pairing"})
                began = time.perf_counter()
                teacher.ask("POST", "/room/run", {})
                list(
                    threads.map(lambda one: one.until("/room/student", lambda told: told["phase"] == "shown"), students)
                )
                rows.append((what, time.perf_counter() - began, "s"))
            teacher.ask("POST", "/room/choose", {"lesson": "planning"})
            used, began = sum(one[1] for one in below(process.pid).values()), time.perf_counter()
            firsts = list(threads.map(lambda pair: planned(*pair, began), zip(students, drawn, strict=True)))
            killed = threads.submit(kill_one, process.pid, rows)
            ends = list(threads.map(lambda one: finished(one, began), students))
            killed.result()
            wall = time.perf_counter() - began
            spent = sum(one[1] for one in below(process.pid).values()) - used
            rows.append((f"{given.students} plans of {PLAN_DRAWS} worlds, all answered", wall, "s"))
            rows.append(("first and last student to have a whole answer", f"{min(ends):.0f}, {max(ends):.0f}", "s"))
            rows.append(("a plan taken, slowest", max(firsts), "s"))
            asked = sorted(second for one in students for second in one.seconds)
            rows.append(
                (
                    f"{len(asked)} looks at the room: middle, 99 of 100",
                    f"{asked[len(asked) // 2]:.3f}, {asked[int(0.99 * len(asked))]:.3f}",
                    "s",
                )
            )
            server = below(process.pid)[process.pid][2]
            rows.append(("memory of the server, workers apart", server, "MB"))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
    wanted = class_worlds(county, drawn)
    parts = [wanted[place :: given.workers] for place in range(given.workers)]
    with get_context("spawn").Pool(given.workers) as pool:
        alone = pool.map(bare, parts, chunksize=1)
    seconds, longest = sum(one[0] for one in alone), max(one[1] for one in alone)
    rows.append((f"the {len(wanted)} worlds alone, {given.workers} bare processes", longest, "s"))
    rows.append(("class against worlds alone, by the clock", wall / longest, "×"))
    rows.append(("class against worlds alone, processor time (one worker killed)", spent / seconds, "×"))
    print(table(rows, "what", "measured", "unit"))


def planned(student, plan, began):
    status, _, told = student.ask("POST", "/room/plan", {"unions": plan})
    assert status == 200, told
    return time.perf_counter() - began


def finished(student, began):
    """When a student has every world of the plan."""
    student.until("/room/student", lambda told: told["plan_done"] == PLAN_DRAWS)
    return time.perf_counter() - began


def kill_one(root, rows):
    """Kill a worker once it has worked for a while."""
    time.sleep(5)
    found = below(root)
    parents = {one[0] for one in found.values()}
    workers = sorted((one[1], pid) for pid, one in found.items() if pid not in parents and pid != root)
    os.kill(workers[-1][1], signal.SIGKILL)
    rows.append(("a worker killed after", 5, "s"))


if __name__ == "__main__":
    main()
