"""Are the chances a plan goes by right on proposals it has never seen, and what is the office's own word worth?

Three made counties. Chances are learnt from random plans, then held against other random plans in worlds whose people
and opinions are drawn anew: under the same draws of the assumptions, and with these at their defaults. The office's
word (yes, maybe, no) is made of the leanings those worlds drew, blurred to a correlation of .6, and cut into thirds.

So few proposals pass by the rule of 80 % that the second table counts, by the answers given last, what would have
passed by laxer ones too; what chances come to for an office that knew every leaning for sure stands beside.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize
from scipy.special import ndtri
from worlds import arguments, show_table

from liancun_sim.county import make_county
from liancun_sim.planner.candidates import described
from liancun_sim.planner.features import member_features
from liancun_sim.planner.learning import asked_in
from liancun_sim.planner.preparing import FEWEST_LEARNT, LEARNT_FROM, Prepared, prepare
from liancun_sim.planner.rules import read_rules
from liancun_sim.planner.sampling import random_plan
from liancun_sim.planner.surrogate import (
    THIRD_MEAN,
    Asked,
    Law,
    coefficients_at_defaults,
    learn,
    learn_under,
    means,
)
from liancun_sim.results import ASSUMPTIONS, CHANCE
from liancun_sim.running.plan.run_plans import PlanRun, run_plans
from liancun_sim.running.plan.worlds import assumed
from liancun_sim.vocabulary import Label

RULES = (0.8, 2 / 3, 0.5)  # shares that must agree in every village
APART_BY = 1_000  # worlds with assumptions at their defaults are others
FRESH = 500_000
TRUST = 0.6
BINS = 10
THIRD = 0.4307  # normal quantile of two thirds


@dataclass(frozen=True)
class Sample:
    """A county, and proposals nobody has learnt from."""

    prepared: Prepared
    drawn: list[PlanRun]
    usual: list[PlanRun]


def sample(number: int, villages: int, draws: int, usual: int) -> Sample:
    """A made county, learnt from; other random plans in worlds nobody has seen."""
    county = make_county(villages=villages, households=40 * villages, seed=11 + number)
    rules = read_rules({"simulate": {"learn": 6, "assumptions": draws}, "sizes": [2, 3, 4]}, county)
    prepared = prepare(rules, county)
    first = FRESH * draws
    return Sample(
        prepared,
        held_out(prepared, ASSUMPTIONS, [first + one for one in range(draws)], 1),
        held_out(prepared, CHANCE, [first + APART_BY + one for one in range(usual)], 2),
    )


def held_out(prepared: Prepared, uncertainty: str, numbers: list[int], further: int) -> list[PlanRun]:
    """Random plans of another seed, in these worlds."""
    rules = prepared.rules
    unions = max(FEWEST_LEARNT, LEARNT_FROM * rules.at_most)
    plans = [random_plan(prepared.candidates, unions, rules.file.seed + further, one) for one in range(len(numbers))]
    return run_plans(
        prepared.county, rules.scenario, {"random": plans}, prepared.facts.poorest, rules.file.seed,
        {uncertainty: numbers}, rules.file.simulate.assumptions, apart=False,
    )  # fmt: skip


def laws_at(prepared: Prepared, share: float) -> dict[int, Law]:
    """Laws by draw, as if so large a share in every member were enough."""
    rule, draws = float(ndtri(share)), prepared.rules.file.simulate.assumptions
    asked = [
        (run, at_share(asked_in(prepared.facts, run, "stated", rule), rule)) for run in prepared.learning if run.unions
    ]
    base = learn([one for run, one in asked if run.uncertainty == CHANCE], rule)
    under = {run.number % draws: one for run, one in asked if run.uncertainty == ASSUMPTIONS}
    coefficients = {number: assumed(prepared.rules.file.seed, number, ()) for number in under}
    return {-1: base, **learn_under(under, coefficients, base, rule, coefficients_at_defaults())}


def at_share(asked: Asked, rule: float) -> Asked:
    """What passes where so much is enough, by the answers given last."""
    below = np.bincount(asked.union, asked.answer < rule - 1e-9, asked.passed.size)
    return replace(asked, passed=below == 0)


@dataclass(frozen=True)
class Told:
    """Chances of proposals: without the office's word, with it, by leanings known for sure; and what passed."""

    plain: np.ndarray
    told: np.ndarray
    sure: np.ndarray
    passed: np.ndarray


def chances(prepared: Prepared, laws: dict[int, Law], runs: list[PlanRun], rule: float) -> Told:
    """Of all proposals of these runs."""
    found: list[tuple[np.ndarray, ...]] = []
    draws = prepared.rules.file.simulate.assumptions
    for run in runs:
        candidates = described(prepared.facts, [union.members for union in run.unions])
        features = member_features(prepared.facts, candidates)
        law = laws[run.number % draws if run.uncertainty == ASSUMPTIONS else -1]
        leaning = np.asarray(run.tables["villages"]["leaning"], dtype=float)
        blur = np.random.default_rng((7, run.number)).normal(size=leaning.size)
        idea = TRUST * leaning + np.sqrt(1 - TRUST**2) * blur
        told = THIRD_MEAN * ((idea > THIRD).astype(float) - (idea < -THIRD))
        margin = law.expected(features) - law.threshold + law.by_leaning * leaning[candidates.places]
        left = np.full(margin.size, law.spread**2 - law.by_leaning**2)
        mean = means(candidates.rows, features, len(candidates))
        found.append(
            (
                law.chances(candidates, features), law.chances(candidates, features, told, TRUST),
                law.all_agree(candidates.rows, mean, margin, left),
                at_share(asked_in(prepared.facts, run, "stated", rule), rule).passed,
            )
        )  # fmt: skip
    return Told(*(np.concatenate(parts) for parts in zip(*found, strict=True)))


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
    asked = arguments(__doc__ or "", villages=150, draws=30, counties=3, usual=15)
    show([sample(number, asked.villages, asked.draws, asked.usual) for number in range(asked.counties)])


def show(samples: list[Sample]) -> None:
    rule = float(ndtri(RULES[0]))
    parts = [chances(one.prepared, laws_at(one.prepared, RULES[0]), one.drawn, rule) for one in samples]
    rows = [row(str(number), one) for number, one in enumerate(parts, start=1)]
    heads = (
        Label("county", "县"), Label("proposals", "方案数"), Label("formed", "组建"), Label("predicted", "预测组建"),
        Label("calibration error", "校准误差"), Label("slope", "斜率"), Label("AUC", "AUC"), Label("skill", "技巧分"),
    )  # fmt: skip
    show_table([str(head) for head in heads], [*rows, row(str(Label("all", "合计")), joined(parts))])
    rows = []
    for share in RULES:
        by_rule = [(one, laws_at(one.prepared, share)) for one in samples]
        for label, runs in (
            (Label("over the assumptions", "跨越各种假设"), "drawn"), (Label("at their defaults", "默认假设"), "usual"),
        ):  # fmt: skip
            told = joined(
                [chances(one.prepared, laws, getattr(one, runs), float(ndtri(share))) for one, laws in by_rule]
            )
            figures = [skill(chance, told.passed) for chance in (told.plain, told.told, told.sure)]
            slope = calibration(told.told, told.passed)[1]
            counts = [f"{told.passed.size:,}", str(int(told.passed.sum()))]
            rows.append([f"{share:.0%}", str(label), *counts, *(f"{one:.3f}" for one in (*figures, slope))])
    heads = (
        Label("share in every village", "每村须同意"), Label("assumptions", "假设"), Label("proposals", "方案数"),
        Label("passed", "通过"), Label("skill", "技巧分"), Label("with the office's word", "加意愿记录"),
        Label("leanings known", "倾向全知"), Label("slope with the word", "加意愿记录后的斜率"),
    )  # fmt: skip
    show_table([str(head) for head in heads], rows)


def joined(parts: list[Told]) -> Told:
    return Told(
        *(np.concatenate([getattr(one, name) for one in parts]) for name in ("plain", "told", "sure", "passed"))
    )


def row(name: str, one: Told) -> list[str]:
    error, slope = calibration(one.plain, one.passed)
    figures = (error, slope, area(one.plain, one.passed), skill(one.plain, one.passed))
    counts = [name, f"{one.passed.size:,}", str(int(one.passed.sum())), f"{one.plain.sum():.1f}"]
    return [*counts, *(f"{figure:.3f}" for figure in figures)]


if __name__ == "__main__":
    main()
