"""P16: 4.84 assemblies of representatives per village and year, .886 of them resolving.

The scenario `five_rings_eight_steps` in its third year, when every village that takes it up has done so,
beside what source document 004 counts: 834 villages, 19,280 suggestions, 4,034 assemblies, 3,576
resolutions in a year. Their rates are inputs of the mechanism, so that agreement shows that a whole
county carries them through, not that the model explains them. The second picture asks what the rule
itself decides: the same villages under other quorums and majorities.
"""

import numpy as np
from matplotlib.figure import Figure
from worlds import arguments, county_world, run_once, save, show_table

from liancun_sim.indicators import indicators
from liancun_sim.reports.common.figure_style import drawing
from liancun_sim.simulation.recorder import Recorder
from liancun_sim.vocabulary import Label, use_language

MONTHS, LAST = 36, 12
PREFECTURE_VILLAGES = 957
VILLAGES, SUGGESTIONS, ASSEMBLIES, RESOLUTIONS = 834, 19_280, 4_034, 3_576  # source document 004, section 1
COUNTED = {
    "suggestions_raised": (Label("suggestions per village and year", "每村每年意见建议"), SUGGESTIONS / VILLAGES),
    "assemblies_held": (Label("assemblies per village and year", "每村每年村民代表会议"), ASSEMBLIES / VILLAGES),
    "resolutions_passed": (Label("resolutions per assembly", "每次会议形成决议"), RESOLUTIONS / ASSEMBLIES),
}
RULES = (0.5, 0.6, 2 / 3, 0.75, 0.8)


def third_year(replication: int, **levers: float) -> tuple[dict[str, float], np.ndarray]:
    """The three figures of `COUNTED`, and assemblies held month by month."""
    source = {
        "extends": "five_rings_eight_steps",
        "policies": [{"eight_step_assembly": levers}] if levers else ["eight_step_assembly"],
    }
    recorder = Recorder({key: indicators()[key] for key in COUNTED})
    run = run_once(source, replication, months=MONTHS, recorded=recorder)
    uses = run.state.villages.assembly_until > MONTHS - 1  # the others resolve as before
    using = int(uses.sum())
    held = {key: np.stack(recorder.parts[key].top)[1:, uses].sum(axis=1) for key in COUNTED}
    year = {key: float(values[-LAST:].sum()) for key, values in held.items()}
    return {
        "suggestions_raised": year["suggestions_raised"] / using,
        "assemblies_held": year["assemblies_held"] / using,
        "resolutions_passed": year["resolutions_passed"] / year["assemblies_held"],
    }, held["assemblies_held"]


def main() -> None:
    asked = arguments(str(__doc__), replications=8)
    found = [third_year(number) for number in range(asked.replications)]
    rows = []
    for key, (label, reported) in COUNTED.items():
        values = np.array([figures[key] for figures, _ in found])
        rows.append((str(label), reported, float(values.mean()), float(values.std(ddof=1) / len(values) ** 0.5)))
    show_table([Label("third year", "第三年"), Label("document 004", "文件004"), Label("model", "模型"),
                Label("standard error", "标准误")], rows)  # fmt: skip
    resolving = {
        share: (third_year(0, quorum=share)[0]["resolutions_passed"],
                third_year(0, majority=share)[0]["resolutions_passed"])
        for share in RULES
    }  # fmt: skip
    show_table(
        [Label("share asked", "要求比例"), Label("as quorum", "作为到会比例"), Label("as majority", "作为赞成比例")],
        [(share, *shares) for share, shares in resolving.items()],
    )
    for language in ("en", "zh"):
        use_language(language)
        draw(np.array([monthly for _, monthly in found]), resolving, "p16" if language == "en" else "p16.zh")


def draw(monthly: np.ndarray, resolving: dict[float, tuple[float, float]], name: str) -> None:
    with drawing():
        figure = Figure(figsize=(9, 3))
        over_time, by_rule = figure.subplots(1, 2)
        months = np.arange(1, MONTHS + 1)
        over_time.plot(months, monthly.T, color="#0072B2", linewidth=0.8, alpha=0.5)
        expected = ASSEMBLIES / 12 * len(county_world().county.villages) / PREFECTURE_VILLAGES
        over_time.axhline(expected, color="#D55E00", linewidth=1.2, linestyle="--",
                          label=str(Label("document 004, in proportion", "文件004（按村数折算）")))  # fmt: skip
        over_time.set_ylim(bottom=0)
        over_time.set_xlabel(str(Label("Months", "月数")))
        over_time.set_title(str(Label("Assemblies a month in the county", "全县每月村民代表会议次数")))
        over_time.legend(frameon=False, loc="lower right")
        shares = np.array(list(resolving))
        for place, (label, colour) in enumerate((
            (Label("as quorum, majority ⅔", "作为到会比例（赞成⅔）"), "#0072B2"),
            (Label("as majority, quorum ⅔", "作为赞成比例（到会⅔）"), "#009E73"),
        )):  # fmt: skip
            by_rule.plot(shares, [both[place] for both in resolving.values()], marker="o", color=colour,
                         label=str(label))  # fmt: skip
        by_rule.axhline(RESOLUTIONS / ASSEMBLIES, color="#D55E00", linewidth=1.2, linestyle="--")
        by_rule.set_ylim(0, 1.02)
        by_rule.set_xlabel(str(Label("Share asked for", "要求的比例")))
        by_rule.set_title(str(Label("Assemblies that resolve", "形成决议的会议占比")))
        by_rule.legend(frameon=False, loc="lower left")
        figure.tight_layout()
        save(figure, name)


if __name__ == "__main__":
    main()
