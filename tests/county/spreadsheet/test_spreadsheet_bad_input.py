import string
import tomllib
from pathlib import Path

import pytest
from bad_tables import CASES
from small_table import one_sheet, with_cell

from liancun_sim.cli import run
from liancun_sim.county.spreadsheet import read_spreadsheet, workbook
from liancun_sim.vocabulary import BadInput, use_language
from liancun_sim.vocabulary.messages import messages

SAID = tomllib.loads((Path(__file__).parent / "bad_tables.toml").read_text("utf-8"))


def refusal(path: Path, **options: object) -> str:
    with pytest.raises(BadInput) as refused:
        read_spreadsheet(path, **options)
    return "".join(f"{fault}\n" for fault in refused.value.faults)


@pytest.mark.parametrize("name", CASES)
def test_a_spoilt_table_is_refused_with_every_fault_said_in_both_languages(name, tmp_path):
    options = CASES[name](tmp_path)
    before = sorted(tmp_path.iterdir())
    for language, key in (("en", "en"), ("zh-Hans", "zh")):
        use_language(language)
        assert refusal(**options) == SAID[name][key]
    assert sorted(tmp_path.iterdir()) == before


def test_there_are_forty_different_messages_among_at_least_twenty_cases():
    first_words = {message.split(": ", 1)[1][:20] for said in SAID.values() for message in said["en"].splitlines()}
    assert set(SAID) == set(CASES)
    assert len(CASES) >= 20
    assert len(first_words) >= 40


def test_all_faults_of_a_table_are_said_at_once(tmp_path):
    rows = with_cell(2, 5, "3,2O0")
    rows[2][3] = None
    rows[4][1] = None
    said = refusal(one_sheet(tmp_path / "许盘后 的表.xlsx", rows))
    assert said.count("\n") == 4
    assert "row 2 (前社庄): 人均纯收入（元） is '3,2O0'" in said
    assert "row 3 (许盘后): 人口 is blank" in said
    assert "row 5: the row has no village name" in said
    assert [line.split(":")[0].rpartition(" ")[0] for line in said.splitlines()][:3] == [
        "许盘后 的表.xlsx, 表1 row 2", "许盘后 的表.xlsx, 表1 row 3", "许盘后 的表.xlsx, 表1 row",
    ]  # fmt: skip


def test_the_traditional_form_follows(tmp_path):
    use_language("zh-Hant")
    assert "這一項不能由程式推算" in refusal(one_sheet(tmp_path / "villages.xlsx", with_cell(2, 3, "-")))


def test_a_file_too_large_and_a_folder_without_tables_are_refused(tmp_path):
    path = one_sheet(tmp_path / "villages.xlsx", with_cell(2, 3, 240))
    (tmp_path / "letters").mkdir()
    assert "the folder holds no table (" in refusal(tmp_path / "letters")
    with path.open("r+b") as file:
        file.truncate(workbook.LARGEST_BYTES + 1)  # with nothing in it: it takes no room
    assert "is larger than 200 MB" in refusal(path)


def test_the_command_ends_with_code_2_and_writes_nothing(tmp_path, capsys):
    path = one_sheet(tmp_path / "villages.xlsx", with_cell(2, 5, "3,2O0"))
    assert run(["county", "import", str(path), "--out", str(tmp_path / "county")]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("villages.xlsx, 表1 row 2 (前社庄): 人均纯收入（元） is '3,2O0' — not a number.")
    assert list(tmp_path.iterdir()) == [path]


def test_every_message_has_both_languages_with_the_same_fields():
    for key, entry in messages("spreadsheet").items():
        fields = [{name for _, name, _, _ in string.Formatter().parse(entry[lang]) if name} for lang in ("en", "zh")]
        assert fields[0] == fields[1], key
