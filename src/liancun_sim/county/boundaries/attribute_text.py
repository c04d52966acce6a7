"""Which characters the attribute bytes of a shapefile stand for: strict decoding, frequencies, and ``.cpg`` as a hint.

The hint is often wrong or absent, and Big5 decodes bytes of GB 18030 without complaint (and the other way
round): what decodes strictly is told apart by how everyday its characters are.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from liancun_sim.vocabulary.language import simplified

CANDIDATES = ("utf-8", "gb18030", "big5")
_HINTS = {
    "utf-8": "utf-8", "utf8": "utf-8", "65001": "utf-8", "gbk": "gb18030", "gb2312": "gb18030", "gb18030": "gb18030",
    "936": "gb18030", "cp936": "gb18030", "oem936": "gb18030", "ansi936": "gb18030", "54936": "gb18030",
    "big5": "big5", "950": "big5", "cp950": "big5",
}  # fmt: skip
_LEVEL_ONE = range(0xB0, 0xD8)  # lead bytes of the 3,755 everyday characters of GB 2312


def encoding_of(cells: Sequence[bytes], hint: str) -> str | None:
    """The encoding in which all cells are text; of several, the one with most everyday characters, then the hinted.

    Parameters
    ----------
    cells : attribute values and field names; one that was cut off may end within a character.
    hint : content of ``.cpg``, or "".

    Returns
    -------
    One of `CANDIDATES`, or None where none fits.
    """
    hinted = _HINTS.get(hint.strip().lower().replace(" ", "").replace("_", "-"))
    telling = [cell for cell in cells if not cell.isascii()]
    if not telling:
        return hinted or "utf-8"
    fitting = {encoding: share for encoding in CANDIDATES if (share := _everyday(telling, encoding)) is not None}
    return max(fitting, key=lambda one: (round(fitting[one], 2), one == hinted, one == "utf-8"), default=None)


def text_of(cell: bytes, encoding: str) -> str:
    """The text of a cell, without the half character at its end where a program cut it off at the field's width.

    Raises
    ------
    UnicodeDecodeError
        If it is no such text.
    """
    try:
        return cell.decode(encoding)
    except UnicodeDecodeError as wrong:
        if wrong.end < len(cell) or len(cell) - wrong.start > 3:
            raise
        return cell[: wrong.start].decode(encoding)


def _everyday(cells: Iterable[bytes], encoding: str) -> float | None:
    """Share of everyday characters among those beyond ASCII; None where the cells are no text in this encoding."""
    try:
        text = "".join(text_of(cell, encoding) for cell in cells)
    except UnicodeDecodeError:
        return None
    beyond = Counter(character for character in text if not character.isascii())
    everyday = sum(count for character, count in beyond.items() if _is_everyday(simplified(character)))
    return everyday / beyond.total() if beyond else 0.0


def _is_everyday(character: str) -> bool:
    try:
        return character.encode("gb2312")[0] in _LEVEL_ONE
    except UnicodeEncodeError:
        return False
