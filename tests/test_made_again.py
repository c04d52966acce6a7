"""Whatever shows a number of the model is made again by one command."""

from pathlib import Path

import everything

ROOT = Path(__file__).parents[1]
OF_FILES = {"boundaries", "office_tables", "office_values"}
"""They read files; no number of the model is in them."""
SHARED = {"everything", "worlds"}


def named():
    return {step[0] for made in everything.EVERYTHING.values() for step in made.steps}


def test_every_check_is_among_what_is_made_again():
    checks = {path.stem for path in (ROOT / "verification").glob("*.py") if "def main" in path.read_text("utf-8")}
    assert {f"verification/{name}.py" for name in checks - OF_FILES - SHARED} <= named()


def test_every_experiment_is_among_what_is_made_again():
    assert {path.relative_to(ROOT).as_posix() for path in (ROOT / "experiments").glob("*/analysis.py")} <= named()


def test_what_is_named_is_there():
    assert all((ROOT / script).exists() for script in named() - {"liancun"})


def test_what_was_made_with_another_model_is_made_again(tmp_path, monkeypatch):
    monkeypatch.setattr(everything, "KEPT", tmp_path)
    for model, done in (("another", False), (everything.model_digest(), True)):
        (tmp_path / "p02.txt").write_text(f"a table\n{everything.DONE}{model}\n", "utf-8")
        assert everything.is_done("p02") == done
    assert not everything.is_done("p03")
