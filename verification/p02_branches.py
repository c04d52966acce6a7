"""P2: joint branches form pairwise across three townships.

The scenario `joint_branch` proposes the county's four named pairs before the election; each is followed through its
rounds. Beside what party members say stands what all households of the two villages want at that moment.
"""

import numpy as np
from matplotlib.figure import Figure
from worlds import arguments, county_world, run_once, save, show_table

from liancun_sim.reports.common.figure_style import drawing
from liancun_sim.scenario import load_scenario
from liancun_sim.vocabulary import Label, use_language

MONTHS = 13
BEGINS = load_scenario("joint_branch").policies[0].levers["start_month"]


def main() -> None:
    asked = arguments(str(__doc__), replications=8)
    table = county_world().county.villages
    names, townships = table["name"].to_list(), table["township"].to_list()
    founded: dict[str, list[int]] = {}
    places: dict[str, str] = {}
    for replication in range(asked.replications):
        state = run_once("joint_branch", replication, months=BEGINS + MONTHS).state
        for row in range(len(state.proposals)):
            members = state.proposals.members[row]
            pair = " + ".join(names[village] for village in members)
            places[pair] = townships[members[0]]
            union = np.flatnonzero(state.unions.proposal == row)
            founded.setdefault(pair, []).append(int(state.unions.formed_month[union[0]]) - BEGINS if union.size else -1)
    rows = []
    for pair, months in founded.items():
        done = [month for month in months if month >= 0]
        rows.append((pair, places[pair], f"{len(done)}/{len(months)}", float(np.mean(done)) if done else float("nan")))
    show_table([Label("pair", "结对村"), Label("township", "乡镇"), Label("founded", "组建"),
                Label("month, mean", "平均月份")], rows)  # fmt: skip
    everywhere = len({places[pair] for pair, months in founded.items() if max(months) >= 0})
    print(Label(f"Joint branches form in {everywhere} townships within {MONTHS - 1} months.",
                f"{MONTHS - 1} 个月内在 {everywhere} 个乡镇组建联合支部。"))  # fmt: skip
    for language in ("en", "zh"):
        use_language(language)
        draw(founded, places, "p02" if language == "en" else "p02.zh")


def draw(founded: dict[str, list[int]], places: dict[str, str], name: str) -> None:
    with drawing():
        figure = Figure(figsize=(9, 2.6))
        axes = figure.subplots()
        for place, (pair, months) in enumerate(founded.items()):
            share = np.mean([[0 <= month <= now for month in months] for now in range(MONTHS)], axis=1)
            axes.step(
                range(MONTHS), share + 0.012 * place, where="post", label=f"{places[pair]}: {pair}", linewidth=1.6
            )
        axes.set_xlabel(str(Label("Months since the proposal", "提出后月数")))
        axes.set_ylabel(str(Label("Share of replications", "重复占比")))
        axes.set_title(str(Label("Four pairs, three townships: founded so far", "四对村、三个乡镇：累计组建占比")))
        axes.legend(frameon=False, fontsize=8, loc="lower right")
        figure.tight_layout()
        save(figure, name)


if __name__ == "__main__":
    main()
