"""Beside the split of a claim: what evaluators would say, and how the effect grew since treatment began."""

import math

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from liancun_sim.analysis.audit.audited import Audited
from liancun_sim.reports.common.figure_style import (
    INK,
    LINE,
    SUBTITLE,
    folded,
    inches,
    label_margin,
    light_grid,
    new_figure,
)
from liancun_sim.reports.common.numbers import factor, mean_count, unit_name
from liancun_sim.reports.common.palette import COLOURS
from liancun_sim.results import rows_of
from liancun_sim.results.audit.columns import CLAIMS, ESTIMATOR_LABELS
from liancun_sim.vocabulary import say

SHOWN = ("conversion", "income", "consent")
TRUTH = "#009E73"


def audit_estimators(found: Audited, scenario: str) -> Figure | None:
    """Estimates with intervals against the true effect, a panel per claim; None without any."""
    table = found.estimates
    own = table[(table["scenario"] == scenario) & table["mean"].notna()]
    claims = [claim for claim in SHOWN if (own["indicator"] == claim).any()]
    if not claims:
        return None
    label = found.audit.scenarios[scenario].label
    subtitle = folded(say("audit.figure_estimators_subtitle", scenario=label), SUBTITLE)
    more = LINE * subtitle.count("\n")
    figure = new_figure(2.75 + more, say("audit.figure_estimators"), subtitle)
    names = [str(label) for label in ESTIMATOR_LABELS.values()]
    grid = figure.add_gridspec(
        1, len(claims), **inches(figure, label_margin(names), 0.25, 0.95 + more, 0.45, wspace=0.12)
    )
    for i, claim in enumerate(claims):
        axes = figure.add_subplot(grid[0, i])
        scale = factor(CLAIMS[claim].unit)
        for row in rows_of(own[own["indicator"] == claim]):
            place = list(ESTIMATOR_LABELS).index(row["estimator"])
            axes.plot([scale * row["ci_low"], scale * row["ci_high"]], [place, place], color=COLOURS[0], linewidth=1.8)
            axes.plot([scale * row["mean"]], [place], "o", color=COLOURS[0], markersize=5)
            axes.axvline(scale * row["truth"], color=TRUTH, linewidth=1.6, zorder=0)
        axes.axvline(0, color=INK, linewidth=0.8, zorder=0)
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.set_yticks(range(len(names)), names if i == 0 else [""] * len(names))
        axes.tick_params(axis="y", length=0, colors=INK)
        axes.spines["left"].set_visible(False)
        axes.set_title(folded(str(CLAIMS[claim].label), 24), pad=4)
        _numbers(axes, claim)
        light_grid(axes, "x")
    return figure


def audit_event_time(found: Audited, scenario: str) -> Figure | None:
    """The policy's effect by months since treatment began, a panel per claim; None without any."""
    table = found.over_time
    own = table[table["scenario"] == scenario]
    claims = [claim for claim in SHOWN if (own["indicator"] == claim).any()]
    if not claims:
        return None
    subtitle = folded(say("audit.figure_event_subtitle", scenario=found.audit.scenarios[scenario].label), SUBTITLE)
    more = LINE * subtitle.count("\n")
    figure = new_figure(3.0 + more, say("audit.figure_event"), subtitle)
    grid = figure.add_gridspec(1, len(claims), **inches(figure, 0.75, 0.2, 0.95 + more, 0.5, wspace=0.28))
    for i, claim in enumerate(claims):
        axes = figure.add_subplot(grid[0, i])
        scale, part = factor(CLAIMS[claim].unit), own[own["indicator"] == claim]
        if math.isfinite(float(part["ci_low"].iloc[-1])):
            axes.fill_between(part["months_since"], scale * part["ci_low"], scale * part["ci_high"], color=TRUTH,
                              alpha=0.2, linewidth=0)  # fmt: skip
        axes.plot(part["months_since"], scale * part["mean"], color=TRUTH, linewidth=1.6)
        if not part[["mean", "ci_low", "ci_high"]].fillna(0.0).to_numpy().any():
            axes.set_ylim(-1, 1)  # nothing at all: no axis of hundredths
        axes.axhline(0, color=INK, linewidth=0.8)
        axes.axvline(0, color=INK, linewidth=0.8, linestyle=(0, (3, 2)))
        count = mean_count(float(part["villages"].iloc[0]), "villages")
        axes.set_title(say("audit.figure_event_panel", claim=CLAIMS[claim].label, count=count), pad=4)
        axes.set_xlabel(say("audit.figure_since"))
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(FuncFormatter(_plain))
        axes.set_ylabel(unit_name(CLAIMS[claim].unit, difference=True))
        light_grid(axes)
    return figure


def _numbers(axes: Axes, claim: str) -> None:
    axes.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(_plain))
    axes.set_xlabel(unit_name(CLAIMS[claim].unit, difference=True), labelpad=2)


def _plain(value: float, place: object) -> str:
    return f"{value:,.4g}".replace("-", "−")
