"""The house's own checks, so that the README's test command covers them."""

import subprocess
import sys
from pathlib import Path

import pytest

from liancun_sim.cli.reference import written

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


def test_no_source_file_is_longer_than_500_lines():
    long = {
        path.name: n for path in (ROOT / "src").rglob("*.py") if (n := len(path.read_text("utf-8").splitlines())) > 500
    }
    assert long == {}


def test_the_generated_documentation_is_up_to_date():
    texts = written(ROOT / "docs")
    stale = [path.name for path, text in texts.items() if not path.exists() or path.read_text("utf-8") != text]
    assert stale == [], "run: liancun docs --update"
    names = {path.name for path in texts}
    assert {"model.md", "architecture.md", "architecture.zh.md", "glossary.md", "commands.md", "files.zh.md"} <= names
