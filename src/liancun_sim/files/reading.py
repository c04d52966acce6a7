"""What a person hands over, read: a plain file of a bounded size, never a pipe that nobody fills."""

import json
import os
import stat
from pathlib import Path
from typing import Any

from liancun_sim.files.reasons import NotPlain, TooLarge

MOST_TEXT = 20_000_000
"""Bytes of a text file a person writes; the largest county table known has a hundredth. [assumption]"""

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def read_bytes(path: Path, most: int = MOST_TEXT) -> bytes:
    """All bytes of a plain file.

    Raises
    ------
    OSError
        As the disk says; NotPlain for a pipe, socket or device; TooLarge beyond `most` bytes.
    """
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:  # not to wait for somebody to open the other end of a pipe
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise NotPlain(str(path))
        content = file.read(most + 1) if about.st_size <= most else b""
    if about.st_size > most or len(content) > most:
        raise TooLarge(most)
    return content


def read_json(path: Path, most: int = MOST_TEXT) -> Any:
    """The value in a JSON file.

    Raises
    ------
    OSError
        As `read_bytes`.
    ValueError
        If it is not JSON in UTF-8, nests too deep, or holds a number or a character no text can hold;
        a JSONDecodeError where a line can be named.
    """
    return json_of(read_bytes(path, most).decode("utf-8-sig"))


def json_of(text: str) -> Any:
    """The value of a JSON text.

    Raises
    ------
    ValueError
        If it is not JSON, nests too deep, or holds a number or a character no text can hold;
        a JSONDecodeError where a line can be named.
    """
    try:
        value = json.loads(text)
        if "\\ud" in text.lower():
            json.dumps(value, ensure_ascii=False).encode()  # half a character, as in "\ud800"
    except RecursionError:
        raise ValueError("nested too deep") from None
    return value
