"""Are the chances a plan goes by right on proposals it has never seen, and what is the office's own word worth?

Three made counties. Chances are learnt from random plans, then held against other random plans in worlds whose people
and opinions are drawn anew, under the same draws of the assumptions. The office's word (yes, maybe, no) is made of the
leanings those worlds drew, blurred to a correlation of .6, and cut into thirds.
"""

import numpy as np
from scipy.optimize import minimize
from worlds import arguments, show_table

from liancun_sim.county import make_county
from liancun_sim.planner.candidates import described
from liancun_sim.planner.features import member_features
from liancun_sim.planner.preparing import FEWEST_LEARNT, LEARNT_FROM, Prepared, prepare
from liancun_sim.planner.rules import read_rules
from liancun_sim.planner.sampling import random_plan
from liancun_sim.planner.surrogate import THIRD_MEAN
from liancun_sim.results import ASSUMPTIONS
from liancun_sim.running.plan.run_plans import PlanRun, run_plans
from liancun_sim.vocabulary import Label

FRESH = 500_000
TRUST = 0.6
BINS = 10
THIRD = 0.4307  # normal quantile of two thirds


def held_out(prepared: Prepared, draws: int) -> list[PlanRun]:
    """Other random plans, in worlds nobody has seen, under the draws chances were learnt for."""
    rules, assumptions = prepared.rules, prepared.rules.file.simulate.assumptions
    unions = max(FEWEST_LEARNT, LEARNT_FROM * rules.at_most)
    numbers = [FRESH * assumptions + one for one in range(draws)]
    plans = [random_plan(prepared.candidates, unions, rules.file.seed + 1, number) for number in range(draws)]
    return run_plans(
        prepared.county, rules.scenario, {"random": plans}, prepared.facts.poorest, rules.file.seed,
        {ASSUMPTIONS: numbers}, assumptions, apart=False,
    )  # fmt: skip


def chances(prepared: Prepared, run: PlanRun, trust: float) -> tuple[np.ndarray, np.ndarray]:
    """(union,) predicted chance, and whether it formed."""
    candidates = described(prepared.facts, [union.members for union in run.unions])
    features = member_features(prepared.facts, candidates)
    law = prepared.learnt.stated[run.number % prepared.rules.file.simulate.assumptions]
    leaning = np.asarray(run.tables["villages"]["leaning"], dtype=float)
    blur = np.random.default_rng((7, run.number)).normal(size=leaning.size)
    idea = TRUST * leaning + np.sqrt(1 - TRUST**2) * blur
    told = THIRD_MEAN * ((idea > THIRD).astype(float) - (idea < -THIRD))
    return law.chances(candidates, features, told, trust), np.asarray(run.tables["unions"]["formed"]) == 1


def calibration(chance: np.ndarray, formed: np.ndarray) -> tuple[float, float]:
    """Expected calibration error over tenths of the proposals; slope of a logistic regression on the logit."""
    order = np.array_split(np.argsort(chance, kind="stable"), BINS)
    error = sum(abs(chance[part].mean() - formed[part].mean()) * part.size for part in order) / chance.size
    clipped = np.clip(chance, 1e-6, 1 - 1e-6)
    logit = np.log(clipped / (1 - clipped))

    def unlikely(line: np.ndarray) -> float:
        at = line[0] + line[1] * logit
        return float(np.logaddexp(0, at).sum() - at[formed].sum())

    return float(error), float(minimize(unlikely, [0.0, 1.0]).x[1])


def skill(chance: np.ndarray, formed: np.ndarray) -> float:
    """1 − Brier score over that of the share that forms."""
    return float(1 - ((chance - formed) ** 2).mean() / formed.var())


def area(chance: np.ndarray, formed: np.ndarray) -> float:
    """Chance that a union that forms was given more than one that does not."""
    rank = np.argsort(np.argsort(chance, kind="stable"), kind="stable") + 1.0
    yes = int(formed.sum())
    return float((rank[formed].sum() - yes * (yes + 1) / 2) / (yes * (formed.size - yes)))


def main() -> None:
    asked = arguments(__doc__ or "", villages=150, draws=30, counties=3)
    rows, everything = [], []
    for number in range(asked.counties):
        county = make_county(villages=asked.villages, households=40 * asked.villages, seed=11 + number)
        rules = read_rules({"simulate": {"learn": 4, "assumptions": asked.draws}, "sizes": [2, 3, 4]}, county)
        prepared = prepare(rules, county)
        runs = held_out(prepared, asked.draws)
        found = [[chances(prepared, run, trust) for run in runs] for trust in (0.0, TRUST)]
        plain, told = (np.concatenate([one[0] for one in listed]) for listed in found)
        formed = np.concatenate([one[1] for one in found[0]])
        everything.append((plain, told, formed))
        rows.append(row(str(number + 1), plain, told, formed))
    plain, told, formed = (np.concatenate(parts) for parts in zip(*everything, strict=True))
    rows.append(row(str(Label("all", "合计")), plain, told, formed))
    heads = (
        Label("county", "县"), Label("proposals", "方案数"), Label("formed", "成立"), Label("predicted", "预测成立"),
        Label("calibration error", "校准误差"), Label("slope", "斜率"), Label("AUC", "AUC"), Label("skill", "技巧分"),
        Label("skill with the office's word", "加意愿记录后的技巧分"),
        Label("calibration error with it", "加意愿记录后的校准误差"),
    )  # fmt: skip
    show_table([str(head) for head in heads], rows)


def row(name: str, plain: np.ndarray, told: np.ndarray, formed: np.ndarray) -> list[str]:
    error, slope = calibration(plain, formed)
    figures = (
        error,
        slope,
        area(plain, formed),
        skill(plain, formed),
        skill(told, formed),
        calibration(told, formed)[0],
    )
    counts = [name, f"{formed.size:,}", str(int(formed.sum())), f"{plain.sum():.1f}"]
    return [*counts, *(f"{one:.3f}" for one in figures)]


if __name__ == "__main__":
    main()
