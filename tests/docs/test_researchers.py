"""The examples in docs/researchers.md run as they stand: SALib and the EMA Workbench as real clients.

Each runs as a script in a process of its own, as a researcher would run it.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from textwrap import indent

DOCUMENT = Path(__file__).parents[2] / "docs" / "researchers.md"


def example(name):
    """The code block under the mark ``<!-- run: name -->``."""
    found = re.search(rf"<!-- run: {name} -->\n```python\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    return found.group(1)


def run(name, folder, shown):
    """Run an example in `folder`; what the expressions in `shown` are afterwards."""
    script = folder / f"{name}.py"
    telling = f"import json\nprint('shown', json.dumps({{{', '.join(f'{k!r}: {v}' for k, v in shown.items())}}}))\n"
    script.write_text('if __name__ == "__main__":\n' + indent(example(name) + telling, "    "), "utf-8")
    done = subprocess.run([sys.executable, str(script)], cwd=folder, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.rpartition("shown ")[2])


def test_salib_samples_and_analyses_the_model(tmp_path):
    found = run("salib", tmp_path, {"runs": "len(consent)", "total": "list(map(float, indices['ST']))"})
    assert found["runs"] == 8 * (2 + 2)  # base rows × (A, B, one AB for each of two)
    assert min(found["total"]) > 0
    assert found["total"][1] > 0.3  # over a year, what people say moves with how well they can be persuaded


def test_the_ema_workbench_drives_the_model(tmp_path):
    found = run(
        "ema",
        tmp_path,
        {
            "experiments": "len(experiments)",
            "fails": "int(fails.sum())",
            "share": "float(fails.mean())",
            "density": "float(box.peeling_trajectory.iloc[-1]['density'])",
        },
    )
    assert found["experiments"] == 60
    assert 6 < found["fails"] < 54
    assert found["density"] > found["share"]
