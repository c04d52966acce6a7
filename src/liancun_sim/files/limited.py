"""Calling a reader that cannot be trusted with the machine: in a process with limits, which can be stopped.

A reader of somebody's file may be sent round in circles or be asked for more memory than there is, in code that
is not Python. Here it runs in a process of its own with so much memory and processor time; the system ends it
when it goes beyond (POSIX), the clock on every system. The process lives on for the next file.
"""

import atexit
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

SECONDS = 8.0
"""Of processor time. A true table of 100,000 rows (8 MB) takes half of it on a machine of 2020. [assumption]"""

PATIENCE = 6.0
"""How many times as long by the clock, and at least `LEAST_SECONDS`: the machine may be busy with other things."""

LEAST_SECONDS = 30.0

MEGABYTES = 1000
"""Of address space, the interpreter's own some 100 included; enough for 4 million cells."""

_LENGTH = 8
_START = (
    "import sys; sys.path[:] = {path!r}; from liancun_sim.files.limited import _serve; _serve({module!r}, {inner!r})"
)


class BeyondLimits(Exception):
    """The reader took too long or too much memory, or broke down altogether."""


class LimitedProcess:
    """A process that calls functions within limits; it is started anew after one has gone beyond them.

    inner : what is called within limits there has those of the process, and no process of its own.
    """

    def __init__(self, seconds: float = SECONDS, megabytes: int = MEGABYTES, inner: bool = False):
        self.seconds, self.megabytes, self.inner = seconds, megabytes, inner
        self._child: subprocess.Popen[bytes] | None = None
        self._owner, self._used, self._out_of_time = 0, False, False
        self._lock = threading.Lock()

    def call(self, function: Callable[..., Any], *arguments: Any, seconds: float | None = None) -> Any:
        """What `function`, of the top level of a module, returns for `arguments`, or the exception it raises.

        Parameters
        ----------
        seconds : of processor time, where this call is to have other than the process's own.

        Raises
        ------
        BeyondLimits
            If it took too long, or went beyond the other limits in a process that had done nothing before.
        """
        seconds = self.seconds if seconds is None else seconds
        request = pickle.dumps(
            (Path.cwd(), function.__module__, function.__qualname__, arguments, seconds, self.megabytes), protocol=5
        )
        with self._lock:
            gone = self._child is None or self._owner != os.getpid() or self._child.poll() is not None
            fresh = gone or not self._used
            answer = self._asked(request, seconds, gone)
            if answer is None and not fresh and not self._out_of_time:
                # what earlier calls left in its memory is no fault of this one
                answer = self._asked(request, seconds, gone=True)
        if answer is None:
            raise BeyondLimits
        succeeded, value = pickle.loads(answer)
        if not succeeded:
            raise value
        return value

    def begin(self, module: str) -> None:
        """Start the process, if there is none, and let it load a module while the one that asks does other things."""
        with self._lock:
            if self._child is None or self._owner != os.getpid():
                self._start(module)

    def stop(self) -> None:
        """End the process; the next call starts another."""
        if self._child is not None and self._owner == os.getpid():
            self._child.kill()
            self._child.communicate()
        self._child = None

    def _asked(self, request: bytes, seconds: float, gone: bool) -> bytes | None:
        """The answer to a request; None if the process did not live to give it."""
        if gone:
            self.stop()
            self._start()
        self._used = True
        child = self._child
        assert child is not None and child.stdin is not None and child.stdout is not None
        clock = threading.Timer(max(seconds * PATIENCE, LEAST_SECONDS), child.kill)
        clock.start()
        try:
            _send(child.stdin, request)
            answer = _receive(child.stdout)
        except OSError:  # a pipe nobody reads any more
            answer = None
        except BaseException:  # Ctrl-C: the answer that is on its way belongs to nobody
            self.stop()
            raise
        finally:
            clock.cancel()
        self._out_of_time = False
        if answer is None:
            self.stop()
            self._out_of_time = child.returncode == -getattr(signal, "SIGXCPU", 0)
        return answer

    def _start(self, module: str = "") -> None:
        command = [sys.executable, "-I", "-S", "-c", _START.format(path=sys.path, module=module, inner=self.inner)]
        self._child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # each of its threads would claim memory
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            start_new_session=os.name == "posix",  # Ctrl-C is for the one that asked
        )  # fmt: skip
        self._owner, self._used = os.getpid(), False
        atexit.register(self.stop)


def limited(function: Callable[..., Any], *arguments: Any, seconds: float | None = None) -> Any:
    """Call a function in the process this one keeps for readers; see `LimitedProcess.call`.

    In such a process it is called as it is: what is asked for there counts with all else.
    """
    if not _serving:
        return _readers.call(function, *arguments, seconds=seconds)
    try:
        return function(*arguments)
    except (Exception, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a reader written in Rust gives up with one that is no Exception
        raise ValueError(str(error)) from error


def begin_reading(module: str) -> None:
    """Let the process for readers start, and load a module, while this one loads its own."""
    _readers.begin(module)


_readers = LimitedProcess(inner=True)
_serving = False


def _serve(module: str, inner: bool) -> None:
    """Answer requests until nobody asks any more. inner : what asks for limits meanwhile has those of this process."""
    global _serving
    _serving = inner
    if module:
        import_module(module)
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what readers print is nobody's answer
    while (request := _receive(requests)) is not None:
        folder, module, name, arguments, seconds, megabytes = pickle.loads(request)
        os.chdir(folder)  # paths mean what they mean to whoever asks, who may have moved since the process began
        function = getattr(import_module(module), name)
        _limit(seconds, megabytes)
        _send(answers, _answer(function, arguments))


def _answer(function: Callable[..., Any], arguments: tuple[Any, ...]) -> bytes:
    try:
        return pickle.dumps((True, function(*arguments)), protocol=5)
    except MemoryError:
        os._exit(1)
    except BaseException as error:  # a reader written in Rust gives up with one that is no Exception
        with suppress(Exception):
            answer = pickle.dumps((False, error))
            pickle.loads(answer)
            return answer
        return pickle.dumps((False, ValueError(str(error))))


def _limit(seconds: float, megabytes: int) -> None:
    """So much memory in all, and so much processor time from now on, where the system has such limits."""
    if os.name != "posix":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    end = int(used.ru_utime + used.ru_stime + seconds) + 1
    for kind, limit in ((resource.RLIMIT_CPU, end), (resource.RLIMIT_AS, megabytes * 1_000_000)):
        most = resource.getrlimit(kind)[1]
        with suppress(OSError, ValueError):  # macOS has no limit of address space
            resource.setrlimit(kind, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _send(pipe: BinaryIO | Any, content: bytes) -> None:
    pipe.write(len(content).to_bytes(_LENGTH, "big"))
    pipe.write(content)
    pipe.flush()


def _receive(pipe: BinaryIO | Any) -> bytes | None:
    """What was sent; None if the other end is gone."""
    head = pipe.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    length = int.from_bytes(head, "big")
    content: bytes = pipe.read(length)
    return content if len(content) == length else None
