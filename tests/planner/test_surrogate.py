"""Chances: a planted law is found again; the office's word moves them; noise is not told as knowledge."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import ndtr, ndtri
from scipy.stats import multivariate_normal

from liancun_sim.planner.candidates import Candidates
from liancun_sim.planner.features import NAMES
from liancun_sim.planner.honest import honest
from liancun_sim.planner.surrogate import TOLD, Asked, Law, coefficients_at_defaults, learn, learn_under

RULE = float(ndtri(0.8))
WEIGHTS = np.array([0.2, -0.8, -0.2, 0, 0, 0, 0, 0, 0, 0], dtype=float)


def planted(number, unions=150, weights=WEIGHTS, spread=0.6, together=0.05, by_leaning=0.5, shock=0.0):
    """Pairs whose members answer by a known law. shock : what all members of this world share."""
    rng = np.random.default_rng(number)
    union = np.repeat(np.arange(unions), 2)
    features = np.column_stack([np.ones(2 * unions), rng.exponential(0.1, 2 * unions), rng.exponential(0.4, 2 * unions),
                                rng.normal(0, 1, (2 * unions, len(NAMES) - 3))])  # fmt: skip
    leaning = rng.normal(size=2 * unions)
    common = rng.normal(size=unions)[union] * np.sqrt(together) * spread
    own = np.sqrt(spread**2 * (1 - together) - by_leaning**2)
    answer = features @ weights + by_leaning * leaning + common + rng.normal(0, own, 2 * unions) + shock
    passed = np.bincount(union, answer >= RULE, unions) == 2
    return Asked(union, features, answer, leaning, passed)


@pytest.fixture(scope="module")
def law():
    return learn([planted(number) for number in range(8)], RULE)


def test_a_planted_law_is_found_again(law):
    assert law.weights[:3] == pytest.approx(WEIGHTS[:3], abs=0.15)
    assert np.abs(law.weights[3:]).max() < 0.05
    assert law.spread == pytest.approx(0.6, abs=0.02)
    assert law.by_leaning == pytest.approx(0.5, abs=0.03)
    assert law.together == pytest.approx(0.05, abs=0.04)


def test_chances_are_right_on_proposals_never_seen(law):
    """2,400 pairs: as many pass as predicted, within three standard errors."""
    fresh = [planted(number) for number in range(100, 116)]
    pair = Candidates(tuple((2 * at, 2 * at + 1) for at in range(150)), np.zeros(150, dtype=int), np.empty(150), 300)
    chance = np.concatenate([law.chances(pair, one.features) for one in fresh])
    passed = np.concatenate([one.passed for one in fresh])
    assert abs(passed.sum() - chance.sum()) < 3 * np.sqrt((chance * (1 - chance)).sum())


def test_the_chance_that_both_agree_is_that_of_two_correlated_normals():
    law = Law(np.array([0.3]), 0.6, 0.3, RULE, 0.5)
    pair = Candidates(((0, 1),), np.zeros(1, dtype=int), np.empty(1), 2)
    margin = (0.3 - RULE) / 0.6
    exact = multivariate_normal(cov=[[1, 0.3], [0.3, 1]]).cdf([margin, margin])
    assert law.chances(pair, np.ones((2, 1)))[0] == pytest.approx(exact, abs=2e-4)


def test_an_office_that_knows_for_sure_is_believed_and_one_that_knows_nothing_is_not():
    law = Law(np.array([0.0]), 0.6, 0.0, RULE, 0.5)
    pair = Candidates(((0, 1),), np.zeros(1, dtype=int), np.empty(1), 2)
    features, yes = np.ones((2, 1)), np.array([TOLD["yes"], np.nan])
    plain = law.chances(pair, features)[0]
    assert plain == pytest.approx(float(ndtr(-RULE / 0.6)) ** 2, rel=1e-6)
    assert law.chances(pair, features, yes, 0.0)[0] == pytest.approx(plain)
    assert law.chances(pair, features, yes, 0.8)[0] > law.chances(pair, features, yes, 0.4)[0] > plain


def test_the_luck_of_a_worlds_leanings_does_not_pass_for_a_law(law):
    """Thirty pairs whose leanings happen to be a third too high: the level is found as if they were not."""
    world = planted(11, 30)
    lucky = world.leaning + 1 / 3 - world.leaning.mean()
    answer = world.answer + 0.5 * (lucky - world.leaning)
    passed = np.bincount(world.union, answer >= RULE, 30) == 2
    one = Asked(world.union, world.features, answer, lucky, passed)
    found = learn_under({0: one}, {0: {}}, law, RULE, coefficients_at_defaults())[0]
    typical = np.append([1.0], one.features[:, 1:].mean(axis=0))
    assert typical @ found.weights == pytest.approx(typical @ WEIGHTS, abs=0.12)  # .17 more by their luck
    assert answer.mean() - typical @ WEIGHTS > 0.12


def test_what_worlds_differ_by_is_found_and_widens_what_is_known_of_a_level():
    """Shocks of .2 where leanings leave .33 (= √(.6² − .5²)): κ² is .04/.11, and the doubt of a level .04 at least."""
    shocks = np.random.default_rng(3).normal(0, 0.2, 60)
    found = learn([planted(200 + at, 60, shock=shock) for at, shock in enumerate(shocks)], RULE)
    assert found.by_world == pytest.approx(0.04 / 0.11, rel=0.35)
    assert found.doubt[0, 0] == pytest.approx(0.04 * (1 + 1 / 60), rel=0.4)
    assert learn([planted(number) for number in range(8)], RULE).by_world < 0.02


def test_chances_lie_as_far_apart_as_what_comes_of_them():
    """Settings of which one world is known each: what passes in others, on the logit of its chance, has slope 1."""
    rng = np.random.default_rng(5)
    shock, settings = 0.15, range(60)
    levels = rng.normal(0.3, 0.5, len(settings))
    base = learn([planted(300 + at, 60, shock=rng.normal(0, shock)) for at in range(10)], RULE)

    def world(number, level):
        weights = WEIGHTS.copy()
        weights[0] += level
        return planted(number, 24, weights, shock=rng.normal(0, shock))

    known = {at: world(1000 + at, levels[at]) for at in settings}
    laws = learn_under(known, {at: {} for at in settings}, base, RULE, coefficients_at_defaults())
    pair = Candidates(tuple((2 * at, 2 * at + 1) for at in range(24)), np.zeros(24, dtype=int), np.empty(24), 48)
    fresh = {(at, again): world(5000 + 60 * again + at, levels[at]) for at in settings for again in range(3)}
    chance = np.concatenate([laws[at].chances(pair, one.features) for (at, _), one in fresh.items()])
    passed = np.concatenate([one.passed for one in fresh.values()])
    assert slope(chance, passed) == pytest.approx(1, abs=0.15)
    sure = {at: replace(one, doubt=None) for at, one in laws.items()}
    apart = np.concatenate([sure[at].chances(pair, one.features) for (at, _), one in fresh.items()])
    assert slope(apart, passed) < slope(chance, passed)


def slope(chance, passed):
    clipped = np.clip(chance, 1e-6, 1 - 1e-6)
    logit = np.log(clipped / (1 - clipped))

    def unlikely(line):
        at = line[0] + line[1] * logit
        return np.logaddexp(0, at).sum() - at[passed].sum()

    return minimize(unlikely, [0.0, 1.0]).x[1]


def test_under_another_draw_level_and_spread_follow_its_world(law):
    shifted = WEIGHTS.copy()
    shifted[0] += 0.5
    found = learn_under({3: planted(7, 300, shifted, spread=0.9)}, {3: {}}, law, RULE, coefficients_at_defaults())[3]
    assert found.weights[0] == pytest.approx(0.7, abs=0.15)
    assert found.spread == pytest.approx(0.9, abs=0.08)
    doubled = WEIGHTS * np.where(np.array(NAMES) == "poorer_partner", 2, 1)
    drawn = {"attitude.poorer_weight": 2 * coefficients_at_defaults()["attitude.poorer_weight"]}
    told = learn_under({3: planted(8, 300, doubled)}, {3: drawn}, law, RULE, coefficients_at_defaults())[3]
    assert told.weights[1] == pytest.approx(-1.6, abs=0.5)


def test_a_regression_without_skill_keeps_to_the_mean():
    rng = np.random.default_rng(1)
    features, world = rng.normal(size=(200, 4)), np.repeat(np.arange(20), 10)
    noise = rng.normal(3, 1, 200)
    found = honest(features, noise, world)
    assert not found.predicts and set(found(features)) == {found.mean}
    told = honest(features, noise + 2 * features[:, 1], world)
    assert told.predicts and told.skill > 0.6
    assert not honest(features[:20], noise[:20], world[:20]).predicts  # too few
    assert honest(features, np.full(200, np.nan), world).count == 0
