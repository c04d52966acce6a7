"""The figures of a study: each a function from an `Analysis` to a matplotlib figure, or None with nothing to draw."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from liancun_sim.analysis.statistics.regions import Limit
from liancun_sim.analysis.study.analysed import Analysis
from liancun_sim.analysis.study.discovery import Discovery, factor_name
from liancun_sim.analysis.study.worlds import factor_values, independent
from liancun_sim.reports.common.figure_style import (
    FAINT,
    GREY,
    INK,
    folded,
    inches,
    label_margin,
    light_grid,
    marker,
    new_figure,
)
from liancun_sim.reports.common.numbers import factor, percent_sign, unit_name
from liancun_sim.reports.common.palette import COLOURS, scenario_colour
from liancun_sim.reports.study.drivers import indices_of, targets
from liancun_sim.reports.study.events import event_name
from liancun_sim.reports.study.names import outcome_name, scenario_name, shared
from liancun_sim.results import rows_of
from liancun_sim.results.study.study import FactorInfo
from liancun_sim.vocabulary import say

TITLE_COLUMNS = 88  # of all panels of a row together
FACTORS_MOST, PANELS_MOST, BOXES_MOST = 10, 4, 3
GOLDEN = 0.618033988749895


def effects_by_world(analysis: Analysis) -> Figure | None:
    """Differences from the baseline with both intervals, an outcome each, and the share of worlds best."""
    result = analysis.result
    outcomes = [key for key in analysis.focus if (analysis.ranking["outcome"] == key).any()]
    if not outcomes or not result.baseline:
        return None
    height = 1.6 + 0.30 * len(result.scenarios)
    told = say("analysis.figure_ranking_sub" + _stopped(analysis), **shared(analysis))
    figure = new_figure(height, say("analysis.figure_ranking"), told)
    names = [scenario_name(result, key) for key in result.scenarios]
    grid = figure.add_gridspec(1, len(outcomes), **inches(figure, label_margin(names), 0.45, 0.95, 0.45, wspace=0.28))
    for i, outcome in enumerate(outcomes):
        axes = figure.add_subplot(grid[0, i])
        scale = factor(result.outcomes[outcome].unit)
        axes.axvline(0, color=INK, linewidth=0.9)
        light_grid(axes, "x")
        for row in rows_of(analysis.ranking[analysis.ranking["outcome"] == outcome]):
            place, ink = list(result.scenarios).index(row["scenario"]), scenario_colour(result, row["scenario"])
            difference = 0.0 if row["scenario"] == result.baseline else scale * row["difference"]
            for low, high, width in (("ci_low", "ci_high", 4.0), ("all_low", "all_high", 1.2)):
                axes.plot([scale * row[low], scale * row[high]], [place, place], color=ink, linewidth=width,
                          alpha=0.45 if width > 2 else 1.0, solid_capstyle="butt")  # fmt: skip
            axes.plot([difference], [place], marker=marker(result, row["scenario"]), color=ink, markersize=5.5)
            best = f"{100 * row['p_best']:.0f}{percent_sign()}"
            axes.annotate(best, (1.02, place), xycoords=("axes fraction", "data"),
                          va="center", fontsize=8, color=GREY)  # fmt: skip
        _rows(axes, names if i == 0 else [""] * len(names))
        axes.set_title(_outcome_title(analysis, outcome, len(outcomes)))
        axes.set_xlabel(unit_name(result.outcomes[outcome].unit, difference=True))
    return figure


def regret(analysis: Analysis) -> Figure | None:
    """Mean, 90 % and largest regret of every scenario, an outcome each."""
    result = analysis.result
    outcomes = [key for key in analysis.focus if (analysis.regret["outcome"] == key).any()]
    if not outcomes or len(result.scenarios) < 2:
        return None
    figure = new_figure(
        1.6 + 0.30 * len(result.scenarios), say("analysis.figure_regret"), say("analysis.figure_regret_sub")
    )
    names = [scenario_name(result, key) for key in result.scenarios]
    grid = figure.add_gridspec(1, len(outcomes), **inches(figure, label_margin(names), 0.25, 0.95, 0.45, wspace=0.15))
    for i, outcome in enumerate(outcomes):
        axes = figure.add_subplot(grid[0, i])
        scale = factor(result.outcomes[outcome].unit)
        light_grid(axes, "x")
        for row in rows_of(analysis.regret[analysis.regret["outcome"] == outcome]):
            place, ink = list(result.scenarios).index(row["scenario"]), scenario_colour(result, row["scenario"])
            axes.plot([0, scale * row["regret_max"]], [place, place], color=ink, linewidth=1.4)
            axes.plot(
                [scale * row["regret_90"]],
                [place],
                marker="o",
                color=ink,
                markerfacecolor="white",
                markersize=5.5,
                clip_on=False,
            )
            axes.plot([scale * row["regret_mean"]], [place], marker="o", color=ink, markersize=5.5, clip_on=False)
        axes.set_xlim(left=0)
        _rows(axes, names if i == 0 else [""] * len(names))
        axes.set_title(_outcome_title(analysis, outcome, len(outcomes)))
        axes.set_xlabel(unit_name(result.outcomes[outcome].unit, difference=True))
    return figure


def drivers(analysis: Analysis) -> Figure | None:
    """The assumptions the effects on the leading outcome depend on, a panel per effect."""
    result = analysis.result
    shown = [target for target in targets(analysis) if not indices_of(analysis, target)[0].empty]
    shown = [target for target in shown if target[0] == shown[0][0]][:PANELS_MOST]
    if not shown:
        return None
    tables = [indices_of(analysis, target)[0].set_index("factor") for target in shown]
    strength = {key: max(abs(t["value"].get(key, 0.0)) for t in tables) for key in tables[0].index}
    keys = sorted(strength, key=lambda key: -np.nan_to_num(strength[key]))[:FACTORS_MOST]
    labels = {one.key: factor_name(one) for one in result.factors}
    index = say(f"analysis.index_{tables[0]['index'].iloc[0]}")
    subtitle = say("analysis.figure_sensitivity_sub", outcome=outcome_name(result, shown[0][0]), index=index)
    figure = new_figure(1.7 + 0.30 * len(keys), say("analysis.figure_sensitivity"), subtitle)
    names = [folded(labels[key], 34) for key in keys]
    margin = label_margin(name for both in names for name in both.split("\n"))
    grid = figure.add_gridspec(1, len(shown), **inches(figure, margin, 0.2, 1.1, 0.3, wspace=0.12))
    first: Axes | None = None
    for i, (target, found) in enumerate(zip(shown, tables)):
        axes = figure.add_subplot(grid[0, i], sharex=first)
        first = first or axes
        axes.axvline(0, color=INK, linewidth=0.9)
        light_grid(axes, "x")
        ink = COLOURS[-1] if target[2] not in ("", result.baseline) else scenario_colour(result, target[1])
        for place, key in enumerate(keys):
            row = found.loc[key]
            axes.plot([row["low"], row["high"]], [place, place], color=ink, linewidth=1.4)
            fill = ink if row["clear"] else "white"
            axes.plot([row["value"]], [place], marker="o", color=ink, markerfacecolor=fill, markersize=5)
        _rows(axes, names if i == 0 else [""] * len(names))
        axes.set_title(_target_title(analysis, target), fontsize=8.5)
    return figure


def boxes(analysis: Analysis) -> Figure | None:
    """Worlds in which something happens, over the two assumptions that limit its box most; the most telling boxes."""
    firm = [one for one in analysis.discoveries if one.firm]
    found = sorted(firm, key=lambda one: -(one.held_out.density / one.share if one.held_out else 0.0))[:BOXES_MOST]
    if not found or len(analysis.result.factors) < 2:
        return None
    figure = new_figure(4.0, say("analysis.figure_discovery"), say("analysis.figure_discovery_sub"))
    grid = figure.add_gridspec(1, BOXES_MOST, **inches(figure, 0.7, 0.2, 1.05, 0.55, wspace=0.38))
    for i, one in enumerate(found):
        _box(figure.add_subplot(grid[0, i]), analysis, one)
    return figure


def gain_and_price(analysis: Analysis) -> Figure | None:
    """Gain in each outcome in focus against extra spending."""
    result, table = analysis.result, analysis.ranking
    outcomes = [key for key in analysis.focus if (analysis.costs["outcome"] == key).any()]
    if not outcomes:
        return None
    told = say("analysis.figure_tradeoffs_sub" + _stopped(analysis), **shared(analysis))
    figure = new_figure(3.4, say("analysis.figure_tradeoffs"), told)
    grid = figure.add_gridspec(1, len(outcomes), **inches(figure, 0.75, 0.25, 1.2, 0.5, wspace=0.32))
    spent = analysis.costs.drop_duplicates("scenario").set_index("scenario")["cost"]
    front = set(analysis.pareto.loc[analysis.pareto["on_front"], "scenario"])
    for i, outcome in enumerate(outcomes):
        axes = figure.add_subplot(grid[0, i])
        axes.axhline(0, color=INK, linewidth=0.9)
        light_grid(axes, "both")
        scale = factor(result.outcomes[outcome].unit)
        for row in rows_of(table[(table["outcome"] == outcome) & table["difference"].notna()]):
            key, at = row["scenario"], 1e-6 * spent[row["scenario"]]
            ink = scenario_colour(result, key)
            axes.plot([at, at], [scale * row["ci_low"], scale * row["ci_high"]], color=ink, linewidth=1.4)
            axes.plot([at], [scale * row["difference"]], marker=marker(result, key), color=ink, markersize=6,
                      markeredgecolor=INK if key in front else ink, label=scenario_name(result, key))  # fmt: skip
        axes.set_title(_outcome_title(analysis, outcome, len(outcomes)))
        axes.set_ylabel(unit_name(result.outcomes[outcome].unit, difference=True))
        axes.set_xlabel(f"{say('analysis.column_cost')} · {say('report.million_yuan')}")
        axes.xaxis.set_major_locator(MaxNLocator(4))
    handles, labels = figure.axes[0].get_legend_handles_labels()
    figure.legend(
        handles, labels, loc="upper left", bbox_to_anchor=(0.005, 1 - 0.6 / figure.get_size_inches()[1]), ncols=4,
        frameon=False, fontsize=8.5, borderaxespad=0,
    )  # fmt: skip
    return figure


def _stopped(analysis: Analysis) -> str:
    """The end of a subtitle's key where a rule ended replication."""
    return "" if analysis.result.rule is None else "_stopped"


def _box(axes: Axes, analysis: Analysis, found: Discovery) -> None:
    """One event: worlds as dots, those where it happens filled, the box as a frame."""
    result, box = analysis.result, found.box
    assert box is not None
    order = sorted(box.restricted, key=lambda i: box.luck[i])
    across = int(order[0])
    up = int(order[1]) if len(order) > 1 else next(i for i in range(len(result.factors)) if i != across)
    happens, known = found.event.happens(result)
    rows = independent(result) & known
    values, cases = _spread(factor_values(result)[rows], result.factors), happens[rows]
    axes.scatter(
        values[~cases, across], values[~cases, up], s=7, facecolors="white", edgecolors="#AAAAAA", linewidths=0.6
    )
    axes.scatter(values[cases, across], values[cases, up], s=8, color=COLOURS[1], linewidths=0)
    for left, right in _spans(result.factors[across], box.region.limit(across)):
        for bottom, top in _spans(result.factors[up], box.region.limit(up)):
            frame = Rectangle((left, bottom), right - left, top - bottom, fill=False, edgecolor=INK, linewidth=1.4)
            axes.add_patch(frame)
    axes.set_xlabel(folded(str(result.factors[across].label), 34), fontsize=7.5)
    axes.set_ylabel(folded(str(result.factors[up].label), 40), fontsize=7.5)
    _name_choices(axes, result.factors[across], result.factors[up])
    axes.set_title(_wrapped(event_name(result, found), 33), fontsize=8)
    axes.grid(True, color=FAINT, linewidth=0.5)
    axes.set_axisbelow(True)


def _spread(values: npt.NDArray[np.float64], factors: Sequence[FactorInfo]) -> npt.NDArray[np.float64]:
    """(point, factor) values; those of a choice spread out around its number, so that dots do not hide one another."""
    shift = 0.7 * (np.arange(len(values)) * GOLDEN % 1 - 0.5)
    return np.asarray(values + np.outer(shift, [bool(one.levels) for one in factors]))


def _spans(factor: FactorInfo, limit: Limit) -> list[tuple[float, float]]:
    """Where a limit lies along an axis: one stretch, or one for each group of choices that stand side by side."""
    if not factor.levels:
        low, high = max(limit.low, factor.low), min(limit.high, factor.high)
        return [(np.ceil(low) - 0.5, np.floor(high) + 0.5)] if factor.whole else [(low, high)]
    inside = range(len(factor.levels)) if limit.among is None else sorted(limit.among)
    first = [i for i in inside if i - 1 not in inside]
    last = [i for i in inside if i + 1 not in inside]
    return [(low - 0.5, high + 0.5) for low, high in zip(first, last)]


def _name_choices(axes: Axes, across: FactorInfo, up: FactorInfo) -> None:
    """Choices by their names on either axis."""
    if across.levels:
        axes.set_xticks(range(len(across.levels)), [_wrapped(str(name), 12) for name in across.names], fontsize=6.5)
    if up.levels:
        names = [_wrapped(str(name), 12) for name in up.names]
        axes.set_yticks(range(len(up.levels)), names, fontsize=6.5, rotation=90, va="center")


def _wrapped(text: str, width: int) -> str:
    """As `folded`, on as many lines as it takes."""
    first, _, rest = folded(text, width).partition("\n")
    return f"{first}\n{_wrapped(rest, width)}" if rest else first


def _outcome_title(analysis: Analysis, outcome: str, panels: int) -> str:
    return folded(outcome_name(analysis.result, outcome), TITLE_COLUMNS // panels)


def _target_title(analysis: Analysis, target: tuple[str, str, str]) -> str:
    result = analysis.result
    if target[2] in ("", result.baseline):
        return folded(scenario_name(result, target[1]), 22)
    return folded(f"{scenario_name(result, target[1])} − {scenario_name(result, target[2])}", 26)


def _rows(axes: Axes, names: list[str]) -> None:
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", length=0, colors=INK)
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.4g}".replace("-", "−")))


FIGURES: Mapping[str, Callable[[Analysis], Figure | None]] = {
    "effects_by_world": effects_by_world,
    "regret": regret,
    "gain_and_price": gain_and_price,
    "drivers": drivers,
    "boxes": boxes,
}
