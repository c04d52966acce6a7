"""`simulate` is one run of a sweep, and `parameters_of` what may be varied: for every tool that chooses points."""

import math
import warnings

import numpy as np
import pytest

from liancun_sim import make_county, parameters_of, simulate, sweep
from liancun_sim.county import save_county
from liancun_sim.results.store import open_store
from liancun_sim.vocabulary import BadInput

PAIRS = "policies.strong_weak_pairing.pairs"
COSTS = {"total_yuan", "staff_yuan", "public_yuan", "total_cadre_months"}


@pytest.fixture(scope="module")
def land():
    return make_county(villages=12, households=300, seed=5)


def run(land, parameters=None, /, **more):
    usual = {"scenario": "strong_weak_pairing", "months": 12, "outcomes": ["stated_consent", "income_mean"]}
    return simulate(parameters, county=land, **{**usual, **more})


def test_a_call_is_the_run_a_sweep_stores(land, tmp_path):
    save_county(land, tmp_path / "land")
    point = {"attitude.pressure": 0.3, PAIRS: 2}
    study = {
        "scenarios": ["strong_weak_pairing"], "baseline": None, "county": str(tmp_path / "land"), "months": 12,
        "design": {"kind": "list", "rows": [point]}, "replications": 2, "seed": 4, "outcomes": ["income_mean"],
    }  # fmt: skip
    sweep(study, tmp_path / "store", workers=1)
    stored = open_store(tmp_path / "store").results()
    for row in stored.to_dict("records"):
        found = simulate(
            point, scenario="strong_weak_pairing", county=tmp_path / "land", months=12, seed=4,
            replication=row["replicate"], outcomes=["income_mean"],
        )  # fmt: skip
        assert found == {key: row[key] for key in found}


def test_parameters_come_as_a_mapping_or_as_keywords(land):
    mapping = {
        "scenario": "strong_weak_pairing",
        "attitude.pressure": np.float64(0.3),
        PAIRS: np.int64(2),
        "months": 12,
    }
    by_mapping = run(land, mapping)
    assert by_mapping == run(land, **mapping)
    assert by_mapping == run(land, {"attitude.pressure": 0.3}, scenario="strong_weak_pairing", **{PAIRS: 2})
    assert set(by_mapping) == {"stated_consent", "income_mean"} | COSTS


def test_equal_addresses_give_equal_luck_and_others_other_luck(land):
    assert run(land, seed=3) == run(land, seed=3)
    assert run(land, seed=3) != run(land, seed=4)
    assert run(land, replication=0) != run(land, replication=1)


def test_a_county_whose_folder_changed_is_read_again(land, tmp_path):
    save_county(land, tmp_path / "land")
    before = run(tmp_path / "land")
    save_county(make_county(villages=12, households=300, seed=6), tmp_path / "land")
    assert run(tmp_path / "land") != before


WRONG = {
    "misspelt": ({"attitude.presure": 0.1}, "Did you mean 'attitude.pressure'"),
    "no setting": ({"pressure": 0.1}, "'pressure' is no parameter: a setting of the scenario has a dot"),
    "near a setting": ({"scenaro": "x"}, "Did you mean 'scenario'"),
    "beyond its bounds": ({"attitude.pressure": 99.0}, "attitude.pressure"),
    "not a number": ({"attitude.pressure": math.nan}, "attitude.pressure"),
    "another policy's": ({"scenario": "baseline", PAIRS: 2}, "strong_weak_pairing"),
}


@pytest.mark.parametrize(("given", "message"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_parameter_is_refused_by_name(land, given, message):
    with pytest.raises(BadInput) as bad:
        run(land, given)
    assert message in str(bad.value)


@pytest.mark.parametrize(
    ("outcome", "message"), [("income", "income"), ("income_mean@township:nowhere", "no stratum township:nowhere")]
)
def test_a_wrong_outcome_is_refused_by_name(land, outcome, message):
    with pytest.raises(BadInput) as bad:
        run(land, outcomes=[outcome])
    assert message in str(bad.value)


def test_by_default_the_parameters_are_the_assumptions_a_scenario_leaves_open():
    everything = parameters_of("baseline")
    fixed = parameters_of({"coefficients": {"attitude.pressure": 0.2}})
    assert set(everything.names) - set(fixed.names) == {"attitude.pressure"}
    assert {one.role for one in everything} == {"uncertainty"}
    assert list(everything.to_pandas().index) == everything.names


def test_levers_have_their_plausible_range_and_others_are_given_one():
    varied = parameters_of(
        "strong_weak_pairing",
        {"policies.*.screening": None, PAIRS: {"low": 1, "high": 3}, "decision.scope": ["pooled", "each_village"]},
    )
    assert [(one.role, one.kind) for one in varied] == [("lever", "real"), ("lever", "integer"), ("lever", "choice")]
    assert varied.bounds() == [(0.0, 0.9), (1.0, 4.0), (0.0, 2.0)]
    read = [varied.read([0.5, second, third]) for second, third in ((1.0, 0.0), (3.99, 1.99), (4.0, 2.0), (2.5, 0.99))]
    assert [one[PAIRS] for one in read] == [1, 3, 3, 2]
    assert [one["decision.scope"] for one in read] == ["pooled", "each_village", "each_village", "pooled"]


def test_what_is_no_parameter_or_has_no_range_is_refused():
    with pytest.raises(BadInput, match=r"'attitude.presure' is no parameter of the scenario. Did you mean"):
        parameters_of("baseline", ["attitude.presure"])
    with pytest.raises(BadInput, match="has no range of its own"):
        parameters_of("strong_weak_pairing", ["policies.strong_weak_pairing.budget_yuan_per_year"])


def test_ema_is_given_kinds_ranges_and_the_names_it_calls_with():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that ipyparallel is missing
        uncertainties, levers = parameters_of(
            "strong_weak_pairing", {"attitude.pressure": None, PAIRS: {"low": 1, "high": 3}, "decision.scope": None}
        ).for_ema()
    assert [(one.name, one.variable_name) for one in uncertainties] == [("attitude_pressure", ["attitude.pressure"])]
    assert [type(one).__name__ for one in levers] == ["IntegerParameter", "CategoricalParameter"]
    assert (levers[0].lower_bound, levers[0].upper_bound) == (1, 3)


@pytest.mark.filterwarnings("ignore:ipyparallel not installed")
def test_ema_calls_it_in_its_own_process_too(land):
    from ema_workbench import Model, ScalarOutcome, perform_experiments

    varied = parameters_of("strong_weak_pairing", ["attitude.pressure"])
    model = Model("liancun", function=lambda **given: run(land, given, outcomes=["income_mean"]))
    model.uncertainties, _ = varied.for_ema()
    model.outcomes = [ScalarOutcome("income_mean")]
    experiments, outcomes = perform_experiments(model, scenarios=2, rng=1)
    for pressure, income in zip(experiments["attitude_pressure"], outcomes["income_mean"], strict=True):
        assert income == run(land, {"attitude.pressure": pressure})["income_mean"]


def test_salib_calls_it_row_by_row(land):
    from SALib.analyze import morris as analyse
    from SALib.sample import morris as sample

    varied = parameters_of("strong_weak_pairing", ["attitude.pressure", "diffusion.doubt"])
    rows = sample.sample(varied.for_salib(), 2, num_levels=4, seed=1)
    answers = np.array([run(land, varied.read(row))["stated_consent"] for row in rows])
    found = analyse.analyze(varied.for_salib(), rows, answers, num_levels=4, seed=1)
    effects = dict(zip(found["names"], found["mu_star"], strict=True))
    assert effects["attitude.pressure"] > effects["diffusion.doubt"]  # consent is asked before others, not of growers


def test_optuna_finds_the_better_end_of_a_lever(land):
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    varied = parameters_of(
        "baseline", {"attitude.pressure": [0.0, 0.8], "decision.threshold": {"low": 0.5, "high": 0.9}}
    )
    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.RandomSampler(seed=1))
    study.optimize(lambda trial: run(land, varied.suggest(trial))["stated_consent"], n_trials=6)
    by_pressure = {p: run(land, {"attitude.pressure": p})["stated_consent"] for p in (0.0, 0.8)}
    assert study.best_params["attitude.pressure"] == max(by_pressure, key=by_pressure.get)


def test_scikit_learn_and_scipy_take_vectors(land):
    from scipy.optimize import differential_evolution
    from sklearn.gaussian_process import GaussianProcessRegressor

    varied = parameters_of("strong_weak_pairing", ["attitude.pressure"])
    points = np.linspace(*varied.bounds()[0], 4)[:, None]
    answers = [run(land, varied.read(point))["stated_consent"] for point in points]
    emulator = GaussianProcessRegressor().fit(points, answers)
    np.testing.assert_allclose(emulator.predict(points), answers, atol=1e-3)
    best = differential_evolution(
        lambda point: run(land, varied.read(point))["stated_consent"], varied.bounds(), maxiter=1, popsize=2, seed=1,
        polish=False,
    )  # fmt: skip
    assert best.fun <= min(answers) + 0.05


def test_pyabc_draws_from_a_prior_and_keeps_what_comes_near(land, tmp_path):
    import pyabc

    varied = parameters_of("strong_weak_pairing", ["attitude.pressure"])
    observed = {"stated_consent": run(land, {"attitude.pressure": 0.4})["stated_consent"]}
    prior = pyabc.Distribution(**{one.key: pyabc.RV("uniform", one.low, one.high - one.low) for one in varied})
    abc = pyabc.ABCSMC(
        lambda parameters: run(land, parameters, outcomes=["stated_consent"]), prior,
        lambda x, y: abs(x["stated_consent"] - y["stated_consent"]),
        population_size=6, sampler=pyabc.sampler.SingleCoreSampler(),
    )  # fmt: skip
    abc.new(f"sqlite:///{tmp_path / 'abc.db'}", observed)
    history = abc.run(max_nr_populations=1)
    accepted, weights = history.get_distribution()
    assert len(accepted) == 6
    assert weights.sum() == pytest.approx(1)
    assert accepted["attitude.pressure"].between(0.0, 1.0).all()
