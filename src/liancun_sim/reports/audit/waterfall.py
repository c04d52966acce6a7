"""A claim taken apart: what a report would say, and step by step what it is made of."""

import math

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from liancun_sim.analysis.audit.audited import Audited
from liancun_sim.analysis.audit.averages import ANYWAY
from liancun_sim.reports.audit.words import beside, term, term_name
from liancun_sim.reports.common.figure_style import (
    GREY,
    INK,
    LINE,
    SUBTITLE,
    folded,
    inches,
    label_margin,
    light_grid,
    new_figure,
)
from liancun_sim.reports.common.numbers import factor, mean_count, number, unit_name
from liancun_sim.reports.common.palette import BASELINE_COLOUR
from liancun_sim.results.audit.audit import world_key
from liancun_sim.results.audit.columns import CLAIMED, CLAIMS, DESIGNS, STARTING_LEVEL
from liancun_sim.vocabulary import say

STEPS = ("policy_effect", "secular", "selection", "measurement", "assessor_bias")
STEPS_OF_A_LEVEL = (STARTING_LEVEL, "selection", "policy_effect", "secular", "measurement", "assessor_bias")
INKS = {
    **dict(zip(STEPS, ("#009E73", "#56B4E9", "#E69F00", "#CC79A7", "#D55E00"))), STARTING_LEVEL: "#999999"
}  # fmt: skip
ASIDE = "#BDBDBD"  # what stands beside the split
BAR = 0.62
Bar = tuple[str, float, float, str, float, float]  # name, from, to, colour, ends of the interval


def audit_waterfall(found: Audited, scenario: str, claim: str) -> Figure | None:
    """Claim and parts from top to bottom, then what a label and random choice would have claimed; None if nothing."""
    if not math.isfinite(term(found, scenario, claim, CLAIMED)["mean"]):
        return None
    kind, steps = CLAIMS[claim], steps_of(claim)
    scale = factor(kind.unit)
    bars = _bars(found, scenario, claim)
    count = mean_count(term(found, scenario, claim, "treated_villages")["mean"], "villages")
    info = found.audit.scenarios[scenario]
    subtitle = folded(say("audit.figure_subtitle", scenario=info.label, villages=kind.villages, count=count), SUBTITLE)
    more = LINE * subtitle.count("\n")
    figure = new_figure(1.35 + more + 0.36 * len(bars), str(kind.label), subtitle)
    names = [folded(bar[0], 46) for bar in bars]
    widest = [line for name in names for line in name.split("\n")]
    axes = figure.add_subplot(
        figure.add_gridspec(1, 1, **inches(figure, label_margin(widest), 0.55, 0.72 + more, 0.42))[0]
    )
    for place, bar in enumerate(bars):
        aside = place > len(steps)
        _draw(axes, place, bar, kind.unit, signed=not (kind.level and (place < 2 or aside)), aside=aside)
    _connect(axes, bars[: 1 + len(steps)], scale)
    axes.axvline(0, color=INK, linewidth=0.9)
    axes.axhline(len(steps) + 0.5, color="#BBBBBB", linewidth=0.8)
    if kind.level:
        _threshold(axes, found, scenario, scale)
    axes.set_ylim(len(bars) - 0.45, -0.55)
    axes.set_yticks(range(len(bars)), names)
    axes.tick_params(axis="y", length=0, colors=INK)
    axes.spines["left"].set_visible(False)
    axes.margins(x=0.10)
    light_grid(axes, "x")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.4g}".replace("-", "−")))
    axis = "audit.figure_axis_level" if kind.level else "audit.figure_axis"
    axes.set_xlabel(say(axis, unit=unit_name(kind.unit, difference=not kind.level)))
    return figure


def steps_of(claim: str) -> tuple[str, ...]:
    """The parts in the order they are drawn; a level begins where all villages stood."""
    return STEPS_OF_A_LEVEL if CLAIMS[claim].level else STEPS


def _bars(found: Audited, scenario: str, claim: str) -> list[Bar]:
    """Claimed from zero, each part from where the last one ended, then the comparison worlds."""
    whole = term(found, scenario, claim, CLAIMED)
    bars: list[Bar] = [_bar(term_name(CLAIMED, claim), 0.0, whole, BASELINE_COLOUR)]
    at = 0.0
    for name in steps_of(claim):
        row = term(found, scenario, claim, name)
        bars.append(_bar(term_name(name, claim), at, row, INKS[name]))
        at += row["mean"]
    if not CLAIMS[claim].level:  # there selection stands by itself: it is what a claim of a level hides
        bars.append(_bar(say("audit.anyway_short"), 0.0, term(found, scenario, claim, ANYWAY), ASIDE))
    for design in beside(found, scenario, claim):
        row = term(found, world_key(scenario, design), claim, CLAIMED)
        bars.append(_bar(say("audit.would_claim", world=DESIGNS[design]), 0.0, row, ASIDE))
    return bars


def _bar(name: str, start: float, row: dict[str, float], colour: str) -> Bar:
    return name, start, start + row["mean"], colour, start + row["ci_low"], start + row["ci_high"]


def _draw(axes: Axes, place: int, bar: Bar, unit: str, signed: bool, aside: bool) -> None:
    _, start, end, colour, low, high = bar
    scale = factor(unit)
    axes.barh(place, scale * (end - start), left=scale * start, height=BAR, color=colour)
    if math.isfinite(low):
        axes.plot([scale * low, scale * high], [place, place], color=INK, linewidth=1.1, solid_capstyle="butt")
    reach = max(value for value in (start, end, high) if math.isfinite(value))
    axes.annotate(
        number(end - start, unit, signed=signed), (scale * reach, place), xytext=(5, 0), textcoords="offset points",
        va="center", fontsize=8.5, color=GREY if aside else INK,
    )  # fmt: skip


def _threshold(axes: Axes, found: Audited, scenario: str, scale: float) -> None:
    """The share that a union needed, as a line across the bars."""
    table = found.audit.consulted
    own = table.loc[table["scenario"] == scenario, "threshold"]
    if own.empty:
        return
    at = scale * float(own.iloc[0])
    axes.axvline(at, color=INK, linewidth=0.9, linestyle=(0, (3, 2)), zorder=0)
    axes.annotate(
        say("audit.figure_threshold", threshold=number(float(own.iloc[0]), "share")), (at, 1),
        xycoords=("data", "axes fraction"), xytext=(0, 3), textcoords="offset points", ha="center", va="bottom",
        fontsize=8, color=GREY,
    )  # fmt: skip


def _connect(axes: Axes, bars: list[Bar], scale: float) -> None:
    """Thin lines from where one part ends to where the next begins."""
    for place in range(1, len(bars) - 1):
        end = scale * bars[place][2]
        axes.plot([end, end], [place + BAR / 2, place + 1 - BAR / 2], color="#999999", linewidth=0.8)
