"""What the pattern checks share: runs of a scenario on the whole default county, tables and figures.

A check is run as ``python verification/p01_reachable.py [--lang zh]``; it prints its table and writes
its figure to ``verification/figures/``.
"""

import argparse
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from liancun_sim.county import default_county
from liancun_sim.reports.common.figure_style import as_png
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.recorder import Recorder
from liancun_sim.simulation.world import Run, World
from liancun_sim.vocabulary import Label, use_language

FIGURES = Path(__file__).parent / "figures"


def arguments(description: str, **defaults: int) -> argparse.Namespace:
    """``--lang`` and one whole number for each of `defaults`."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--lang", default="en", choices=("en", "zh", "zh-Hans", "zh-Hant"))
    for name, value in defaults.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    parsed = parser.parse_args()
    use_language(parsed.lang)
    return parsed


@cache
def county_world() -> World:
    """The default county, made once."""
    return World(default_county())


def run_once(
    source: str | Mapping[str, Any],
    replication: int,
    coefficients: Mapping[str, float] = {},
    months: int | None = None,
    recorded: Recorder | None = None,
) -> Run:
    """One replication of a scenario; nothing is recorded unless asked for."""
    scenario = load_scenario(source, months=months)  # type: ignore[arg-type]
    world = county_world()
    values = {**scenario.coefficients, **coefficients}
    recorder = Recorder({}) if recorded is None else recorded
    return world.run(scenario.setup, values, scenario.build_policies(world.county), 1, replication, recorder)


def formed_by(run: Run, month: int) -> tuple[int, int]:
    """Unions formed before a month, and their villages."""
    unions = run.state.unions
    early = np.flatnonzero(unions.formed_month < month)
    return early.size, sum(len(unions.members[row]) for row in early)


def show_table(titles: Sequence[Label | str], rows: Sequence[Sequence[object]]) -> None:
    """A table on the screen, columns to the right."""
    cells = [[str(title) for title in titles], *([_shown(value) for value in row] for row in rows)]
    widths = [max(map(_columns, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        print("  ".join(" " * (width - _columns(cell)) + cell for cell, width in zip(row, widths, strict=True)))


def save(figure: Figure, name: str) -> None:
    """Write a figure as PNG."""
    FIGURES.mkdir(exist_ok=True)
    path = FIGURES / f"{name}.png"
    path.write_bytes(as_png(figure, dpi=130))
    print(f"→ {path}")


def _shown(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def _columns(text: str) -> int:
    """Width on the screen, Chinese characters counting two."""
    return sum(2 if ord(character) > 0x2E80 else 1 for character in text)
