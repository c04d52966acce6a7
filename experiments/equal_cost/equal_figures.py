"""The figure of the study: what each programme does for its money, by budget, in the two counties."""

import pandas as pd
from matplotlib.figure import Figure

from liancun_sim.results import ASSUMPTIONS, CHANCE
from liancun_sim.scenario import load_scenario
from liancun_sim.vocabulary import Label

COLOURS = {"strong_weak_pairing": "#0072B2", "small_village_consolidation": "#D55E00", "cadre_assistance": "#009E73"}
PANELS = (  # measure, stratum, factor, label; None: differences with their range over assumptions
    ("private_consent", "county", 100, Label("Agree in private, %", "愿意的户占比（%）")),
    ("income_mean", "quintile:1", 1, Label("Income of the poorest fifth, yuan a year", "低收入组人均纯收入（元）")),
    ("converted_true", "county", 100, Label("Backward villages converted, points", "后进村转化（百分点）")),
    ("gain_per_yuan", "county", 1, Label("Yuan gained per yuan spent", "每元支出带来的增收（元）")),
)  # fmt: skip


def figure(table: pd.DataFrame) -> Figure:
    """A row for each county, a panel for each measure; bars are 5–95 % over assumptions and luck."""
    starts = list(dict.fromkeys(table["start"]))
    drawn = Figure(figsize=(13, 3.1 * len(starts)))
    grid = drawn.subplots(len(starts), len(PANELS), squeeze=False)
    for row, start in enumerate(starts):
        for column, (measure, stratum, factor, label) in enumerate(PANELS):
            axes = grid[row][column]
            axes.axhline(0, color="#999999", linewidth=0.8)
            for place, (programme, colour) in enumerate(COLOURS.items()):
                mine = table[
                    (table["start"] == start) & (table["programme"] == programme) & (table["measure"] == measure)
                    & (table["stratum"] == stratum)
                ]  # fmt: skip
                _draw(axes, mine, factor, place, colour, str(load_scenario(programme).name))
            shares = sorted(set(table["budget_share"]))
            axes.set_xticks(range(len(shares)), [f"{100 * share:g}%" for share in shares])
            if row == 0:
                axes.set_title(str(label), fontsize=9)
            if row == len(starts) - 1:
                axes.set_xlabel(
                    str(Label("Public cost, share of a year's rural income", "财政支出占全县农民年收入")), fontsize=8
                )
            if column == 0:
                axes.set_ylabel(str(Label(f"County of {start[:4]}", f"{start[:4]}年的县")))
    grid[0][0].legend(frameon=False, fontsize=7, loc="best")
    drawn.tight_layout()
    return drawn


def _draw(axes: object, mine: pd.DataFrame, factor: float, place: int, colour: str, name: str) -> None:
    shares = sorted(set(mine["budget_share"]))
    wide = mine[mine["uncertainty"] == ASSUMPTIONS].set_index("budget_share").reindex(shares)
    plain = mine[mine["uncertainty"] == CHANCE].set_index("budget_share").reindex(shares)
    x = [at + 0.22 * (place - 1) for at in range(len(shares))]
    axes.vlines(x, factor * wide["low_5"], factor * wide["high_95"], color=colour, linewidth=2, alpha=0.5)  # type: ignore[attr-defined]
    axes.plot(x, factor * plain["value"], "o", color=colour, markersize=4, label=name)  # type: ignore[attr-defined]
