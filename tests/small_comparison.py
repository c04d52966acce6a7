"""A comparison of two scenarios on six villages in which every number can be followed by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd

from declared import declared
from liancun_sim.results import (
    CHANCE,
    LAST_YEAR,
    PAIRS,
    ROUNDS,
    SERIES,
    SPENDING,
    UNION_LIFE,
    UNIONS_AT_END,
    Comparison,
    IndicatorInfo,
    ScenarioInfo,
)
from liancun_sim.running.common.outcomes import village_columns
from liancun_sim.vocabulary import Label

VILLAGES = ("A", "B", "C", "D", "E", "F")
INDICATORS = {
    "income_mean": ("yuan/person/year", "higher"),
    "poverty_headcount": ("share", "lower"),
    "cadre_posts": ("posts", "neither"),
    "private_consent": ("share", "higher"),
    "converted_villages_true": ("villages", "higher"),
}
ROUND = {
    "scenario": "policy", "replication": 0, "proposal": "P1", "form": "hub", "lead": "A", "members": "A;B",
    "month_proposed": 0, "round": 1, "month_decided": 3, "rule": "threshold", "electorate": "households",
    "threshold": 0.8, "stated_share_min": 0.85, "stated_share_pooled": 0.9, "private_share_min": 0.6,
    "private_share_pooled": 0.7, "response_rate": 1.0, "outcome": "formed", "reason": "all_pass",
    "main_obstacle": "identity",
}  # fmt: skip


def small_comparison(**tables: object) -> Comparison:
    """Two scenarios, `baseline` and `policy`; any field can be given instead."""
    label = Label("x", "甲")
    made = Comparison(
        baseline="baseline",
        scenarios={key: ScenarioInfo(key, Label(key.title(), key)) for key in ("baseline", "policy")},
        indicators={key: IndicatorInfo(key, label, unit, better) for key, (unit, better) in INDICATORS.items()},
        series=series_of("income_mean", {"baseline": [[0.0]], "policy": [[0.0]]}),
        pairs=pairs_of("income_mean", [], []),
        rounds=rounds_of(),
        unions_at_end=unions_of(),
        union_life=life_of(),
        village_columns=village_columns(),
        village_outcomes=outcomes_of(income_yuan_per_person={"baseline": [[100.0] * 6], "policy": [[100.0] * 6]}),
        spending=spending_of(),
        villages=pd.DataFrame(
            {
                "township": ["T1"] * 3 + ["T2"] * 3,
                "village": [f"村{name}" for name in VILLAGES],
                "x_km": np.arange(6.0),
                "y_km": np.zeros(6),
                "income_at_start_yuan": [100.0, 200.0, 300.0, 400.0, 500.0, 600.0],
            },
            index=pd.Index(VILLAGES),
        ),
        edges=(("A", "B"), ("B", "C"), ("C", "D")),
        county=Label("Small county", "小县"),
        start="2008-01",
        months=24,
    )
    return replace(made, **tables)


def pairs_of(
    indicator: str, values: list[float], base: list[float], uncertainty: str = CHANCE, stratum: str = "county"
) -> pd.DataFrame:
    """PAIRS of one indicator, a pair per replication."""
    frame = pd.DataFrame(
        {
            "scenario": "policy",
            "baseline": "baseline",
            "replication": np.arange(len(values)),
            "uncertainty": uncertainty,
            "period": LAST_YEAR,
            "indicator": indicator,
            "stratum": stratum,
            "value": np.array(values, dtype=float),
            "baseline_value": np.array(base, dtype=float),
        }
    )
    return declared(PAIRS, frame)


def series_of(indicator: str, values: dict[str, list[list[float]]]) -> pd.DataFrame:
    """SERIES of one indicator in the whole county: scenario → replications × months."""
    rows = [
        (scenario, replication, month, indicator, "county", value)
        for scenario, runs in values.items()
        for replication, months in enumerate(runs)
        for month, value in enumerate(months)
    ]
    frame = pd.DataFrame(rows, columns=["scenario", "replication", "month", "indicator", "stratum", "value"])
    return declared(SERIES, frame)


def rounds_of(*changes: dict[str, object]) -> pd.DataFrame:
    """ROUNDS: a row per mapping of what differs from `ROUND`."""
    return declared(ROUNDS, [ROUND | change for change in changes])


def unions_of(*unions: tuple[int, str, str, str]) -> pd.DataFrame:
    """UNIONS_AT_END: (replication, proposal, lead, members)."""
    names = ("replication", "proposal", "lead", "members")
    return declared(UNIONS_AT_END, ({"scenario": "policy", "form": "hub"} | dict(zip(names, row)) for row in unions))


def life_of(*events: tuple[int, str, str, str, float, float, float, float]) -> pd.DataFrame:
    """UNION_LIFE: (replication, member, event, reason, believed gain, true gain, stated share, private share)."""
    names = ("replication", "member", "event", "reason", "believed_gain", "true_gain", "stated_share", "private_share")
    return declared(
        UNION_LIFE, ({"scenario": "policy", "union": "U001", "month": 0} | dict(zip(names, row)) for row in events)
    )


def outcomes_of(**outcomes: dict[str, list[list[float]]]) -> pd.DataFrame:
    """Village outcomes: outcome → scenario → replications × villages."""
    first = next(iter(outcomes.values()))
    rows = [(s, r, v) for s, runs in first.items() for r in range(len(runs)) for v in VILLAGES]
    frame = pd.DataFrame(rows, columns=["scenario", "replication", "village_id"])
    for name, values in outcomes.items():
        frame[name] = [value for runs in values.values() for villages in runs for value in villages]
    return frame


def spending_of(*rows: tuple[int, str, float]) -> pd.DataFrame:
    """SPENDING: (replication, policy, yuan)."""
    spent = {"scenario": "policy", "uncertainty": CHANCE, "cadre_months": 2.0, "cut_yuan": 0.0, "cut_cadre_months": 0.0}
    names, nothing = ("replication", "policy", "yuan"), {"cut_requests": 0, "staff_yuan": 0.0}
    return declared(SPENDING, (spent | nothing | dict(zip(names, row)) for row in rows))
