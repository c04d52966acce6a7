"""Scenarios of another time are compared with a baseline of that time, and never with one of another."""

import pytest

from liancun_sim import compare, make_county
from liancun_sim.app.question import question
from liancun_sim.scenario import load_beside
from liancun_sim.vocabulary import BadInput, use_language

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


@pytest.mark.parametrize("language", ["en", "zh"])
def test_whoever_begins_at_another_time_is_told_both(language):
    use_language(language)
    try:
        with pytest.raises(BadInput) as bad:
            load_beside("baseline", ["combined", "co_creation"], months=24)
    finally:
        use_language("en")
    (fault,) = bad.value.faults
    assert fault.file == "co_creation"
    told = {
        "en": "(2023-01, 24 months) than 'baseline' (2008-01, 24 months)",
        "zh": "（2023年1月起，24个月）与“baseline”（2008年1月起，24个月）",
    }
    assert told[language] in fault.message


def test_the_page_moves_the_baseline_as_the_command_does():
    asked = question({"scenarios": ["co_creation"], "months": 24}, SHORT["county"])
    assert {one.setup.start for one in asked.scenarios} == {"2023-01"}
    with pytest.raises(BadInput, match="starts in another month"):
        question({"scenarios": ["co_creation", "combined"], "months": 24}, SHORT["county"])
