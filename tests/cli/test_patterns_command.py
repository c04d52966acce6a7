"""``liancun patterns``: text, JSON, a folder; what fails is printed and is exit code 1."""

import csv
import json

import pytest

from liancun_sim.county import save_county


@pytest.fixture
def land(small_county, tmp_path):
    save_county(small_county, tmp_path / "land")
    return str(tmp_path / "land")


def test_it_prints_every_pattern_failures_included_and_leaves_a_table(liancun, land, tmp_path):
    said = liancun("patterns", "--county", land, "--replications", "2", "--workers", "1", "--out", "held")
    with (tmp_path / "held" / "patterns.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 20
    for row in rows:
        assert row["en"] in said.data
    failed = [row for row in rows if row["verdict"] == "failed"]
    assert said.code == (1 if failed else 0)
    assert all("not met" in line for row in failed for line in said.data.splitlines() if row["en"] in line)
    chinese = liancun("patterns", "--county", land, "--replications", "2", "--workers", "1", "--json", "--lang", "zh")
    assert {row["pattern"] for row in json.loads(chinese.data)} == {row["pattern"] for row in rows}


def test_a_start_before_anything_is_known_is_told(liancun, land):
    said = liancun("patterns", "--county", land, "--start", "1990-01")
    assert said.code == 2 and "Traceback" not in said.notes
