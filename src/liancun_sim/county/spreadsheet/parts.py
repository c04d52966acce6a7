"""Words below a group header: the total of the group, one of its parts, or what is only a subset of it."""

import re

from liancun_sim.county.spreadsheet.cells import squeezed
from liancun_sim.vocabulary.language import simplified

_WHOLE = "合计|总计|小计|共计|总数|总量|总额|全部|total|sum|all"
_CLOSING = "年末|年底|期末|本年末|本期末"
_IS_WHOLE = re.compile(rf"(?:{_WHOLE}|计|总|(?:{_CLOSING})(?:数|实有|实有数|余额|合计|总数|存量|结存)?)")
_AROUND = re.compile(
    rf"^(?:合计|总计|共计|{_CLOSING}|(?:sub)?totals?)(?:实有)?|(?:合计|总计|小计|共计|(?:sub)?totals?)$"
)
_OPENING = re.compile(r"(?:年初|期初|上年|去年|本年(?:增加|减少|新增)|上期|其中|openingbalance)")
_SUBSET = re.compile(r"(?:其中|内含|内:|含:|ofwhich|including)")
_IDLE = re.compile(r"(?:人口|人数|户数|面积|性)$|[()\s]|数$|户$|人$")

EXHAUSTIVE: dict[str, tuple[frozenset[str], ...]] = {
    "population": (frozenset(("男", "女")), frozenset(("农业", "非农业")), frozenset(("male", "female"))),
    "households": (
        frozenset(("农业", "非农业")), frozenset(("农", "非农")),
        frozenset(("贫困", "非贫困")), frozenset(("脱贫", "非脱贫")),
    ),
    "land_mu": (
        frozenset(("水田", "旱地")), frozenset(("水浇地", "旱地")), frozenset(("水田", "水浇地", "旱地")),
    ),
}  # fmt: skip
"""Parts that together are everything. Cultivated land: GB/T 21010—2017, class 01, where a county may lack one kind."""

KNOWN_PARTS = frozenset(part for sets in EXHAUSTIVE.values() for parts in sets for part in parts)


def is_whole(text: str) -> bool:
    """Whether a header below a group calls itself the group's total, or its closing balance."""
    return _IS_WHOLE.fullmatch(_plain(text)) is not None


def is_subset(text: str) -> bool:
    """Whether a header says that it is only some of the others: ``其中：脱贫户``."""
    return _SUBSET.match(_plain(text)) is not None


def is_opening(text: str) -> bool:
    """Whether a header names the opening balance or a change, not what there is now."""
    return _OPENING.match(_plain(text)) is not None


def without_whole(text: str) -> str:
    """A header without the word that calls it a total: 户数合计, 年末户数 → 户数."""
    return _AROUND.sub("", _plain(text))


def part_called(text: str) -> str:
    """A part by its shortest name: 男性, 男（人） → 男; 农业人口 → 农业."""
    plain, before = _plain(text), ""
    while plain != before:
        plain, before = _IDLE.sub("", plain) or plain, plain
    return plain


def add_up(field: str, parts: list[str]) -> bool:
    """Whether parts are known to be everything, each once."""
    return len(set(parts)) == len(parts) and frozenset(parts) in EXHAUSTIVE.get(field, ())


def _plain(text: str) -> str:
    return simplified(squeezed(text))
