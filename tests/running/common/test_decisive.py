"""What decides a result is what the world imports, and nothing else."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from liancun_sim.running.common.decisive import PACKAGE, decisive_files, model_digest


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package's source in another place."""
    target = tmp_path_factory.mktemp("copy") / "liancun_sim"
    shutil.copytree(PACKAGE, target, ignore=shutil.ignore_patterns("__pycache__"))
    return target


def digest_after(copy: Path, file: str, edit: Callable[[bytes], bytes]) -> str:
    """The digest with one file edited, or added; the file is then put back."""
    path = copy / file
    before = path.read_bytes() if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(edit(before or b""))
    try:
        return model_digest.__wrapped__(copy)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)


def a_line_more(content: bytes) -> bytes:
    return content + b"\n# edited\n"


def test_a_copy_elsewhere_and_windows_line_ends_are_the_same_model(copy: Path) -> None:
    assert model_digest.__wrapped__(copy) == model_digest()
    same = digest_after(copy, "simulation/world.py", lambda content: content.replace(b"\n", b"\r\n"))
    assert same == model_digest()


BESIDE_THE_MODEL = (
    "api/comparing.py", "app/answering.py", "front/fields.py", "planner/choosing.py", "cli/sweep.py",
    "reports/comparison/page.py", "analysis/study/ranking.py", "results/store/store.py",
    "running/runner/pool.py", "vocabulary/messages/running.toml", "nobody_imports/this.py",
)  # fmt: skip


def test_edits_beside_the_model_change_no_digest(copy: Path) -> None:
    before = {file: (copy / file).read_bytes() for file in BESIDE_THE_MODEL if (copy / file).exists()}
    assert len(before) == len(BESIDE_THE_MODEL) - 1
    for file in BESIDE_THE_MODEL:
        (copy / file).parent.mkdir(exist_ok=True)
        (copy / file).write_bytes(a_line_more(before.get(file, b"")))
    assert model_digest.__wrapped__(copy) == model_digest()
    for file, content in before.items():
        (copy / file).write_bytes(content)


@pytest.mark.parametrize(
    "file",
    ["simulation/world.py", "mechanisms/income/kernels.py", "parameters/facts/income.yaml",
     "policies/a_new_policy.py", "running/study/model_outcomes.py"],
)  # fmt: skip
def test_an_edit_of_the_model_changes_the_digest(copy: Path, file: str) -> None:
    assert digest_after(copy, file, a_line_more) != model_digest()


def test_what_a_run_of_the_model_imports_is_found() -> None:
    """Every module of the parts that make a month is either decisive or a door nobody goes through."""
    found = {path.relative_to(PACKAGE).as_posix() for path in decisive_files()}
    for part in ("mechanisms", "interventions", "state", "indicators", "policies", "decision_rules", "simulation"):
        modules = {path.relative_to(PACKAGE).as_posix() for path in (PACKAGE / part).rglob("*.py")}
        doors = {name for name in modules if name.endswith("__init__.py")}
        assert modules - doors <= found
