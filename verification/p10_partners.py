"""P10: a poorer partner and a larger partner each lower consent (main effects).

A hundred sets are proposed at random and at once, with staff for all. Every village's private consent in
the first round is regressed on how much poorer its partners are, how much larger, and its own attitude.
"""

from itertools import pairwise

import numpy as np
from matplotlib.figure import Figure
from worlds import arguments, run_once, save, show_table

from liancun_sim.reports.common.figure_style import drawing
from liancun_sim.vocabulary import Label, use_language

SCENARIO = {
    "extends": "baseline",
    "budget": {"cadre_months_per_month": 3000},
    "policies": [
        {
            "joint_village": {
                "proposals": 100,
                "pilots": 50,
                "spread_from": 0,
                "spread_to": 0,
                "pilots_formed": 0,
                "targeting": "random",
                "strong_weak_share": 0.1,
            }
        }
    ],
}
NAMES = (Label("partner poorer by (log)", "对方村较穷（对数）"), Label("others larger by (log)", "对方较大（对数）"),
         Label("own attitude (SD)", "本村态度（SD）"))  # fmt: skip


def first_round(replication: int) -> np.ndarray:
    """A row per village asked: poorer, larger, own attitude, log odds of private consent."""
    state = run_once(SCENARIO, replication, months=4).state
    villages, rows = state.villages, []
    for members in state.proposals.members:
        for village in members:
            others = [other for other in members if other != village]
            people = villages.persons[others]
            theirs = np.average(villages.income_per_person_yuan[others], weights=people)
            poorer = max(0.0, np.log(villages.income_per_person_yuan[village] / theirs))
            larger = max(0.0, np.log(villages.households[others].sum() / villages.households[village]))
            agree = np.clip(villages.private_share[village], 0.01, 0.99)
            if villages.consulted_month[village] == 3:
                rows.append((poorer, larger, villages.leaning[village], np.log(agree / (1 - agree))))
    return np.array(rows)


def main() -> None:
    asked = arguments(str(__doc__), replications=4)
    data = np.vstack([first_round(number) for number in range(asked.replications)])
    causes, consent = np.column_stack([data[:, :3], np.ones(len(data))]), data[:, 3]
    beta, *_ = np.linalg.lstsq(causes, consent, rcond=None)
    left_over = consent - causes @ beta
    errors = np.sqrt(np.diag(np.linalg.inv(causes.T @ causes)) * left_over.var(ddof=4))
    show_table(
        [Label("cause", "原因"), Label("effect on log odds", "对数优势变化"), Label("standard error", "标准误"),
         Label("points of consent at 60 %", "同意率60%处的百分点")],
        [
            (str(name), float(b), float(e), float(100 * b * 0.24))
            for name, b, e in zip(NAMES, beta, errors, strict=False)
        ],
    )  # fmt: skip
    print(Label(f"{len(data)} villages asked.", f"共 {len(data)} 个村。"))
    for language in ("en", "zh"):
        use_language(language)
        draw(causes, consent, beta, "p10" if language == "en" else "p10.zh")


def draw(causes: np.ndarray, consent: np.ndarray, beta: np.ndarray, name: str) -> None:
    """Consent in tenths of the cause, what the other causes explain taken out."""
    with drawing():
        figure = Figure(figsize=(9, 3.1))
        for column, axes in enumerate(figure.subplots(1, 2, sharey=True)):
            apart = consent - causes @ beta + beta[column] * causes[:, column] + beta[3] + beta[2] * causes[:, 2].mean()
            cause = causes[:, column]
            edges = np.quantile(cause[cause > 0], np.linspace(0, 1, 9))
            inside = [
                cause == 0,
                *((cause > low) & (cause <= high) for low, high in pairwise(edges)),
            ]
            middles = [cause[part].mean() for part in inside if part.any()]
            shares = [1 / (1 + np.exp(-apart[part].mean())) for part in inside if part.any()]
            axes.plot(middles, shares, "o-", color="#0072B2", linewidth=1.2)
            axes.set_xlabel(str(NAMES[column]))
            axes.set_title(
                str((Label("Poorer partners", "对方村较穷"), Label("Larger partners", "对方村较大"))[column])
            )
            if column == 0:
                axes.set_ylabel(str(Label("Private consent, first round", "首轮私下同意率")))
        figure.tight_layout()
        save(figure, name)


if __name__ == "__main__":
    main()
