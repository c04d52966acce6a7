"""Scenarios by the names outputs show, and villages nobody said the county of."""

import pytest

from liancun_sim.cli import run
from liancun_sim.scenario import load_scenario
from liancun_sim.vocabulary import BadInput

LISTED = """
extends: baseline
policies:
  - joint_village: {targeting: list, villages: [柳树乡/东洼, 柳树乡/西洼]}
"""
PLANNED = """
extends: baseline
policies:
  - planned_unions: {unions: [{month: 3, lead: 柳树乡/东洼, members: [柳树乡/西洼]}]}
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


@pytest.fixture(params=[LISTED, PLANNED], ids=["listed", "planned"])
def own(request, tmp_path):
    """A scenario that names two villages no shipped county has."""
    path = tmp_path / "own.yaml"
    path.write_text(request.param, "utf-8")
    return path


def test_villages_of_ones_own_are_asked_for_their_county(own, capsys):
    assert run(["validate", str(own)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert "say whose they are with --county DIR" in said[0]
    assert "the county has no village" in said[1]


@pytest.mark.parametrize("command", ["run", "compare", "audit"])
def test_villages_the_county_lacks_are_told_before_anything_runs(command, own, tmp_path, capsys):
    assert run([command, str(own), "--months", "2", "--out", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err.splitlines()
    assert [line for line in said if "failed" in line] == []
    assert sum("the county has no village" in line for line in said) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["own.yaml"]
