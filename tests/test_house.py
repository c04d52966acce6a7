"""The house's own checks, so that the README's test command covers them."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from liancun_sim.catalogue.model_tables import rewritten
from liancun_sim.simulation.schedule import MECHANISMS

ROOT = Path(__file__).parents[1]
CHECKS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy": ["-m", "mypy"],
    "lint-imports": ["-c", "from importlinter.cli import lint_imports_command as check; check()"],
}


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS.keys())
def test_the_source_passes(check):
    done = subprocess.run(
        [sys.executable, "-X", "utf8", *check], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_mechanism_stands_in_the_contract_that_keeps_them_apart():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    apart = next(c["modules"] for c in contracts if c["name"] == "Mechanisms do not import one another")
    rooms = {".".join(kind.__module__.split(".")[:3]) for kind in MECHANISMS}  # a file, or the folder of one mechanism
    assert set(apart) == rooms


def test_no_source_file_is_longer_than_500_lines():
    long = {
        path.name: n for path in (ROOT / "src").rglob("*.py") if (n := len(path.read_text("utf-8").splitlines())) > 500
    }
    assert long == {}


def test_the_tables_of_the_model_description_are_up_to_date():
    """If this fails: ``liancun catalogue --write docs/model.md``."""
    text = (ROOT / "docs" / "model.md").read_text("utf-8")
    assert rewritten(text, "docs/model.md") == text
