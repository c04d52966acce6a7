"""The figures of the study: what is shown, in which order and colour. `analysis.py` computes what they draw."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from liancun_sim.analysis import group_effects
from liancun_sim.reports.common import figure_style as style
from liancun_sim.reports.common.numbers import factor, unit_name
from liancun_sim.reports.common.palette import COLOURS
from liancun_sim.results import ASSUMPTIONS, CHANCE, Comparison, rows_of
from liancun_sim.vocabulary import Label

CHOICES = {
    "easy_first": Label("Easy first", "先易后难"),
    "random_choice": Label("Drawn by lot", "随机选村"),
    "need_first": Label("Need first", "先难后易"),
}
SCOPES = ("", "_pooled", "_assembly")
RULES = (
    *(f"{choice}{scope}" for choice in CHOICES for scope in SCOPES),
    "need_first_third_assembly", "random_choice_pilots", "need_first_pilots",
)  # fmt: skip
WITHDRAWN_FROM = ("easy_first", "need_first")
SUPPORT = tuple(f"{choice}_{fate}" for choice in WITHDRAWN_FROM for fate in ("kept", "withdrawn"))
WITHDRAWAL = 24  # months of support, as in scenarios/*_withdrawn.yaml
THRESHOLD = 0.80  # as in the shipped baseline
FOLLOWED = ("capacity", "adoption_share", "income_mean", "public_goods", "satisfaction", "union_coverage")
LASTING = (*FOLLOWED[:-1], "collective_income_mean", "index_true_mean")
INKS = dict(zip(CHOICES, COLOURS))
MILLION = "million"


@dataclass(frozen=True, slots=True)
class Panel:
    """One measure, or two side by side: the first drawn hollow. from_zero : the axis begins at nothing."""

    title: Label
    unit: str
    measures: tuple[str, ...]
    names: tuple[Label, ...] = ()
    scale: float = 1.0
    from_zero: bool = False


PANELS = (
    Panel(Label("Unions formed", "组建的联村"), "unions", ("unions_formed",), from_zero=True),
    Panel(Label("Consent in the\nvillages united", "组建联村的村的同意率"), "share",
          ("stated_consent", "private_consent"), (Label("stated", "表态"), Label("private", "私下")), 100),
    Panel(Label("Villages in a union with less\nthan 80 % of their own", "本村表态不足80%仍被联的村"), "share",
          ("united_below_threshold_stated",), scale=100),
    Panel(Label("Villages converted, beyond\nthose without the policy", "比无政策时多转化的村"), "villages",
          ("converted_assessed", "converted_true"), (Label("assessed", "考核"), Label("true", "模型内实际"))),
    Panel(Label("Income where\nthe policy went", "受帮扶村的收入变化"), "yuan/person/year", ("income_treated",)),
    Panel(Label("Income elsewhere", "其他村的收入变化"), "yuan/person/year", ("income_untreated",)),
    Panel(Label("Income of strong villages", "强村的收入变化"), "yuan/person/year", ("income_strong_villages",)),
    Panel(Label("Money spent in five years", "五年支出"), MILLION, ("spent_yuan",), scale=1e-6, from_zero=True),
    Panel(Label("Cost of one true conversion", "每真实转化一村的成本"), MILLION, ("cost_per_converted_village",),
          scale=1e-6, from_zero=True),
)  # fmt: skip
CHANCE_ALONE = ("united_below_threshold_stated", "income_strong_villages")


def choice_and_rule(comparison: Comparison, table: pd.DataFrame) -> Figure:
    """Every way of choosing and of counting, one panel a measure."""
    title = Label("Whom to ask first, and who must agree", "先选哪些村，怎样算同意")
    subtitle = Label(
        "Mean and 95 % interval: thin, every assumption drawn from its range; pale, chance alone",
        "均值与95%置信区间：细线为全部假设在区间内抽取，浅色粗线为仅偶然因素",
    )
    table = pd.concat([table, _strong(comparison)], ignore_index=True)
    figure = style.new_figure(8.6, str(title), str(subtitle))
    names = [str(comparison.scenarios[name].label) for name in RULES]
    margins = style.inches(figure, style.label_margin(names), 0.25, 0.95, 0.4, wspace=0.14, hspace=0.42)
    grid = figure.add_gridspec(3, 3, **margins)
    for i, panel in enumerate(PANELS):
        axes = figure.add_subplot(grid[i // 3, i % 3])
        _forest(axes, table, panel)
        axes.set_yticks(range(len(RULES)), names if i % 3 == 0 else [""] * len(RULES))
        axes.set_title(str(panel.title), fontsize=9, pad=4)
        unit = str(Label("million yuan", "百万元")) if panel.unit == MILLION else unit_name(panel.unit)
        sides = "".join(f"  {mark} {name}" for mark, name in zip("○●", panel.names))
        alone = str(Label(" · chance alone", " · 仅偶然因素")) if panel.measures[0] in CHANCE_ALONE else ""
        axes.set_xlabel(f"{unit}{sides}{alone}", fontsize=7.5, labelpad=1)
        if panel.measures[0] == "stated_consent":
            axes.axvline(100 * THRESHOLD, color=style.GREY, linewidth=0.9, linestyle=(0, (2, 2)))
    return figure


def _strong(comparison: Comparison) -> pd.DataFrame:
    """The income of strong villages as rows of the outcomes table."""
    groups = group_effects(comparison)
    rows = groups[(groups["group"] == "strong_villages") & (groups["indicator"] == "income_yuan_per_person")]
    ends = rows[["scenario", "ci_low", "ci_high"]].assign(mean=rows["difference"])
    return ends.assign(uncertainty=CHANCE, measure="income_strong_villages")


def _forest(axes: Axes, table: pd.DataFrame, panel: Panel) -> None:
    style.light_grid(axes, "x")
    unbounded = []  # intervals without an upper end run to the edge of the panel
    for place, measure in enumerate(panel.measures):
        shift = 0.0 if len(panel.measures) == 1 else 0.34 * place - 0.17
        rows = table[(table["measure"] == measure) & table["scenario"].isin(RULES)]
        for row in rows_of(rows):
            scenario, wide = str(row["scenario"]), row["uncertainty"] == ASSUMPTIONS
            at = RULES.index(scenario) + shift
            ink = INKS[next(choice for choice in CHOICES if scenario.startswith(choice))]
            hollow = len(panel.measures) == 2 and place == 0
            low, high, middle = (panel.scale * row[name] for name in ("ci_low", "ci_high", "mean"))
            if panel.unit == "share":
                low, high = max(low, 0.0), min(high, 100.0)
            width, alpha = (1.3, 1.0) if wide else (4.5, 0.3)
            axes.plot([low, high], [at, at], color=ink, linewidth=width, alpha=alpha, solid_capstyle="butt")
            if math.isfinite(low) and not math.isfinite(high):
                unbounded.append((at, low, ink, width, alpha))
            if wide or measure in CHANCE_ALONE:
                axes.plot([middle], [at], marker="o", markersize=4.5, color=ink, linestyle="none",
                          markerfacecolor="white" if hollow else ink)  # fmt: skip
    if panel.from_zero:
        axes.set_xlim(left=0)
    low, high = axes.get_xlim()
    for at, begin, ink, width, alpha in unbounded:
        axes.plot([begin, high], [at, at], color=ink, linewidth=width, alpha=alpha, solid_capstyle="butt")
    axes.set_xlim(low, high)
    if low <= 0 <= high:
        axes.axvline(0, color=style.INK, linewidth=0.9)
    axes.set_ylim(len(RULES) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0, colors=style.INK)
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(_plain))


def withdrawal(comparison: Comparison, paths: pd.DataFrame) -> Figure:
    """The effect on the villages united by then, month by month around the withdrawal."""
    title = Label("What happens when the support goes", "撤出支持之后")
    subtitle = Label(
        "Effect on the villages that were in a union at that month, against the same villages without the policy",
        "对届时已在联村中的村的效果：与同样这些村没有该政策时相比",
    )
    figure = style.new_figure(6.0, str(title), str(subtitle))
    grid = figure.add_gridspec(2, 3, **style.inches(figure, 0.62, 0.2, 1.2, 0.45, wspace=0.3, hspace=0.38))
    for i, key in enumerate(FOLLOWED):
        axes = figure.add_subplot(grid[i // 3, i % 3])
        info = comparison.indicators[key]
        scale = factor(info.unit)
        style.light_grid(axes)
        axes.axhline(0, color=style.GREY, linewidth=0.9)
        axes.axvline(0, color=style.GREY, linewidth=0.9, linestyle=(0, (2, 2)))
        for scenario in SUPPORT:
            choice, fate = scenario.rsplit("_", 1)
            mine = paths[(paths["scenario"] == scenario) & (paths["indicator"] == key)]
            month, mean, low, high = (mine[n].to_numpy() for n in ("months_since", "mean", "ci_low", "ci_high"))
            if key == "union_coverage":
                low, high = low.clip(0, 1), high.clip(0, 1)
            axes.fill_between(month, scale * low, scale * high, color=INKS[choice], alpha=0.13, linewidth=0)
            axes.plot(month, scale * mean, color=INKS[choice], linewidth=1.7, linestyle=_line(fate))
        axes.set_title(str(Label("Still in a union", "仍在联村中的村") if key == "union_coverage" else info.label))
        axes.set_ylabel("%" if key == "union_coverage" else unit_name(info.unit, difference=True))
        axes.set_xticks(range(-WITHDRAWAL, comparison.months - WITHDRAWAL + 1, 12))
        axes.yaxis.set_major_formatter(FuncFormatter(_plain))
        if i >= 3:
            axes.set_xlabel(str(Label("months since the withdrawal", "距撤出的月数")))
    _legend(figure, [(comparison.scenarios[s].label, INKS[s.rsplit("_", 1)[0]], _line(s)) for s in SUPPORT])
    return figure


def stays(comparison: Comparison, table: pd.DataFrame) -> Figure:
    """The share of the effect that is left in the third year without support."""
    title = Label("What stays in the third year after the withdrawal", "撤出后第三年还剩多少")
    subtitle = Label(
        "Effect where support was withdrawn as a share of the effect where it was kept, last 12 months; 95 % interval",
        "撤出支持时的效果占持续支持时效果的比重，最后12个月；95%置信区间",
    )
    figure = style.new_figure(4.4, str(title), str(subtitle))
    names = [str(comparison.indicators[key].label) for key in LASTING]
    axes = figure.add_subplot(
        figure.add_gridspec(1, 1, **style.inches(figure, style.label_margin(names), 0.3, 0.95, 0.45))[0]
    )
    style.light_grid(axes, "x")
    for row in rows_of(table):
        choice, wide = str(row["choice"]), row["uncertainty"] == ASSUMPTIONS
        at = LASTING.index(str(row["indicator"])) + 0.3 * WITHDRAWN_FROM.index(choice) - 0.15
        axes.plot([100 * row["ci_low"], 100 * row["ci_high"]], [at, at], color=INKS[choice],
                  linewidth=1.3 if wide else 4.5, alpha=1 if wide else 0.3, solid_capstyle="butt")  # fmt: skip
        if wide:
            axes.plot([100 * row["stays"]], [at], marker="o", markersize=4.5, color=INKS[choice], linestyle="none")
    axes.axvline(0, color=style.INK, linewidth=0.9)
    axes.axvline(100, color=style.GREY, linewidth=0.9, linestyle=(0, (2, 2)))
    axes.set_yticks(range(len(LASTING)), names)
    axes.set_ylim(len(LASTING) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0, colors=style.INK)
    axes.set_xlabel("%")
    axes.xaxis.set_major_formatter(FuncFormatter(_plain))
    _legend(figure, [(CHOICES[choice], INKS[choice], "-") for choice in WITHDRAWN_FROM])
    return figure


def _line(scenario: str) -> str | tuple[int, tuple[float, float]]:
    return "-" if scenario.endswith("kept") else (0, (4, 1.5))


def _legend(figure: Figure, entries: Sequence[tuple[Label, str, object]]) -> None:
    handles = [Line2D([], [], color=ink, linestyle=line, linewidth=2) for _, ink, line in entries]  # type: ignore[arg-type]
    figure.legend(
        handles, [str(name) for name, _, _ in entries], loc="upper left", frameon=False, fontsize=8.5,
        bbox_to_anchor=(0.005, 1 - 0.62 / figure.get_size_inches()[1]), ncols=len(entries), borderaxespad=0,
    )  # fmt: skip


def _plain(value: float, _: object) -> str:
    return f"{value:,.4g}".replace("-", "−")
