"""Data beside a page's text: JSON that no browser runs, and arrays or HTML packed inside it."""

import json
import zlib
from base64 import b64encode
from typing import Any

import numpy as np
import numpy.typing as npt


def json_block(name: str, data: Any) -> str:
    """A data block, ``JSON.parse`` of which is `data`; whatever stands in it, it cannot end early."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for letter, written in (("<", "\\u003c"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):
        text = text.replace(letter, written)
    return f'<script type="application/json" id="{name}">{text}</script>'


def packed(data: npt.NDArray[Any] | bytes | str) -> str:
    """Bytes of an array (little-endian) or text, deflated, as base64."""
    if isinstance(data, str):
        data = data.encode()
    elif not isinstance(data, bytes):
        data = np.ascontiguousarray(data).tobytes()
    return b64encode(zlib.compress(data, 9)).decode()


def short(values: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.float32]:
    """Single precision with 16 of its 24 bits, five digits: half the size once packed."""
    bits = np.ascontiguousarray(values, dtype=np.float32).view(np.uint32)
    return ((bits + np.uint32(0x80)) & np.uint32(0xFFFFFF00)).view(np.float32)
