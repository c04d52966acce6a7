"""One look for all figures: type, colours that colour-blind readers can tell apart, titles, saving.

Every scenario has its own colour, line and marker, so that nothing depends on colour alone.
"""

import io
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from liancun_sim.reports.common.fonts import chinese_font, figure_language
from liancun_sim.reports.common.palette import Shown, scenario_colour
from liancun_sim.results import Comparison
from liancun_sim.vocabulary import current_language, say, use_language
from liancun_sim.vocabulary.width import columns_of

DASHES: tuple[Any, ...] = ("-", (0, (5, 1.5)), (0, (1.2, 1.2)), (0, (6, 1.5, 1.2, 1.5)), "-", (0, (5, 1.5)), "-")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
INK, GREY, FAINT = "#222222", "#666666", "#DDDDDD"
WIDTH, FOOT = 9.0, 0.17  # inches; the foot holds the line on limits
SUBTITLE, LINE = 132, 0.15  # columns a subtitle may take, and the inches of a second line of it
FALLBACKS = "Verdana, 'Microsoft YaHei', 'PingFang SC', 'Noto Sans CJK SC', sans-serif"  # on the reader's machine


def dashes(comparison: Shown, scenario: str) -> Any:
    if scenario == comparison.baseline:
        return "-"
    return DASHES[comparison.policies_compared.index(scenario) % len(DASHES)]


def marker(comparison: Shown, scenario: str) -> str:
    if scenario == comparison.baseline:
        return MARKERS[0]
    return MARKERS[comparison.policies_compared.index(scenario) % len(MARKERS)]


@contextmanager
def drawing() -> Iterator[None]:
    """Within it, figures have the house look and a language the machine's fonts can show."""
    spoken = current_language()
    font = chinese_font()
    families = ["DejaVu Sans", *([font] if font else [])]
    settings: dict[Any, Any] = {
        "font.family": families,
        "font.size": 9,
        "axes.unicode_minus": False,
        "axes.edgecolor": "#999999",
        "axes.labelcolor": GREY,
        "axes.labelsize": 8.5,
        "axes.linewidth": 0.7,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titlesize": 9.5,
        "axes.titlelocation": "left",
        "axes.titleweight": "bold",
        "axes.grid": False,
        "grid.color": "#E6E6E6",
        "grid.linewidth": 0.6,
        "text.color": INK,
        "xtick.color": GREY,
        "ytick.color": GREY,
        "xtick.labelsize": 8,
        "ytick.labelsize": 8,
        "svg.fonttype": "none",  # text stays text: the reader's own fonts, searchable, editable
        "figure.facecolor": "white",
    }
    with matplotlib.rc_context(settings):
        use_language(figure_language())
        logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # Chinese fonts often lack a bold face
        if current_language() != "en":
            matplotlib.rcParams["axes.titleweight"] = "normal"  # a bold digit among characters that have no bold face
        try:
            yield
        finally:
            use_language(spoken)


def new_figure(height: float, title: str, subtitle: str) -> Figure:
    """An empty figure of the common width, its title and what it shows flush left; `height` in inches."""
    height += FOOT
    figure = Figure(figsize=(WIDTH, height))
    figure.text(0.012, 1 - 0.10 / height, title, fontsize=12.5, fontweight="bold", va="top")
    figure.text(0.012, 1 - 0.36 / height, subtitle, fontsize=8.5, color=GREY, va="top")
    footer = say("report.figure_footer")
    figure.text(0.99, 0.04 / height, footer, fontsize=6.5, color="#8A8A8A", ha="right", va="bottom")
    return figure


def inches(figure: Figure, left: float, right: float, top: float, bottom: float, **spacing: float) -> dict[str, float]:
    """Grid margins given in inches from each edge, above the foot."""
    width, height = figure.get_size_inches()
    return {
        "left": left / width,
        "right": 1 - right / width,
        "top": 1 - top / height,
        "bottom": (bottom + FOOT) / height,
        **spacing,
    }


def scenario_legend(figure: Figure, comparison: Comparison, scenarios: Sequence[str], down: float) -> None:
    """The scenarios by name, `down` inches below the top."""
    handles = [
        Line2D([], [], color=scenario_colour(comparison, s), linestyle=dashes(comparison, s), linewidth=2)
        for s in scenarios
    ]
    legend_above(figure, handles, [str(comparison.scenarios[s].label) for s in scenarios], down, handlelength=2.6)


def legend_above(
    figure: Figure, handles: Sequence[Any], names: Sequence[str], down: float, handlelength: float
) -> None:
    """A legend above the panels, `down` inches below the top, in as many columns as fit."""
    height = figure.get_size_inches()[1]
    figure.legend(
        handles, names, loc="upper left", bbox_to_anchor=(0.005, 1 - down / height), ncols=_legend_columns(names),
        frameon=False, fontsize=8.5, handlelength=handlelength, columnspacing=1.5, borderaxespad=0,
    )  # fmt: skip


def legend_depth(names: Sequence[str]) -> float:
    """Inches that the lines of such a legend take beyond its first."""
    return 0.22 * (-(-len(names) // _legend_columns(names)) - 1)


def _legend_columns(names: Sequence[str]) -> int:
    wide = [0.6 + 0.066 * columns_of(name) for name in names]
    fitting = (n for n in range(len(names), 1, -1) if sum(part.max() for part in np.array_split(wide, n)) < WIDTH)
    return next(fitting, 1)


def label_margin(names: Iterable[str]) -> float:
    """Inches that the longest of the names takes to the left of an axis."""
    return 0.25 + 0.068 * max((columns_of(name) for name in names), default=0)


def folded(text: str, width: int) -> str:
    """A title on at most two lines of about `width` columns, Chinese characters counting as two."""
    for i in range(len(text)):
        if columns_of(text[: i + 1]) > width:
            space = text.rfind(" ", 0, i + 1)
            cut = space if space > 0 else i
            return f"{text[:cut]}\n{text[cut:].lstrip()}"
    return text


def light_grid(axes: Axes, along: str = "y") -> None:
    axes.grid(True, axis=along)  # type: ignore[arg-type]
    axes.set_axisbelow(True)


def as_svg(figure: Figure, name: str) -> str:
    """The figure as SVG text, the same on every machine and day; ids are unique to `name` within a page."""
    buffer = io.StringIO()
    with matplotlib.rc_context({"svg.hashsalt": name}):
        figure.savefig(buffer, format="svg", metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
    text = buffer.getvalue()
    text = re.sub(r'<g id="[^"]*"', "<g", text[text.index("<svg") :])
    text = re.sub("<[^>]*>", lambda tag: re.sub(r"(\.\d\d)\d+", r"\1", tag.group()), text)  # 0.01 pt is fine enough
    return text.replace("'DejaVu Sans'", f"'DejaVu Sans', {FALLBACKS}")


def as_png(figure: Figure, dpi: int = 200) -> bytes:
    buffer = io.BytesIO()
    settings: dict[str, Any] = {"metadata": {"Software": "liancun_sim"}, "pil_kwargs": {"compress_level": 4}}
    figure.savefig(buffer, format="png", dpi=dpi, **settings)
    return buffer.getvalue()


def as_pdf(figure: Figure) -> bytes:
    """The figure as PDF, the same on every day."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="pdf", metadata={"CreationDate": None, "Creator": "liancun_sim"})
    return buffer.getvalue()
