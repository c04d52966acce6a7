"""``liancun report``: the files of a result again, without running anything."""

import shutil

import pytest

from fake_comparison import fake_comparison
from liancun_sim.api import read_result
from liancun_sim.cli import run
from liancun_sim.reports.comparison.write import write_comparison

AS_THEY_WERE = ("report.html", "effects.csv", "villages.csv", "series.parquet", "summary.txt", "data/result.json",
                "figures/effects.svg")  # fmt: skip


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    out = tmp_path_factory.mktemp("report") / "found"
    write_comparison(fake_comparison(villages=20, replications=2, months=4), out, "zh")
    return out


def test_the_files_come_out_as_they_were(written, tmp_path):
    assert run(["report", str(written), "--lang", "zh", "--out", str(tmp_path / "again"), "-q"]) == 0
    for name in AS_THEY_WERE:
        assert (tmp_path / "again" / name).read_bytes() == (written / name).read_bytes(), name


def test_a_result_is_written_in_another_language_in_its_own_place(written):
    assert run(["report", str(written), "--lang", "en", "-q"]) == 0
    assert (written / "report.html").read_text("utf-8").startswith('<!doctype html>\n<html lang="en">')
    assert read_result(written).policies_compared


def test_a_folder_that_holds_no_result_is_refused_and_left_as_it_is(tmp_path, capsys):
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    assert run(["report", str(tmp_path)]) == 2
    assert "no result that can be written again" in capsys.readouterr().err
    assert run(["report", str(tmp_path), "--lang", "zh"]) == 2
    assert "No such file" not in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("damage", ["{broken", "", "{}", '{"type": "Other", "fields": {}}'])
def test_a_damaged_document_of_a_result_is_called_damaged(written, tmp_path, capsys, damage):
    document = tmp_path / "found" / "data" / "result.json"
    shutil.copytree(written, tmp_path / "found")
    document.write_text(damage, "utf-8")
    assert run(["report", str(tmp_path / "found"), "--lang", "en"]) == 2
    assert f"{document}: the file is damaged or of another version" in capsys.readouterr().err


@pytest.mark.parametrize("damage", [b"PAR1", None])
def test_a_damaged_or_missing_part_of_a_result_is_named_in_plain_words(written, tmp_path, capsys, damage):
    place = tmp_path / "found"
    shutil.copytree(written, place)
    part = next(path for path in (place / "data").iterdir() if path.suffix == ".parquet")
    part.unlink()
    if damage is not None:
        part.write_bytes(damage)
    assert run(["report", str(place), "--lang", "zh"]) == 2
    said = capsys.readouterr().err
    assert f"{part}：{'缺少这个文件' if damage is None else '文件已损坏'}" in said
    assert "result.json" not in said and "Error" not in said
