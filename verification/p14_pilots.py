"""P14: what a pilot seems to show is more than what it does.

Pilots of `joint_village` two years on: income against villages never asked (levels, and growth since t0),
and against the same villages without the policy, which is the truth. That pilots form is taken as given.
"""

import numpy as np
from matplotlib.figure import Figure
from worlds import arguments, run_once, save, show_table

from liancun_sim.reports.common.figure_style import drawing
from liancun_sim.vocabulary import Label, use_language

MONTHS = 24
ESTIMATES = {
    "against others": Label("pilots against villages never asked", "试点与从未动员的村相比"),
    "growth against others": Label("their growth against the others'", "试点增幅与其他村相比"),
    "true": Label("true effect", "实际效果"),
}


def estimates(replication: int, foundation: float) -> np.ndarray:
    """Log income: pilots less never asked, growth less growth, and truth. (3,)"""
    lever = {"proposals": 40, "screening": 0.8, "foundation": foundation, "promise": 0.25, "contacts": 2.5}
    source = {"extends": "joint_village", "decision": {"threshold": 0.0}, "policies": [{"joint_village": lever}]}
    start = run_once("baseline", replication, months=1).state.villages.income_per_person_yuan
    with_, without = (
        run_once(source, replication, months=MONTHS).state,
        run_once("baseline", replication, months=MONTHS).state,
    )
    proposals, unions = with_.proposals, with_.unions
    asked = np.zeros(len(with_.villages), dtype=bool)
    for members in proposals.members:
        asked[list(members)] = True
    pilots = np.zeros_like(asked)
    for row in range(len(unions)):
        if proposals.month_proposed[unions.proposal[row]] == 0:
            pilots[list(unions.members[row])] = True
    now, then = np.log(with_.villages.income_per_person_yuan), np.log(start)
    truth = now - np.log(without.villages.income_per_person_yuan)
    growth = now - then
    return np.array(
        [now[pilots].mean() - now[~asked].mean(), growth[pilots].mean() - growth[~asked].mean(), truth[pilots].mean()]
    )


FOUNDATIONS = (0.0, 0.5, 1.0, 1.5)


def main() -> None:
    asked = arguments(str(__doc__), replications=6)
    found = np.array([[estimates(number, weight) for number in range(asked.replications)] for weight in FOUNDATIONS])
    means, errors = found.mean(axis=1), found.std(axis=1, ddof=1) / np.sqrt(asked.replications)
    show_table(
        [Label("weight of foundation", "基础的分量"), *ESTIMATES.values()],
        [(weight, *(f"{100 * m:+.1f} % ± {100 * e:.1f}" for m, e in zip(mean, error, strict=True)))
         for weight, mean, error in zip(FOUNDATIONS, means, errors, strict=True)],
    )  # fmt: skip
    for language in ("en", "zh"):
        use_language(language)
        draw(means, errors, "p14" if language == "en" else "p14.zh")


def draw(means: np.ndarray, errors: np.ndarray, name: str) -> None:
    with drawing():
        figure = Figure(figsize=(9, 3.0))
        axes = figure.subplots()
        for column, (label, style) in enumerate(zip(ESTIMATES.values(), ("-o", "--s", "-^"), strict=True)):
            axes.errorbar(FOUNDATIONS, 100 * means[:, column], 200 * errors[:, column], fmt=style, label=str(label),
                          linewidth=1.5, markersize=4, capsize=3)  # fmt: skip
        axes.axhline(0, color="#999999", linewidth=0.8)
        axes.set_xlabel(str(Label("Weight of a good foundation in choosing pilots", "选试点时基础好坏的分量")))
        axes.set_ylabel(str(Label("Income, %", "收入，%")))
        axes.set_title(
            str(Label("What pilots seem to show two years on, and what they do", "两年后试点看上去与实际的增收"))
        )
        axes.legend(frameon=False, fontsize=8)
        figure.tight_layout()
        save(figure, name)


if __name__ == "__main__":
    main()
