"""Tables that would take for ever or all memory: understood in a process with limits, and refused in one sentence."""

import pytest
from small_table import one_sheet, table

from liancun_sim.cli import run
from liancun_sim.county.spreadsheet import read_spreadsheet, within_limits
from liancun_sim.files import limited
from liancun_sim.vocabulary import BadInput

HEAD = "乡镇,村名,户数,人口,经度,纬度\n"


def long_table(rows: int) -> str:
    return HEAD + "".join(
        f"第{row // 50}乡,庄{row},{row % 500 + 60},{row % 500 + 300},115.4,36.4\n" for row in range(rows)
    )


def test_what_a_table_means_is_worked_out_in_the_other_process(tmp_path, monkeypatch):
    path = one_sheet(tmp_path / "村表.xlsx", table())
    for name in ("read_pages", "choose", "understand", "check_villages"):
        monkeypatch.setattr(within_limits, name, None)
    assert len(read_spreadsheet(path).county.villages) == 4


def test_a_table_that_takes_too_long_is_refused_and_nothing_is_written(tmp_path, monkeypatch, capsys):
    (tmp_path / "村表.csv").write_text(long_table(90_000), "utf-8")
    monkeypatch.setattr(within_limits, "SECONDS", 0.1)
    monkeypatch.chdir(tmp_path)
    assert run(["county", "import", "村表.csv", "--out", "county"]) == 2
    assert "村表.csv: takes more time or memory to read than any village table" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["村表.csv"]


def test_one_of_several_files_that_takes_too_long_is_named(tmp_path, monkeypatch):
    (tmp_path / "甲.csv").write_text(HEAD + "柳树乡,东洼,120,451,115.41,36.41\n", "utf-8")
    (tmp_path / "乙.csv").write_text(long_table(90_000), "utf-8")
    monkeypatch.setattr(within_limits, "SECONDS", 0.1)
    monkeypatch.setattr(within_limits, "A_FILE", 0.0)
    with pytest.raises(BadInput, match=r"^乙\.csv: takes more time or memory") as refused:
        read_spreadsheet(tmp_path)
    assert len(refused.value.faults) == 1


def test_a_table_that_takes_too_much_memory_is_refused(tmp_path, monkeypatch):
    (tmp_path / "村表.csv").write_text(long_table(60_000), "utf-8")
    small = limited.LimitedProcess(megabytes=200)
    monkeypatch.setattr(limited, "_readers", small)
    with pytest.raises(BadInput, match="takes more time or memory"):
        read_spreadsheet(tmp_path / "村表.csv")
    small.stop()


def test_every_file_of_a_folder_that_cannot_be_read_is_told_with_the_number_of_the_others(tmp_path):
    (tmp_path / "好.csv").write_text(HEAD + "柳树乡,东洼,120,451,115.41,36.41\n", "utf-8")
    for number in range(1, 6):
        (tmp_path / f"{number}.csv").write_bytes(b"")
    (tmp_path / "网页.xls").write_text("<html>", "utf-8")
    with pytest.raises(BadInput) as refused:
        read_spreadsheet(tmp_path)
    assert [fault.file for fault in refused.value.faults] == ["1.csv", "2.csv", "3.csv"]
    assert "Of 7 files 6 cannot be read, 3 more than are told here: mend them, or move" in str(refused.value)
    for number in range(2, 6):
        (tmp_path / f"{number}.csv").unlink()
    with pytest.raises(BadInput) as refused:
        read_spreadsheet(tmp_path)
    assert [fault.file for fault in refused.value.faults] == ["1.csv", "网页.xls"]
    assert str(refused.value).endswith("Of 3 files 2 cannot be read: mend them, or move what is no village table to "
                                       "another folder")  # fmt: skip
