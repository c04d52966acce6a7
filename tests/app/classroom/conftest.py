"""A room of a county of twelve villages, its application asked without a network, its worlds done by hand."""

import socket
from functools import cache
from threading import Event, Thread
from time import sleep
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient

from classrooms import ADDRESS, MONTHS, NAME, ONE
from liancun_sim.app.classroom.crew import Came
from liancun_sim.app.classroom.desk import Desk
from liancun_sim.app.classroom.doors import Doors
from liancun_sim.app.classroom.preparing import Preparing
from liancun_sim.app.classroom.room import Room
from liancun_sim.app.classroom.routes import Classroom, classroom_application
from liancun_sim.app.classroom.serving import serve_class
from liancun_sim.app.classroom.worlds import opened
from liancun_sim.county import make_county, save_county


@pytest.fixture(scope="session")
def land():
    return make_county(villages=12, households=600, seed=5)


@pytest.fixture
def klass(land):
    """`teacher`; `student()`, who came in; `browser(token)`; `comes` makes of a world its numbers, or its fault;
    `until(client, wanted)` waits for what a client is told."""
    desk, doors = Desk(), Doors()
    preparing = Preparing(land, MONTHS)
    room = Room(preparing, desk)
    pages = cache(lambda spoken: preparing.pages(f"{ADDRESS}/#{doors.code}", doors.code, spoken))
    classroom = Classroom(room, doors, pages, "en")
    application = classroom_application(classroom, (NAME,))

    def browser(token=None):
        client = TestClient(application, base_url=ADDRESS, headers={"origin": ADDRESS}, follow_redirects=False)
        if token is not None:
            assert client.post("/enter", json={"token": token}).status_code == 200
        return client

    def until(client, wanted, role="student"):
        for _ in range(400):
            told = client.get(f"/room/{role}").json()
            if wanted(told):
                return told
            sleep(0.02)
        raise AssertionError(told)

    found = SimpleNamespace(
        browser=browser, teacher=browser(doors.teacher), student=lambda: browser(doors.code), until=until, room=room,
        desk=desk, doors=doors, classroom=classroom, comes=lambda world: ONE, ran=[],
    )  # fmt: skip

    def work():
        while (one := desk.take()) is not None:
            found.ran.append(one)
            came = found.comes(opened(one))
            desk.came(one, Came({}, came) if isinstance(came, str) else Came(came))

    worker = Thread(target=work, daemon=True)
    worker.start()
    yield found
    desk.close()
    worker.join(5)


@pytest.fixture(scope="session")
def served_class(land, tmp_path_factory):
    """A class served in this process: `teacher`, `students` (their links) and `address`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    found, up = SimpleNamespace(address=f"http://127.0.0.1:{port}/"), Event()

    def ready(teacher, students):
        found.teacher, found.students = teacher, students
        up.set()

    def stop(server):
        found.server = server
        server.install_signal_handlers = lambda: None

    folder = tmp_path_factory.mktemp("class") / "land"
    save_county(land, folder)
    arguments = (str(folder), "127.0.0.1", port, 1, "zh-Hans", ready, stop, MONTHS)
    thread = Thread(target=serve_class, args=arguments, daemon=True)
    thread.start()
    assert up.wait(60)
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        sleep(0.1)
    yield found
    found.server.should_exit = True
    thread.join(20)
