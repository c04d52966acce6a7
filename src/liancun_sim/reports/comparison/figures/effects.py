"""Effects with the range of one history, by both kinds of uncertainty: a panel per indicator, a line per scenario."""

import math

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from liancun_sim.analysis import effects
from liancun_sim.reports.common.figure_style import (
    GREY,
    INK,
    folded,
    inches,
    label_margin,
    light_grid,
    marker,
    new_figure,
)
from liancun_sim.reports.common.numbers import factor, unit_name
from liancun_sim.reports.common.palette import scenario_colour
from liancun_sim.reports.common.words import period_name
from liancun_sim.reports.comparison.headline import forest
from liancun_sim.results import ASSUMPTIONS, CHANCE, Comparison, rows_of
from liancun_sim.vocabulary import say

COLUMNS = 3
ARROWS = {"higher": "report.better_right", "lower": "report.better_left"}


def effects_forest(comparison: Comparison) -> Figure | None:
    """Differences from the baseline in the whole county, the leading indicators."""
    table = effects(comparison)
    county = table[(table["stratum"] == "county") & table["difference"].notna()]
    keys = [key for key in forest(comparison) if (county["indicator"] == key).any()]
    if not keys:
        return None
    rows = math.ceil(len(keys) / COLUMNS)
    panel = 0.34 + 0.23 * len(comparison.policies_compared)
    height = 1.25 + rows * (panel + 0.72)
    subtitle = say("report.subtitle_effects", period=period_name(comparison))
    figure = new_figure(height, say("report.title_effects"), subtitle)
    names = [str(comparison.scenarios[s].label) for s in comparison.policies_compared]
    grid = figure.add_gridspec(
        rows, COLUMNS, **inches(figure, label_margin(names), 0.2, 1.32, 0.42, wspace=0.10, hspace=0.80 / panel)
    )
    for i, key in enumerate(keys):
        axes = figure.add_subplot(grid[i // COLUMNS, i % COLUMNS])
        _panel(axes, comparison, county[county["indicator"] == key], key, named=i % COLUMNS == 0)
    _legend(figure, county)
    return figure


def _panel(axes: Axes, comparison: Comparison, rows: pd.DataFrame, key: str, named: bool) -> None:
    info = comparison.indicators[key]
    scale = factor(info.unit)
    scenarios = comparison.policies_compared
    light_grid(axes, "x")
    axes.axvline(0, color=INK, linewidth=0.9)
    for row in rows_of(rows):
        place = scenarios.index(str(row["scenario"]))
        wide = row["uncertainty"] == ASSUMPTIONS
        ink = scenario_colour(comparison, str(row["scenario"]))
        at = place - 0.13 if wide else place + 0.17
        low, high, middle = scale * row["low_5"], scale * row["high_95"], scale * row["difference"]
        axes.plot([low, high], [at, at], color=ink, linewidth=1.6 if wide else 4.0, alpha=1.0 if wide else 0.35,
                  solid_capstyle="butt")  # fmt: skip
        axes.plot([middle], [at], marker=marker(comparison, str(row["scenario"])), markersize=5.2 if wide else 3.2,
                  color=ink, markerfacecolor=ink if wide else "white", linestyle="none")  # fmt: skip
    axes.set_ylim(len(scenarios) - 0.5, -0.5)
    names = [str(comparison.scenarios[s].label) for s in scenarios]
    axes.set_yticks(range(len(scenarios)), names if named else [""] * len(names))
    axes.tick_params(axis="y", length=0, colors=INK)
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.4g}".replace("-", "−")))
    axes.set_title(folded(str(info.label), 26), pad=3, fontsize=9)
    arrow = f" · {say(ARROWS[info.better])}" if info.better in ARROWS else ""
    axes.set_xlabel(f"{unit_name(info.unit, difference=True)}{arrow}", fontsize=7.5, labelpad=1)


def _legend(figure: Figure, county: pd.DataFrame) -> None:
    kinds = {
        ASSUMPTIONS: Line2D([], [], color=GREY, linewidth=1.6, marker="o", markersize=5),
        CHANCE: Line2D([], [], color=GREY, linewidth=4, alpha=0.4, marker="o", markersize=3, markerfacecolor="white"),
    }
    shown = [kind for kind in kinds if (county["uncertainty"] == kind).any()]
    figure.legend(
        [kinds[kind] for kind in shown], [say(f"report.interval_{kind}") for kind in shown], loc="upper left",
        bbox_to_anchor=(0.005, 1 - 0.62 / figure.get_size_inches()[1]), ncols=2, frameon=False, fontsize=8.5,
        borderaxespad=0,
    )  # fmt: skip
