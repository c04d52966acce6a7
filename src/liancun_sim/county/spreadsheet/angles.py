"""Angles as people write them: 115°27′4.3″, 115度27分4.3秒, E115-27-04, 东经115.45°; all in degrees."""

import re
from decimal import Decimal

from liancun_sim.county.spreadsheet.cells import Cell, tidy
from liancun_sim.vocabulary.language import simplified

_PARTS = re.compile(
    r"(?P<degrees>\d{1,3})\s*[°º度d:\-\s]\s*(?P<minutes>\d{1,2}(?:\.\d+)?)\s*(?:['′’‘分m:\-\s]\s*"
    r"(?:(?P<seconds>\d{1,2}(?:\.\d+)?)\s*(?:\"|″|”|“|''|′′|’’|秒|s)?)?)?",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(?P<degrees>\d{1,3}(?:\.\d+)?)\s*[°º度]?")
_SIDE = re.compile(r"^(?:东经|北纬|经度|纬度|西经|南纬|[EN])[:\s]*|\s*[EN]$", re.IGNORECASE)


def degrees(cell: Cell) -> Decimal | None:
    """The degrees an angle in a cell stands for; None where it is no angle with minutes or with its side named."""
    if not isinstance(cell, str):
        return None
    text = simplified(tidy(cell))
    bare = _SIDE.sub("", text)
    match = _PARTS.fullmatch(bare)
    if match is None:
        plain = _WHOLE.fullmatch(bare) if bare != text or bare[-1:] in "°º度" else None
        return None if plain is None else Decimal(plain["degrees"])
    minutes, seconds = Decimal(match["minutes"]), Decimal(match["seconds"] or 0)
    if minutes >= 60 or seconds >= 60:
        return None
    return Decimal(match["degrees"]) + minutes / 60 + seconds / 3600
