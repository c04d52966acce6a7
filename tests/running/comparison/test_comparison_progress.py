"""The lines a comparison prints as replications are finished."""

import re
from types import SimpleNamespace

import numpy as np
import pytest

from liancun_sim.results import AGAIN, ASSUMPTIONS, CHANCE
from liancun_sim.running.comparison.pairing import Replication
from liancun_sim.running.comparison.run_comparison import headline
from liancun_sim.vocabulary import Label, use_language

NAMES = {"combined": Label("All three combined", "三者并举")}
T_OF_2 = 4.302652729749464  # 97.5 % of Student's t with two degrees of freedom


def pair(number, kind, income, converted=0.25, unions=2.0):
    """A replication in which the scenario stands so far above the baseline."""
    apart = {"income_mean": (4_000.0, income), "converted_true": (0.5, converted), "unions_formed": (0.0, unions)}
    pairs = [(key, "county", base + more, base) for key, (base, more) in apart.items()]
    pairs.append(("income_mean", "township:a", 9.0, 0.0))
    worlds = (SimpleNamespace(scenario="baseline", pairs=[]), SimpleNamespace(scenario="combined", pairs=pairs))
    return Replication(number, kind, worlds)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_replications_of_one_number_say_which_assumptions_they_have(language):
    use_language(language)
    kinds = (CHANCE, ASSUMPTIONS, AGAIN)
    assert len({headline([Replication(0, kind, ())], {}) for kind in kinds}) == 3
    assert len({headline([pair(0, kind, 10.0)], NAMES) for kind in kinds}) == 3


@pytest.mark.parametrize(("language", "said"), [("en", "no interval yet"), ("zh", "尚无区间")])
def test_the_first_pair_is_told_with_its_effects_and_without_an_interval(language, said):
    use_language(language)
    line = headline([pair(0, CHANCE, 120.4)], NAMES)
    assert said in line and str(NAMES["combined"]) in line
    assert re.findall(r"[+-]\d+", line) == ["+120", "+25"]


def test_later_pairs_narrow_the_mean_of_their_own_kind():
    gains = [100.0, 130.0, 110.0]
    others = [pair(0, ASSUMPTIONS, 9_999.0)]
    line = headline([*others, *(pair(number, CHANCE, gain) for number, gain in enumerate(gains))], NAMES)
    half = T_OF_2 * np.std(gains, ddof=1) / np.sqrt(3)
    mean = np.mean(gains)
    assert f"income {mean:+.0f} ({mean - half:+.0f} to {mean + half:+.0f}) yuan" in line
    assert line.startswith("3 pairs") and "no interval" not in line


def test_no_more_than_all_and_no_less_than_none_convert():
    """Of the half that converts without policy, pairs of -.05 and +.25 would allow -181 to +201 points."""
    line = headline([pair(0, CHANCE, 5.0, converted=-0.05), pair(1, CHANCE, 5.0, converted=0.25)], NAMES)
    assert "converted +10 (-50 to +50) points" in line


def test_what_was_not_measured_has_no_number():
    line = headline([pair(0, CHANCE, 5.0, converted=float("nan"))], NAMES)
    assert "nan" not in line and "+5" in line
