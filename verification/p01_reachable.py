"""P1: 35 unions of 115 villages, 3.29 each, in about 12 months — which settings reach it?

Pressure, contacts, promise and screening are spread over their ranges (Latin hypercube), everything
else as in the scenario `joint_village`. Three numbers cannot tell four settings apart: those that
reach the pattern lie along a ridge, which a logistic fit of the share of proposals that formed shows.
"""

import numpy as np
from matplotlib.figure import Figure
from scipy.optimize import minimize
from scipy.stats import qmc
from worlds import arguments, formed_by, run_once, save, show_table

from liancun_sim.reports.figures.style import drawing
from liancun_sim.vocabulary import Label, use_language

SOURCE_UNIONS, SOURCE_VILLAGES, MONTH = 35, 115, 12
NEAR_UNIONS, NEAR_VILLAGES = (31, 39), (103, 127)  # about a tenth to either side
SETTINGS = {
    "pressure": (Label("Social pressure ψ", "社会压力 ψ"), 0.0, 1.0),
    "contacts": (Label("Contacts per household-month", "户均每月接触"), 1.5, 3.5),
    "promise": (Label("Promise (log)", "承诺增收（对数）"), 0.10, 0.30),
    "screening": (Label("Screening", "选点相关"), 0.3, 0.9),
}


def formed_under(
    pressure: float, contacts: float, promise: float, screening: float, replication: int
) -> tuple[int, ...]:
    """Unions and villages formed within the year, and proposals made."""
    policy = {"proposals": 56, "contacts": contacts, "promise": promise, "screening": screening}
    scenario = {"extends": "joint_village", "policies": [{"joint_village": policy}]}
    run = run_once(scenario, replication, {"attitude.pressure": pressure}, months=MONTH)
    return *formed_by(run, MONTH), len(run.state.proposals)


def fitted(points: np.ndarray, formed: np.ndarray, tried: np.ndarray) -> np.ndarray:
    """Coefficients of logit(formed / tried) on the settings, the constant first (maximum likelihood)."""
    design = np.column_stack([np.ones(len(points)), points])

    def loss(beta: np.ndarray) -> float:
        latent = design @ beta
        return float(np.sum(tried * np.logaddexp(0, latent) - formed * latent))

    return np.asarray(minimize(loss, np.zeros(design.shape[1]), method="BFGS").x)


def main() -> None:
    asked = arguments(str(__doc__), points=120)
    low, high = (np.array([bounds[side] for bounds in SETTINGS.values()]) for side in (1, 2))
    points = qmc.scale(qmc.LatinHypercube(len(SETTINGS), seed=1).random(asked.points), low, high)
    found = np.array([formed_under(*point, replication=number % 4) for number, point in enumerate(points)])
    unions, villages, tried = found.T
    beta = fitted(points, unions, tried)
    near = (unions >= NEAR_UNIONS[0]) & (unions <= NEAR_UNIONS[1])
    near &= (villages >= NEAR_VILLAGES[0]) & (villages <= NEAR_VILLAGES[1])

    names = [str(label) for label, *_ in SETTINGS.values()]
    show_table(
        [*names, Label("unions", "联村数"), Label("villages", "村数"), Label("mean size", "平均规模")],
        [
            (*point, int(u), int(v), v / u)
            for point, u, v in zip(points[near], unions[near], villages[near], strict=True)
        ],
    )  # fmt: skip
    print(Label(f"{near.sum()} of {len(points)} settings reach the pattern to within a tenth.",
                f"{len(points)} 组设定中有 {near.sum()} 组与该模式相差一成以内。"))  # fmt: skip
    terms = " ".join(f"{b:+.2f}·{key}" for b, key in zip(beta[1:], SETTINGS, strict=True))
    print(f"logit(formed/tried) = {beta[0]:.2f} {terms}")
    for language in ("en", "zh"):
        use_language(language)
        draw(points, unions, near, beta, "p01" if language == "en" else "p01.zh")


def draw(points: np.ndarray, unions: np.ndarray, near: np.ndarray, beta: np.ndarray, name: str) -> None:
    """Every setting in the plane of pressure and what else speaks for joining; the ridge is a line there."""
    with drawing():
        figure = Figure(figsize=(9, 4.2))
        left, right = figure.subplots(1, 2, gridspec_kw={"width_ratios": (1.15, 1)})
        other = points[:, 1:] @ beta[2:]
        dots = left.scatter(points[:, 0], other, c=unions, cmap="cividis", vmin=0, vmax=56, s=26)
        left.scatter(points[near, 0], other[near], facecolors="none", edgecolors="#D55E00", s=90, linewidths=1.6)
        wanted = np.log(SOURCE_UNIONS / (56 - SOURCE_UNIONS))
        across = np.array([0.0, 1.0])
        left.plot(across, wanted - beta[0] - beta[1] * across, color="#D55E00", linewidth=1.5)
        left.set_xlabel(str(SETTINGS["pressure"][0]))
        left.set_ylabel(
            str(Label("What contacts, promise and screening add (logit)", "接触、承诺、选点合计作用（logit）"))
        )
        left.set_title(str(Label("The ridge that gives 35 unions", "能得到 35 个联村的一条脊")))
        figure.colorbar(dots, ax=left, label=str(Label("Unions within 12 months", "12 个月内成立联村数")))
        for row, point in enumerate(points[near]):
            share = [
                (value - low) / (high - low) for value, (_, low, high) in zip(point, SETTINGS.values(), strict=True)
            ]
            right.plot(range(4), share, color=f"C{row % 10}", linewidth=1, alpha=0.8)
        right.set_xticks(range(4), [str(label) for label, *_ in SETTINGS.values()], rotation=12, fontsize=7)
        right.set_ylim(0, 1)
        right.set_ylabel(str(Label("Place in its range (0–1)", "在取值范围内的位置（0–1）")))
        right.set_title(str(Label("Settings that reach P1: no point, a ridge", "达到 P1 的设定：不是一点，是一条脊")))
        figure.tight_layout()
        save(figure, name)


if __name__ == "__main__":
    main()
