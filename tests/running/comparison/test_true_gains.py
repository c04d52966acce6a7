"""What a union truly brought: the member's income in the world beside that of the baseline it is paired with."""

import numpy as np
import pytest

from liancun_sim import api, load_scenario

MONTHS = 18


@pytest.fixture(scope="module")
def compared(small_county):
    pairing = {"strong_weak_pairing": {"pairs": 4, "threshold": 0.0}}  # whatever people say, unions form
    sure = load_scenario({"extends": "baseline", "policies": [pairing]}, months=MONTHS)
    return api.compare([sure], county=small_county, replications=1, months=MONTHS, workers=1, keep=["villages"])


def test_the_true_gain_is_log_income_beside_the_baseline(compared):
    life = compared.union_life
    income = compared.village_series.set_index(["scenario", "month", "village_id"])["income_mean"]
    assert {"formed", "month_6", "month_12"} <= set(life["event"])
    for row in life.itertuples():
        after = row.month + 1  # series count months gone by, events the month they happen in
        pair = [income[scenario, after, row.member] for scenario in (row.scenario, compared.baseline)]
        assert row.true_gain == pytest.approx(np.log(pair[0] / pair[1]), abs=2e-6)  # the series holds float32
    assert (life.loc[life["event"] == "month_12", "true_gain"].abs() > 1e-4).any()


def test_members_are_asked_at_every_age(compared):
    life = compared.union_life
    formed = life[life["event"] == "formed"].set_index("member")["month"]
    for months in (6, 12):
        asked = life[life["event"] == f"month_{months}"]
        assert ((asked["month"] - formed.loc[asked["member"]].to_numpy()) == months).all()
        assert asked["private_share"].between(0, 1).all()


def test_a_scenario_run_by_itself_has_no_true_gain(small_county):
    alone = api.run("strong_weak_pairing", county=small_county, months=MONTHS, workers=1)
    assert alone.union_life["true_gain"].isna().all()
