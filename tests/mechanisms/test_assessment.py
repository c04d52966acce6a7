import numpy as np
import pytest
from hamlets import DRAWS, hamlets, step, unite

from liancun_sim.draws import Draws
from liancun_sim.interventions import Contribution, NameSupported
from liancun_sim.mechanisms import AssessmentRules, Setup
from liancun_sim.mechanisms.assessment.assessment import FIXED_NUMBERS, Assessment, listing_after
from liancun_sim.mechanisms.assessment.index import PARTS, STANDARDS

RULES = AssessmentRules()
AFTERWARDS = Draws(1)  # what a replication draws after t0


def county(count=200, seed=1, names=None, **values):
    random = np.random.default_rng(seed)
    usual = {
        "income_per_person_yuan": 4237 * np.exp(random.normal(0, 0.24, count)),
        "collective_year_yuan": random.lognormal(np.log(34_000), 1.2, count),
        "public_goods": np.clip(random.normal(0.5, 0.15, count), 0, 1),
        "satisfaction": np.clip(random.normal(0.62, 0.1, count), 0, 1),
        "capacity": np.clip(random.normal(0.5, 0.15, count), 0, 1),
    }
    return hamlets(names or count, households=2, **(usual | values))


def begun(state, rules=RULES, **values):
    assessment = Assessment(Setup(assessment=rules), {f"assessment.{name}": value for name, value in values.items()})
    assessment.begin(state, DRAWS)
    return assessment


def assess(assessment, state, number, *actions, draws=AFTERWARDS, moves=()):
    """The assessment `number` half-years after t0."""
    step(assessment, state, 6 * number - 1, actions, draws=draws, moves=moves)


def test_weights_sum_to_one():
    assert sum(part.weight for part in PARTS) == pytest.approx(1)


def test_the_true_index_has_mean_zero_and_spread_one_at_t0():
    state = county()
    begun(state)
    assert np.mean(state.villages.index_true) == pytest.approx(0, abs=1e-12)
    assert np.std(state.villages.index_true) == pytest.approx(1)


def test_the_index_of_one_village():
    """Standard numbers given: a village one SD worse in income alone stands at −.30 / .5."""
    fixed = {f"{part.name}_{what}": value for part in PARTS for what, value in (("mean", 0.4), ("sd", 0.1))}
    fixed |= {"standard_income_yuan": 5_000, "index_scale": 0.5, "line": -1.0}
    state = county(2, income_per_person_yuan=[2_500, 3_000], collective_year_yuan=30_000, public_goods=0.6,
                   satisfaction=0.6, capacity=0.6)  # fmt: skip
    begun(state, AssessmentRules(fixed=tuple(fixed.items())))
    # shortfalls: income 1 − 2,500/5,000 = .5 and .4; collective 1 − 30/50 = .4; the rest .4
    np.testing.assert_allclose(state.villages.index_true, [-0.6, 0], atol=1e-12)


def test_everything_that_can_be_fixed_is_a_column_of_the_county():
    assert set(FIXED_NUMBERS) <= set(county().county.columns)


def test_a_tenth_of_villages_is_listed_at_t0_by_each_index():
    state = county(200)
    begun(state)
    # the line stands at the village in place ⌊.1 · 199⌋ + 1 = 20 from below
    for listed in ("listed", "listed_true", "listed_shadow"):
        assert getattr(state.villages, listed).sum() == 20
    np.testing.assert_array_equal(state.villages.listed, state.villages.listed_at_start)
    np.testing.assert_array_equal(state.villages.listed, state.villages.listed_shadow)


def test_villages_tied_at_the_line_are_all_listed():
    state = county(20, income_per_person_yuan=[3_000] * 5 + [5_000] * 15, collective_year_yuan=10_000,
                   public_goods=0.5, satisfaction=0.6, capacity=0.5)  # fmt: skip
    begun(state)
    assert state.villages.listed_true.sum() == 5


def test_reliability_is_seventy_percent():
    state = county(4000)
    begun(state)
    shared = np.corrcoef(state.villages.index_true, state.villages.index_assessed)[0, 1] ** 2
    assert shared == pytest.approx(1 / (1 + 0.65**2), abs=0.02)  # .703


def machine(scores, rules=RULES):
    """One village listed at t0 (line 0), then assessed with these true scores: listed after each."""
    state = county(1)
    assessment = begun(state, rules)
    villages = state.villages
    villages.listed[:] = villages.ever_listed[:] = 1
    found = []
    for score in scores:
        villages.index_assessed[:] = score
        assessment._list(villages, villages.index_assessed, "listed", "good_streak", 0.0)
        found.append(int(villages.listed[0]))
    return found


@pytest.mark.parametrize(("scores", "listed"), [
    ([1, 1, 1], [1, 0, 0]),                 # two good ones in a row: out
    ([1, -1, 1, 1], [1, 1, 1, 0]),          # a bad one between: counting starts again
    ([1, 1, -1], [1, 0, 1]),                # out, then relisted on one bad one
    ([0, 0, 0], [1, 1, 1]),                 # on the line is not above it
])  # fmt: skip
def test_a_village_leaves_after_two_good_assessments_in_a_row(scores, listed):
    assert machine(scores) == listed


def test_one_good_assessment_may_be_enough():
    assert machine([1, -1, 1], AssessmentRules(consecutive=1)) == [0, 1, 0]


def test_the_margin_asks_for_more_than_the_line():
    assert machine([0.2, 0.2, 0.3, 0.3], AssessmentRules(margin=0.25)) == [1, 1, 1, 0]


def test_assessments_are_half_yearly():
    state = county()
    assessment = begun(state)
    before = state.villages.index_assessed.copy()
    for index in range(5):
        step(assessment, state, index)
        np.testing.assert_array_equal(state.villages.index_assessed, before)
    step(assessment, state, 5)
    assert (state.villages.index_assessed != before).all()


def test_without_kindness_the_shadow_is_the_assessment():
    state = county()
    assessment = begun(state)
    for number in range(1, 5):
        assess(assessment, state, number, NameSupported(3))
        np.testing.assert_array_equal(state.villages.index_shadow, state.villages.index_assessed)
        np.testing.assert_array_equal(state.villages.listed_shadow, state.villages.listed)


def test_kindness_goes_to_the_supported_and_to_unions_alone():
    state = county()
    assessment = begun(state, kindness=0.5)
    unite(state, 7, 8)
    assess(assessment, state, 1, NameSupported(3))
    gap = state.villages.index_assessed - state.villages.index_shadow
    np.testing.assert_allclose(gap[[3, 7, 8]], 0.5)
    assert np.count_nonzero(gap) == 3
    assert state.villages.ever_supported.sum() == 1


def test_a_label_moves_no_true_outcome():
    named, plain = county(), county()
    for state, actions in ((named, [NameSupported(v) for v in range(50)]), (plain, [])):
        assessment = begun(state, kindness=2.0)
        for number in range(1, 5):
            assess(assessment, state, number, *actions)
    for column in ("index_true", "listed_true", "index_shadow", "listed_shadow"):
        np.testing.assert_array_equal(getattr(named.villages, column), getattr(plain.villages, column))
    assert named.villages.listed.sum() < plain.villages.listed.sum()


def test_policies_may_move_kindness():
    state = county()
    assessment = begun(state)
    kind = Contribution("p", "assessment.kindness", "add", np.array([3]), np.array([1.5]))
    assess(assessment, state, 1, NameSupported(3), NameSupported(4), moves=[kind])
    gap = state.villages.index_assessed - state.villages.index_shadow
    np.testing.assert_allclose(gap[[3, 4]], [1.5, 0])


def test_noise_is_addressed_by_assessment_and_village():
    few, many = county(2, names=("a", "b")), county(3, names=("b", "c", "a"))
    gaps = []
    for state in (few, many):
        assessment = begun(state)
        assess(assessment, state, 1)
        gaps.append(dict(zip(state.village_ids, state.villages.index_shadow - state.villages.index_true)))
    assert gaps[0]["a"] == pytest.approx(gaps[1]["a"], abs=1e-12)
    assert gaps[0]["b"] == pytest.approx(gaps[1]["b"], abs=1e-12)


def test_given_numbers_make_the_standard_independent_of_other_villages():
    fixed = {f"{part.name}_{what}": 0.3 for part in PARTS for what in ("mean", "sd")}
    fixed |= {"standard_income_yuan": 5_000, "index_scale": 0.5, "line": -1.5}
    rules = AssessmentRules(fixed=tuple(fixed.items()))
    few, many = county(50), county(51)
    for column in ("income_per_person_yuan", "collective_year_yuan", "public_goods", "satisfaction", "capacity"):
        getattr(many.villages, column)[:50] = getattr(few.villages, column)
    for state in (few, many):
        assess(begun(state, rules), state, 1)
    np.testing.assert_array_equal(few.villages.index_assessed, many.villages.index_assessed[:50])
    np.testing.assert_array_equal(few.villages.listed, many.villages.listed[:50])


def test_against_a_frozen_standard_growth_alone_lifts_the_index():
    state = county()
    assessment = begun(state, AssessmentRules(standard="nominal"))
    state.villages.income_per_person_yuan[:] *= 1.1
    assess(assessment, state, 1)
    assert np.mean(state.villages.index_true) > 0.05


def test_against_the_county_median_common_growth_lifts_nobody():
    state = county()
    assessment = begun(state, AssessmentRules(standard="relative"))
    before = state.villages.index_true.copy()
    state.villages.income_per_person_yuan[:] *= 1.1
    assess(assessment, state, 1)
    np.testing.assert_allclose(state.villages.index_true, before, atol=1e-12)


def test_prices_alone_lift_the_index_under_the_nominal_standard_only():
    """Incomes and prices doubled: nothing real has changed, and the yuan of t0 are half as much."""
    true = {}
    for standard in STANDARDS:
        state = county()
        assessment = begun(state, AssessmentRules(standard=standard))
        before = state.villages.index_true.copy()
        state.villages.income_per_person_yuan[:] *= 2
        state.villages.collective_year_yuan[:] *= 2
        state.county.price_index[:] *= 2
        assess(assessment, state, 1)
        true[standard] = state.villages.index_true - before
    np.testing.assert_allclose(true["real"], 0, atol=1e-12)
    assert np.mean(true["nominal"]) > 0.3
    # relative: incomes stand where they stood, but 50,000 yuan of collective income are within easier reach
    assert 0 < np.mean(true["relative"]) < np.mean(true["nominal"])


def test_the_operative_list_is_the_shadow_list_of_its_standard():
    for row, standard in enumerate(STANDARDS):
        state = county()
        assessment = begun(state, AssessmentRules(standard=standard), kindness=0.5)
        for number in range(1, 7):
            state.villages.income_per_person_yuan[:] *= 1.05
            state.county.price_index[:] *= 1.02
            assess(assessment, state, number)
            np.testing.assert_array_equal(state.villages.listed, state.villages.listed_by_standard[row])
            np.testing.assert_array_equal(state.villages.listed_true, state.villages.listed_true_by_standard[row])


def test_all_standards_list_the_same_villages_at_t0_and_part_afterwards():
    state = county(400)
    assessment = begun(state)
    for listed in state.villages.listed_by_standard:
        np.testing.assert_array_equal(listed, state.villages.listed_at_start)
    for number in range(1, 7):  # incomes grow by a third, prices by an eighth
        state.villages.income_per_person_yuan[:] *= 1.05
        state.county.price_index[:] *= 1.02
        assess(assessment, state, number)
    start = state.villages.listed_true_at_start > 0
    nominal, real, relative = (1 - listed[start].mean() for listed in state.villages.listed_true_by_standard)
    assert nominal > real > relative


def test_kindness_shortens_every_assessed_list_and_no_true_one():
    found = []
    for kindness in (0.0, 2.0):
        state = county(400)
        assessment = begun(state)
        for number in (1, 2):
            actions = [NameSupported(v) for v in range(400)]
            moves = [Contribution("p", "assessment.kindness", "add", np.arange(400), np.full(400, kindness))]
            assess(assessment, state, number, *actions, moves=moves)
        found.append(state.villages.listed_by_standard.sum(axis=1))
        assert (state.villages.listed_true_by_standard == state.villages.listed_true).all()
    assert (found[1] < found[0]).all()


def test_a_first_listing_is_no_relapse():
    state = county()
    assessment = begun(state)
    listed = [state.villages.listed.copy()]
    for number in range(1, 9):
        assess(assessment, state, number)
        listed.append(state.villages.listed.copy())
    entries = np.sum(np.diff(np.array(listed, dtype=int), axis=0) > 0, axis=0)
    at_start = state.villages.listed_at_start
    # who stood on the list at t0 returns with every entry; others come first, and return from the second on
    np.testing.assert_array_equal(state.villages.relapses, np.where(at_start, entries, np.maximum(0, entries - 1)))
    assert state.villages.relapses.sum() > 0


def test_listed_villages_leave_without_anything_having_changed():
    """Nothing moves but the noise of assessments: regression to the mean alone empties a good part of the list."""
    left = []
    for seed in range(8):
        state = county(754, seed=seed)
        assessment = Assessment(Setup())
        assessment.begin(state, Draws(seed))
        start = state.villages.listed_at_start > 0
        for number in (1, 2):
            assess(assessment, state, number, draws=Draws(seed))
        left.append(1 - state.villages.listed[start].mean())
    # of the village index, .70 is true: the listed stand at .70 · −1.75·1.19 ≈ −1.5 on average, on the line of
    # −1.28·1.19 ≈ −1.5; so each passes with a chance of one half or so, and twice with ¼ + the variance of that
    # chance (about .3² for true indices that differ by .5 around the line): .34
    assert 0.28 < np.mean(left) < 0.40


def test_a_household_below_the_line_of_its_date_is_poor():
    state = county(2)
    state.households.put("size", 3)
    state.households.put("income_year_yuan", [3 * 1066, 3 * 1067, 3 * 1195, 3 * 1196])
    assessment = begun(state)
    np.testing.assert_array_equal(state.households.is_poor, [1, 0, 0, 0])  # 1,067 yuan a person in 2008
    assess(assessment, state, 2)
    np.testing.assert_array_equal(state.households.is_poor, [1, 1, 1, 0])  # 1,196 from 2009


def test_after_2020_nobody_is_poor_unless_the_scenario_draws_a_line():
    for given, poor in ((None, [0, 0]), (7_000.0, [1, 0])):
        state = county(2)
        state.households.put("size", 3)
        state.households.put("income_year_yuan", [3 * 7_500, 3 * 9_000] * 2)
        rules = AssessmentRules(poverty_line=given)
        assessment = Assessment(Setup(start="2023-01", assessment=rules))
        assessment.begin(state, DRAWS)
        assert state.households.is_poor.sum() == 0
        state.county.price_index[:] *= 1.1  # a line of 7,000 yuan of the start is 7,700 then
        assess(assessment, state, 1)
        np.testing.assert_array_equal(state.households.is_poor, poor * 2)
        assert np.isnan(state.county.poverty_line_yuan[0]) == (given is None)


def test_an_indicator_without_spread_counts_nothing():
    state = county(30, collective_year_yuan=80_000)
    begun(state)
    assert np.isfinite(state.villages.index_true).all()
    assert state.county.collective_shortfall_sd[0] == 0


def test_incomes_are_reported_with_noise_and_rounded_up_where_supported():
    state = county(4_000)
    assessment = begun(state, income_noise=0.1, income_kindness=0.2)
    villages = state.villages
    log_error = np.log(villages.income_assessed_yuan / villages.income_per_person_yuan)
    assert np.std(log_error) == pytest.approx(0.1, rel=0.05)
    # the mean of what is reported is the truth: four standard errors of a ratio with SD .1 over 4,000 villages
    ratio = villages.income_assessed_yuan / villages.income_per_person_yuan
    assert np.mean(ratio) == pytest.approx(1, abs=4 * 0.1 / np.sqrt(4_000))
    assess(assessment, state, 1, NameSupported(7))
    rounded = villages.income_assessed_yuan / villages.income_shadow_yuan
    assert rounded[7] == pytest.approx(np.exp(0.2))
    np.testing.assert_array_equal(np.delete(rounded, 7), 1)


def test_nobody_leaves_and_enters_the_list_in_one_assessment():
    """Index by assessment: above the line twice, then below it; the other way round for the second village."""
    listed, streak = np.array([True, False]), np.array([0, 0])
    seen = []
    for index in ([0.5, 0.5], [0.5, -0.5], [-0.5, 0.5]):
        listed, streak = listing_after(listed, streak, np.array(index), 0.0, RULES)
        seen.append(listed.tolist())
    assert seen == [[True, False], [False, True], [True, True]]
