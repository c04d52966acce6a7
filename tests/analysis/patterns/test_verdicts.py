"""When a pattern is met, not met, or open."""

import numpy as np
import pandas as pd
import pytest

from liancun_sim.analysis.patterns.verdicts import verdict, verdicts
from liancun_sim.results.patterns.pattern_runs import PatternRuns
from liancun_sim.vocabulary import Label


@pytest.mark.parametrize(
    ("ci", "asked", "expected"),
    [
        ((0.31, 0.32), (0.30, 0.33), "passed"),
        ((0.30, 0.33), (0.30, 0.33), "passed"),  # the ends belong to it
        ((0.29, 0.31), (0.30, 0.33), "open"),
        ((0.20, 0.50), (0.30, 0.33), "open"),  # too wide to say
        ((0.10, 0.20), (0.30, 0.33), "failed"),
        ((0.34, 0.40), (0.30, 0.33), "failed"),
        ((-2.0, -1.0), (-np.inf, 0.0), "passed"),
        ((1.0, 2.0), (-np.inf, 0.0), "failed"),
        ((np.nan, np.nan), (0.30, 0.33), "open"),  # one replication
    ],
)
def test_a_verdict_asks_where_the_whole_interval_lies(ci, asked, expected):
    assert verdict(np.nanmean([0.31, *ci]), *ci, *asked) == expected


def runs(values):
    row = {"pattern": "p", "number": "P0", "en": "a", "zh": "甲", "measure": "m.a", "unit": "share", "least": 0.0,
           "most": 1.0, "low": -np.inf, "high": 0.5, "use": "input", "source_en": "s", "source_zh": "出处"}  # fmt: skip
    taken = pd.DataFrame({"measure": "m.a", "replication": range(len(values)), "value": values})
    return PatternRuns(pd.DataFrame([row]), taken, Label("c", "县"), "2008-01")


def test_the_interval_is_students_over_what_could_be_measured():
    (row,) = verdicts(runs([0.3, 0.4, 0.5, np.nan])).to_dict("records")
    assert row["replications"] == 3
    assert row["model"] == pytest.approx(0.4)
    half = 4.302653 * 0.1 / 3**0.5  # t(.975, 2) s/√3
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((0.4 - half, 0.4 + half))
    assert row["verdict"] == "open" and np.isnan(row["low"])


def test_an_interval_does_not_reach_what_cannot_be():
    (row,) = verdicts(runs([0.0, 0.2])).to_dict("records")
    assert row["ci_low"] == 0.0 and row["ci_high"] == 1.0  # t(.975, 1) = 12.7 would give −1.17 and 1.37


def test_nothing_measured_is_no_failure():
    (row,) = verdicts(runs([np.nan, np.nan])).to_dict("records")
    assert row["verdict"] == "not_measured"
