"""The process that knows the county, asked over a pipe; the server itself stays small.

It is replaced when it dies, and what was asked of it is asked again.
"""

import signal
import traceback
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any

from liancun_sim.app.classroom.asked import AskedWorld, Pages, Plan
from liancun_sim.app.classroom.processes import context
from liancun_sim.vocabulary import BadInput, Fault, current_language, say
from liancun_sim.vocabulary.language import speaking

TRIES = 2


class Clerk:
    """As `Preparing`, whose methods these are; faults are said in the language of each call.

    source : a county folder, or None for the one a class has. months : of every world.

    Raises
    ------
    BadInput
        If the county is none, or too large.
    """

    def __init__(self, source: str | None, months: int = 60):
        self.source, self.months = source, months
        self.process: Any = None
        self._one = Lock()
        self._line = self._hire()

    def county(self) -> bytes:
        return self._ask("county")  # type: ignore[no-any-return]

    def pages(self, link: str, code: str, language: str) -> Pages:
        return self._ask("pages", link, code, language)  # type: ignore[no-any-return]

    def worlds(self, source: Any, uncertainty: str, count: int) -> Sequence[AskedWorld]:
        return self._ask("worlds", source, uncertainty, count)  # type: ignore[no-any-return]

    def preset(self, name: Any, uncertainty: str, count: int) -> Sequence[AskedWorld]:
        return self._ask("preset", name, uncertainty, count)  # type: ignore[no-any-return]

    def plan(self, sent: Any, most: int, decision: Any, uncertainty: str, count: int) -> Plan:
        return self._ask("plan", sent, most, decision, uncertainty, count)  # type: ignore[no-any-return]

    def close(self) -> None:
        self.process.terminate()
        self.process.join(10)
        self._line.close()

    def _ask(self, what: str, *arguments: Any) -> Any:
        with self._one:
            for _ in range(TRIES):
                try:
                    self._line.send((current_language(), what, arguments))
                    return _read(self._line.recv())
                except (EOFError, OSError):
                    self._line.close()
                    self._line = self._hire()
        raise BadInput(Fault("", "", say("serve.broken")))

    def _hire(self) -> Connection:
        ours: Connection
        ours, theirs = context().Pipe()
        arguments = (theirs, self.source, self.months, current_language())
        self.process = context().Process(target=_work, args=arguments, name="class-clerk", daemon=True)
        self.process.start()
        theirs.close()
        with suppress(EOFError):  # why stands in the terminal; the next question finds it gone and hires again
            _read(ours.recv())
        return ours


def _read(came: Any) -> Any:
    if isinstance(came, BadInput):
        raise came
    return came


def _work(line: Connection, source: str | None, months: int, language: str) -> None:
    """The process: questions in, answers or faults out."""
    from liancun_sim.app.classroom.preparing import Preparing, class_county
    from liancun_sim.running.runner.orphans import end_with_parent

    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C ends the server, which ends this
    try:
        preparing = Preparing(speaking(language, class_county, source), months)
    except BadInput as bad:
        line.send(bad)
        return
    line.send(None)
    while True:
        try:
            language, what, arguments = line.recv()
        except EOFError:
            return
        line.send(_came(language, getattr(preparing, what), arguments))


def _came(language: str, function: Any, arguments: tuple[Any, ...]) -> Any:
    try:
        return speaking(language, function, *arguments)
    except BadInput as bad:
        return bad
    except Exception as error:  # told to whoever asked; the next question is not concerned
        traceback.print_exc()
        return BadInput(Fault("", "", f"{type(error).__name__}: {error}"))
