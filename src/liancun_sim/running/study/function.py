"""A Python function as a study sees it. Light to import: every worker does."""

import json
from collections.abc import Callable, Mapping
from hashlib import blake2b
from inspect import getsourcefile
from pathlib import Path
from typing import Any

Function = Callable[[Mapping[str, Any], int], Mapping[str, float]]
"""``function(parameters, replicate)`` → outcomes by name. ``parameters["scenario"]`` is there if the
study names scenarios."""


def function_digest(function: Function) -> str:
    """Digest of a function's name and the file it stands in: another file may give other results."""
    file = getsourcefile(function)
    source = Path(file).read_bytes() if file and Path(file).is_file() else b""
    text = json.dumps([function.__module__, function.__qualname__])
    return blake2b(text.encode() + source.replace(b"\r\n", b"\n"), digest_size=12).hexdigest()
