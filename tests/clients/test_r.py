"""R reads what a store exports: counts, means and Chinese names are those of the store."""

import json
import shutil
import subprocess

import pytest

from liancun_sim import sweep
from liancun_sim.results.store import open_store
from liancun_sim.results.store.exporting import export
from swept_functions import consent

STUDY = {
    "scenarios": ["policy", "联村"],
    "levers": {"trust": {"low": 0.0, "high": 1.0}, "income_gap": {"low": 0.0, "high": 1.0}, "roads": [0.0, 1.0]},
    "design": {"kind": "grid", "levels": 3},
    "replications": 2,
    "outcomes": ["consent", "fairness"],
}
CODE = """
runs <- read.csv("runs.csv", fileEncoding = "UTF-8-BOM", check.names = FALSE)
fine <- runs[runs$status == "ok", ]
for (name in unique(fine$scenario)) {
  one <- fine[fine$scenario == name, ]
  cat(sprintf('["%s", %d, %.17g, %.17g]\\n', name, nrow(one), mean(one$consent), max(one$fairness)))
}
"""


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="no R on this machine")
def test_r_finds_the_runs_the_means_and_the_names_of_a_store_in_its_export(tmp_path):
    sweep(STUDY, tmp_path / "store", run=consent, workers=1)
    store = open_store(tmp_path / "store")
    export(store, tmp_path / "runs.csv")
    shown = subprocess.run(["Rscript", "-e", CODE], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
    assert shown.returncode == 0, shown.stderr
    found = {name: told for name, *told in map(json.loads, shown.stdout.splitlines())}
    assert set(found) == {"policy", "联村"}
    for name, one in store.runs().groupby("scenario"):
        count, mean, greatest = found[name]
        assert count == len(one) == 3 * 3 * 2 * 2
        assert mean == pytest.approx(one["consent"].mean(), rel=1e-12)
        assert greatest == pytest.approx(one["fairness"].max(), rel=1e-12)
