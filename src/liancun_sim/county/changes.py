"""What writing a county over another would change: shown before anybody agrees to it."""

from collections.abc import Iterable

import pandas as pd

from liancun_sim.county.county import County
from liancun_sim.county.schema import FIELDS
from liancun_sim.vocabulary import Label, say

NAMED = 5  # villages named in a line


def changes(old: County, new: County) -> list[str]:
    """A line for every difference: villages, columns of those in both, neighbours, the year of money."""
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
    return lines


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
