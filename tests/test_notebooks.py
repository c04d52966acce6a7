"""Notebooks run from top to bottom on a small county, and are stored without outputs."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

pytestmark = pytest.mark.long
LAST_WORDS = {
    "one_union": "the union · 联村:",
    "same_money": "most income for the money",
    "table_to_plan": "rules broken · 违反的规则: ()",
    "sweep_to_figure": "decides more · 更起作用:",
    "own_policy": "dose 0 changes nothing · 力度为0时毫无变化: True",
}
PICTURES = {"one_union": 4, "same_money": 4, "table_to_plan": 4, "sweep_to_figure": 2, "own_policy": 2}
NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_draws(path, tmp_path):
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": tmp_path}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert sum("image/png" in output.get("data", {}) for output in outputs) >= PICTURES[path.stem]
    said = "".join(output["text"] for output in outputs if output.output_type == "stream")
    assert "Warning" not in said
    assert LAST_WORDS[path.stem] in said  # the story came to its end


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_outputs(path):
    notebook = nbformat.read(path, as_version=4)
    assert all(not cell.outputs and cell.execution_count is None for cell in notebook.cells if cell.cell_type == "code")
