"""P13: after merging, satisfaction falls, administrative cost falls, total spending is unchanged.

Villages that small-village consolidation has merged, against the same villages without it under the same
draws, by months since merging. Merging by itself: no team, training or works come with it. What is
saved on pay in one month is spent on services in the next, so the first month is left out.
"""

import numpy as np
from matplotlib.figure import Figure
from worlds import arguments, run_once, save, show_table

from liancun_sim.indicators import indicators
from liancun_sim.reports.common.figure_style import drawing
from liancun_sim.simulation.recorder import Recorder
from liancun_sim.vocabulary import Label, use_language

MERGING = {
    "extends": "small_village_consolidation",
    "policies": [{
        "small_village_consolidation": {
            "team_effort": 0, "mobilising_effort": 0, "training": 0, "works": 0, "recognise": False, "reports": 0,
            "dispatches": 0, "exchanges": 0,
        }
    }],
}  # fmt: skip
MEASURES = {
    "satisfaction": Label("Satisfaction", "群众满意度"),
    "admin_cost": Label("Pay of posts, yuan/year", "干部报酬（元/年）"),
    "village_spending": Label("All spending, yuan/year", "总支出（元/年）"),
}
AFTER = 36


def by_village(source: object, replication: int) -> tuple[dict[str, np.ndarray], object]:
    """Monthly values of every village, (month, village), and the state at the end."""
    recorder = Recorder({key: indicators()[key] for key in MEASURES})
    run = run_once(source, replication, recorded=recorder)
    return {key: np.stack(recorder.parts[key].top) / _weight(recorder, key) for key in MEASURES}, run.state


def _weight(recorder: Recorder, key: str) -> np.ndarray:
    return np.stack(recorder.parts[key].bottom)


def differences(replication: int) -> dict[str, np.ndarray]:
    """Merged villages less the same villages without merging, (village, months since merging)."""
    merged, state = by_village(MERGING, replication)
    alone, _ = by_village("baseline", replication)
    rows: dict[str, list[np.ndarray]] = {key: [] for key in MEASURES}
    for union in range(len(state.unions)):
        month, end = int(state.unions.formed_month[union]) + 1, int(state.unions.dissolved_month[union])
        last = len(merged["satisfaction"]) if end < 0 else end
        for village in state.unions.members[union]:
            for key in MEASURES:
                gap = np.full(AFTER, np.nan)
                seen = (merged[key] - alone[key])[month : min(last, month + AFTER), village]
                gap[: len(seen)] = seen
                rows[key].append(gap)
    return {key: np.array(gaps) for key, gaps in rows.items()}


def main() -> None:
    asked = arguments(str(__doc__), replications=6)
    runs = [differences(number) for number in range(asked.replications)]
    gaps = {key: np.array([np.nanmean(run[key], axis=0) for run in runs]) for key in MEASURES}
    rows = []
    for key, label in MEASURES.items():
        late = gaps[key][:, 12:].mean(axis=1)
        rows.append(
            (str(label), float(gaps[key][:, 1].mean()), float(late.mean()), float(late.std(ddof=1) / len(late) ** 0.5))
        )
    show_table([Label("merged less unmerged", "合并减未合并"), Label("month 1", "第1月"),
                Label("months 12–35", "第12–35月"), Label("standard error", "标准误")], rows)  # fmt: skip
    print(Label(f"{sum(len(run['satisfaction']) for run in runs)} merged villages in {len(runs)} runs.",
                f"{len(runs)} 次模拟共 {sum(len(run['satisfaction']) for run in runs)} 个合并村。"))  # fmt: skip
    for language in ("en", "zh"):
        use_language(language)
        draw(gaps, "p13" if language == "en" else "p13.zh")


def draw(gaps: dict[str, np.ndarray], name: str) -> None:
    with drawing():
        figure = Figure(figsize=(9, 2.7))
        for axes, (key, label) in zip(figure.subplots(1, 3), MEASURES.items(), strict=True):
            mean, spread = gaps[key].mean(axis=0), gaps[key].std(axis=0, ddof=1) / np.sqrt(len(gaps[key]))
            axes.axhline(0, color="#999999", linewidth=0.8)
            low, high = mean - 2 * spread, mean + 2 * spread
            axes.fill_between(range(1, AFTER), low[1:], high[1:], color="#0072B2", alpha=0.2, linewidth=0)
            axes.plot(range(1, AFTER), mean[1:], color="#0072B2", linewidth=1.5)
            axes.set_title(str(label))
            axes.set_xlabel(str(Label("Months since merging", "合并后月数")))
        figure.tight_layout()
        save(figure, name)


if __name__ == "__main__":
    main()
