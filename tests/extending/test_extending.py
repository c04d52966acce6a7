"""README's table of what to touch is true: each addition, in a copy of the tree, needs those files and no other."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from additions import ADDITIONS, apply

ROOT = Path(__file__).parents[2]
NAMES = {  # as README.zh.md has them
    "一项政策": "a policy", "一种联村形式": "a union form", "一条表决规则": "a decision rule",
    "一类征求意见的对象": "an electorate", "一个机制": "a mechanism", "一个指标": "an indicator",
    "一个系数": "a coefficient", "一个情景": "a scenario", "一个输出列": "an output column",
    "一条制度事实": "a dated fact", "一个模式": "a pattern",
}  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What the checks say of each addition, all made in one copy."""
    copy = tmp_path_factory.mktemp("tree")
    for part in ("src", "scenarios", "docs"):
        shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__", "*.png", "*.svg"))
    for files in ADDITIONS.values():
        apply(copy, files)
    here, tests = Path(__file__).parent, ROOT / "tests"
    environment = {
        **os.environ,
        "NUMBA_DISABLE_JIT": "1",
        "PYTHONPATH": os.pathsep.join(map(str, (copy / "src", tests))),
    }
    (copy / "out").mkdir()
    done = subprocess.run(
        [sys.executable, "-X", "utf8", str(here / "checks.py"), str(copy / "out")],
        cwd=copy, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("addition", ADDITIONS)
def test_an_addition_needs_only_the_files_it_touches(addition, told):
    assert told[addition] == ""


def test_one_command_brings_the_documentation_up_to_date_with_all_of_them(told):
    assert told["the documentation"] == ""


def rows(readme):
    """Its table of what to touch: name → files in backticks, with * for a name of one's own."""
    lines = (ROOT / readme).read_text("utf-8").splitlines()
    cells = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ") and line.count(" | ") == 1]
    return {NAMES.get(name, name): re.findall(r"`([^`]+)`", touched) for name, touched in cells}


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
def test_the_table_of_a_readme_names_the_files_of_each_addition(readme):
    table = rows(readme)
    for addition, files in ADDITIONS.items():
        assert len(table[addition]) == len(files), addition
        for file, shown in zip(files, table[addition]):
            assert re.fullmatch(re.escape(shown).replace(r"\*", r"\w+"), file), (addition, file)
