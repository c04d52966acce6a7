"""A class served on this machine: its room, the processes that run its worlds, its address."""

from collections.abc import Callable
from functools import cache
from typing import Any

from liancun_sim.app.classroom.clerk import ClassClerk
from liancun_sim.app.classroom.crew import Crew
from liancun_sim.app.classroom.desk import Desk
from liancun_sim.app.classroom.doors import Doors
from liancun_sim.app.classroom.room import Room
from liancun_sim.app.classroom.routes import Classroom, classroom_application
from liancun_sim.app.listening import listen


def serve_class(
    county: str | None,
    host: str,
    port: int,
    workers: int,
    language: str,
    ready: Callable[[str, str], None],
    stop: Callable[[Any], None] = lambda server: None,
    months: int = 60,
    told: bool = True,
) -> None:
    """Serve a class until it is interrupted.

    county : a folder, or None for one made for it. host : an address of this machine. ready : called with the
    teacher's link and the students'. stop : given the server, whose ``should_exit`` ends it. months : of every world.
    told : whether pages open in `language` whatever a browser prefers.

    Raises
    ------
    BadInput
        If the county is wrong, or too large for a class.
    """
    desk, doors, address = Desk(), Doors(), f"http://{host}:{port}/"
    names = {f"{host}:{port}"} | ({f"localhost:{port}"} if host == "127.0.0.1" else set())
    clerk = ClassClerk(county, months)
    crew = Crew(clerk.county(), workers, desk.take, desk.came)
    try:
        pages = cache(lambda spoken: clerk.pages(f"{address}#{doors.code}", doors.code, spoken))
        pages(language)
        classroom = Classroom(Room(clerk, desk), doors, pages, language, told)
        made = classroom_application(classroom, tuple(sorted(names)))
        listen(made, host, port, lambda: ready(f"{address}#{doors.teacher}", f"{address}#{doors.code}"), stop)
    finally:
        desk.close()
        crew.close()
        clerk.close()
