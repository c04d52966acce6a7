"""Every file of a comparison, in one go."""

import csv
import json

import duckdb
import numpy as np
import pandas as pd
import pytest

from fake_comparison import fake_comparison
from liancun_sim.analysis import effects
from liancun_sim.reports.common.dictionary import dictionary
from liancun_sim.reports.common.limits import limits
from liancun_sim.reports.comparison.write import write_comparison
from liancun_sim.results import EFFECTS, GROUPS, ROUNDS, SPENDING, UNION_LIFE
from liancun_sim.vocabulary import current_language, use_language

FILES = ("comparison.xlsx", "data", "effects.csv", "groups.csv", "manifest.json", "report.html", "series.parquet",
         "spending.csv", "summary.txt", "union_life.csv", "unions.csv", "villages.csv")  # fmt: skip


def test_every_file_is_there_and_nothing_else(written):
    assert sorted(path.name for path in written.iterdir()) == sorted([*FILES, "figures"])
    assert sorted(path.name for path in written.parent.iterdir()) == [written.name]
    pictures = {path.stem for path in (written / "figures").glob("*.png")}
    assert pictures == {path.stem for path in (written / "figures").glob("*.svg")}
    assert {"effects", "consent_over_time", "income_over_time", "conversion_over_time", "income_map", "cost",
            "fate_of_proposals", "consent_map"} == pictures  # fmt: skip


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("effects.csv", EFFECTS),
        ("unions.csv", ROUNDS),
        ("union_life.csv", UNION_LIFE),
        ("groups.csv", GROUPS),
        ("spending.csv", SPENDING),
    ],
)
def test_a_csv_has_the_declared_columns_and_opens_in_excel(written, name, columns):
    data = (written / name).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    header = next(csv.reader(data.decode("utf-8-sig").splitlines()))
    assert header == [c.name for c in columns]


def test_effects_read_back_as_they_were(written, comparison):
    read = pd.read_csv(written / "effects.csv", keep_default_na=True)
    made = effects(comparison)
    for name in ("mean", "difference", "ci_low", "ci_high", "p_better"):
        np.testing.assert_allclose(read[name], made[name], rtol=1e-9)
    assert list(read["reason"].fillna("")) == list(made["reason"])


def test_the_series_read_back_as_they_were(written, comparison):
    target = str(written / "series.parquet").replace("'", "''")
    read = duckdb.sql(f"SELECT * FROM '{target}' ORDER BY ALL").df()
    made = comparison.series.astype(dict.fromkeys(("scenario", "indicator", "stratum"), str))
    made = made.sort_values(list(made.columns), na_position="last").reset_index(drop=True)
    assert len(read) == len(made)
    keys = ["scenario", "replication", "month", "indicator", "stratum"]
    both = read.merge(made, on=keys, suffixes=("_read", "_made"))
    assert len(both) == len(made)
    np.testing.assert_array_equal(both["value_read"], both["value_made"])


def test_villages_have_a_row_per_scenario_and_village(written, comparison):
    table = pd.read_csv(written / "villages.csv")
    assert list(table.columns[:5]) == ["scenario", "village_id", "township", "village", "main_obstacle"]
    assert len(table) == len(comparison.scenarios) * len(comparison.villages)
    described = {entry.column for entry in dictionary(comparison) if entry.file == "villages.csv"}
    assert set(table.columns) == described


def test_the_manifest_states_limits_and_files(written, comparison):
    manifest = json.loads((written / "manifest.json").read_text("utf-8"))
    assert manifest["seed"] == 1
    use_language("zh")
    assert manifest["limits"] == limits(comparison)
    present = {path.relative_to(written).as_posix() for path in written.rglob("*") if path.is_file()}
    assert {*manifest["files"], "manifest.json"} == present


def test_the_same_comparison_gives_the_same_files(comparison, written, tmp_path):
    again = tmp_path / "again"
    write_comparison(comparison, again, "zh")
    for name in ("effects.csv", "villages.csv", "report.html", "summary.txt", "manifest.json", "figures/effects.png",
                 "figures/income_map.svg"):  # fmt: skip
        assert (again / name).read_bytes() == (written / name).read_bytes(), name


def test_a_scenario_run_by_itself_is_written_too(alone, tmp_path):
    write_comparison(alone, tmp_path / "alone", "en")
    text = (tmp_path / "alone" / "summary.txt").read_text("utf-8-sig")
    assert text.startswith("One scenario by itself: Combined (Made-up county)\n")
    assert "without a baseline beside it, this is no effect" in text
    page = (tmp_path / "alone" / "report.html").read_text("utf-8")
    assert 'id="groups"' not in page
    assert not (tmp_path / "alone" / "figures" / "effects.png").exists()


def test_one_replication_is_reported_without_intervals(tmp_path):
    made = fake_comparison(villages=12, replications=1, months=4)
    write_comparison(made, tmp_path / "one", "zh-Hant")
    table = pd.read_csv(tmp_path / "one" / "effects.csv")
    assert table["ci_low"].isna().all()
    assert "僅一對模擬，無法給出區間" in (tmp_path / "one" / "report.html").read_text("utf-8")
    assert "使用須知（請先閱讀）" in (tmp_path / "one" / "summary.txt").read_text("utf-8-sig")


def test_the_language_spoken_is_left_as_it_was(comparison, tmp_path):
    use_language("zh-Hant")
    write_comparison(comparison, tmp_path / "out", "en")
    assert current_language() == "zh-Hant"
