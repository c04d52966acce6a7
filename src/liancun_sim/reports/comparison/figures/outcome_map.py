"""The county as a map: villages coloured by an outcome, unions of one replication drawn on it."""

import math

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import Normalize, TwoSlopeNorm
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from liancun_sim.analysis.comparison.villages import cube
from liancun_sim.reports.common.figure_style import GREY, INK, WIDTH, inches, new_figure
from liancun_sim.results import Comparison, village_rows
from liancun_sim.vocabulary import say

Floats = npt.NDArray[np.float64]
NOT_ASKED = "#D9D9D9"
LARGEST_DOT = 11.0  # points across


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
    title, subtitle = say(f"report.title_{topic}_map"), say(f"report.subtitle_map_{topic}")
    figure = new_figure(1.0 + rows * panel_height, title, subtitle)
    grid = figure.add_gridspec(rows, columns, **inches(figure, 0.15, 1.0, 0.85, 0.15, wspace=0.03, hspace=0.12))
    density = math.sqrt(max(1.0, float(span[0] * span[1])) / len(place))  # km between neighbouring villages
    dot = min(0.5 * density * (panel_height - 0.3) * 72 / float(span[1]), LARGEST_DOT) ** 2
    for i, (scenario, values) in enumerate(shown.items()):
        axes = figure.add_subplot(grid[i // columns, i % columns])
        _adjacency(axes, comparison, place)
        members = _unions(axes, comparison, scenario, place)
        known = np.isfinite(values)
        x, y = place.T
        axes.scatter(x[~known], y[~known], s=dot * 0.4, color=NOT_ASKED, linewidths=0, zorder=3)
        drawn = axes.scatter(x[known], y[known], s=dot, c=values[known], cmap=colours, norm=norm, linewidths=0.3,
                             edgecolors="#AAAAAA", zorder=4)  # fmt: skip
        axes.scatter(x[members], y[members], s=dot, facecolors="none", edgecolors=INK, linewidths=1.1, zorder=5)
        axes.set_aspect("equal")
        axes.set_axis_off()
        axes.set_title(str(comparison.scenarios[scenario].label), pad=2)
    height = figure.get_size_inches()[1]
    beside = figure.add_axes((1 - 0.75 / WIDTH, 0.3, 0.13 / WIDTH, min(0.45, 2.6 / height)))
    figure.colorbar(drawn, cax=beside, format=FuncFormatter(lambda v, _: f"{v:g}".replace("-", "−")), extend="both")
    beside.set_title(say(f"report.bar_{topic}_map"), fontsize=8, fontweight="normal", color=GREY, pad=8, loc="center")
    return figure


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
