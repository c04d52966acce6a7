"""What the READMEs show can be run as it stands."""

import re
from pathlib import Path

import pytest

from liancun_sim.scenario.layer import layer_of
from liancun_sim.scenario.origin import Origin
from liancun_sim.scenario.reading import parse

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh.md")


def block(readme, language):
    """The one fenced block of a language."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```", (ROOT / readme).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return found


@pytest.mark.parametrize("readme", READMES)
def test_a_readme_names_both_commands(readme):
    text = (ROOT / readme).read_text("utf-8")
    demo, tests = (
        "python -m pip install uv && python -m uv run liancun demo",
        "python -m uv run pytest -n 2 --dist loadfile",
    )
    assert f"{demo}\n{tests}\n" in text
    assert (ROOT / ".ci" / "run").read_text("utf-8").endswith(f"\n{tests}\n")


@pytest.mark.parametrize("readme", READMES)
def test_the_python_of_a_readme_runs(readme):
    found = {}
    exec(block(readme, "python"), found)
    assert found["model"].month == 24


@pytest.mark.parametrize("readme", READMES)
def test_the_scenario_of_a_readme_is_one(readme):
    assert layer_of(parse(block(readme, "yaml"), Origin(readme)), readme, ROOT).faults == []


@pytest.mark.parametrize("readme", READMES)
def test_what_a_readme_points_to_is_there(readme):
    links = re.findall(r"\]\(([\w./-]+)\)", (ROOT / readme).read_text("utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []
