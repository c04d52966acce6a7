"""Which column of a map holds villages' codes, townships and names: by what stands in it, and by its header.

The column in which most of the table's villages are found is taken. Where another fits as well and names
other villages, its header decides if it says what the column is (CUNMC) and the other's that it is not
(原村名, 邻村); else a person has to.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from liancun_sim.county.boundaries.folding import bare, code, folded, folded_township, full, plain
from liancun_sim.county.spreadsheet.on_map import Known

Rows = Sequence[Mapping[str, str]]

FITTING = 0.5
"""Of what the best column finds, the share another must find to be one that may be meant. [assumption]"""

_KNOWN = {
    "code": re.compile(
        r"zldwdm|qsdwdm|xzqdm|xzqhdm|cun_?dm|cun_?(code|id)|(行政)?村(级)?(行政区)?(编号|编码|代码)|(行政)?区划代码"
    ),
    "township": re.compile(
        r"xz_?(mc|name)?|xiang_?(zhen)?_?(mc|name)?|town(ship)?_?(name)?|(所(在|属))?(乡镇|乡|镇|街道)+(名称?)?"
    ),
    "name": re.compile(
        r"cun_?(mc|name)?|cmc|xzc_?mc|zldwmc|xzqmc|village_?(name)?|(所(在|属))?(行政|建制)?村(级)?(行政区)?(庄)?(名称?)?"
    ),
}
_OTHER = re.compile(
    r"原|旧|曾用|邻|毗连|联系|包联|帮扶|中心|驻地|备注|说明|附注|别名|俗称|四至|old|former|prev|neigh|note|remark|^bz|alias"
)


@dataclass(frozen=True, slots=True)
class Columns:
    """What was found.

    Parameters
    ----------
    used : role (``code``, ``township``, ``name``) → column. rivals : role → columns that fit as well and disagree,
        the likeliest first; a person says which. unused : columns that fit, disagree and by their header are not meant.
    examples : of a rival or an unused column → a cell of it that disagrees and the cell of the used one beside it.
    """

    used: dict[str, str]
    rivals: dict[str, tuple[str, ...]]
    unused: tuple[str, ...]
    examples: dict[str, tuple[str, str]]


def columns_of(villages: Sequence[Known], attributes: Rows) -> Columns:
    """The columns of a map, by the villages of a table."""
    meaning = _meanings(villages)
    found = Columns({}, {}, (), {})
    unused: list[str] = []
    names = list(dict.fromkeys(key for row in attributes for key in row))
    for role, means in meaning.items():
        cells = {
            name: [means.get(_key(role, row.get(name, "")), frozenset()) for row in attributes]
            for name in names if name not in found.used.values()
        }  # fmt: skip
        hits = {name: (len(frozenset().union(*meant)), sum(map(bool, meant))) for name, meant in cells.items()}
        order = sorted(hits, key=lambda name: (hits[name], _rank(role, name)), reverse=True)
        if not order or hits[order[0]][1] * 10 < min(len(villages), len(attributes)) or not hits[order[0]][1]:
            continue
        fitting = [name for name in order if hits[name][0] >= FITTING * hits[order[0]][0]]
        fitting.sort(key=lambda name: _rank(role, name), reverse=True)
        agree = all(_apart(cells[one], cells[two]) is None for one, two in combinations(fitting, 2))
        best = order[0] if agree else fitting[0]
        found.used[role] = best
        against = [name for name in fitting if name != best and _apart(cells[best], cells[name]) is not None]
        clear = _rank(role, best) > 0 and all(
            _rank(role, name) < 0 and hits[name] <= hits[best] for name in against
        )  # fmt: skip
        for name in against:
            row = _apart(cells[best], cells[name])
            assert row is not None
            found.examples[name] = attributes[row].get(name, ""), attributes[row].get(best, "")
        if against and clear:
            unused += against
        elif against:
            found.rivals[role] = (best, *against)
    return Columns(found.used, found.rivals, tuple(unused), found.examples)


def _meanings(villages: Sequence[Known]) -> dict[str, dict[str, frozenset[str]]]:
    """Role → what a cell may say → the codes, townships or villages (by name) it means."""
    said: dict[str, list[tuple[str, str]]] = {
        "code": [(code(village.id), village.id) for village in villages],
        "township": [(folded_township(village.township), folded_township(village.township)) for village in villages],
        "name": [
            (word, folded(village.name, village.township))
            for village in villages
            for word in (
                folded(village.name, village.township), bare(village.name), full(village, plain),
                full(village, folded_township),
            )
        ],
    }  # fmt: skip
    return {role: _gathered(pairs) for role, pairs in said.items()}


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word, meant in pairs:
        if word:
            found.setdefault(word, set()).add(meant)
    return {word: frozenset(meant) for word, meant in found.items()}


def _key(role: str, cell: str) -> str:
    match role:
        case "code":
            return code(cell)
        case "township":
            return folded_township(cell)
    return folded(cell, "")


def _rank(role: str, header: str) -> int:
    """1 for a header that says it is this role's, −1 for one that says it is something else, 0 for the others."""
    word = plain(header).lower()
    if _OTHER.search(word):
        return -1
    return int(_KNOWN[role].fullmatch(word) is not None)


def _apart(one: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> int | None:
    """The first row in which two columns name different villages; None where they agree."""
    return next((row for row, (here, there) in enumerate(zip(one, other, strict=True))
                 if here and there and not here & there), None)  # fmt: skip
