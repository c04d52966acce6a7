"""The examples of docs/researchers.md and docs/optimising.md run as they stand: SALib, EMA, optuna, readers of a store.

Each runs as a script in a process of its own, as a researcher would run it; a reader of a store that has changed since
reads it again in this one.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import indent

import pytest

from liancun_sim import make_county, sweep
from liancun_sim.county import save_county
from liancun_sim.results.store import compact, open_store

pytestmark = pytest.mark.long
DOCS = Path(__file__).parents[2] / "docs"


def example(name):
    """The code block under the mark ``<!-- run: name -->``."""
    text = "".join((DOCS / page).read_text("utf-8") for page in ("researchers.md", "optimising.md"))
    return re.search(rf"<!-- run: {name} -->\n```python\n(.*?)```", text, re.DOTALL).group(1)


def run(name, folder, shown):
    """Run an example in `folder`, as it is printed; what the expressions in `shown` are afterwards."""
    script = folder / f"example_{name}.py"  # no module of that name
    telling = f"import json\nprint('shown', json.dumps({{{', '.join(f'{k!r}: {v}' for k, v in shown.items())}}}))\n"
    printed = example(name)
    ends_in_guard = printed.rstrip().rpartition("\n")[2].startswith("    ")
    script.write_text(printed + (indent(telling, "    ") if ends_in_guard else telling), "utf-8")
    done = subprocess.run([sys.executable, str(script)], cwd=folder, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.rpartition("shown ")[2])


def read(name, folder, shown, monkeypatch):
    """The same of an example that only reads, here."""
    monkeypatch.chdir(folder)
    found = {}
    exec(compile(example(name), name, "exec"), found)
    return {key: eval(expression, found) for key, expression in shown.items()}


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


def test_a_search_over_levers_goes_on_from_its_store_and_hands_it_to_ema(tmp_path):
    shown = {"rows": "rows", "values": "[trial.values for trial in search.trials]"}
    first = run("optuna", tmp_path, shown)
    assert len(first["rows"]) == 8
    store = open_store(tmp_path / "optimised")
    assert len(store.runs()) == 2 * len({tuple(row.items()) for row in first["rows"]})
    next((tmp_path / "optimised").glob("runs/*/*.parquet")).unlink()  # killed before its mark
    assert run("optuna", tmp_path, shown) == first  # what is missing is done again, all else is remembered
    read = run("archive", tmp_path, {"runs": "len(mine)", "income": "list(map(float, answers['income_quintile_1']))"})
    assert read["runs"] == len(store.runs())
    assert read["income"] == pytest.approx(list(store.results()["income_quintile_1"]), rel=1e-12)  # by way of text


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    """A small sweep where the examples look for one: four runs, each a chunk of its own."""
    folder = tmp_path_factory.mktemp("readers")
    save_county(make_county(villages=30, households=3_000), folder / "county")
    study = {
        "scenarios": ["strong_weak_pairing"],
        "county": str(folder / "county"),
        "months": 12,
        "uncertainties": "none",
        "replications": 2,
        "outcomes": ["income_mean"],
        "keep": {"series": ["income_mean"]},
        "runs_per_chunk": 1,
    }
    sweep(study, folder / "out" / "which_strategy", workers=1)
    return folder


@pytest.mark.parametrize("reader", ["duckdb", "pandas", "polars"])
def test_one_pattern_reads_a_store_loose_folded_and_in_between(swept, tmp_path, reader, monkeypatch):
    shutil.copytree(swept / "out", tmp_path / "out")
    store = open_store(tmp_path / "out" / "which_strategy")
    count = "{0}.height" if reader == "polars" else "len({0})"
    columns = "runs.columns" if reader != "pandas" else "list(runs.columns)"
    shown = {"runs": count.format("runs"), "series": count.format("series"), "columns": columns}
    expected = {"runs": 4, "series": 4 * 13, "columns": list(store.runs().columns)}
    assert len(store.table("series")) == expected["series"]
    assert run(reader, tmp_path, shown) == expected
    loose = {path: path.read_bytes() for path in store.folder.glob("*/part=*/chunk-*.parquet")}
    compact(store)
    assert not [path for path in loose if path.exists()]
    assert read(reader, tmp_path, shown, monkeypatch) == expected
    for path, content in loose.items():  # as a compaction killed before it cleared leaves it
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    assert read(reader, tmp_path, shown, monkeypatch) == expected


@pytest.mark.parametrize("reader", ["duckdb", "pandas", "polars"])
def test_readers_leave_out_series_of_runs_that_are_not_done(swept, tmp_path, reader, monkeypatch):
    shutil.copytree(swept / "out", tmp_path / "out")
    next((tmp_path / "out" / "which_strategy").glob("runs/*/*.parquet")).unlink()  # killed between series and mark
    count = "{0}.height" if reader == "polars" else "len({0})"
    shown = {"runs": count.format("runs"), "series": count.format("series")}
    assert read(reader, tmp_path, shown, monkeypatch) == {"runs": 3, "series": 3 * 13}  # months 0 to 12
