"""Processes that know counties and scenarios, asked over a pipe; the server itself stays small.

One that dies is replaced, and what was asked of it is asked again. Nothing is known by one that another would not know.
"""

import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from queue import LifoQueue
from typing import Any

from liancun_sim.app.processes import context
from liancun_sim.running.runner.one_thread import one_thread_each
from liancun_sim.vocabulary import BadInput, Fault, current_language, say
from liancun_sim.vocabulary.language import speaking

TRIES = 2


@dataclass
class Seat:
    """Where a clerk sits, or none yet."""

    process: Any = None
    line: Connection | None = None


class Clerk:
    """Methods of an object that lives elsewhere; faults are said in the language of each call.

    Parameters
    ----------
    makes : a function of a light module that makes the object, called in the process. arguments : of it.
    imported : modules it needs. most : processes, of which one is there at once and each other when all are busy.

    Raises
    ------
    BadInput
        What `makes` raises.
    """

    def __init__(self, makes: Callable[..., object], *arguments: object, imported: tuple[str, ...], most: int = 1):
        self.makes, self.arguments, self.imported = makes, arguments, imported
        self.seats = [Seat() for _ in range(most)]
        self._free: LifoQueue[Seat] = LifoQueue()
        for seat in self.seats:
            self._free.put(seat)
        self._hire(seat)  # who is free last is asked first

    def close(self) -> None:
        for seat in self.seats:
            if seat.process is not None:
                seat.process.terminate()
                seat.process.join(10)
            if seat.line is not None:
                seat.line.close()

    def ask(self, what: str, *arguments: object) -> Any:
        """What a method gives.

        Raises
        ------
        BadInput
            What it raises, or that it broke.
        """
        seat = self._free.get()
        try:
            for _ in range(TRIES):
                line = seat.line or self._hire(seat)
                try:
                    line.send((current_language(), what, arguments))
                    return _read(line.recv())
                except (EOFError, OSError):
                    line.close()
                    seat.line = None
        except RecursionError:  # what a browser sent nests more deeply than can be passed on
            pass
        finally:
            self._free.put(seat)
        raise BadInput(Fault("", "", say("serve.broken")))

    def _hire(self, seat: Seat) -> Connection:
        ours: Connection
        ours, theirs = context(*self.imported).Pipe()
        arguments = (theirs, current_language(), self.makes, self.arguments)
        seat.process = context(*self.imported).Process(target=_work, args=arguments, name="clerk", daemon=True)
        with one_thread_each():
            seat.process.start()
        theirs.close()
        seat.line = ours
        with suppress(EOFError):  # why stands in the terminal; the next question finds it gone and hires again
            _read(ours.recv())
        return ours


def _read(came: Any) -> Any:
    if isinstance(came, BadInput):
        raise came
    return came


def _work(line: Connection, language: str, makes: Callable[..., object], made_of: tuple[object, ...]) -> None:
    """The process: questions in, answers or faults out."""
    from liancun_sim.running.runner.orphans import end_with_parent

    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C ends the server, which ends this
    try:
        made = speaking(language, makes, *made_of)
    except BadInput as bad:
        line.send(bad)
        return
    line.send(None)
    while True:
        try:
            language, what, arguments = line.recv()
        except EOFError:
            return
        line.send(_came(language, getattr(made, what), arguments))


def _came(language: str, function: Any, arguments: tuple[Any, ...]) -> Any:
    try:
        return speaking(language, function, *arguments)
    except BadInput as bad:
        return bad
    except Exception as error:  # told to whoever asked; the next question is not concerned
        traceback.print_exc()
        return BadInput(Fault("", "", f"{type(error).__name__}: {error}"))
