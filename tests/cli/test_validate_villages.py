"""Scenarios by the names outputs show, and villages nobody said the county of."""

import pytest

from liancun_sim.cli import run
from liancun_sim.scenario import load_scenario
from liancun_sim.vocabulary import BadInput

OWN = """
extends: baseline
policies:
  - joint_village: {targeting: list, villages: [{villages}]}
"""


@pytest.mark.parametrize("name", ["强弱村结对", "強弱村結對", "Strong-weak pairing", "strong-weak pairing"])
def test_a_shipped_scenario_answers_to_the_name_outputs_show(name):
    assert load_scenario(name).digest == load_scenario("strong_weak_pairing").digest


def test_a_file_goes_before_a_name_outputs_show(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "强弱村结对.yaml").write_text("extends: baseline\nmonths: 17\n", "utf-8")
    assert load_scenario("强弱村结对").setup.months == 17


def test_a_misspelt_name_is_answered_with_the_near_one():
    with pytest.raises(BadInput, match="强弱村结对"):
        load_scenario("强弱村结队")


def test_villages_of_ones_own_are_asked_for_their_county(tmp_path, capsys):
    path = tmp_path / "own.yaml"
    path.write_text(OWN.replace("{villages}", "柳树乡/东洼, 柳树乡/西洼"), "utf-8")
    assert run(["validate", str(path)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert "say whose they are with --county DIR" in said[0]
    assert "the county has no village" in said[1]
