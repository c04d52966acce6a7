"""P3: near-zero reported failure and 100 % reported conversion, though the true effect is modest.

In the scenario `joint_village`. Failure: a report counts unions that stand and proposals given up; it
does not count rounds that failed and were asked again. Conversion: villages listed at t0 that are in a
union after two years, by the published list, as assessors grow kinder to unions; beside it the same list
without kindness, the true list, and the true list of the same villages without any policy.
"""

import numpy as np
from matplotlib.figure import Figure
from worlds import arguments, run_once, save, show_table

from liancun_sim.reports.common.figure_style import drawing
from liancun_sim.simulation.world import Run
from liancun_sim.vocabulary import Label, use_language

KINDNESS = (0.0, 0.5, 1.0, 1.5, 2.0)
MONTHS, YEAR = 24, 12
LINES = {
    "published": Label("as published", "公布"),
    "without kindness": Label("same assessment without kindness", "同一考核、无照顾"),
    "true": Label("true", "模型内实际"),
    "true, no policy": Label("true, without the policy", "模型内实际（无政策）"),
}


def conversion(run: Run, without: Run) -> np.ndarray:
    """Villages listed at t0 that are in a union, and how many of them are off each list: (5,) counts."""
    with_, no = run.state.villages, without.state.villages
    reported = (with_.union >= 0) & (with_.listed_at_start == 1)
    truly = (with_.union >= 0) & (with_.listed_true_at_start == 1)
    return np.array([
        reported.sum(), (reported & (with_.listed == 0)).sum(), (reported & (with_.listed_shadow == 0)).sum(),
        truly.sum(), (truly & (with_.listed_true == 0)).sum(), (truly & (no.listed_true == 0)).sum(),
    ])  # fmt: skip


def failure(run: Run) -> tuple[int, int, int, int]:
    """Within the first year: proposals, rounds held, rounds not passed, proposals given up."""
    held = run.state.consultations
    early = held.month_decided < YEAR
    lost = np.isin(held.outcome, ("failed", "abandoned")) & early
    return (
        len(run.state.proposals),
        int(early.sum()),
        int(lost.sum()),
        int((lost & (held.outcome == "abandoned")).sum()),
    )


def main() -> None:
    asked = arguments(str(__doc__), replications=4)
    numbers = range(asked.replications)
    counts, failures = np.zeros((len(KINDNESS), 6)), np.zeros(4)
    for number in numbers:
        without = run_once("baseline", number, months=MONTHS)
        for place, kindness in enumerate(KINDNESS):
            run = run_once("joint_village", number, {"assessment.kindness": kindness}, months=MONTHS)
            counts[place] += conversion(run, without)
        failures += failure(run)
    tried, rounds, lost, given_up = failures / asked.replications
    print(Label(
        f"First year, per run: {tried:.0f} proposals, {rounds:.0f} rounds, of which {lost:.0f} ({lost / rounds:.0%}) "
        f"did not pass; given up: {given_up:.1f} ({given_up / tried:.0%}), which is all a report would call failure.",
        f"首年每次模拟：提出 {tried:.0f} 个，征求 {rounds:.0f} 轮，其中 {lost:.0f} 轮（{lost / rounds:.0%}）未通过；"
        f"放弃 {given_up:.1f} 个（{given_up / tried:.0%}），汇报中只有这些算失败。",
    ))  # fmt: skip
    shares = np.column_stack([counts[:, 1:3] / counts[:, :1], counts[:, 4:] / counts[:, 3:4]])
    show_table([Label("kindness, SD", "照顾（SD）"), *LINES.values()],
               [(kindness, *map(float, row)) for kindness, row in zip(KINDNESS, shares, strict=True)])  # fmt: skip
    print(Label(f"{counts[0, 0] / asked.replications:.1f} listed and {counts[0, 3] / asked.replications:.1f} truly "
                f"backward villages per run are in a union after {MONTHS} months.",
                f"{MONTHS} 个月后每次模拟平均有 {counts[0, 0] / asked.replications:.1f} 个后进村（考核）、"
                f"{counts[0, 3] / asked.replications:.1f} 个真实后进村在联村中。"))  # fmt: skip
    for language in ("en", "zh"):
        use_language(language)
        draw(shares, (lost / rounds, given_up / tried), "p03" if language == "en" else "p03.zh")


def draw(shares: np.ndarray, fails: tuple[float, float], name: str) -> None:
    with drawing():
        figure = Figure(figsize=(9, 3.4))
        left, right = figure.subplots(1, 2, gridspec_kw={"width_ratios": (1, 2)})
        names = [str(Label("rounds not passed", "未通过的轮次")), str(Label("proposals given up", "放弃的方案"))]
        bars = left.bar(names, fails, color=("#5A5A5A", "#D55E00"), width=0.6)
        left.bar_label(bars, [f"{share:.0%}" for share in fails], fontsize=8)
        left.set_ylim(0, 1)
        left.set_title(str(Label("Failure, first year", "首年失败")))
        for column, (key, style) in enumerate(zip(LINES, ("-o", "--s", "-^", ":v"), strict=True)):
            right.plot(KINDNESS, shares[:, column], style, label=str(LINES[key]), linewidth=1.6, markersize=4)
        right.set_ylim(0, 1.02)
        right.set_xlabel(str(Label("Kindness of assessors to unions (SD)", "考核对联村的照顾（SD）")))
        right.set_title(
            str(Label("Backward villages in unions: converted after two years", "联村中的后进村：两年后转化占比"))
        )
        right.legend(frameon=False, fontsize=8, loc="lower center", ncols=2)
        figure.tight_layout()
        save(figure, name)


if __name__ == "__main__":
    main()
