"""Draws of the assumptions from a file: by their weights, and what is no table of them is told."""

import numpy as np
import pytest

from liancun_sim.planner.posterior import posterior_in
from liancun_sim.planner.rules import read_rules
from liancun_sim.running.plan.worlds import assumed
from liancun_sim.vocabulary import BadInput


def written(folder, text):
    (folder / "posterior.csv").write_text(text, "utf-8")
    return folder / "posterior.csv"


def test_rows_come_as_often_as_their_weights_say(tmp_path):
    """Weights 1, 0 and 3: a quarter of 40 draws is the first row, none the second, three quarters the third."""
    path = written(tmp_path, "support.displacement,weight\n0.1,1\n0.2,0\n0.3,3\n")
    values = np.array([one["support.displacement"] for one in posterior_in(path, 40)])
    assert [int((values == value).sum()) for value in (0.1, 0.2, 0.3)] == pytest.approx([10, 0, 30], abs=1)
    first = values[:8]  # few draws are spread as all are
    assert (first == 0.1).sum() == pytest.approx(2, abs=1)


def test_what_a_file_has_is_taken_from_it_and_the_rest_from_its_range(tmp_path, small_county):
    written(tmp_path, "support.displacement\n0.4\n")
    (tmp_path / "rules.yaml").write_text("assumptions: posterior.csv\nsimulate: {assumptions: 10}\n", "utf-8")
    rules = read_rules(tmp_path / "rules.yaml", small_county)
    plain, told = (assumed(1, 3, believed) for believed in ((), rules.believed))
    assert rules.drawn and len(rules.believed) == 10
    assert told == {**plain, "support.displacement": 0.4} and plain["support.displacement"] != 0.4


@pytest.mark.parametrize(("text", "said"), [
    ("", "no table of draws"),
    ("support.displacement\n", "no table of draws"),
    ("support.displacemant\n0.1\n", "Did you mean 'support.displacement'"),
    ("weight\n1\n", "the header names no coefficient"),
    ("support.displacement,support.displacement\n0.1,0.1\n", "or one twice"),
    ("support.displacement,weight\n0.1\n", "1 cell and the header 2"),
    ("support.displacement\nlots\n", "is 'lots'; it takes a number from 0 to 0.5"),
    ("support.displacement\n0.7\n", "is '0.7'"),
    ("support.displacement,weight\n0.1,-1\n", "weight is '-1'"),
    ("support.displacement,weight\n0.1,0\n", "all weights are 0"),
])  # fmt: skip
def test_what_is_no_table_of_draws_is_told(tmp_path, text, said):
    with pytest.raises(BadInput, match=f"(?s)posterior.csv.*{said}"):
        posterior_in(written(tmp_path, text), 10)


def test_a_file_that_is_not_there_and_another_word_are_told(small_county, tmp_path):
    with pytest.raises(BadInput, match="cannot be read"):
        posterior_in(tmp_path / "posterior.csv", 10)
    with pytest.raises(BadInput, match="it is ranges, defaults, or the name of a file"):
        read_rules({"assumptions": "posterior"}, small_county)
