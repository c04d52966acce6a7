"""The scenarios' maps as they stand on paper and without JavaScript, and the legend of their classes."""

from functools import partial

import numpy as np
import numpy.typing as npt

from liancun_sim.analysis import unions, village_means
from liancun_sim.front.areas import Areas
from liancun_sim.front.classes import Scale
from liancun_sim.front.static_map import Box, static_map, touched, view_of
from liancun_sim.reports.common.markup import Html, both, element
from liancun_sim.reports.common.numbers import counted
from liancun_sim.reports.common.words import period_name, scenario_name
from liancun_sim.results import Comparison, rows_of, village_rows
from liancun_sim.vocabulary import say

OUTCOME = "income_yuan_per_person"


def classes_of(comparison: Comparison, scenario: str, scales: dict[str, Scale]) -> npt.NDArray[np.int64]:
    """(village,) −5 … 5: the class of the difference of income over the last year; 0 where there is none to show."""
    if OUTCOME not in scales:
        return np.zeros(len(comparison.villages), dtype=np.int64)
    table = village_means(comparison)
    found = table.loc[table["scenario"] == scenario, f"{OUTCOME}_difference"].to_numpy(dtype=np.float64)
    return scales[OUTCOME].classes(found)


def views(comparison: Comparison, ground: Areas, scales: dict[str, Scale]) -> dict[str, Box]:
    """The part of the map each scenario is about."""
    return {
        key: view_of(ground, touched(comparison, key, classes_of(comparison, key, scales))) for key in comparison.told
    }


def static_maps(comparison: Comparison, ground: Areas, scales: dict[str, Scale], shown: dict[str, Box]) -> Html:
    """A figure per scenario, below one note and one legend."""
    parts = [
        hatching(ground),
        element(
            "p",
            both(
                lambda: say(
                    "report.maps_note", runs=counted(comparison.replications, "runs"), period=period_name(comparison)
                )
            ),
            kind="note",
        ),
    ]
    if OUTCOME in scales:
        parts.append(legend(scales[OUTCOME]))
    for key in comparison.told:
        classes = classes_of(comparison, key, scales)
        mine = [row for row in rows_of(unions(comparison)) if row["scenario"] == key and row["formed"]]
        ties = [
            (int(village_rows(comparison, row["lead"])[0]), village_rows(comparison, row["members"]).tolist(),
             row["formed"] / comparison.replications)
            for row in mine
        ]  # fmt: skip
        named = np.zeros(len(classes), dtype=bool)
        for _, members, _ in ties:
            named[members] = True
        title = partial(_title, comparison, key)
        drawn = static_map(comparison, ground, classes, ties, shown[key], named, title())
        parts.append(element("figure", [element("figcaption", both(title)), Html(drawn)]))
    return element("div", parts, kind="static-maps")


def _title(comparison: Comparison, key: str) -> str:
    return say("report.map_of", scenario=scenario_name(comparison, key))


def legend(one: Scale) -> Html:
    """The classes, decreases first."""
    parts = []
    for level in range(-len(one.bounds), len(one.bounds) + 1):
        swatch = f'<span class="swatch {"m" if level < 0 else "c"}{abs(level)}"></span>'
        parts.append(Html(f'<span class="class">{swatch}{both(partial(_class_words, one, level))}</span>'))
    return element("p", parts, kind="legend")


def _class_words(one: Scale, level: int) -> str:
    """The bounds of a class: ``+10 to +30``; the last of a side is open."""
    if level == 0:
        return say("page.class_within", bound=f"{one.bounds[0]:g}")
    sign, at = "−" if level < 0 else "+", abs(level) - 1
    near, *far = (f"{sign}{bound:g}" for bound in one.bounds[at : at + 2])
    if not far:
        return say("page.class_less" if level < 0 else "page.class_more", bound=near)
    low, high = (far[0], near) if level < 0 else (near, far[0])
    return say("page.class_between", low=low, high=high)


def hatching(ground: Areas) -> Html:
    """Patterns of decreases, for all maps of the page; their lines suit the size of villages."""
    step = max(8, round(0.16 * (ground.size[0] * ground.size[1] / max(1, len(ground.seats))) ** 0.5))
    patterns = [
        f'<pattern id="h{level}" width="{step}" height="{step}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="{step}" height="{step}" class="g{level}"/>'
        f'<path class="hatch" d="M0 0H{step}" stroke-width="{step * 0.3:.1f}"/></pattern>'
        for level in range(1, 6)
    ]
    return Html(f'<svg class="patterns" aria-hidden="true"><defs>{"".join(patterns)}</defs></svg>')
