"""The county as a map: villages coloured by an outcome, unions of one replication drawn on it."""

import math

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import Normalize, TwoSlopeNorm
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from liancun_sim.analysis.comparison.villages import cube
from liancun_sim.reports.common.areas import draw_areas
from liancun_sim.reports.common.figure_style import GREY, INK, WIDTH, inches, new_figure
from liancun_sim.reports.common.fonts import chinese_font
from liancun_sim.reports.common.map_names import MapNames
from liancun_sim.reports.common.numbers import counted
from liancun_sim.results import Comparison, Rings, village_rows
from liancun_sim.vocabulary import say

Floats = npt.NDArray[np.float64]
NOT_ASKED = "#D9D9D9"
LARGEST_DOT = 11.0  # points across
NAMED_MOST = 80  # villages named on one map


def income_map(comparison: Comparison) -> Figure | None:
    """Change of income per person against the baseline, in percent, mean over replications."""
    if "income_yuan_per_person" not in comparison.village_outcomes.columns or not comparison.policies_compared:
        return None
    values = cube(comparison, "income_yuan_per_person")
    base = values[comparison.baseline]
    change = {s: 100 * _mean((values[s] - base) / base) for s in comparison.policies_compared}
    largest = float(np.nanquantile(np.abs(np.concatenate(list(change.values()))), 0.99)) or 1.0
    norm = TwoSlopeNorm(0.0, -largest, largest)
    return _maps(comparison, change, norm, "PuOr", "income")


def consent_map(comparison: Comparison) -> Figure | None:
    """Private consent at each village's last consultation, for scenarios that propose unions."""
    if "private_consent" not in comparison.village_outcomes.columns:
        return None
    values = cube(comparison, "private_consent")
    shown = {s: 100 * _mean(values[s]) for s in comparison.told if np.isfinite(values[s]).any()}
    if not shown:
        return None
    return _maps(comparison, shown, Normalize(30, 90), "viridis", "consent")


def _mean(values: Floats) -> Floats:
    """Mean over replications of what was measured; NaN where nothing was."""
    count = np.isfinite(values).sum(axis=0)
    return np.where(count > 0, np.nansum(values, axis=0) / np.maximum(count, 1), np.nan)


def _maps(comparison: Comparison, shown: dict[str, Floats], norm: Normalize, colours: str, topic: str) -> Figure:
    place = comparison.villages[["x_km", "y_km"]].to_numpy(dtype=np.float64)
    span = np.maximum(np.ptp(place, axis=0), 1.0)
    columns = len(shown) if len(shown) <= 3 else 2
    rows = math.ceil(len(shown) / columns)
    panel_width = (WIDTH - 1.3) / columns
    panel_height = min(panel_width * float(span[1] / span[0]), 5.0) + 0.3
    drawn_as = "areas" if comparison.outlines else "map"
    title, subtitle = say(f"report.title_{topic}_map"), _subtitle(comparison, list(shown), drawn_as, topic)
    figure = new_figure(1.0 + rows * panel_height, title, subtitle)
    grid = figure.add_gridspec(rows, columns, **inches(figure, 0.15, 1.0, 0.85, 0.15, wspace=0.03, hspace=0.12))
    density = math.sqrt(max(1.0, float(span[0] * span[1])) / len(place))  # km between neighbouring villages
    dot = min(0.5 * density * (panel_height - 0.3) * 72 / float(span[1]), LARGEST_DOT) ** 2
    for i, (scenario, values) in enumerate(shown.items()):
        axes = figure.add_subplot(grid[i // columns, i % columns])
        if not comparison.outlines:
            _adjacency(axes, comparison, place)
        members = _unions(axes, comparison, scenario, place)
        if comparison.outlines:
            drawn = _areas(axes, comparison, values, members, norm, colours)
            _names(axes, comparison, place, members, (panel_height - 0.3) / float(span[1]))
        else:
            drawn = _dots(axes, comparison, place, values, members, norm, colours, dot)
        axes.set_aspect("equal")
        axes.set_axis_off()
        axes.set_title(str(comparison.scenarios[scenario].label), pad=2)
    height = figure.get_size_inches()[1]
    beside = figure.add_axes((1 - 0.75 / WIDTH, 0.3, 0.13 / WIDTH, min(0.45, 2.6 / height)))
    figure.colorbar(drawn, cax=beside, format=FuncFormatter(lambda v, _: f"{v:g}".replace("-", "−")), extend="both")
    beside.set_title(say(f"report.bar_{topic}_map"), fontsize=8, fontweight="normal", color=GREY, pad=8, loc="center")
    return figure


def _subtitle(comparison: Comparison, scenarios: list[str], drawn_as: str, topic: str) -> str:
    """Over which runs the mean is, and what marks unions; where none is drawn, that there is none."""
    table = comparison.unions_at_end
    marked = drawn_as if table["scenario"].isin(scenarios).any() else "none"
    draws = counted(int(comparison.village_outcomes["replication"].nunique()), "runs")
    unions = say(f"report.subtitle_unions_{marked}")
    return say(f"report.subtitle_{drawn_as}_{topic}", draws=draws, unions=unions).strip()


def _dots(
    axes: Axes, comparison: Comparison, place: Floats, values: Floats, members: npt.NDArray[np.bool_], norm: Normalize,
    colours: str, dot: float,
) -> PathCollection:  # fmt: skip
    """Villages as marks where they lie; members of unions ringed."""
    known = np.isfinite(values)
    x, y = place.T
    axes.scatter(x[~known], y[~known], s=dot * 0.4, color=NOT_ASKED, linewidths=0, zorder=3)
    drawn = axes.scatter(x[known], y[known], s=dot, c=values[known], cmap=colours, norm=norm, linewidths=0.3,
                         edgecolors="#AAAAAA", zorder=4)  # fmt: skip
    axes.scatter(x[members], y[members], s=dot, facecolors="none", edgecolors=INK, linewidths=1.1, zorder=5)
    return drawn


def _areas(
    axes: Axes, comparison: Comparison, values: Floats, members: npt.NDArray[np.bool_], norm: Normalize, colours: str
) -> PathCollection:
    """Villages as the areas they are; members of unions with a dark outline."""
    index = comparison.villages.index
    bounded = np.array([key in comparison.outlines for key in index])
    known = bounded & np.isfinite(values)

    def rings(rows: npt.NDArray[np.bool_]) -> list[Rings]:
        return [comparison.outlines[key] for key in index[rows]]

    draw_areas(axes, rings(bounded & ~known), facecolors=NOT_ASKED, edgecolors="#BBBBBB", linewidths=0.4, zorder=0)
    drawn = draw_areas(axes, rings(known), cmap=colours, norm=norm, edgecolors="#BBBBBB", linewidths=0.4, zorder=1)
    drawn.set_array(values[known])
    draw_areas(axes, rings(bounded & members), facecolors="none", edgecolors=INK, linewidths=1.1, zorder=3)
    return drawn


def _names(
    axes: Axes, comparison: Comparison, place: Floats, members: npt.NDArray[np.bool_], inches_per_km: float
) -> None:
    """Names of villages where there is room, those in unions first; none where no font can write them."""
    if chinese_font() is None:
        return
    names = MapNames(axes, inches_per_km)
    order = np.argsort(~members, kind="stable")
    written = 0
    for row in order.tolist():
        if written == NAMED_MOST:
            break
        written += names.village(str(comparison.villages["village"].iloc[row]), place[row], 5.5, marked=False)


def _adjacency(axes: Axes, comparison: Comparison, place: Floats) -> None:
    """Adjacent villages, joined by faint lines."""
    index = comparison.villages.index
    ends = np.array(comparison.edges, dtype=object).reshape(-1, 2)
    first, second = (index.get_indexer(pd.Index(end)) for end in ends.T)
    _segments(axes, place, first, second, "#E4E4E4", 0.5, 1)


def _unions(axes: Axes, comparison: Comparison, scenario: str, place: Floats) -> npt.NDArray[np.bool_]:
    """Join the members of each union of the first replication to its lead; who the members are, to be ringed."""
    table = comparison.unions_at_end
    mine = table[table["scenario"] == scenario]
    mine = mine[mine["replication"] == mine["replication"].min()]
    hubs, members = [], []
    for lead, ids in zip(mine["lead"], mine["members"]):
        rows = village_rows(comparison, ids)
        hubs += [village_rows(comparison, lead)[0]] * len(rows)
        members += list(rows)
    _segments(axes, place, np.array(hubs, dtype=int), np.array(members, dtype=int), INK, 1.8, 2)
    drawn = np.zeros(len(place), dtype=bool)
    drawn[members] = True
    return drawn


def _segments(
    axes: Axes, place: Floats, first: npt.NDArray[np.int_], second: npt.NDArray[np.int_], ink: str, width: float,
    order: int,
) -> None:  # fmt: skip
    """Many straight lines as one broken path: a tenth of the file size of separate ones."""
    apart = np.full((first.size, 2), np.nan)
    x, y = np.stack([place[first], place[second], apart], axis=1).reshape(-1, 2).T
    axes.plot(x, y, color=ink, linewidth=width, solid_capstyle="round", zorder=order)
