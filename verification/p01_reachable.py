"""P1: 35 unions of 115 villages, 3.29 each, in about 12 months — does any setting reach it, and which?

Pressure, contacts, their power to persuade, promise, screening, the number of proposals and how often
they may be asked are spread over their ranges (Latin hypercube), everything else as in the scenario
`joint_village`. Three numbers cannot tell seven settings apart: those that reach the pattern, if any, lie along
a ridge. What they would report a year later differs widely, and the source does not say.
"""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from scipy.optimize import minimize
from scipy.special import logit
from scipy.stats import qmc
from worlds import arguments, formed_by, run_once, save, show_table

from liancun_sim.reports.common.figure_style import drawing
from liancun_sim.vocabulary import Label, use_language

SOURCE_UNIONS, MONTH, LATER = 35, 12, 24
NEAR_UNIONS, NEAR_VILLAGES = (31, 39), (103, 127)  # about a tenth to either side
SETTINGS = {
    "pressure": (Label("Social pressure ψ", "当面表态效应 ψ"), 0.0, 1.0),
    "contacts": (Label("Contacts a month", "每月接触"), 1.5, 3.5),
    "persuasion": (Label("Persuasion f", "说服概率 f"), 0.04, 0.14),
    "promise": (Label("Promise (log)", "承诺增收"), 0.10, 0.30),
    "screening": (Label("Screening", "选点相关"), 0.3, 0.9),
    "proposals": (Label("Proposals", "提出数"), 38, 100),
    "rounds": (Label("Rounds at most", "最多轮次"), 1, 4),
}
COEFFICIENTS = {"pressure": "attitude.pressure", "persuasion": "outreach.persuasion", "rounds": "consultation.rounds"}
OTHERS = [place for place, name in enumerate(SETTINGS) if name not in ("pressure", "proposals")]


def formed_under(point: Sequence[float], replication: int) -> tuple[int, ...]:
    """Unions and villages formed within the year, proposals made by then, unions formed within two."""
    values = dict(zip(SETTINGS, point, strict=True))
    values |= {name: round(values[name]) for name in ("proposals", "rounds")}
    policy = {name: value for name, value in values.items() if name not in COEFFICIENTS}
    scenario = {"extends": "joint_village", "policies": [{"joint_village": policy}]}
    coefficients = {key: float(values[name]) for name, key in COEFFICIENTS.items()}
    state = (run := run_once(scenario, replication, coefficients, months=LATER)).state
    tried = int((state.proposals.month_proposed < MONTH).sum())
    return *formed_by(run, MONTH), tried, formed_by(run, LATER)[0]


def surface(points: np.ndarray) -> np.ndarray:
    """What each setting and its square add, in units of its range: (point, setting, 2)."""
    low, high = (np.array([bounds[side] for bounds in SETTINGS.values()]) for side in (1, 2))
    place = (points - low) / (high - low)
    return np.stack([place, place**2], axis=2)


def fitted(points: np.ndarray, formed: np.ndarray, tried: np.ndarray) -> tuple[float, np.ndarray, float]:
    """logit(formed / tried) as a constant and what each setting and its square add; the deviance explained."""
    design = surface(points).reshape(len(points), -1)
    share = np.clip(formed / tried, 1e-9, 1 - 1e-9)

    def loss(beta: np.ndarray) -> float:
        latent = beta[0] + design @ beta[1:]
        return float(np.sum(tried * np.logaddexp(0, latent) - formed * latent))

    beta = np.asarray(minimize(loss, np.zeros(1 + design.shape[1]), method="BFGS").x)
    perfect = -float(np.sum(formed * np.log(share) + (tried - formed) * np.log(1 - share)))
    alone = loss(np.r_[logit(formed.sum() / tried.sum()), np.zeros(design.shape[1])])
    return float(beta[0]), beta[1:].reshape(-1, 2), 1 - (loss(beta) - perfect) / (alone - perfect)


def main() -> None:
    asked = arguments(str(__doc__), points=240)
    low, high = (np.array([bounds[side] for bounds in SETTINGS.values()]) for side in (1, 2))
    points = qmc.scale(qmc.LatinHypercube(len(SETTINGS), seed=1).random(asked.points), low, high)
    found = np.array([formed_under(point, replication=number % 4) for number, point in enumerate(points)])
    unions, villages, tried, later = found.T
    near = (unions >= NEAR_UNIONS[0]) & (unions <= NEAR_UNIONS[1])
    near &= (villages >= NEAR_VILLAGES[0]) & (villages <= NEAR_VILLAGES[1])
    constant, beta, explained = fitted(points, unions, tried)

    names = [str(label) for label, *_ in SETTINGS.values()]
    show_table(
        [*names, Label("unions", "联村数"), Label("villages", "村数"), Label("mean size", "平均规模"),
         Label("unions in two years", "两年内联村数")],
        [
            (*point, int(u), int(v), v / u, int(w))
            for point, u, v, w in zip(points[near], unions[near], villages[near], later[near], strict=True)
        ],
    )  # fmt: skip
    print(Label(f"{near.sum()} of {len(points)} settings reach the pattern to within a tenth.",
                f"{len(points)} 组设定中有 {near.sum()} 组与该模式相差一成以内。"))  # fmt: skip
    if near.any():
        least, most = later[near].min(), later[near].max()
        print(Label(f"Two years on they have {least}–{most} unions.", f"两年后为 {least}–{most} 个联村。"))
    print(Label(f"Most unions in a year: {unions.max()}; none: {(unions == 0).sum()} settings.",
                f"一年内最多 {unions.max()} 个联村；{(unions == 0).sum()} 组一个也没有。"))  # fmt: skip
    for name, (first, second) in zip(SETTINGS, beta, strict=True):
        there = points[near, list(SETTINGS).index(name)]
        spread = f"{there.min():.2f}–{there.max():.2f}" if near.any() else "–"
        print(f"{name:>11}: {first + second:+.2f} from end to end of its range; near P1 at {spread}")
    print(Label(f"The fit explains {explained:.0%} of the deviance.", f"拟合解释了偏差的 {explained:.0%}。"))
    for language in ("en", "zh"):
        use_language(language)
        draw(points, found, near, constant, beta, "p01" if language == "en" else "p01.zh")


def draw(points: np.ndarray, found: np.ndarray, near: np.ndarray, constant: float, beta: np.ndarray, name: str) -> None:
    """Every setting in the plane of pressure and all else that speaks for 35 unions; what those on the ridge are."""
    unions, _, tried, later = found.T
    wanted = logit(np.minimum(SOURCE_UNIONS / tried, 0.99))
    added = (surface(points) * beta).sum(axis=2)
    with drawing():
        panels = 1 + int(near.any())
        figure = Figure(figsize=(4.8 * panels, 4.2))
        left, *others = figure.subplots(1, panels, gridspec_kw={"width_ratios": (1.1, 1)[:panels]}, squeeze=False)[0]
        other = added[:, OTHERS].sum(axis=1) - wanted
        dots = left.scatter(points[:, 0], other, c=unions, cmap="cividis", vmin=0, vmax=70, s=24)
        left.scatter(points[near, 0], other[near], facecolors="none", edgecolors="#D55E00", s=90, linewidths=1.6)
        across = np.linspace(0, 1, 50)
        left.plot(across, -constant - beta[0, 0] * across - beta[0, 1] * across**2, color="#D55E00", linewidth=1.5)
        left.set_xlabel(str(SETTINGS["pressure"][0]))
        left.set_ylabel(
            str(Label("All else that speaks for 35 unions (logit)", "其余各项对组建 35 个的合计作用（logit）"))
        )
        left.set_title(str(Label("Line: where 35 unions would form", "线：能得到 35 个联村之处")))
        figure.colorbar(dots, ax=left, label=str(Label("Unions within 12 months", "12 个月内组建联村数")))
        for right in others:
            draw_reaching(right, surface(points)[near, :, 0], later[near])
        figure.tight_layout()
        save(figure, name)


def draw_reaching(right: Axes, places: np.ndarray, later: np.ndarray) -> None:
    """The settings that reach the pattern, a line each across their ranges."""
    for row, where in zip(later, places, strict=True):
        right.plot(range(len(SETTINGS)), where, color=_colour(row), linewidth=1.1, alpha=0.85)
    right.set_xticks(range(len(SETTINGS)), [str(label) for label, *_ in SETTINGS.values()], rotation=25, fontsize=7,
                     ha="right")  # fmt: skip
    right.set_ylim(-0.02, 1.02)
    right.set_ylabel(str(Label("Place in its range (0–1)", "在取值范围内的位置（0–1）")))
    right.set_title(str(Label("Settings that reach P1\n(dark: more unions in year two)",
                              "达到 P1 的设定\n（深色：第二年联村更多）")))  # fmt: skip


def _colour(later: int) -> tuple[float, float, float]:
    shade = float(np.clip((later - SOURCE_UNIONS) / 40, 0, 1))
    return (0.65 * (1 - shade), 0.75 * (1 - shade), 0.9 - 0.5 * shade)


if __name__ == "__main__":
    main()
