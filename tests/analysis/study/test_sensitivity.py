"""Indices of functions whose indices are known, also where runs have failed; and refusals instead of zeros."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import sobol_indices as scipy_sobol_indices
from scipy.stats import uniform

from liancun_sim.analysis.statistics.morris import elementary_effects
from liancun_sim.analysis.statistics.rank_correlation import partial_rank_correlation
from liancun_sim.analysis.study.analysed import analyse_study
from liancun_sim.analysis.study.sensitivity import Target, sensitivity
from liancun_sim.reports.study.drivers import depends, on_drivers
from liancun_sim.running.study import designs
from small_study import design_factors, scattered_study, sobol_study, study_of

PI = np.pi
CUBE = {"x1": (-PI, PI), "x2": (-PI, PI), "x3": (-PI, PI)}
# Ishigami & Homma 1990, f = sin x1 + 7 sin² x2 + 0.1 x3⁴ sin x1:
# V1 = ½(1 + 0.1π⁴/5)², V2 = 7²/8, V13 = 0.1²π⁸(1/18 − 1/50)
V1, V2, V13 = 0.5 * (1 + 0.1 * PI**4 / 5) ** 2, 49 / 8, 0.01 * PI**8 * (1 / 18 - 1 / 50)
V = V1 + V2 + V13
ISHIGAMI = {
    "first": {"x1": V1 / V, "x2": V2 / V, "x3": 0.0},
    "total": {"x1": (V1 + V13) / V, "x2": V2 / V, "x3": V13 / V},
}
WEIGHTS = np.array([0.0, 1.0, 4.5, 9.0])


def ishigami(x, replicate):
    return np.sin(x["x1"]) + 7 * np.sin(x["x2"]) ** 2 + 0.1 * x["x3"] ** 4 * np.sin(x["x1"])


def sobol_g(x, replicate):
    """Π (|4x − 2| + a) / (1 + a), Saltelli & Sobol 1995."""
    return np.prod([(np.abs(4 * x[f"g{i}"] - 2) + a) / (1 + a) for i, a in enumerate(WEIGHTS)], axis=0)


def sobol_g_indices():
    """V_i = 1 / (3 (1 + a_i)²); first V_i / V, total V_i Π_{j≠i}(1 + V_j) / V, V = Π(1 + V_j) − 1."""
    parts = 1 / (3 * (1 + WEIGHTS) ** 2)
    whole = np.prod(1 + parts) - 1
    keys = [f"g{i}" for i in range(4)]
    return {
        "first": dict(zip(keys, parts / whole)),
        "total": dict(zip(keys, parts * np.prod(1 + parts) / (1 + parts) / whole)),
    }


def failing(study, share, seed=3):
    """Run numbers of a random share of runs."""
    return np.flatnonzero(np.random.default_rng(seed).random(len(study.runs)) < share)


def indices(study, method="sobol", **target):
    table = sensitivity(study, [Target("y", "function", **target)])
    return table[table["method"] == method]


@pytest.mark.parametrize("share", [0.0, 0.02])
@pytest.mark.parametrize(
    ("function", "ranges", "known"),
    [(ishigami, CUBE, ISHIGAMI), (sobol_g, {f"g{i}": (0.0, 1.0) for i in range(4)}, sobol_g_indices())],
    ids=["ishigami", "sobol_g"],
)
def test_known_sobol_indices_lie_within_their_intervals(function, ranges, known, share):
    study = sobol_study(function, ranges, 1024)
    if share:
        study = sobol_study(function, ranges, 1024, failing=failing(study, share))
    table = indices(study)
    assert set(table["index"]) == {"first", "total"}
    for name, factor, low, high in table[["index", "factor", "low", "high"]].itertuples(index=False):
        assert low <= known[name][factor] <= high, (name, factor)
        assert high - low < 0.35


def test_a_failed_run_drops_its_whole_base_row_and_is_counted():
    whole = sobol_study(ishigami, CUBE, 64)
    # a base row is A, B and one AB for each of three factors: runs 0–4 are the first, 5–9 the second
    study = sobol_study(ishigami, CUBE, 64, failing=[0, 3, 7])
    table = indices(study)
    assert set(table["used"]) == {62}
    assert set(table["dropped"]) == {2}
    assert set(indices(whole)["dropped"]) == {0}


def test_what_is_left_gives_the_indices_of_a_design_without_those_rows():
    with_gaps = indices(sobol_study(ishigami, CUBE, 64, failing=[0, 5]))
    study = sobol_study(ishigami, CUBE, 64)
    kept = study.points["group"] >= 2
    shorter = study_of(
        "sobol",
        designs.Points(
            {key: study.points.loc[kept, key].to_numpy() for key in CUBE},
            study.points.loc[kept, "group"].to_numpy(),
            study.points.loc[kept, "role"].to_numpy(),
        ),
        {"function": ishigami},
        ranges=CUBE,
    )
    assert with_gaps["value"].tolist() == indices(shorter)["value"].tolist()


def test_too_many_failures_are_refused_not_shown_as_zero():
    study = sobol_study(ishigami, CUBE, 64)
    table = indices(sobol_study(ishigami, CUBE, 64, failing=failing(study, 0.3)))
    assert table["reason"].tolist() == ["too_many_failed"]
    assert table["value"].isna().all()


def test_too_few_rows_are_refused():
    table = indices(sobol_study(ishigami, CUBE, 8))
    assert table["reason"].tolist() == ["too_few_rows"]


def test_an_outcome_that_never_varies_has_no_indices():
    table = indices(sobol_study(lambda x, r: 3.0 + 0 * x["x1"], CUBE, 32))
    assert table["reason"].tolist() == ["constant"]
    assert table["value"].isna().all()


def test_indices_agree_with_scipys():
    """The same estimators on another sample of the same size: within each other's intervals."""
    ours = indices(sobol_study(ishigami, CUBE, 1024))
    vector = lambda x: np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])  # noqa: E731
    theirs = scipy_sobol_indices(func=vector, n=1024, dists=[uniform(-PI, 2 * PI)] * 3, rng=np.random.default_rng(1))
    for name, values in (("first", theirs.first_order), ("total", theirs.total_order)):
        mine = ours[ours["index"] == name]
        assert (mine["low"].to_numpy() - 0.05 < values).all()
        assert (values < mine["high"].to_numpy() + 0.05).all()


RANGES = {"a": (0.0, 2.0), "b": (0.0, 1.0), "c": (-1.0, 1.0)}


def morris_study(function, trajectories=10, **more):
    points = designs.morris(design_factors(RANGES), trajectories, 4, seed=2)
    return study_of("morris", points, {"function": function}, ranges=RANGES, **more)


def test_elementary_effects_of_a_straight_line_are_its_slopes_times_the_ranges():
    # y = 3a − 2b: over the whole range a changes y by 3·2 = 6, b by −2·1, c by nothing; no effect ever differs
    table = indices(morris_study(lambda x, r: 3 * x["a"] - 2 * x["b"]), "morris").set_index(["index", "factor"])
    found = table["value"]
    assert found["mu"].to_dict() == pytest.approx({"a": 6.0, "b": -2.0, "c": 0.0}, abs=1e-9)
    assert found["mu_star"].to_dict() == pytest.approx({"a": 6.0, "b": 2.0, "c": 0.0}, abs=1e-9)
    assert found["sigma"].to_dict() == pytest.approx({"a": 0.0, "b": 0.0, "c": 0.0}, abs=1e-9)
    assert table["clear"]["mu_star"].to_dict() == {"a": True, "b": True, "c": False}


def test_an_effect_that_turns_its_sign_cancels_in_mu_but_not_in_mu_star():
    # y = c² over −1 … 1, steps of ⅔ of the range between −1, −⅓, ⅓, 1. −1 → ⅓ and ⅓ → −1: effect
    # (⅑ − 1)/⅔ = −4⁄3; −⅓ → 1 and 1 → −⅓: +4⁄3. Every size is 4⁄3, whatever the signs.
    table = indices(morris_study(lambda x, r: x["c"] ** 2, 40), "morris").set_index(["index", "factor"])["value"]
    assert table["mu_star", "c"] == pytest.approx(4 / 3)
    assert abs(table["mu", "c"]) < 0.7
    assert table["sigma", "c"] > 1.0


def test_a_failed_run_drops_its_whole_path():
    # paths of four runs: runs 0–3 and 4–7
    table = indices(morris_study(lambda x, r: x["a"], failing=[1, 4]), "morris")
    assert set(table["used"]) == {8}
    assert set(table["dropped"]) == {2}


def test_a_path_that_moves_two_factors_at_once_is_refused():
    with pytest.raises(ValueError, match="must change one factor"):
        elementary_effects(np.array([[[0.0, 0.0], [1.0, 1.0], [1.0, 0.0]]]), np.zeros((1, 3)))


def test_the_rank_screen_sees_a_curved_but_steady_dependence_and_no_other():
    study = scattered_study({"function": lambda x, r: np.exp(3 * x["a"]) - x["b"]}, RANGES, 200)
    table = indices(study, "rank").set_index("factor")
    assert table["value"]["a"] > 0.9
    assert table["value"]["b"] < 0
    assert table["clear"].to_dict() == {"a": True, "b": bool(table["clear"]["b"]), "c": False}


def test_the_rank_screen_removes_what_other_factors_explain():
    # ranks of y are those of x + z. Beside z, x correlates with y at about 1/√2; given z, wholly
    rng = np.random.default_rng(0)
    x, z = rng.permutation(60.0 * np.arange(60)), rng.permutation(60.0 * np.arange(60))
    value, low, _ = partial_rank_correlation(np.column_stack([x, z]), x + z)
    assert 0.6 < np.corrcoef(x, x + z)[0, 1] < 0.8
    assert value[0] > 0.95
    assert low[0] > 0.9


def test_the_rank_screen_of_a_single_factor_is_the_rank_correlation():
    # ranks 1 2 3 4 5 6 against 2 1 4 3 6 5: 1 − 6·6/(6·35) = 0.8286
    value, _, _ = partial_rank_correlation(np.arange(6.0)[:, None], np.array([2.0, 1, 4, 3, 6, 5]))
    assert value[0] == pytest.approx(1 - 36 / 210)


def test_a_choice_without_an_order_is_screened_whatever_the_order_it_is_listed_in():
    # of four choices the two that raise y are numbered 0 and 3, so that ranks of the numbers say nothing
    rng = np.random.default_rng(2)
    code, x = rng.integers(0, 4, 200), rng.random(200)
    y = np.isin(code, [0, 3]) + x
    found = partial_rank_correlation(np.column_stack([code, x]), y, unordered=[0])
    other = partial_rank_correlation(np.column_stack([np.array([2, 0, 3, 1])[code], x]), y, unordered=[0])
    np.testing.assert_allclose(found, other)
    assert abs(partial_rank_correlation(np.column_stack([code, x]), y)[0][0]) < 0.2
    # √(1 − residual with it / residual without it), of the ranks of y
    ranks, ones = y.argsort().argsort() + 1.0, np.ones(200)
    rest = [np.column_stack([ones, x.argsort().argsort()]), np.equal.outer(code, [1, 2, 3]).astype(float)]
    left = [np.linalg.lstsq(columns, ranks)[1][0] for columns in (np.hstack(rest), rest[0])]
    assert found[0][0] == pytest.approx(np.sqrt(1 - left[0] / left[1]))
    assert found[1][0] < found[0][0] < found[2][0]


def test_a_step_from_one_choice_to_another_is_a_whole_step():
    # 0.4 from choice 0 to choice 1 of three, a step of half the range of their numbers; 0.4 from choice 2 to choice 0
    paths = np.array([[[0.0], [0.5]], [[1.0], [0.0]]])
    values = np.array([[0.0, 0.4], [0.0, 0.4]])
    assert elementary_effects(paths, values, unordered=[0]).tolist() == [[0.4], [0.4]]
    assert elementary_effects(paths, values).tolist() == [[0.8], [-0.4]]


def test_a_choice_that_does_not_matter_is_rarely_called_clear():
    # a two-sided 95 % interval of a strength that cannot be negative leaves out zero in 2.5 % of such cases
    rng = np.random.default_rng(5)
    clear = 0
    for _ in range(200):
        found = partial_rank_correlation(rng.integers(0, 5, (80, 1)).astype(float), rng.random(80), unordered=[0])
        clear += found[1][0] > 0
    assert clear <= 12  # 5 expected


def test_the_rank_screen_refuses_more_factors_than_points():
    table = indices(scattered_study({"function": lambda x, r: x["a"]}, RANGES, 6), "rank")
    assert table["reason"].tolist() == ["too_few_rows"]


def test_the_advantage_of_one_scenario_is_explained_world_by_world():
    # both depend on a alike, so that their difference depends on b alone
    functions = {"base": lambda x, r: 5 * x["a"], "policy": lambda x, r: 5 * x["a"] + x["b"]}
    study = scattered_study(functions, RANGES, 100, baseline="base")
    table = sensitivity(study, [Target("y", "policy", "base")]).set_index("factor")
    assert table["value"]["b"] == pytest.approx(1.0, abs=1e-6)
    assert table["clear"].to_dict() == {"a": False, "b": True, "c": False}


def test_an_unfinished_sobol_sweep_is_told_from_a_failed_one():
    study = sobol_study(ishigami, CUBE, 64)
    half = study.runs[study.runs["point"] < 160].reset_index(drop=True)
    assert indices(replace(study, runs=half))["reason"].tolist() == ["unfinished"]


@pytest.mark.parametrize("nothing", [np.nan, np.inf])
def test_an_outcome_without_a_finite_value_is_told_from_a_failed_run(nothing):
    study = sobol_study(lambda x, r: np.where(x["x1"] > 0, nothing, x["x2"]), CUBE, 64)
    assert indices(study)["reason"].tolist() == ["not_measured"]


def test_a_refused_index_is_told_beside_the_rank_screen():
    study = sobol_study(ishigami, CUBE, 64)
    half = replace(study, runs=study.runs[study.runs["point"] < 160].reset_index(drop=True))
    analysis = analyse_study(half)
    assert depends(analysis)[-1] == "A rank screen sees only steady (monotone) dependence."
    said = on_drivers(analysis, ("y", "function", ""))
    # 64 base rows of five points; 160 points are 32 of them
    assert said.endswith(
        "Of the Sobol indices: no index, too many runs are not done yet (32 of 64 base rows incomplete)."
    )
