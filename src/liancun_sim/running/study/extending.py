"""A store whose study has grown: more replications, points or scenarios, and every run that is there is kept.

What was planned stays as it is, point by point and chunk by chunk, and what is new is planned after it. Runs are named
by their content, so that a store that has grown holds the very runs of one planned at once. Each file of the plan holds
all the one before it held, and the manifest is written last: a kill in between leaves a store that the same command
extends again.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.files.locked import locked
from liancun_sim.results.store import Store, open_store
from liancun_sim.results.store.design_file import write_design
from liancun_sim.results.store.manifest import MANIFEST
from liancun_sim.results.store.parquet import telling_faults, write_table, write_text
from liancun_sim.running.runner.opening import changed
from liancun_sim.running.study.designs import NO_GROUP, Points
from liancun_sim.running.study.plan import Plan, point_columns
from liancun_sim.running.study.study import Study
from liancun_sim.vocabulary import BadInput, Fault, say

MUST_AGREE = ("runs", "tables", "keep", "stop", "own_luck", "seed", "start", "months")
STUDY_DIGEST = "study_digest"


def may_have_grown(store: Store, manifest: Mapping[str, Any]) -> bool:
    """Whether a plan differs from a store's in nothing but the study."""
    return changed(store, manifest) == [STUDY_DIGEST]


def extended(folder: Path, study: Study, manifest: Mapping[str, Any]) -> Store:
    """The store of a study that has grown, planned anew around what is there.

    Raises
    ------
    BadInput
        If the study is not what the folder holds and more, saying in what it differs.
    """
    with telling_faults(folder / MANIFEST), locked(folder):
        store = open_store(folder)
        if not changed(store, manifest):  # another process was first
            return store
        if part := _differs(store.manifest, manifest):
            raise _refusal(folder, "not_more", part=part)
        order = _order(store.points(), study)
        if order is None:
            raise _refusal(folder, "points_not_more")
        grown = replace(study, points=_in_order(study.points, order))
        design = _joined(store.design(), Plan(grown), study.runs_per_chunk)
        if design is None:
            raise _refusal(folder, "not_more", part="scenarios, settings, replications")
        write_table(folder / "points.parquet", point_columns(grown))
        write_design(folder, [{str(name): design[name].to_numpy() for name in design}])
        now = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "liancun_sim": version("liancun-sim")}
        history = [*store.manifest.get("extended", ()), now]
        write_text(folder / MANIFEST, json.dumps({**store.manifest, **manifest, "extended": history},
                                                 ensure_ascii=False, indent=1))  # fmt: skip
        return open_store(folder)


def _differs(before: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """The first part of a study that decides its runs and is another; "" if all agree."""
    for key in MUST_AGREE:
        if before.get(key) != now.get(key):
            return key
    for key, of in (("factors", "role"), ("outcomes", "unit")):
        if {(one["key"], one[of]) for one in before[key]} != {(one["key"], one[of]) for one in now[key]}:
            return key
    rules = [one["settling"] and {**one["settling"], "at_most": None} for one in (before, now)]
    return "settling" if rules[0] != rules[1] else ""


def _order(before: pd.DataFrame, study: Study) -> npt.NDArray[np.int64] | None:
    """Numbers of the study's points in the order the store has them, then the new ones; None if one is missing.

    Rows of a design for indices, and points with luck of their own, must be where they were.
    """
    points = study.points
    keys = list(points.values)
    now = list(zip(*(points.values[key].tolist() for key in keys), strict=True)) or [()] * len(points)
    then = list(zip(*(before[key].tolist() for key in keys), strict=True)) or [()] * len(before)
    if study.own_luck or (points.group != NO_GROUP).any():
        size = len(then)
        alike = now[:size] == then and points.role[:size].tolist() == before["role"].tolist()
        return np.arange(len(now)) if alike else None
    places: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for number, values in enumerate(now):
        places[values].append(number)
    found = [places[values].pop(0) if places[values] else -1 for values in then]
    if -1 in found:
        return None
    return np.array([*found, *sorted(set(range(len(now))) - set(found))], dtype=np.int64)


def _in_order(points: Points, order: npt.NDArray[np.int64]) -> Points:
    return Points(
        {key: values[order] for key, values in points.values.items()}, points.group[order], points.role[order]
    )


def _joined(before: pd.DataFrame, plan: Plan, per_chunk: int) -> pd.DataFrame | None:
    """The whole design, runs of before in the chunks they had and new ones in chunks after; None if one is missing."""
    now = pd.concat([pd.DataFrame(dict(block)) for block in plan.blocks()], ignore_index=True)
    had = before.loc[before["own"], ["run_id", "chunk", "place"]].set_index("run_id")
    own = now[now["own"]]
    if not had.index.isin(own["run_id"]).all():
        return None
    new = own[~own["run_id"].isin(had.index)]
    count = new.groupby("batch", sort=False).cumcount()
    chunks = -(-new.groupby("batch", sort=False).size() // per_chunk)
    first = chunks.cumsum() - chunks + 1 + int(before["chunk"].max())
    placed = pd.DataFrame(
        {"chunk": count // per_chunk + new["batch"].map(first), "place": count % per_chunk}
    ).set_index(new["run_id"])
    where = pd.concat([had, placed]).astype(np.int64)
    now["chunk"], now["place"] = (now["run_id"].map(where[name]) for name in ("chunk", "place"))
    return now.sort_values(["own", "chunk", "place"], ascending=[False, True, True], ignore_index=True)


def _refusal(folder: Path, message: str, **fields: object) -> BadInput:
    return BadInput(Fault(str(folder), "", say(f"sweep.{message}", **fields)))
