"""Which shape is which village: by code, or by name within the township; what is only alike is asked.

A name is compared as it is written, then in simplified characters, then without the words maps add to it: the
township before, 村, 村委会 and the like behind. Only what is then the same on both sides, and once on each,
is a match. A code whose name is another village's is told: one of the two is wrong.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import partial

from liancun_sim.county.boundaries.folding import (
    Form,
    bare,
    code,
    folded,
    folded_township,
    full,
    plain,
    written,
)  # fmt: skip
from liancun_sim.county.boundaries.map_columns import columns_of
from liancun_sim.county.spreadsheet.on_map import Known

type Tier = tuple[str, Callable[[Known], str], Callable[[Place], str]]

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
    contradicting : id of a village found by its code → the village whose name stands there.
    unused : columns that hold names of villages and are not meant, by their headers.
    """

    columns: dict[str, str]
    shapes: dict[str, tuple[int, ...]] = field(default_factory=dict)
    how: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    left: list[Place] = field(default_factory=list)
    alike: dict[str, Place] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    contradicting: dict[str, Known] = field(default_factory=dict)
    unused: tuple[str, ...] = ()


def join(
    villages: Sequence[Known], attributes: Sequence[Mapping[str, str]], columns: Mapping[str, str] | None = None, *,
    names_count: bool = False,
) -> Joined:  # fmt: skip
    """Match the shapes of a layer, by their attributes, with the villages of a table.

    Parameters
    ----------
    columns : of the map, by role; by default found out. names_count : whether a name goes before a code.
    """
    columns = dict(columns_of(villages, attributes).used if columns is None else columns)
    joined = Joined(columns)
    open_villages, open_places = list(villages), _places(attributes, columns)
    by_code: Tier = ("code", lambda v: code(v.id), lambda p: code(p.code))
    tiers = [*_by_township()] if "township" in columns else [*_by_name_alone()]
    for how, of_village, of_place in [*tiers, by_code] if names_count else [by_code, *tiers]:
        pairs = _same(open_villages, open_places, of_village, of_place)
        if names_count and how == "code":
            against = _contradicting(villages, pairs)
            pairs = [pair for pair in pairs if pair[0].id not in against]
        for village, place in pairs:
            joined.shapes[village.id], joined.how[village.id], joined.places[village.id] = place.shapes, how, place
        matched = {id(place) for place in joined.places.values()}
        open_villages = [village for village in open_villages if village.id not in joined.shapes]
        open_places = [place for place in open_places if id(place) not in matched]
    coded = [(village, joined.places[village.id]) for village in villages if joined.how.get(village.id) == "code"]
    joined.contradicting = _contradicting(villages, coded)
    if "township" not in columns:
        names = Counter(folded(village.name, village.township) for village in villages)
        joined.repeated = [one.id for one in open_villages if names[folded(one.name, one.township)] > 1]
    joined.alike = _alike([village for village in open_villages if village.id not in joined.repeated], open_places)
    suggested = {id(place) for place in joined.alike.values()}
    joined.left = [place for place in open_places if id(place) not in suggested]
    joined.missing = [village.id for village in open_villages if village.id not in joined.alike]
    return joined


def _by_township() -> Iterable[Tier]:
    """Names within townships: as written before variants, whole before without what maps add."""

    def tier(how: str, township: Form, name: Callable[[str, str], str]) -> Tier:
        return (
            how,
            lambda v: f"{township(v.township)}/{name(v.name, v.township)}",
            lambda p: f"{township(p.township)}/{name(p.name, p.township)}" if p.township and p.name else "",
        )

    yield tier("name", plain, lambda name, _: written(name))
    yield tier("name", plain, lambda name, _: plain(name))
    for whole in (True, False):
        for form in (written, plain):
            yield tier("folded", folded_township, partial(_shortened, form=form, with_township=whole))


def _shortened(name: str, township: str, form: Form, *, with_township: bool) -> str:
    """A name without 村 … behind it, and without its township before it unless that may be part of the name."""
    return bare(name, form) if with_township else folded(name, township, form)


def _by_name_alone() -> Iterable[Tier]:
    """Names on a map without townships, likewise; and township and name in one word."""
    yield "alone", lambda v: written(v.name), lambda p: written(p.name)
    yield "alone", lambda v: plain(v.name), lambda p: plain(p.name)
    yield "alone", lambda v: folded(v.name, v.township, written), lambda p: folded(p.name, "", written)
    yield "alone", lambda v: folded(v.name, v.township), lambda p: folded(p.name, "")
    yield "alone", lambda v: full(v, plain), lambda p: folded(p.name, "")
    yield "alone", lambda v: full(v, folded_township), lambda p: folded(p.name, "")


def _contradicting(villages: Sequence[Known], pairs: Iterable[tuple[Known, Place]]) -> dict[str, Known]:
    """Of villages and the places found for them: id → the other village whose name the place bears."""
    called: list[dict[str, list[Known]]] = [{}, {}]
    for village in villages:
        for level, form in enumerate((written, plain)):
            for word in _called(village, form):
                called[level].setdefault(word, []).append(village)
    found = {}
    for village, place in pairs:
        for level, form in enumerate((written, plain)):
            bearers = called[level].get(_word(place, form), [])
            if bearers:
                if village not in bearers:
                    found[village.id] = bearers[0]
                break
    return found


def _called(village: Known, form: Form) -> set[str]:
    """What a place may be called that is this village: with its township, and where the map names none, without."""
    town = folded_township(village.township)
    short, whole = folded(village.name, village.township, form), form(village.name)
    words = {short, whole, full(village, plain), full(village, folded_township)}
    return {f"{town}/{word}" for word in (short, bare(village.name, form))} | words


def _word(place: Place, form: Form) -> str:
    """What a place is called, to be sought among what villages are called."""
    if place.township and place.name:
        return f"{folded_township(place.township)}/{folded(place.name, place.township, form)}"
    return folded(place.name, "", form)


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
    ratios: dict[tuple[int, int], tuple[float, bool]] = {}
    for one, village in enumerate(villages):
        for other, place in enumerate(places):
            if place.township and folded_township(place.township) != folded_township(village.township):
                continue
            words = folded(village.name, village.township), folded(place.name, place.township)
            ratio = SequenceMatcher(None, *words).ratio()
            if ratio >= ALIKE:
                ratios[one, other] = ratio, written(village.name) == written(place.name)
    best_place: dict[int, tuple[tuple[float, bool], int]] = {}
    best_village: dict[int, tuple[tuple[float, bool], int]] = {}
    for (one, other), near in ratios.items():
        best_place[one] = max(best_place.get(one, (near, -other)), (near, -other))
        best_village[other] = max(best_village.get(other, (near, -one)), (near, -one))
    return {
        villages[one].id: places[-other] for one, (_, other) in best_place.items() if best_village[-other][1] == -one
    }
