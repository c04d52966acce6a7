"""Boxes and trees: a planted box is found and told in words, noise is not."""

import numpy as np
import pytest

from liancun_sim.analysis.statistics.prim import find_box, held_out
from liancun_sim.analysis.statistics.regions import Limit
from liancun_sim.analysis.statistics.tree import expected, grow, leaves
from liancun_sim.analysis.study.analysed import analyse_study
from liancun_sim.analysis.study.discovery import Event, box_words, discover, limit_words, path_words
from liancun_sim.reports.study.events import on_event, on_tree
from liancun_sim.results.study.study import FactorInfo
from liancun_sim.running.study import designs, factors
from liancun_sim.vocabulary import Label, use_language
from small_study import scattered_study, study_of

RANGES = {"trust": (0.0, 1.0), "income_gap": (0.0, 1.0), "rain": (0.0, 1.0), "luck": (0.0, 1.0), "roads": (0.0, 1.0)}


def planted(x):
    return (x["trust"] < 0.4) & (x["income_gap"] > 0.6)


def planted_study(noise=0.0, points=800):
    rng = np.random.default_rng(1)

    def consent(x, replicate):
        return np.where(planted(x) ^ (rng.random(points) < noise), 0.3, 0.9)

    functions = {"base": lambda x, r: 0 * x["trust"], "policy": consent}
    return scattered_study(functions, RANGES, points, baseline="base")


def found_in(study, event=None):
    return discover(study, [event or Event("below", "y", "policy", 0.5)])[0]


def test_a_planted_box_is_found_with_coverage_and_density():
    found = found_in(planted_study())
    assert found.box.coverage >= 0.9
    assert found.box.density >= 0.9
    assert [list(RANGES)[i] for i in found.box.restricted] == ["trust", "income_gap"]
    assert found.held_out.coverage >= 0.9
    assert found.held_out.density >= 0.85
    assert found.firm


def test_a_planted_box_is_found_among_mislabelled_worlds():
    # 2 % of 800 labels turned over: about 13 of 672 outside become cases no box should hold
    found = found_in(planted_study(noise=0.02))
    assert found.box.coverage >= 0.8
    assert found.box.density >= 0.9
    assert [list(RANGES)[i] for i in found.box.restricted] == ["trust", "income_gap"]


def test_the_box_is_told_in_words_in_both_languages():
    study = planted_study()
    found = found_in(study)
    low, high = found.box.low[1], found.box.high[0]
    assert (low, high) == (pytest.approx(0.6, abs=0.03), pytest.approx(0.4, abs=0.03))
    assert box_words(found.box, study.factors) == f"trust < {high:.3g} and income gap > {low:.3g}"
    use_language("zh")
    assert box_words(found.box, study.factors) == f"trust（中） < {high:.3g}，且income_gap（中） > {low:.3g}"


def test_words_for_two_sided_limits_and_for_choices():
    trust = FactorInfo("trust", Label("trust", "信任"), 0.0, 1.0)
    rule = FactorInfo("rule", Label("rule", "规则"), 0.0, 2.0, levels=("threshold", "assembly", "eight steps"))
    assert limit_words(trust, Limit(0.25, 0.5)) == "trust between 0.25 and 0.5"
    assert limit_words(rule, Limit(among=frozenset({1, 2}))) == "rule is assembly or eight steps"
    assert limit_words(rule, Limit(among=frozenset({0, 1, 2}))) == "rule is threshold, assembly or eight steps"
    assert path_words((), (trust,)) == "in all worlds"
    use_language("zh")
    assert limit_words(trust, Limit(0.25, 0.5)) == "信任在0.25与0.5之间"
    assert limit_words(rule, Limit(among=frozenset({0}))) == "规则为threshold"
    assert limit_words(rule, Limit(among=frozenset({0, 1, 2}))) == "规则为threshold、assembly或eight steps"
    assert path_words((), (trust,)) == "在全部情形中"


def test_coverage_density_and_mass_are_those_of_the_limits_told():
    study = planted_study()
    box = found_in(study).box
    factors = study.points[list(RANGES)].to_numpy()
    cases = planted(study.points).to_numpy()
    inside = ((factors >= box.low) & (factors <= box.high)).all(axis=1)
    assert box.coverage == (inside & cases).sum() / cases.sum()
    assert box.density == cases[inside].mean()
    assert box.mass == inside.mean()


def test_a_box_in_pure_noise_does_not_survive_on_points_it_was_not_found_on():
    for seed in range(8):
        rng = np.random.default_rng(seed)
        assert held_out(rng.random((200, 5)), rng.random(200) < 0.3).luck > 0.01


def test_no_case_and_nothing_but_cases_have_no_box():
    factors = np.random.default_rng(0).random((50, 2))
    assert find_box(factors, np.zeros(50, dtype=bool)) is None
    assert find_box(factors, np.ones(50, dtype=bool)) is None


@pytest.mark.parametrize(("level", "reason"), [(0.1, "never"), (1.0, "always")])
def test_what_never_or_always_happens_says_so(level, reason):
    found = found_in(planted_study(), Event("below", "y", "policy", level))
    assert (found.reason, found.box) == (reason, None)


def test_too_few_cases_are_not_searched():
    found = found_in(planted_study(points=60), Event("below", "y", "policy", 0.5))
    assert found.cases < 10
    assert found.reason == "too_few_cases"


def test_failing_is_doing_no_better_than_the_baseline_of_the_same_world():
    functions = {"base": lambda x, r: x["trust"], "policy": lambda x, r: 0 * x["trust"] + 0.25}
    study = scattered_study(functions, {"trust": (0.0, 1.0)}, 200, baseline="base")
    happens, known = Event("fails", "y", "policy").happens(study)
    assert known.all()
    assert happens.tolist() == (study.points["trust"] >= 0.25).tolist()


def test_losing_is_that_another_scenario_is_better_in_the_world():
    functions = {"base": lambda x, r: x["trust"], "policy": lambda x, r: 1 - x["trust"]}
    study = scattered_study(functions, {"trust": (0.0, 1.0)}, 100, baseline="base")
    happens, _ = Event("loses", "y", "base").happens(study)
    assert happens.tolist() == (study.points["trust"] < 0.5).tolist()


def test_worlds_with_a_failed_run_are_left_out():
    functions = {"base": lambda x, r: x["trust"], "policy": lambda x, r: 1 - x["trust"]}
    study = scattered_study(functions, {"trust": (0.0, 1.0)}, 100, baseline="base", failing=[5, 111])
    found = found_in(study, Event("loses", "y", "base"))
    assert (found.worlds, found.left_out) == (98, 2)
    assert on_event(analyse_study(study), found).endswith("2 worlds have no value and are left out.")


def test_the_tree_asks_the_questions_that_were_planted():
    study = planted_study()
    found = found_in(study)
    first = leaves(found.tree)[0]
    assert first.share > 0.9
    (factor, at_most, at), (other, below, limit) = sorted(first.conditions)
    assert (factor, at_most, at) == (0, True, pytest.approx(0.4, abs=0.02))
    assert (other, below, limit) == (1, False, pytest.approx(0.6, abs=0.02))
    assert path_words(first.conditions, study.factors).count(" and ") == 1
    ends = leaves(found.tree)
    assert sum(leaf.coverage for leaf in ends) == pytest.approx(1)  # every case lies in one leaf
    assert first.coverage == pytest.approx(first.share * first.points / found.cases)


def test_a_tree_of_noise_is_a_single_leaf_or_says_little():
    rng = np.random.default_rng(2)
    cases = rng.random(300) < 0.5
    assert max(leaf.points for leaf in leaves(grow(rng.random((300, 1)), cases, depth=1))) >= 15
    assert grow(np.zeros((40, 2)), np.arange(40) < 20).factor == -1  # nothing to ask where nothing varies


def whole_study(event, keys="ab", most=10):
    """A grid of whole numbers 0 … most; the outcome is 0 where `event` holds of them, else 1."""
    steps = [factors.Factor(key, "uncertainty", "integer", 0, most) for key in keys]
    functions = {"policy": lambda x, r: np.where(event(x), 0.0, 1.0)}
    return study_of("plain", designs.grid(steps, most + 1), functions, ranges=dict.fromkeys(keys, (0.0, most)))


@pytest.mark.parametrize(
    ("event", "words"),
    [(lambda x: x["a"] >= 5, "a ≥ 5"), (lambda x: x["a"] <= 4, "a ≤ 4"), (lambda x: x["a"] == 10, "a ≥ 10")],
)
def test_limits_on_whole_numbers_name_the_last_number_inside(event, words):
    study = whole_study(event)
    found = found_in(study)
    assert found.firm
    assert box_words(found.box, study.factors) == words
    assert path_words(leaves(found.tree)[0].conditions, study.factors) == words
    assert found.tree.at % 1 == 0.5


def test_one_whole_number_is_named_as_such():
    count = FactorInfo("count", Label("count", "数目"), 0.0, 9.0, whole=True)
    assert limit_words(count, Limit(2.5, 3.5)) == "count = 3"
    assert limit_words(count, Limit(2.5, 5.5)) == "count between 3 and 5"


def test_a_lever_is_marked_as_a_choice():
    lever = FactorInfo("k", Label("k", "k"), 0.0, 9.0, role="lever", whole=True)
    assert limit_words(lever, Limit(high=3)) == "k (a lever) ≤ 3"


def test_a_box_is_tried_on_points_of_every_level_it_was_found_on():
    # five levels of b, the last to turn: without a shuffle every fifth point would be one level of it, and of a
    # box found without level 3 the limit would be 4
    study = whole_study(lambda x: x["b"] >= 3, keys="cab", most=4)
    tested = found_in(study).held_out
    assert (tested.coverage, tested.density) == (1.0, 1.0)


WAYS = ("need", "chance", "ease", "list")  # listed so that the two that matter stand apart


def chosen_study(points=600, ways=WAYS, noise=0.0):
    """Consent is low where targeting is need or ease and trust is low; nothing else matters."""
    rng = np.random.default_rng(3)
    keys = [
        factors.Factor("targeting", "uncertainty", "integer", 0, len(ways) - 1),
        *(factors.Factor(key, "uncertainty", "real", 0, 1) for key in ("trust", "rain")),
    ]
    code = {ways.index("need"), ways.index("ease")}

    def consent(x, replicate):
        happens = np.isin(x["targeting"], list(code)) & (x["trust"] < 0.5)
        return np.where(happens ^ (rng.random(points) < noise), 0.3, 0.9)

    ranges = {"targeting": (0.0, len(ways) - 1.0), "trust": (0.0, 1.0), "rain": (0.0, 1.0)}
    sample = designs.latin_hypercube(keys, points, seed=4)
    return study_of("plain", sample, {"policy": consent}, ranges=ranges, levels={"targeting": tuple(ways)})


def test_choices_that_do_not_stand_side_by_side_are_found_together():
    study = chosen_study()
    found = found_in(study)
    assert found.firm
    assert found.box.region.among == {0: frozenset({0, 2})}
    high = found.box.high[1]
    assert high == pytest.approx(0.5, abs=0.03)
    assert box_words(found.box, study.factors) == f"targeting is need or ease and trust < {high:.3g}"
    inside = study.points["targeting"].isin([0, 2]) & (study.points["trust"] <= high)
    cases = study.runs["y"].to_numpy() < 0.5
    assert found.box.coverage == (inside.to_numpy() & cases).sum() / cases.sum()
    assert found.box.density == cases[inside.to_numpy()].mean()
    use_language("zh")
    assert box_words(found.box, study.factors) == f"targeting（中）为need或ease，且trust（中） < {high:.3g}"


def test_the_order_in_which_choices_are_listed_changes_nothing():
    told = set()
    for ways in (WAYS, ("ease", "need", "list", "chance"), ("list", "need", "chance", "ease")):
        study = chosen_study(ways=ways, noise=0.03)
        region = found_in(study).box.region
        told.add(frozenset(ways[i] for i in region.among[0]))
    assert told == {frozenset({"need", "ease"})}


def test_the_tree_asks_whether_a_choice_is_one_of_several():
    study = chosen_study()
    tree = found_in(study).tree
    first = leaves(tree)[0]
    assert (first.share, first.coverage) == (1.0, 1.0)
    words = path_words(first.conditions, study.factors)
    assert sorted(words.split(" and ")) == ["targeting is need or ease", "trust < 0.5"]
    others = [path_words(leaf.conditions, study.factors) for leaf in leaves(tree)[1:]]
    assert any("targeting is chance or list" in one for one in others)


def test_choices_asked_about_twice_leave_what_both_answers_leave():
    rule = FactorInfo("rule", Label("rule", "规则"), 0.0, 3.0, levels=("a", "b", "c", "d"))
    twice = ((0, False, frozenset({0})), (0, True, frozenset({0, 1, 2})))
    assert path_words(twice, (rule,)) == "rule is b or c"


def test_a_choice_of_many_that_does_not_matter_is_not_told():
    for seed in range(6):
        rng = np.random.default_rng(seed)
        choices = rng.integers(0, 12, (240, 1)).astype(float)
        assert held_out(choices, rng.random(240) < 0.3, unordered=[0]).luck > 0.01


def test_a_tree_is_tried_on_points_it_was_not_grown_on():
    found = found_in(planted_study())
    assert found.tree_firm
    assert found.tree_held_out.coverage >= 0.9
    assert found.tree_held_out.density >= 0.85
    points = np.random.default_rng(1).random((50, 5))
    whole = {leaf.share for leaf in leaves(found.tree)}
    assert set(expected(found.tree, points)) <= whole


def test_a_tree_grown_in_noise_is_not_told():
    told = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        functions = {"policy": lambda x, r, rng=rng: (rng.random(120) < 0.4).astype(float)}
        study = scattered_study(functions, RANGES, 120)
        found = found_in(study, Event("above", "y", "policy", 0.5))
        told += bool(on_tree(analyse_study(study), found))
    assert told <= 1


def test_the_tree_of_choices_sends_points_where_its_words_say():
    study = chosen_study()
    tree = found_in(study).tree
    inside = study.points["targeting"].isin([0, 2]) & (study.points["trust"] <= 0.5)
    likely = expected(tree, study.points[["targeting", "trust", "rain"]].to_numpy(float)) > 0.5
    assert (likely == inside.to_numpy()).mean() > 0.99


def test_a_box_keeps_choices_that_were_peeled_off_for_nothing():
    # of five choices only one never has a case; four are left, though one could be peeled at little loss
    codes = np.repeat(np.arange(5.0), 40)[:, None]
    cases = (codes[:, 0] != 3) & (np.arange(200) % 2 == 0)
    assert find_box(codes, cases, unordered=[0]).region.among == {0: frozenset({0, 1, 2, 4})}


def test_one_limit_among_two_hundred_assumptions_is_found_and_nothing_else():
    rng = np.random.default_rng(4)
    factors = rng.random((320, 187))
    cases = rng.random(320) < np.where(factors[:, 11] < 0.3, 0.95, 0.1)
    box = find_box(factors, cases)
    assert box is not None
    assert box.restricted == [11]
    assert box.high[11] == pytest.approx(0.3, abs=0.03)
    unseen = held_out(factors, cases)
    assert unseen.coverage > 0.7  # of .95 × .3 = .285 in .355
    assert unseen.density > 0.85


def test_in_noise_among_two_hundred_assumptions_no_box_holds():
    rng = np.random.default_rng(5)
    factors, cases = rng.random((320, 187)), rng.random(320) < 0.33
    assert held_out(factors, cases).luck > 0.05
