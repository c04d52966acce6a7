"""Scenarios of another time are compared with a baseline of that time, and never with one of another."""

import pytest

from liancun_sim import compare, make_county
from liancun_sim.vocabulary import BadInput

SHORT = {"county": make_county(villages=12, households=600, seed=5, year=2022), "months": 2, "replications": 1}


def test_the_shipped_baseline_starts_when_what_it_is_compared_with_does():
    found = compare(["co_creation"], workers=1, **SHORT)
    assert found.start == "2023-01"
    assert found.provenance["years"]["table"] == 2022
    assert found.prices == pytest.approx(1.46, abs=0.01)  # e^.377: prices of early 2023 over those of 2007
    assert any("no official poverty line" in note.en for note in found.notes)


def test_scenarios_of_different_times_are_not_compared():
    with pytest.raises(BadInput, match="starts in another month"):
        compare(["co_creation", "combined"], workers=1, **SHORT)
