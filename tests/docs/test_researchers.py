"""The examples in docs/researchers.md run as they stand: SALib and the EMA Workbench as real clients."""

import re
from pathlib import Path

import pytest

DOCUMENT = Path(__file__).parents[2] / "docs" / "researchers.md"


def example(name):
    """The code block under the mark ``<!-- run: name -->``."""
    found = re.search(rf"<!-- run: {name} -->\n```python\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    return found.group(1)


@pytest.fixture
def in_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_salib_samples_and_analyses_the_model(in_folder):
    names = {}
    exec(compile(example("salib"), str(DOCUMENT), "exec"), names)
    assert len(names["consent"]) == 8 * (2 + 2)  # base rows × (A, B, one AB for each of two)
    total = names["indices"]["ST"]
    assert (total > 0).all()
    assert total[1] > 0.3  # over a year, what people say moves with how well they can be persuaded


@pytest.mark.filterwarnings("ignore:ipyparallel not installed", "ignore:altair based", "ignore:The inplace keyword")
def test_the_ema_workbench_drives_the_model(in_folder):
    names = {}
    exec(compile(example("ema"), str(DOCUMENT), "exec"), names)
    assert len(names["experiments"]) == 60
    assert 6 < names["fails"].sum() < 54
    last = names["box"].peeling_trajectory.iloc[-1]
    assert last["density"] > names["fails"].mean()
