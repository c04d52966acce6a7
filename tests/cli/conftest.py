"""A command line run in this process, with what it said."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from liancun_sim.cli import run

TELLING = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "LIANCUN_LANG", "LIANCUN_DEBUG")


@dataclass(frozen=True)
class Said:
    """Exit code, data (stdout) and notes (stderr) of one command line."""

    code: int
    data: str
    notes: str


@pytest.fixture
def liancun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """``liancun("validate", "a.yaml")`` in an empty working folder, English unless asked otherwise."""
    monkeypatch.chdir(tmp_path)
    for name in TELLING:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANGUAGE", "en")

    def call(*words: str) -> Said:
        code = run(words)
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return call
