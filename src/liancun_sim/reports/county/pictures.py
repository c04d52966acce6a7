"""Pictures of a county before anything happens in it: its map, and how large and how connected its villages are."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from liancun_sim.county import County, Population
from liancun_sim.files import whole_folder
from liancun_sim.files.kind import PICTURES
from liancun_sim.reports.common.areas import draw_areas
from liancun_sim.reports.common.figure_style import FAINT, GREY, INK, WIDTH, as_png, drawing, inches, light_grid
from liancun_sim.reports.common.map_names import MapNames
from liancun_sim.reports.common.palette import COLOURS
from liancun_sim.vocabulary import Label, say

NAMED_MOST = 60  # villages named on the map
PEOPLE_PER_POINT = 28.0  # population per square point of a village's mark

Floats = npt.NDArray[np.float64]


def write_county_pictures(county: County, population: Population, folder: Path) -> list[Path]:
    """Draw map.png and distributions.png as a folder, all or nothing; return their paths.

    Raises
    ------
    BadInput
        If the folder holds anything but earlier pictures, or cannot be written.
    """
    figures = {"map.png": county_map, "distributions.png": size_and_degree}
    with whole_folder(folder, PICTURES) as fresh:
        for name, figure in figures.items():
            with drawing():
                (fresh / name).write_bytes(as_png(figure(county, population)))
    return [folder / name for name in figures]


def county_map(county: County, population: Population) -> Figure:
    """Villages by population and township, joined to their neighbours, townships and some villages named."""
    villages = county.villages
    place = villages[["x_km", "y_km"]].to_numpy(dtype=np.float64)
    span = np.maximum(np.ptp(place, axis=0), 1.0)
    height = float(np.clip((WIDTH - 0.4) * span[1] / span[0], 4.0, 12.0)) + 0.8
    subtitle = say("county.map_subtitle", villages=len(villages), townships=len(county.townships))
    figure = _titled(height, str(county.name), subtitle)
    axes = figure.add_subplot(figure.add_gridspec(1, 1, **inches(figure, 0.2, 0.2, 0.65, 0.15))[0])
    reach = place
    if county.boundaries is not None:
        from liancun_sim.county.outlines import outlines_of  # geometry is slow to load

        areas = list(outlines_of(county.boundaries).values())
        reach = np.concatenate([place, *(ring for rings in areas for ring in rings)])
        draw_areas(axes, areas, facecolors="#F7F7F7", edgecolors="#BDBDBD", linewidths=0.6, zorder=0)
    here = np.repeat(np.arange(len(villages)), population.adjacency.degree)
    ties = np.stack([place[here], place[population.adjacency.indices]], axis=1)[here < population.adjacency.indices]
    axes.add_collection(LineCollection(list(ties), colors=FAINT, linewidths=0.7, zorder=1))
    code = np.searchsorted(county.townships, villages["township"])
    tints = np.array([COLOURS[i % len(COLOURS)] for i in _apart(code, here, population.adjacency.indices)])
    size = villages["population"].to_numpy() / PEOPLE_PER_POINT * min(1.0, 754 / len(villages))
    axes.scatter(
        place[:, 0], place[:, 1], s=np.maximum(size, 2.0), c=tints[code], linewidths=0.3, edgecolors="white", zorder=2
    )
    _names(axes, county, place, code, (WIDTH - 0.4) / float(span[0]))
    axes.autoscale_view()
    axes.set_aspect("equal")
    axes.set_axis_off()
    _scale_bar(axes, reach, span)
    return figure


def size_and_degree(county: County, population: Population) -> Figure:
    """Four distributions: village population, neighbours per village, household size, ties per household."""
    figure = _titled(5.6, say("county.distributions_title"), str(county.name))
    grid = figure.add_gridspec(2, 2, **inches(figure, 0.6, 0.2, 0.85, 0.5, wspace=0.22, hspace=0.5))
    people = county.villages["population"].to_numpy(dtype=np.float64)
    panels = (
        (people, _log_bins(people), Label("People per village (log scale)", "村人口（对数刻度）")),
        (population.adjacency.degree, None, Label("Neighbours per village", "每村相邻村数")),
        (population.columns["size"], None, Label("People per household", "户均人口")),
        (population.ties.degree, None, Label("Ties per household", "每户社会联系数")),
    )
    for i, (values, bins, label) in enumerate(panels):
        axes = figure.add_subplot(grid[i // 2, i % 2])
        if bins is None:
            counts = np.bincount(np.asarray(values, dtype=np.int64))
            axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
            axes.bar(np.arange(counts.size), counts, width=0.85, color=COLOURS[0])
        else:
            axes.hist(values, bins=list(bins), color=COLOURS[0], rwidth=0.95)
            axes.set_xscale("log")
            axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        mean = float(np.mean(values))
        axes.axvline(mean, color=COLOURS[1], linewidth=1.2)
        axes.set_title(f"{label} · {say('county.mean')} {mean:,.1f}")
        light_grid(axes)
    return figure


def _titled(height: float, title: str, subtitle: str) -> Figure:
    """An empty figure with its title and what it shows, flush left; no results, so no note on results."""
    figure = Figure(figsize=(WIDTH, height))
    figure.text(0.012, 1 - 0.10 / height, title, fontsize=12.5, fontweight="bold", va="top")
    figure.text(0.012, 1 - 0.36 / height, subtitle, fontsize=8.5, color=GREY, va="top")
    return figure


def _log_bins(values: Floats) -> Floats:
    return np.geomspace(values.min() * 0.95, values.max() * 1.05, 30)


def _apart(code: npt.NDArray[np.int64], here: npt.NDArray[np.int64], there: npt.NDArray[np.uint32]) -> list[int]:
    """A colour for each township that none of its neighbours has, as far as colours reach."""
    count = int(code.max()) + 1
    touching: list[set[int]] = [set() for _ in range(count)]
    for one, other in set(zip(code[here].tolist(), code[there].tolist())):
        if one != other:
            touching[one].add(other)
    chosen: list[int] = []
    for township in range(count):
        used = {chosen[other] for other in touching[township] if other < township}
        free = [i for i in range(6) if i not in used] or list(range(6))
        chosen.append(min(free, key=chosen.count))
    return chosen


def _names(axes: Axes, county: County, place: Floats, code: npt.NDArray[np.int64], inches_per_km: float) -> None:
    """Villages the sources name, townships, then other villages, each name where it covers no other."""
    names = MapNames(axes, inches_per_km)
    rows, first = _by_interest(county)
    for row in rows[:first]:
        names.village(county.villages["name"].iloc[row], place[row])
    for i, township in enumerate(county.townships):
        names.township(township, place[code == i].mean(axis=0))
    for row in rows[first:NAMED_MOST]:
        names.village(county.villages["name"].iloc[row], place[row])


def _by_interest(county: County) -> tuple[list[int], int]:
    """Rows of villages, those the sources name first, then by collective income; and how many come first."""
    villages = county.villages
    named = villages.index.isin(county.provenance.get("case_villages", ()))
    order = np.lexsort((-villages["collective_income_yuan"].to_numpy(), ~named))
    return order.tolist(), int(named.sum())


def _scale_bar(axes: Axes, place: Floats, span: Floats) -> None:
    length = float(10 ** np.floor(np.log10(max(span[0] / 3, 0.1))))
    length *= next(step for step in (5, 2, 1) if step * length <= max(span[0] / 3, length))
    left, bottom = place.min(axis=0)
    axes.plot([left, left + length], [bottom, bottom], color=INK, linewidth=1.5, solid_capstyle="butt", zorder=5)
    text = f"{length:g} {Label('km', '公里')}"
    axes.annotate(text, (left + length / 2, bottom), xytext=(0, 3), textcoords="offset points", ha="center", fontsize=8)
