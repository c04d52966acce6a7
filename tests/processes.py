"""Processes of a session, as tests of kills look for them. Linux only: reads /proc."""

import time
from pathlib import Path


def is_alive(process: int) -> bool:
    """Whether a process runs (a dead one nobody has waited for does not)."""
    try:
        return _fields(process)[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def in_session(session: int) -> list[int]:
    """Processes that run in a session: those started in it and what they started, whoever their parent is now."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                state, *_, own = _fields(int(entry.name))[:4]
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(own) == session and state not in "ZX":
                found.append(int(entry.name))
    return found


def all_end(session: int, seconds: float) -> bool:
    """Whether no process of a session is left within so many seconds."""
    until = time.monotonic() + seconds
    while in_session(session):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def _fields(process: int) -> list[str]:
    """state, parent, group, session, … of /proc/PID/stat."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
