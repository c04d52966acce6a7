"""Every code block of the documentation runs, or is checked by what would run it.

Commands are parsed against the program; those of `start`, `teachers` and `recipes` are run one after the other on the
county they make. YAML is read as the scenario or study it is. Python under ``<!-- run: name -->`` runs here, or as a
script in `test_researchers`; Chinese pages show the code of the English ones.
"""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from liancun_sim.cli import run as liancun
from liancun_sim.cli.app import app
from liancun_sim.cli.exit_codes import FINDINGS, FINE
from liancun_sim.running.study.model_study import model_study
from liancun_sim.running.study.study_file import is_study
from liancun_sim.scenario import load_scenario

pytestmark = pytest.mark.long
ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [path for path in sorted(DOCS.rglob("*.md")) if path.parent.name != "reference"]
BLOCK = re.compile(r"(<!-- run: (\w+) -->\n)?```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
RUN_HERE = ("start", "teachers", "recipes")
NOT_RUN = ("demo", "serve", "RUN_ID")
"""What takes a minute, opens a page, or needs the reader's choice."""

RUN_ELSEWHERE = {"adding_a_policy": "tests/policies/test_adding_a_policy.py"}


def blocks(path, language=None):
    """(name, language, text) of each block of a page."""
    found = [match.groups()[1:] for match in BLOCK.finditer(path.read_text("utf-8"))]
    return [one for one in found if language is None or one[1] == language]


def commands(path):
    """Every command line of ours on a page, without what is said beside it."""
    lines = [line for _, language, text in blocks(path) if language in ("", "sh") for line in text.splitlines()]
    ours = [re.sub(r"^(?:uv run |python -m uv run )", "", line.strip()) for line in lines]
    return [re.split(r" {3,}", line)[0] for line in ours if line.startswith("liancun ")]


def parsed(line):
    """The command a line names, its options checked as the program checks them; nothing is run."""
    words = shlex.split(line)[1:]
    group, context = app, click.Context(app, info_name="liancun")
    while isinstance(group, click.Group):
        name, command, words = group.resolve_command(context, words)
        context = click.Context(command, info_name=name, parent=context)
        group = command
    command.parse_args(context, words)


@pytest.mark.parametrize("path", [path for path in PAGES if commands(path)], ids=lambda path: path.name)
def test_every_command_is_one_with_its_options(path):
    for line in commands(path):
        parsed(line)


def test_the_languages_of_blocks_are_those_that_are_checked():
    known = {"", "sh", "python", "yaml", "r", "pycon", "text"}
    assert {language for path in PAGES for _, language, _ in blocks(path)} <= known


def test_python_of_english_pages_is_run_by_name_or_by_its_own_test():
    for path in PAGES:
        if not path.name.endswith(".zh.md") and path.stem not in RUN_ELSEWHERE:
            assert all(name for name, _, _ in blocks(path, "python")), path


def test_chinese_pages_show_the_code_of_the_english_ones():
    for path in PAGES:
        twin = path.with_name(path.name.replace(".zh.md", ".md"))
        if twin != path and twin.exists():
            for language in ("python", "yaml", ""):
                own, other = ([re.sub(r"#.*", "", text) for *_, text in blocks(one, language)] for one in (path, twin))
                assert own == other, path


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the pages are read one after the other."""
    return tmp_path_factory.mktemp("reader")


@pytest.mark.parametrize("page", RUN_HERE)
def test_a_page_read_from_top_to_bottom_works(page, folder, monkeypatch, capsys):
    """Its files are saved as it says, its commands called, its Python run; `recipes` look at what `start` wrote."""
    monkeypatch.chdir(folder)
    text = (DOCS / f"{page}.md").read_text("utf-8")
    for found in BLOCK.finditer(text):
        _, _, language, block = found.groups()
        named = re.findall(r"[Ss]ave (?:it )?as `([^`]+)`", text[: found.start()].rpartition("```")[2])
        if named:
            Path(named[-1]).write_text(block, "utf-8")
        if language == "python":
            exec(compile(block, f"{page}.md", "exec"), {"__name__": "__main__"})
        elif language == "yaml":
            _checked(block, folder / f"{page}.yaml")
        elif language == "":
            for line in block.splitlines():
                there = Path("small").exists() and line.endswith("--out small")  # both pages make it
                if line.startswith("liancun ") and not there and not any(words in line for words in NOT_RUN):
                    assert liancun([*shlex.split(line)[1:], "-q"]) in (FINE, FINDINGS), capsys.readouterr().err


def test_yaml_of_other_pages_is_what_it_says(folder, monkeypatch):
    monkeypatch.chdir(folder)
    for path in PAGES:
        for _, _, text in blocks(path, "yaml"):
            if path.stem not in RUN_ELSEWHERE:
                _checked(text, folder / "checked.yaml")


def _checked(text, path):
    """A scenario or a study that has no faults."""
    path.write_text(text, "utf-8")
    if is_study(str(path)):
        model_study(path)
    else:
        load_scenario(path)


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="no R on this machine")
def test_r_reads_what_a_sweep_exports(folder, monkeypatch):
    """The first block of R, on the export that `recipes` makes."""
    monkeypatch.chdir(folder)
    (code, *_) = [text for _, _, text in blocks(DOCS / "researchers.md", "r")]
    shown = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, encoding="utf-8")
    assert shown.returncode == 0, shown.stderr
    assert re.search(r"^1\s+baseline\s+[\d.]+$", shown.stdout, re.MULTILINE), shown.stdout
