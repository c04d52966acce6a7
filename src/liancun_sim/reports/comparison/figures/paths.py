"""Consent, income and conversion month by month, with 95 % bands over replications."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from liancun_sim.analysis.comparison.over_time import Path, over_time
from liancun_sim.reports.common.figure_style import (
    GREY,
    dashes,
    inches,
    legend_depth,
    light_grid,
    new_figure,
    scenario_legend,
)
from liancun_sim.reports.common.numbers import factor, unit_name
from liancun_sim.reports.common.palette import scenario_colour
from liancun_sim.results import Comparison
from liancun_sim.vocabulary import say

ROOM = 5.0  # points beyond the threshold, so that its name stands inside


def consent_over_time(comparison: Comparison) -> Figure | None:
    """Private beside stated consent, on one scale, with the threshold of the rule."""
    panels = [(key, False) for key in ("private_consent", "stated_consent")]
    figure = _panels(comparison, panels, say("report.title_consent"), say("report.subtitle_consent"), together=True)
    thresholds = set(comparison.rounds["threshold"].dropna().astype(float))
    if figure is not None and len(thresholds) == 1:
        for axes in figure.axes:
            low, high = axes.get_ylim()
            axes.set_ylim(min(low, 100 * min(thresholds) - ROOM), max(high, 100 * min(thresholds) + ROOM))
            axes.axhline(100 * min(thresholds), color=GREY, linewidth=0.8, linestyle=(0, (2, 2)))
        _name_threshold(figure.axes[0], 100 * min(thresholds))
    return figure


def income_over_time(comparison: Comparison) -> Figure | None:
    """Mean income, and beside it the difference from the baseline: small beside growth."""
    panels = [("income_mean", False), ("income_mean", True)][: 2 if comparison.policies_compared else 1]
    return _panels(comparison, panels, say("report.title_income"), say("report.subtitle_income"))


def conversion_over_time(comparison: Comparison) -> Figure | None:
    """What the assessment says beside what is true, on one scale."""
    panels = [(key, False) for key in ("converted_assessed", "converted_true")]
    return _panels(comparison, panels, say("report.title_conversion"), say("report.subtitle_conversion"), together=True)


def _panels(
    comparison: Comparison, panels: Sequence[tuple[str, bool]], title: str, subtitle: str, together: bool = False
) -> Figure | None:
    """Panels side by side, each one indicator as (key, against the baseline); None if nothing was measured."""
    paths = [over_time(comparison, key, against) for key, against in panels]
    if not any(np.isfinite(path.mean).any() for group in paths for path in group):
        return None
    drawn = [s for s in comparison.scenarios if _drawn(s, paths)]
    deep = legend_depth([str(comparison.scenarios[s].label) for s in drawn])
    figure = new_figure(3.9 + deep, title, subtitle)
    grid = figure.add_gridspec(1, len(panels), **inches(figure, 0.62, 0.2, 1.18 + deep, 0.5, wspace=0.2))
    for i, ((key, against), group) in enumerate(zip(panels, paths)):
        axes = figure.add_subplot(grid[0, i])
        _lines(axes, comparison, key, group, against)
        name = str(comparison.indicators[key].label) if key in comparison.indicators else key
        axes.set_title(say("report.less_baseline", name=name) if against else name)
    if together:
        _share_scale(figure, share=comparison.indicators[panels[0][0]].unit == "share")
    scenario_legend(figure, comparison, drawn, down=0.62)
    return figure


def _name_threshold(axes: Axes, threshold: float) -> None:
    """At the right, on the side of the line where the curves do not end."""
    ends = [float(np.asarray(line.get_ydata())[-1]) for line in axes.lines[:-1]]
    above = np.nanmean(ends) < threshold
    axes.annotate(
        say("report.threshold", share=f"{threshold:g}"), (0.99, threshold), xycoords=("axes fraction", "data"),
        xytext=(0, 3 if above else -3), textcoords="offset points", ha="right", va="bottom" if above else "top",
        fontsize=7.5, color=GREY,
    )  # fmt: skip


def _drawn(scenario: str, paths: Sequence[Sequence[Path]]) -> bool:
    return any(path.scenario == scenario and np.isfinite(path.mean).any() for group in paths for path in group)


def _lines(axes: Axes, comparison: Comparison, key: str, paths: Sequence[Path], against: bool) -> None:
    info = comparison.indicators[key]
    scale = factor(info.unit)
    light_grid(axes)
    if against:
        axes.axhline(0, color=GREY, linewidth=0.9)
    for path in paths:
        ink = scenario_colour(comparison, path.scenario)
        axes.fill_between(path.month, scale * path.low, scale * path.high, color=ink, alpha=0.16, linewidth=0)
        axes.plot(
            path.month, scale * path.mean, color=ink, linestyle=dashes(comparison, path.scenario), linewidth=1.7,
            zorder=2 if path.scenario == comparison.baseline else 3,
        )  # fmt: skip
    axes.set_xlabel(say("report.months_since_start"))
    axes.set_ylabel(unit_name(info.unit, difference=against))
    last = max(comparison.months, 1)
    axes.set_xlim(0, last)
    axes.set_xticks(np.arange(0, last + 1, 12 if last >= 24 else max(1, last // 4)))
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.6g}".replace("-", "−")))


def _share_scale(figure: Figure, share: bool) -> None:
    """One vertical scale for all panels; percentages stay within 0–100."""
    low = min(axes.get_ylim()[0] for axes in figure.axes)
    high = max(axes.get_ylim()[1] for axes in figure.axes)
    for axes in figure.axes:
        axes.set_ylim(max(low, 0.0) if share else low, min(high, 101.0) if share else high)
