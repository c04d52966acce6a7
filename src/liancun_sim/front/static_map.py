"""A scenario's map as SVG, for readers without JavaScript and for paper: a path per class, unions, names."""

from collections.abc import Sequence
from html import escape

import numpy as np
import numpy.typing as npt

from liancun_sim.front.areas import Areas
from liancun_sim.front.classes import CLASSES
from liancun_sim.results import Comparison

NAMED_MOST = 40
AROUND = 0.06  # of the view, left around what is touched
LEAST = 0.3  # of the longer side of the county, that a view shows
WIDE_ENOUGH = 0.75  # of the county: beyond it the whole county is shown

Box = tuple[int, int, int, int]


def touched(comparison: Comparison, scenario: str, classes: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """(village,) whom the scenario touches: reached by a policy in half the runs or more, or moved far."""
    table = comparison.village_outcomes
    reached = np.zeros(len(classes), dtype=bool)
    if "treated" in table.columns:
        share = table[table["scenario"] == scenario].groupby("village_id", observed=True)["treated"].mean()
        reached = share.reindex(comparison.villages.index).fillna(0.0).to_numpy() >= 0.5
    return np.asarray(reached | (np.abs(classes) >= CLASSES - 1))


def view_of(ground: Areas, rows: npt.NDArray[np.bool_]) -> Box:
    """x, y, width and height around some villages; the whole map where they are everywhere or nowhere."""
    whole = (0, 0, *ground.size)
    if not rows.any():
        return whole
    low, high = ground.seats[rows].min(axis=0), ground.seats[rows].max(axis=0)
    wanting = (LEAST * max(ground.size) - max(high - low)) / 2  # some of the country around a single union
    margin = int(max(AROUND * max(ground.size), 0.3 * max(high - low), wanting))
    low, high = np.maximum(low - margin, 0), np.minimum(high + margin, ground.size)
    if (high - low).max() > WIDE_ENOUGH * max(ground.size):
        return whole
    return (int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1]))


def static_map(
    comparison: Comparison,
    ground: Areas,
    classes: npt.NDArray[np.int64],
    joined: Sequence[tuple[int, Sequence[int], float]],
    view: Box,
    named: npt.NDArray[np.bool_],
    title: str,
) -> str:
    """The map as SVG text.

    classes : (village,) −5 … 5. joined : lead, members and share of runs of each union. named : villages to be named
    where there is room.
    """
    x, y, width, height = view
    unit = max(width, height) / 100
    inside = _inside(ground.seats, view)
    parts = [
        f'<svg class="static" viewBox="{x} {y} {width} {height}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>",
        f'<g stroke-width="{0.12 * unit:.1f}">',
    ]
    for level in range(-CLASSES, CLASSES + 1):
        drawn = [ground.paths[row] for row in np.flatnonzero((classes == level) & inside)]
        if drawn:
            name = f"c{level}" if level >= 0 else f"m{-level}"
            parts.append(f'<path class="{name}" d="{"".join(drawn)}"/>')
    parts.append("</g>")
    if joined:
        parts.append('<g class="ties">')
        for lead, members, share in joined:
            a = ground.seats[lead]
            lines = "".join(f"M{a[0]} {a[1]}L{b[0]} {b[1]}" for b in ground.seats[list(members)] if (a != b).any())
            parts.append(f'<path d="{lines}" stroke-width="{(0.3 + 0.7 * share) * unit:.1f}"/>')
        parts.append("</g>")
    parts.append(f'<g font-size="{2.2 * unit:.0f}" stroke-width="{0.5 * unit:.1f}" class="names">')
    parts += _names(comparison, ground, named & inside, 2.2 * unit)
    return "".join([*parts, "</g></svg>"])


def _inside(seats: npt.NDArray[np.int64], view: Box) -> npt.NDArray[np.bool_]:
    x, y, width, height = view
    margin = 0.05 * max(width, height)
    low, high = np.array([x, y]) - margin, np.array([x + width, y + height]) + margin
    return np.asarray(((seats >= low) & (seats <= high)).all(axis=1))


def _names(comparison: Comparison, ground: Areas, named: npt.NDArray[np.bool_], size: float) -> list[str]:
    """Names where they cover no other; each knows its village, so that it can be written in the other script."""
    taken: list[tuple[float, float, float]] = []
    written = []
    for row in np.flatnonzero(named).tolist():
        name = str(comparison.villages["village"].iloc[row])
        x, y = ground.seats[row].tolist()
        half = 0.52 * size * len(name)
        if all(abs(x - u) > half + w or abs(y - v) > 1.1 * size for u, v, w in taken):
            taken.append((x, y, half))
            written.append(f'<text x="{x}" y="{y + 0.35 * size:.0f}" data-village="{row}">{escape(name)}</text>')
        if len(written) == NAMED_MOST:
            break
    return written
