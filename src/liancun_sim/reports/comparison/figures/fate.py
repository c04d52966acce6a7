"""The fate of proposals: what became of them, what was said against what was felt, what stood in the way."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from liancun_sim.analysis import fates, obstacles
from liancun_sim.analysis.comparison.proposals import FATES, failed_rounds, last_rounds
from liancun_sim.reports.common.figure_style import GREY, INK, inches, label_margin, light_grid, marker, new_figure
from liancun_sim.reports.common.numbers import percent_sign
from liancun_sim.reports.common.palette import scenario_colour
from liancun_sim.reports.common.words import name_of, obstacle_name
from liancun_sim.results import Comparison
from liancun_sim.vocabulary import say

FATE_COLOURS = {
    "living": "#0072B2",
    "dissolved": "#56B4E9",
    "abandoned": "#D55E00",
    "failed": "#E69F00",
    "never_asked": "#CFCFCF",
}
HATCHED = {"dissolved": "///", "failed": "..."}
POINTS_SHOWN = 400


def fate_of_proposals(comparison: Comparison) -> Figure | None:
    """Three panels: outcomes per run, stated against private consent, main obstacles."""
    if comparison.rounds.empty:
        return None
    figure = new_figure(3.9, say("report.title_fate"), say("report.subtitle_fate"))
    scenarios = [s for s in comparison.told if (comparison.rounds["scenario"] == s).any()]
    names = [str(comparison.scenarios[s].label) for s in scenarios]
    margins = inches(figure, label_margin(names), 0.2, 0.95, 1.15, wspace=0.32)
    grid = figure.add_gridspec(1, 3, width_ratios=[1.0, 0.95, 1.4], **margins)
    _fates(figure.add_subplot(grid[0, 0]), comparison, scenarios)
    _consent(figure.add_subplot(grid[0, 1]), comparison, scenarios)
    _obstacles(figure.add_subplot(grid[0, 2]), comparison)
    for axes, left, columns in (
        (figure.axes[0], 0.01, 2),
        (figure.axes[1], figure.axes[1].get_position().x0 - 0.03, 1),
    ):
        figure.legend(
            *axes.get_legend_handles_labels(), loc="upper left", ncols=columns, frameon=False, fontsize=8,
            bbox_to_anchor=(left, 0.86 / figure.get_size_inches()[1]), handlelength=1.2, borderaxespad=0,
        )  # fmt: skip
    return figure


def _fates(axes: Axes, comparison: Comparison, scenarios: list[str]) -> None:
    table = fates(comparison).set_index(["scenario", "fate"])["proposals"]
    present = set(table.index.get_level_values("fate"))
    left = np.zeros(len(scenarios))
    longest = table.groupby("scenario", observed=True).sum().max()
    for fate in sorted(present, key=FATES.index):
        width = np.array([table.get((s, fate), 0.0) for s in scenarios])
        axes.barh(range(width.size), width, left=left, height=0.58, color=FATE_COLOURS[fate],
                  edgecolor="white", linewidth=0.6, hatch=HATCHED.get(fate, ""), label=name_of(fate))  # fmt: skip
        for place, (start, size) in enumerate(zip(left, width)):
            if size > 0.18 * longest and fate not in HATCHED:
                axes.text(start + size / 2, place, f"{size:.1f}", ha="center", va="center", fontsize=7.5, color="white",
                          fontweight="bold")  # fmt: skip
        left += width
    axes.set_yticks(range(len(scenarios)), [str(comparison.scenarios[s].label) for s in scenarios])
    axes.set_ylim(len(scenarios) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0, colors=INK)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(say("report.proposals_per_run"))
    axes.set_title(say("report.panel_fates"))
    light_grid(axes, "x")


def _consent(axes: Axes, comparison: Comparison, scenarios: list[str]) -> None:
    """A dot per proposal at its last round: the vertical distance from the diagonal is what pressure added."""
    last = last_rounds(comparison)
    axes.plot([0, 100], [0, 100], color=GREY, linewidth=0.8)
    lowest = 100.0
    for scenario in scenarios:
        mine = last[last["scenario"] == scenario].head(POINTS_SHOWN)
        private, stated = 100 * mine["private_share_pooled"], 100 * mine["stated_share_pooled"]
        lowest = min(lowest, float(private.min()), float(stated.min()))
        axes.scatter(
            private, stated, s=9, alpha=0.5, color=scenario_colour(comparison, scenario), linewidths=0,
            marker=marker(comparison, scenario), label=str(comparison.scenarios[scenario].label),
        )  # fmt: skip
    thresholds = set(last["threshold"].dropna())
    if len(thresholds) == 1:
        axes.axhline(100 * min(thresholds), color=GREY, linewidth=0.8, linestyle=(0, (2, 2)))
    edge = max(0.0, 10 * np.floor(lowest / 10))
    axes.set_xlim(edge, 101)
    axes.set_ylim(edge, 101)
    axes.set_xlabel(say("report.axis_private"))
    axes.set_ylabel(say("report.axis_stated"), labelpad=1)
    axes.set_title(say("report.panel_consent"))


def _obstacles(axes: Axes, comparison: Comparison) -> None:
    table = obstacles(comparison)
    total = table.groupby("main_obstacle", observed=True)["rounds"].sum().sort_values(ascending=False).head(8)
    share = 100 * total / max(len(failed_rounds(comparison)), 1)
    axes.barh(range(len(share)), share, height=0.3, color="#7A7A7A")
    names = []
    for place, (key, value) in enumerate(share.items()):
        names.append(axes.text(0, place - 0.2, obstacle_name(comparison, str(key)), fontsize=8, va="bottom", color=INK))
        axes.text(value, place, f" {value:.0f}{percent_sign()}", fontsize=7.5, va="center", color=GREY)
    axes.set_ylim(max(len(share), 1) - 0.5, -0.8)
    axes.set_xlim(0, 1.2 * float(share.max()) if len(share) else 1)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(say("report.share_of_failed_rounds"))
    axes.set_title(say("report.panel_obstacles"))
    for name in names:
        _fit(axes, name)


def _fit(axes: Axes, text: Text) -> None:
    """Make a text smaller that would end beyond the figure's edge."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    edge, taken = 0.98 * figure.bbox.x1, text.get_window_extent()  # glyphs do not shrink quite in proportion
    if taken.x1 > edge:
        text.set_fontsize(text.get_fontsize() * (edge - taken.x0) / taken.width)
