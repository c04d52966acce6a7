"""How wide a text stands on a screen of letters: a Chinese character takes two columns."""

import re
import unicodedata

PIECE = re.compile(r"[!-~]+|.", re.DOTALL)
CLOSING = "，。；：！？、）》”"
"""What begins no line."""


def columns_of(text: str) -> int:
    """Width of a text in columns; a Chinese character takes two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of `width` columns, broken between Chinese characters or at blanks."""
    lines, line = [], ""
    for piece in PIECE.findall(text):
        if columns_of(line + piece) > width and piece not in CLOSING:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line] if line else lines
