"""A village's name as maps write it and what is left of it: width, characters, township before, 村 behind."""

import re
from collections.abc import Callable

from liancun_sim.county.spreadsheet.cells import squeezed
from liancun_sim.county.spreadsheet.on_map import Known
from liancun_sim.county.spreadsheet.townships import without_county
from liancun_sim.vocabulary.language import simplified

_BEHIND = re.compile(
    r"(村民委员会|村委员会|村民委|村委会|村委|居民委员会|社区居委会|社区居民委员会|居委会|行政村|自然村|社区|村)$"
)
_TOWNSHIP = re.compile(r"(人民政府|街道办事处|办事处|街道|乡|镇)$")
_VARIANTS = str.maketrans({"莊": "庄", "荘": "庄", "後": "后", "邨": "村", "砦": "寨", "甯": "宁"})

Form = Callable[[str], str]


def written(text: str) -> str:
    """As written, but for blanks, width and the county before a township: 王莊 is not 王庄."""
    return without_county(squeezed(text))


def plain(text: str) -> str:
    """As `written`, and without traditional characters."""
    return without_county(simplified(squeezed(text).translate(_VARIANTS)))


def bare(name: str, form: Form = plain) -> str:
    """A village's name without 村, 村委会 … behind it."""
    word = form(name)
    while (shorter := _BEHIND.sub("", word)) and shorter != word:
        word = shorter
    return word


def folded(name: str, township: str, form: Form = plain) -> str:
    """A village's name without its township before it and without 村, 村委会 … behind it.

    A village called like its township keeps its name: 柳林村委会 of 柳林镇 is 柳林.
    """
    word, short = form(name), bare(name, form)
    for before in (form(township), folded_township(township, form)):
        if before and word.startswith(before) and len(word) > len(before) + 1 and len(short) > len(before):
            return bare(word.removeprefix(before), form)
    return short


def folded_township(township: str, form: Form = plain) -> str:
    """A township's name without 乡, 镇, 街道 behind it."""
    word = form(township)
    return _TOWNSHIP.sub("", word) or word


def full(village: Known, form: Form) -> str:
    """Township and name in one word: 斜店乡前社庄."""
    return form(village.township) + folded(village.name, village.township)


def code(text: str) -> str:
    """A code, or "" for what is none: at least six digits."""
    word = squeezed(text).removesuffix(".0")
    return word if len(word) >= 6 and word.isdecimal() else ""
