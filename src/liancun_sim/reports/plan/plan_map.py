"""The plan on a map: villages that unite joined to their lead, darker the likelier it is that they do."""

import numpy as np
import numpy.typing as npt
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Colormap, ListedColormap, Normalize
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from liancun_sim.reports.common.areas import draw_areas
from liancun_sim.reports.common.figure_style import FOOT, INK, WIDTH, inches, new_figure
from liancun_sim.reports.common.fonts import chinese_font
from liancun_sim.reports.common.map_names import MapNames
from liancun_sim.results import rows_of
from liancun_sim.results.plan.plans import Plans
from liancun_sim.vocabulary import say

OTHERS = "#DDDDDD"
NAMED_MOST = 120
LIGHTEST, DARKEST = 0.35, 0.95  # of the colours: paler ones are lost beside villages that stay as they are
LEAST_SPAN = 0.05  # of chances from the lightest to the darkest: less is no difference a colour should make
BAR = 0.55  # height below the map [in]


def plan_map(plans: Plans) -> Figure | None:
    """The map, or None where nothing was chosen."""
    if not len(plans.plan):
        return None
    place = plans.villages[["x_km", "y_km"]].to_numpy(dtype=np.float64)
    rows = {name: row for row, name in enumerate(plans.villages.index)}
    span = np.maximum(np.ptp(place, axis=0), 1.0)
    height = min((WIDTH - 0.4) * float(span[1] / span[0]), 9.0)
    figure = new_figure(height + 0.9 + BAR, say("plan.map_title"), say("plan.map_subtitle"))
    axes = figure.add_subplot(figure.add_gridspec(1, 1, **inches(figure, 0.15, 0.25, 0.75, 0.1 + BAR))[0, 0])
    shade, colours = _shades(plans.plan["chance"].to_numpy(dtype=float))
    _bar(figure, shade, colours)
    dot = 22.0
    inside: dict[int, tuple[float, ...]] = {}
    for row in rows_of(plans.plan):
        lead, members = rows[row["lead"]], [rows[name] for name in row["members"].split(";")]
        colour = colours(float(shade(row["chance"])))
        inside |= dict.fromkeys(members, colour)
        for member in members:
            axes.plot(*place[[lead, member]].T, color=INK, linewidth=1.3, zorder=3)
    others = [row for row in rows.values() if row not in inside]
    if plans.outlines:
        known = [name for name in plans.villages.index if name in plans.outlines]
        filled = [inside.get(rows[name], OTHERS) for name in known]
        draw_areas(
            axes, [plans.outlines[name] for name in known], facecolors=filled, edgecolors="white", linewidths=0.4
        )
    else:
        axes.scatter(place[others, 0], place[others, 1], s=dot * 0.4, color=OTHERS, linewidths=0, zorder=2)
    chosen = list(inside)
    faces = [inside[row] for row in chosen]
    axes.scatter(place[chosen, 0], place[chosen, 1], s=dot, c=faces, edgecolors=INK, linewidths=0.5, zorder=4)
    axes.set_aspect("equal")
    axes.set_axis_off()
    if chinese_font() is not None:
        names = MapNames(axes, height / float(span[1]))
        for at in chosen[:NAMED_MOST]:
            names.village(str(plans.villages["name"].iloc[at]), place[at], 5.5)
    return figure


def _shades(chances: npt.NDArray[np.float64]) -> tuple[Normalize, Colormap]:
    """From the least chance of the plan to its best, in colours that differ from those of other villages."""
    import matplotlib as mpl

    low, high = float(chances.min()), float(chances.max())
    wanting = max(0.0, LEAST_SPAN - (high - low)) / 2
    low, high = (max(0.0, low - wanting), min(1.0, high + wanting))
    whole = mpl.colormaps["YlGnBu"]
    return Normalize(low, high), ListedColormap(whole(np.linspace(LIGHTEST, DARKEST, 256)))


def _bar(figure: Figure, shade: Normalize, colours: Colormap) -> None:
    """What each colour means, in percent."""
    margins = inches(figure, 1.6, 1.6, figure.get_figheight() - FOOT - BAR + 0.05, BAR - 0.2)
    place = figure.add_subplot(figure.add_gridspec(1, 1, **margins)[0, 0])
    of_colours = ScalarMappable(shade, colours)
    shown = figure.colorbar(of_colours, cax=place, orientation="horizontal", format=PercentFormatter(1.0, symbol=""))
    shown.outline.set_visible(False)
    shown.ax.tick_params(labelsize=7, length=2)
    shown.set_label(say("plan.map_bar"), fontsize=8)
