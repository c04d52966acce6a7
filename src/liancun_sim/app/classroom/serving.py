"""A class served on this machine: its room, the processes that run its worlds, its address."""

from collections.abc import Callable
from typing import Any

from liancun_sim.app.classroom.crew import Crew
from liancun_sim.app.classroom.desk import Desk
from liancun_sim.app.classroom.doors import Doors
from liancun_sim.app.classroom.room import Room
from liancun_sim.app.classroom.routes import Classroom, classroom_application
from liancun_sim.app.listening import listen
from liancun_sim.county import County

VILLAGES = 60
"""Villages of the county a class has unless it brings one: a world of five years takes half a second."""
VILLAGES_MOST = 200


def serve_class(
    county: County,
    host: str,
    port: int,
    workers: int,
    language: str,
    ready: Callable[[str, str], None],
    stop: Callable[[Any], None] = lambda server: None,
    months: int = 60,
) -> None:
    """Serve a class until it is interrupted.

    host : an address of this machine. ready : called with the teacher's link and the students'.
    stop : given the server, whose ``should_exit`` ends it. months : of every world.
    """
    desk, doors, address = Desk(), Doors(), f"http://{host}:{port}/"
    names = {f"{host}:{port}"} | ({f"localhost:{port}"} if host == "127.0.0.1" else set())
    room = Room(county, desk, months)
    made = classroom_application(Classroom(room, doors, address, language), tuple(sorted(names)))
    crew = Crew(county, workers, desk.take, desk.came)
    try:
        listen(made, host, port, lambda: ready(f"{address}#{doors.teacher}", f"{address}#{doors.code}"), stop)
    finally:
        desk.close()
        crew.close()
