"""What writing a county over another would change: shown before anybody agrees to it.

Everything a county folder keeps is compared: what is not named here would be lost without a word.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from liancun_sim.county.county import County
from liancun_sim.county.given_union import GivenUnion
from liancun_sim.county.invented import COUNTS, VILLAGES, marks_of
from liancun_sim.county.schema import FIELDS
from liancun_sim.vocabulary import Label, say

NAMED = 5  # villages named in a line


def changes(old: County, new: County) -> list[str]:
    """A line for every difference: villages, columns of those in both, what is called invented, and all the rest."""
    gone, come = (_only_in(one, other) for one, other in ((old, new), (new, old)))
    lines = [
        say(f"county.{key}", count=len(villages), villages=_named(villages))
        for key, villages in (("villages_gone", gone), ("villages_come", come)) if len(villages)
    ]  # fmt: skip
    both = old.villages.index.intersection(new.villages.index)
    before, after = old.villages.loc[both], new.villages.loc[both]
    for column in before.columns:
        changed = before[column].to_numpy() != after[column].to_numpy()
        if not changed.any():
            continue
        numeric = FIELDS[column].dtype != "text"
        key = "column_changed_sum" if numeric else "column_changed"
        sums = {"before": f"{before[column].sum():,.6g}", "after": f"{after[column].sum():,.6g}"} if numeric else {}
        lines.append(
            say(
                f"county.{key}", column=FIELDS[column].label, count=int(changed.sum()),
                villages=_named(after[changed]), **sums,
            )
        )  # fmt: skip
    one, other = set(old.edges), set(new.edges)
    if one != other:
        lines.append(say("county.edges_changed", gone=len(one - other), come=len(other - one)))
    if old.base_year != new.base_year:
        lines.append(say("county.year_changed", before=old.base_year, after=new.base_year))
    return [*lines, *_marks_changed(old, new), *_beside_changed(old, new), *_settings_changed(old, new)]


def _marks_changed(old: County, new: County) -> list[str]:
    """Columns of which other cells are called invented than before, in villages of both."""
    both = old.villages.index.intersection(new.villages.index)
    before, after = (marks_of(county.provenance, both) for county in (old, new))
    nobody = frozenset[str]()
    lines = []
    for column in FIELDS:
        was, will = before.get(column, nobody), after.get(column, nobody)
        for key, those in (("reported_now", was - will), ("invented_now", will - was)):
            if those:
                villages = _named(new.villages.loc[sorted(those)])
                lines.append(say(f"county.{key}", column=FIELDS[column].label, count=len(those), villages=villages))
    return lines


def _beside_changed(old: County, new: County) -> list[str]:
    """What stands beside the village table: the plan, outlines, households."""
    lines = [*_differences("plan", old, new, _plan), *_differences("outlines", old, new, _outlines)]
    if not lines and old.planned != new.planned:
        lines.append(say("county.plan_order_changed"))
    if (old.register is None) != (new.register is None):
        lines.append(say("county.register_gone" if new.register is None else "county.register_come"))
    elif old.register is not None and new.register is not None and not old.register.equals(new.register):
        lines.append(say("county.register_changed"))
    return lines


def _differences(kind: str, old: County, new: County, of: Callable[[County], Mapping[str, Any]]) -> list[str]:
    """What is there no more, is new, or is another than it was, by village id."""
    before, after = of(old), of(new)
    told = (
        ("gone", sorted(before.keys() - after.keys()), old),
        ("come", sorted(after.keys() - before.keys()), new),
        ("replaced", sorted(key for key in before.keys() & after.keys() if before[key] != after[key]), new),
    )
    return [
        say(f"county.{kind}_{key}", count=len(those), villages=_named(county.villages.loc[those]))
        for key, those, county in told if those
    ]  # fmt: skip


def _plan(county: County) -> dict[str, GivenUnion]:
    return {union.lead: union for union in county.planned}


def _outlines(county: County) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for feature in _plain((county.boundaries or {}).get("features", [])):
        found.setdefault(feature["properties"]["id"], []).append(feature)
    return found


def _settings_changed(old: County, new: County) -> list[str]:
    """What else ``county.yaml`` says: names and numbers with both values, of provenance which entries."""
    kept: tuple[tuple[str, Callable[[County], object]], ...] = (
        ("name", lambda county: county.name), ("network_seed", lambda county: county.network_seed),
        ("cross_village_ties", lambda county: county.cross_village_ties),
    )  # fmt: skip
    lines = [
        say("county.setting_changed", key=key, before=of(old), after=of(new)) for key, of in kept if of(old) != of(new)
    ]
    before, after = (_without_digests(dict(county.provenance)) for county in (old, new))
    others = [
        key for key in dict.fromkeys((*before, *after))
        if key not in (COUNTS, VILLAGES) and before.get(key) != after.get(key)
    ]  # fmt: skip
    if others:
        lines.append(say("county.provenance_changed", keys=", ".join(others)))
    return lines


def _without_digests(content: Any) -> Any:
    """As it comes back from a file, whose digest is left out: saved again without a change it has another."""
    return json.loads(re.sub(r", sha256 [0-9a-f]{64}", "", json.dumps(content)))


def _plain(content: Any) -> Any:
    """As it comes back from a file."""
    return json.loads(json.dumps(content))


def _only_in(one: County, other: County) -> pd.DataFrame:
    return one.villages.loc[one.villages.index.difference(other.villages.index)]


def _named(villages: pd.DataFrame) -> str:
    some = villages.iloc[:NAMED]
    names: Iterable[str] = (
        say("county.place", name=name, township=town) for name, town in zip(some["name"], some["township"], strict=True)
    )
    shown = str(Label(", ", "、")).join(names)
    more = len(villages) - len(some)
    return say("county.and_more", shown=shown, more=more) if more else shown
