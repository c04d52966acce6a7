"""Choosing without knowing which world one is in: regret, the worst tenth, and how often a demand is met.

Each world is one set of assumptions, averaged over its replications; every world counts the same. That is a
convention of the design, not a probability: nobody knows how likely the worlds are.

References
----------
Savage, "The theory of statistical decision", Journal of the American Statistical Association 46, 1951 (regret).
Rockafellar & Uryasev, "Optimization of conditional value-at-risk", Journal of Risk 2(3), 2000 (CVaR).
Starr, "Product design and decision theory", 1962 (satisficing as the share of worlds that meet a demand).
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from liancun_sim.analysis.study.worlds import SIGN, Worlds, comparable
from liancun_sim.results.study.study import StudyResult

Floats = npt.NDArray[np.float64]
WORST_SHARE = 0.10
REGRET_COLUMNS = (
    "outcome", "scenario", "regret_mean", "regret_90", "regret_max", "cvar", "demand", "satisficing", "worlds",
)  # fmt: skip


def regret_table(result: StudyResult, demands: Mapping[str, float] | None = None) -> pd.DataFrame:
    """A row per outcome that has a better direction and scenario: REGRET_COLUMNS. No row where the
    design varies levers: its points are then settings one chooses, not worlds one does not know.

    regret_mean, regret_90, regret_max : mean, 90 % quantile and maximum of `regret`, in the outcome's unit.
    cvar : mean outcome in the worst tenth of worlds.
    demand, satisficing : the level asked of the outcome, and the share of worlds that meet it. Without one in
        `demands`, the demand is to do at least as well as the baseline in the same world (``demand`` is then NaN).
    """
    rows: list[dict[str, object]] = []
    if result.levers:  # what one sets is no world one may find oneself in
        return pd.DataFrame(columns=list(REGRET_COLUMNS))
    for key in result.goals:
        rows += _rows(
            comparable(result, key), SIGN[result.outcomes[key].better], result.baseline, (demands or {}).get(key)
        )
    return pd.DataFrame(rows, columns=list(REGRET_COLUMNS))


def _rows(found: Worlds, sign: float, baseline: str, demand: float | None) -> list[dict[str, object]]:
    measured = np.isfinite(found.values).any(axis=0)
    names = [name for name, some in zip(found.scenarios, measured) if some]
    values = found.values[:, measured]
    values = values[np.isfinite(values).all(axis=1)]
    if not values.size:  # no world left, or measured in no scenario
        return []
    lost = regret(values, sign)
    base = values[:, names.index(baseline)] if baseline in names else None
    rows = []
    for i, name in enumerate(names):
        asked = base if demand is None else np.full(len(values), demand)
        met = np.nan if asked is None else float((sign * (values[:, i] - asked) >= 0).mean())
        rows.append(
            {
                "outcome": found.outcome,
                "scenario": name,
                "regret_mean": lost[:, i].mean(),
                "regret_90": np.quantile(lost[:, i], 0.9),
                "regret_max": lost[:, i].max(),
                "cvar": cvar(values[:, i], sign),
                "demand": np.nan if demand is None else demand,
                "satisficing": met,
                "worlds": len(values),
            }
        )
    return rows


def regret(values: Floats, sign: float = 1.0) -> Floats:
    """What choosing a column costs against the best column of the same row: (row, column), ≥ 0.

    sign : 1 where larger is better, −1 where smaller is.
    """
    best = (sign * values).max(axis=1, keepdims=True)
    return np.asarray(best - sign * values)


def cvar(values: Floats, sign: float = 1.0, share: float = WORST_SHARE) -> float:
    """Mean of the worst `share` of the values, the last of them counted in part."""
    worst = sign * np.sort(sign * values)
    wanted = share * worst.size
    weight = np.clip(wanted - np.arange(worst.size), 0.0, 1.0)
    return float((weight * worst).sum() / wanted)
