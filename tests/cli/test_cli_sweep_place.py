"""A store of runs stands beside counties, results and other stores, never within one."""

import json

import pytest

from liancun_sim.cli import run
from liancun_sim.county import make_county, save_county
from liancun_sim.files.manifest import MANIFEST

STUDY = """scenarios: [strong_weak_pairing]
design: {kind: csv, file: points.csv}
replications: 1
outcomes: [income_mean]
"""


@pytest.mark.parametrize("within", ["county", "store"])
def test_a_sweep_within_a_folder_of_ours_is_refused_before_anything_is_planned(within, tmp_path, capsys, monkeypatch):
    if within == "county":
        save_county(make_county(villages=4, seed=2), tmp_path / within)
    else:
        (tmp_path / within).mkdir()
        (tmp_path / within / MANIFEST).write_text(json.dumps({"kind": "liancun_sim sweep", "format": 1}))
    (tmp_path / "study.yaml").write_text(STUDY)
    (tmp_path / "points.csv").write_text("policies.strong_weak_pairing.pairs\n2\n")
    monkeypatch.setattr("liancun_sim.api.sweep", None)
    before = sorted(tmp_path.rglob("*"))
    assert run(["sweep", str(tmp_path / "study.yaml"), "--out", str(tmp_path / within / "runs")]) == 2
    assert "lies within" in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before
