"""Every proposal of a union, every round it was put to, and what became of it: the data behind "why"."""

import json
import math
from typing import Any

import pandas as pd

from liancun_sim.front.blocks import packed
from liancun_sim.results import Comparison, rows_of

PASSED = ("formed", "dissolved")
DIGITS = 6
"""Of shares and gains: more than are shown, so that what is shown is rounded once."""


def proposals_block(comparison: Comparison) -> str:
    """For a data block, as packed JSON: a mapping per proposal, its rounds in order, and how members' time in it ended.

    Members are rows of the village table, months count from the start, shares and gains (log income) are rounded.
    """
    rows = {str(name): i for i, name in enumerate(comparison.villages.index)}
    keys = ["scenario", "replication", "proposal"]
    alive = set(zip(*(comparison.unions_at_end[key].astype(str) for key in keys)))
    lives = _lives(comparison.union_life, rows)
    rounds: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in rows_of(comparison.rounds.sort_values([*keys, "round", "month_decided"], kind="stable")):
        rounds.setdefault((str(row["scenario"]), str(row["replication"]), str(row["proposal"])), []).append(row)
    found = []
    for key, held in rounds.items():
        members = [rows[name] for name in str(held[-1]["members"]).split(";")]
        formed = next((_whole(row["month_decided"]) for row in held if row["outcome"] in PASSED), None)
        near = lives.get((key[0], int(key[1])), [])
        life = next((one for one in near if one["formed"] == formed and one["members"] <= set(members)), None)
        found.append(
            {
                "scenario": key[0],
                "run": int(key[1]) + 1,
                "form": str(held[0]["form"]),
                "lead": rows[str(held[0]["lead"])],
                "members": members,
                "proposed": _whole(held[0]["month_proposed"]),
                "formed": formed,
                "alive": key in alive,
                "rounds": [_round(row) for row in held],
                "ends": life["ends"] if life else [],
                "last": life["last"] if life else None,
            }
        )
    return packed(json.dumps(found, ensure_ascii=False, separators=(",", ":"), allow_nan=False))


def _round(row: dict[str, Any]) -> list[Any]:
    """month, threshold, stated and private share of the lowest member, outcome, reason, obstacle."""
    numbers = [_share(row[name]) for name in ("threshold", "stated_share_min", "private_share_min")]
    return [_whole(row["month_decided"]), *numbers, *(_text(row[k]) for k in ("outcome", "reason", "main_obstacle"))]


def _lives(life: pd.DataFrame, rows: dict[str, int]) -> dict[tuple[str, int], list[dict[str, Any]]]:
    """(scenario, replication) → unions: members and month of forming, how members' time ended, what was last seen.

    ends : member, month, event, reason, gain believed and true, of members that left or whose union dissolved.
    last : months since forming, gain believed and true, share that says and that wants it, mean over members.
    """
    events: dict[tuple[str, int, str], list[dict[str, Any]]] = {}
    for row in rows_of(life):
        events.setdefault((str(row["scenario"]), int(row["replication"]), str(row["union"])), []).append(row)
    found: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for (scenario, replication, _), own in events.items():
        begun = [row for row in own if row["event"] == "formed"]
        if not begun:
            continue
        start = min(int(row["month"]) for row in begun)
        ended = [
            [rows[str(row["member"])], _whole(row["month"]), str(row["event"]), _text(row["reason"]),
             _share(row["believed_gain"]), _share(row["true_gain"])]
            for row in own if row["event"] in ("left", "dissolved")
        ]  # fmt: skip
        aged = [row for row in own if str(row["event"]).startswith("month_")] or begun
        latest = max(int(row["month"]) for row in aged)
        seen = [row for row in aged if row["month"] == latest]
        means = (
            _mean([row[name] for row in seen])
            for name in ("believed_gain", "true_gain", "stated_share", "private_share")
        )
        found.setdefault((scenario, replication), []).append(
            {
                "formed": start,
                "members": {rows[str(row["member"])] for row in begun},
                "ends": ended,
                "last": [latest - start, *means],
            }
        )
    return found


def _mean(values: list[Any]) -> float | None:
    known = [float(value) for value in values if value is not None and math.isfinite(value)]
    return round(sum(known) / len(known), DIGITS) if known else None


def _whole(value: Any) -> int | None:
    return None if value is None or value != value else int(value)


def _share(value: Any) -> float | None:
    return None if value is None or not math.isfinite(value) else round(float(value), DIGITS)


def _text(value: Any) -> str:
    return "" if value is None or value != value else str(value)
