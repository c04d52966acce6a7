"""Where stderr is no terminal a command says that it has begun, and that kernels are compiled, before it is silent."""

import pytest

from liancun_sim.cli import run
from liancun_sim.running.runner import compiling
from liancun_sim.vocabulary import say

COMPARE = ["compare", "strong_weak_pairing", "--replications", "1", "--months", "2", "--workers", "1", "--lang", "en",
           "--assumptions", "defaults"]  # fmt: skip


@pytest.fixture
def land(tmp_path):
    assert run(["county", "make", "--villages", "12", "--households", "300", "--out", str(tmp_path / "land")]) == 0
    return ["--county", str(tmp_path / "land")]


def told(capsys, *arguments):
    capsys.readouterr()
    assert run([*arguments]) == 0
    return capsys.readouterr().err.splitlines()


def test_work_and_compiling_are_told_as_they_begin(monkeypatch, capsys, land, tmp_path):
    monkeypatch.setattr(compiling, "_mark", lambda: tmp_path / "cache" / "mark")
    lines = told(capsys, *COMPARE, *land)
    assert lines[:2] == ["Replications: 1 to do", say("running.compiling")]
    assert "half a minute" in lines[1]
    lines = told(capsys, *COMPARE, *land)
    assert lines[0] == "Replications: 1 to do" and say("running.compiling") not in lines


def test_nothing_is_told_with_quiet(capsys, land):
    assert told(capsys, *COMPARE, *land, "-q") == []
