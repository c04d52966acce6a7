"""What each scenario costs, in money and staff, and what a converted village costs."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from liancun_sim.analysis import cost_ratios
from liancun_sim.analysis.comparison.costs import PER_CONVERTED, STAFF
from liancun_sim.reports.common.figure_style import (
    GREY,
    INK,
    folded,
    inches,
    label_margin,
    legend_above,
    legend_depth,
    light_grid,
    marker,
    new_figure,
)
from liancun_sim.reports.common.palette import COLOURS, scenario_colour
from liancun_sim.reports.common.words import policy_name, reason_of
from liancun_sim.reports.comparison.sentences import public_money_of
from liancun_sim.results import Comparison, rows_of
from liancun_sim.vocabulary import say

REASON_WIDE = 34  # columns of text that fit its panel
HATCHES = ("", "///", "...", "xxx", "---", "\\\\\\", "ooo", "+++")


def cost(comparison: Comparison) -> Figure | None:
    """Money and staff by policy, staff time also priced, mean per run; cost per village converted with its bootstrap
    interval."""
    kind = comparison.leading_uncertainty
    spending = comparison.spending
    spending = spending[spending["uncertainty"] == kind]
    if spending.empty or not (spending[["yuan", "cadre_months"]].to_numpy() > 0).any():
        return None
    policies = list(dict.fromkeys(spending["policy"].astype(str)))
    payers = [policy_name(comparison, policy) for policy in policies]
    if comparison.policies_compared:
        payers.append(say("report.column_staff_time"))
    deep = legend_depth(payers)
    title, subtitle = say("report.title_cost"), say(f"report.subtitle_cost_{kind}")
    figure = new_figure(1.65 + deep + 0.42 * len(comparison.told), title, subtitle)
    names = [str(comparison.scenarios[s].label) for s in comparison.told]
    grid = figure.add_gridspec(1, 3, **inches(figure, label_margin(names), 0.3, 1.15 + deep, 0.5, wspace=0.12))
    runs = comparison.runs(kind)
    for i, (column, scale, unit) in enumerate(
        [("yuan", 1e-6, say("report.million_yuan")), ("cadre_months", 1.0, say("report.cadre_months"))]
    ):
        axes = figure.add_subplot(grid[0, i])
        _bars(axes, comparison, spending, column, scale / runs, policies)
        axes.set_xlabel(unit)
        axes.set_title(say(f"report.spent_{column}"))
        _rows(axes, names if i == 0 else [""] * len(names))
    axes = figure.add_subplot(grid[0, 2])
    _per_converted(axes, comparison, kind)
    _rows(axes, [""] * len(names))
    legend_above(figure, figure.axes[0].containers, payers, down=0.62, handlelength=1.2)
    return figure


def _bars(
    axes: Axes, comparison: Comparison, spending: pd.DataFrame, column: str, scale: float, policies: list[str]
) -> None:
    totals = spending.groupby(["scenario", "policy"], observed=True)[column].sum() * scale
    left = np.zeros(len(comparison.told))
    for i, policy in enumerate(policies):
        width = np.array([totals.get((s, policy), 0.0) for s in comparison.told])
        axes.barh(
            range(width.size), width, left=left, height=0.6, color=COLOURS[i % len(COLOURS)], edgecolor="white",
            linewidth=0.6, hatch=HATCHES[i % len(HATCHES)],
        )  # fmt: skip
        left += width
    if column == "yuan" and comparison.policies_compared:
        priced = 1e-6 * np.array([_staff_yuan(comparison, scenario) for scenario in comparison.told])
        axes.barh(
            range(priced.size), np.maximum(priced, 0.0), left=left, height=0.6, color="white", edgecolor=GREY,
            linewidth=0.6, hatch="////",
        )  # fmt: skip
        left += priced
    for place, total in enumerate(left):
        axes.annotate(f"{total:,.3g}" if total < 1000 else f"{total:,.0f}", (total, place), xytext=(3, 0),
                      textcoords="offset points", va="center", fontsize=8, color=GREY)  # fmt: skip
    axes.set_xlim(0, max(float(left.max()) * 1.2, 1e-9))
    light_grid(axes, "x")


def _staff_yuan(comparison: Comparison, scenario: str) -> float:
    """Staff time beyond the baseline's, at a cadre's wage, mean per run. [yuan]"""
    rows = public_money_of(comparison, scenario)
    return next((float(row["difference"]) for row in rows if row["indicator"] == STAFF), 0.0)


def _per_converted(axes: Axes, comparison: Comparison, kind: str) -> None:
    rows = cost_ratios(comparison)
    rows = rows[(rows["uncertainty"] == kind) & (rows["indicator"] == PER_CONVERTED)]
    scale, top = 1e-6, 0.0
    for row in rows_of(rows):
        place = comparison.told.index(str(row["scenario"]))
        ink = scenario_colour(comparison, str(row["scenario"]))
        if not np.isfinite(row["mean"]):
            said = folded(reason_of(row["reason"]), REASON_WIDE)
            axes.annotate(said, (0.02, place), xycoords=("axes fraction", "data"), va="center", fontsize=8, color=GREY)
            continue
        axes.plot(
            [scale * row["mean"]], [place], marker=marker(comparison, str(row["scenario"])), color=ink, markersize=6
        )
        top = max(top, scale * row["mean"], scale * np.nan_to_num(row["ci_high"]))
        if np.isfinite(row["ci_high"]):
            axes.plot([scale * row["ci_low"], scale * row["ci_high"]], [place, place], color=ink, linewidth=1.6)
        elif np.isfinite(row["ci_low"]):
            arrow = {"arrowstyle": "->", "color": ink, "linewidth": 1.6}
            axes.annotate("", (1, place), (scale * row["ci_low"], place), xycoords=("axes fraction", "data"),
                          textcoords="data", arrowprops=arrow)  # fmt: skip
    axes.set_xlim(0, 1.12 * top if top else 1.0)
    axes.set_xlabel(say("report.million_yuan_per_village"))
    axes.set_title(say("report.per_converted"))
    light_grid(axes, "x")


def _rows(axes: Axes, names: list[str]) -> None:
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", length=0, colors=INK)
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.4g}"))
