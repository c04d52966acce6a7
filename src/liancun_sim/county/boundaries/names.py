"""Which shape is which village: by code, or by name within the township; what is only alike is asked.

A name is compared as it is written, then in simplified characters without the words maps add to it: the
township before, 村, 村委会 and the like behind. Only what is then the same on both sides, and once on each,
is a match.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from liancun_sim.county.spreadsheet.cells import squeezed
from liancun_sim.county.spreadsheet.on_map import Known
from liancun_sim.county.spreadsheet.townships import without_county
from liancun_sim.vocabulary.language import simplified

_BEHIND = re.compile(
    r"(村民委员会|村委员会|村民委|村委会|村委|居民委员会|社区居委会|社区居民委员会|居委会|行政村|自然村|社区|村)$"
)
_TOWNSHIP = re.compile(r"(人民政府|街道办事处|办事处|街道|乡|镇)$")
_VARIANTS = str.maketrans({"莊": "庄", "荘": "庄", "後": "后", "邨": "村", "砦": "寨", "甯": "宁"})
ALIKE = 0.5
"""Ratio of two names (longest common parts) from which one is suggested for the other: of two
characters one is the same. [assumption]"""

HOW = ("code", "name", "folded", "alone", "accepted")
"""Ways a village is found on a map, the surest first; the last because a person said so."""

MOST_COMPARED = 400
"""Names left over, on either side, that are compared with each other; beyond, something else is wrong."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the map: shapes with the same attributes. shapes : rows of the layer."""

    code: str
    township: str
    name: str
    shapes: tuple[int, ...]

    @property
    def title(self) -> str:
        return " ".join(part for part in (self.township, self.name or self.code) if part)


@dataclass
class Joined:
    """What was found out.

    Parameters
    ----------
    columns : of the map used as ``code``, ``township``, ``name``.
    shapes : village id → rows of the layer. how : village id → one of `HOW`: by code, by name as written, by name after
        folding, by a name only one village of the county has.
    places : village id → the map's words. left : places of the map that are no village.
    alike : village id → the place that may be meant. missing : villages without a place and without one alike.
    repeated : of these, villages whose name others have too, on a map that names no townships.
    """

    columns: dict[str, str]
    shapes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    how: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    left: list[Place] = field(default_factory=list)
    alike: dict[str, Place] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)


def join(villages: Sequence[Known], attributes: Sequence[Mapping[str, str]]) -> Joined:
    """Match the shapes of a layer, by their attributes, with the villages of a table."""
    columns = _columns(villages, attributes)
    places = _places(attributes, columns)
    joined = Joined(columns)
    open_villages, open_places = list(villages), places
    tiers: tuple[tuple[str, Callable[[Known], str], Callable[[Place], str]], ...] = (
        ("code", lambda v: _code(v.id), lambda p: _code(p.code)),
        ("name", lambda v: f"{plain(v.township)}/{plain(v.name)}",
         lambda p: f"{plain(p.township)}/{plain(p.name)}" if p.township and p.name else ""),
        ("folded", lambda v: f"{folded_township(v.township)}/{folded(v.name, v.township)}",
         lambda p: f"{folded_township(p.township)}/{folded(p.name, p.township)}" if p.township and p.name else ""),
    )  # fmt: skip
    if "township" not in columns:
        tiers = (
            tiers[0],
            ("alone", lambda v: plain(v.name), lambda p: plain(p.name)),
            ("alone", lambda v: folded(v.name, v.township), lambda p: folded(p.name, "")),
            ("alone", lambda v: _full(v, plain), lambda p: folded(p.name, "")),
            ("alone", lambda v: _full(v, folded_township), lambda p: folded(p.name, "")),
        )
    for how, of_village, of_place in tiers:
        for village, place in _same(open_villages, open_places, of_village, of_place):
            joined.shapes[village.id], joined.how[village.id], joined.places[village.id] = place.shapes, how, place
        matched = {id(place) for place in joined.places.values()}
        open_villages = [village for village in open_villages if village.id not in joined.shapes]
        open_places = [place for place in open_places if id(place) not in matched]
    if "township" not in columns:
        names = Counter(folded(village.name, village.township) for village in villages)
        joined.repeated = [one.id for one in open_villages if names[folded(one.name, one.township)] > 1]
    joined.alike = _alike([village for village in open_villages if village.id not in joined.repeated], open_places)
    suggested = {id(place) for place in joined.alike.values()}
    joined.left = [place for place in open_places if id(place) not in suggested]
    joined.missing = [village.id for village in open_villages if village.id not in joined.alike]
    return joined


def plain(text: str) -> str:
    """As written, but for blanks, width, traditional characters and the county before a township."""
    return without_county(simplified(squeezed(text).translate(_VARIANTS)))


def folded(name: str, township: str) -> str:
    """A village's name without its township before it and without 村, 村委会 … behind it."""
    word = plain(name)
    for before in (plain(township), folded_township(township)):
        if before and word.startswith(before) and len(word) > len(before) + 1:
            word = word.removeprefix(before)
            break
    while (shorter := _BEHIND.sub("", word)) and shorter != word:
        word = shorter
    return word


def folded_township(township: str) -> str:
    """A township's name without 乡, 镇, 街道 behind it."""
    word = plain(township)
    return _TOWNSHIP.sub("", word) or word


def _full(village: Known, form: Callable[[str], str]) -> str:
    """Township and name in one word: 斜店乡前社庄."""
    return form(village.township) + folded(village.name, village.township)


def _code(text: str) -> str:
    """A code, or "" for what is none: at least six digits."""
    word = squeezed(text).removesuffix(".0")
    return word if len(word) >= 6 and word.isdecimal() else ""


def _same(
    villages: Iterable[Known], places: Iterable[Place],
    of_village: Callable[[Known], str], of_place: Callable[[Place], str],
) -> list[tuple[Known, Place]]:  # fmt: skip
    """Pairs with the same key, where one village and one place have it."""
    here: dict[str, list[Known]] = defaultdict(list)
    there: dict[str, list[Place]] = defaultdict(list)
    for village in villages:
        here[of_village(village)].append(village)
    for place in places:
        there[of_place(place)].append(place)
    return [
        (found[0], there[key][0])
        for key, found in here.items()
        if key.strip("/") and len(found) == 1 and len(there.get(key, ())) == 1
    ]


def _columns(villages: Sequence[Known], attributes: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The columns that hold codes, townships and names: those in which most shapes fit the table."""
    codes = {_code(village.id) for village in villages} - {""}
    names = {folded(village.name, village.township) for village in villages} - {""}
    townships = {folded_township(village.township) for village in villages} - {""}
    full = {_full(village, form) for village in villages for form in (plain, folded_township)}
    hits: dict[str, dict[str, int]] = {"code": {}, "township": {}, "name": {}}
    for column in dict.fromkeys(key for row in attributes for key in row):
        cells = [row[column] for row in attributes if row.get(column)]
        hits["code"][column] = sum(_code(cell) in codes for cell in cells)
        hits["township"][column] = sum(folded_township(cell) in townships for cell in cells)
        hits["name"][column] = sum(folded(cell, "") in names or folded(cell, "") in full for cell in cells)
    columns: dict[str, str] = {}
    for role, counted in hits.items():
        best = max((name for name in counted if name not in columns.values()), key=counted.__getitem__, default=None)
        if best is not None and counted[best] * 10 >= min(len(villages), len(attributes)) and counted[best]:
            columns[role] = best
    return columns


def _places(attributes: Sequence[Mapping[str, str]], columns: Mapping[str, str]) -> list[Place]:
    """Shapes of the same code, township and name are one place."""
    grouped: dict[tuple[str, str, str], list[int]] = {}
    for row, cells in enumerate(attributes):
        key = tuple(cells.get(columns.get(role, ""), "").strip() for role in ("code", "township", "name"))
        grouped.setdefault((key[0], key[1], key[2]), []).append(row)
    return [Place(*key, tuple(rows)) for key, rows in grouped.items()]


def _alike(villages: Sequence[Known], places: Sequence[Place]) -> dict[str, Place]:
    """For villages left over, the place left over that is most alike, where each is the other's best."""
    if len(villages) > MOST_COMPARED or len(places) > MOST_COMPARED:
        return {}
    ratios: dict[tuple[int, int], float] = {}
    for one, village in enumerate(villages):
        for other, place in enumerate(places):
            if place.township and folded_township(place.township) != folded_township(village.township):
                continue
            words = folded(village.name, village.township), folded(place.name, place.township)
            ratio = SequenceMatcher(None, *words).ratio()
            if ratio >= ALIKE:
                ratios[one, other] = ratio
    best_place: dict[int, tuple[float, int]] = {}
    best_village: dict[int, tuple[float, int]] = {}
    for (one, other), ratio in ratios.items():
        best_place[one] = max(best_place.get(one, (0.0, 0)), (ratio, -other))
        best_village[other] = max(best_village.get(other, (0.0, 0)), (ratio, -one))
    return {
        villages[one].id: places[-other] for one, (_, other) in best_place.items() if best_village[-other][1] == -one
    }
