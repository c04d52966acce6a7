"""Which numbers of a county the program invented, village by village: a mark is of one cell, not of a column.

Provenance keeps how many they are (``synthesised``, by column) and, where those are not all villages, which
(``synthesised_for``: ids with ``;`` between, in one text, since YAML takes seconds over thousands of entries).
A county that is drawn altogether says ``synthesised: all``.
"""

from collections.abc import Collection, Mapping
from typing import Any

from liancun_sim.county.given_union import BETWEEN
from liancun_sim.county.schema import VILLAGE_FIELDS
from liancun_sim.vocabulary import Label

COUNTS, VILLAGES, ALL = "synthesised", "synthesised_for", "all"
STATEMENT = Label("Synthesised because the table does not report it: ", "以下各列表中未报告，由程序推算：")
OPTIONAL = tuple(field.name for field in VILLAGE_FIELDS if not field.required)

Marks = Mapping[str, frozenset[str]]
"""Column → ids of the villages whose cell was invented."""


def marks_of(provenance: Mapping[str, Any], ids: Collection[str]) -> dict[str, frozenset[str]]:
    """The marks that a county's provenance keeps, of the villages that are there.

    Where it only says of how many villages a column was invented, all are marked: a mark too many costs less than
    an invented number that passes for a reported one.
    """
    every = frozenset(ids)
    counts, named = provenance.get(COUNTS, {}), provenance.get(VILLAGES, {})
    if counts == ALL:
        return dict.fromkeys(OPTIONAL, every)
    if not isinstance(counts, Mapping):
        return {}
    known = named if isinstance(named, Mapping) else {}
    found = {
        name: every.intersection(known[name].split(BETWEEN)) if isinstance(known.get(name), str) else every
        for name in OPTIONAL if name in counts
    }  # fmt: skip
    return {name: villages for name, villages in found.items() if villages}


def together(one: Marks, other: Marks) -> dict[str, frozenset[str]]:
    """Cells marked in either, columns in the order of the schema."""
    nobody = frozenset[str]()
    return {name: one.get(name, nobody) | other.get(name, nobody) for name in OPTIONAL if name in one or name in other}


def with_marks(provenance: Mapping[str, Any], marks: Marks, ids: Collection[str]) -> dict[str, Any]:
    """Provenance that keeps these marks, counts them and states them once, in place of what it stated before."""
    every = frozenset(ids)
    if marks_of(provenance, ids) == marks and provenance.get(COUNTS, {}) in (ALL, _counted(marks)):
        return dict(provenance)
    rest = {key: value for key, value in provenance.items() if key not in (COUNTS, VILLAGES, "notes")}
    notes = [dict(note) for note in provenance.get("notes", ())]
    before = [place for place, note in enumerate(notes) if note["en"].startswith(STATEMENT.en)]
    kept = [note for place, note in enumerate(notes) if place not in before]
    if marks:
        kept.insert(before[0] if before else len(kept), _note(marks, len(every)))
    partial = {name: BETWEEN.join(sorted(villages)) for name, villages in marks.items() if villages < every}
    return {
        **rest,
        **({COUNTS: _counted(marks)} if marks else {}),
        **({VILLAGES: partial} if partial else {}),
        **({"notes": kept} if kept or "notes" in provenance else {}),
    }


def _counted(marks: Marks) -> dict[str, int]:
    return {name: len(villages) for name, villages in marks.items()}


def _note(marks: Marks, villages: int) -> dict[str, str]:
    labels = {field.name: field.label for field in VILLAGE_FIELDS}

    def listed(language: str, between: str) -> str:
        return between.join(
            f"{labels[name].in_language(language)}{'' if len(those) == villages else f' ({len(those)}/{villages})'}"
            for name, those in marks.items()
        )

    return {"en": f"{STATEMENT.en}{listed('en', ', ')}.", "zh": f"{STATEMENT.zh}{listed('zh-Hans', '、')}。"}
