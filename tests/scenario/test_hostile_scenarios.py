"""Scenario and study files made to harm: refused with one message that quotes nothing of other files."""

import os
from pathlib import Path

import pytest

from liancun_sim.cli import run
from liancun_sim.running.study.study_file import read_study
from liancun_sim.scenario import load_scenario
from liancun_sim.vocabulary import BadInput, use_language

HOSTILE = {
    "a tag that lies": ("months: !!bool maybe", "line 2: 'maybe' is not what its tag says, bool"),
    "an empty number": ('months: !!int ""', "line 2: '' is not what its tag says, int"),
    "no number": ("months: !!float abc", "line 2: 'abc' is not what its tag says, float"),
    "half a character": ('name: {en: "\\ud800", zh: a}', "line 2: the text holds half a character"),
    "half a character for a key": ('"\\ud800": 1', "line 2: the text holds half a character"),
    "a number of 9,000 digits": ("months: " + "9" * 9000, "…' is not what its tag says, int"),
    "a county no folder can be called": ("county: " + "c" * 300, "there is no county folder"),
    "a megabyte": ("# " + "a" * 1_000_001, "it is larger than 1 MB, the most that is read"),
}


@pytest.mark.parametrize("case", HOSTILE.values(), ids=HOSTILE.keys())
def test_each_is_refused_with_one_message(case: tuple[str, str], tmp_path: Path) -> None:
    text, said = case
    (tmp_path / "bad.yaml").write_text(f"extends: baseline\n{text}\n")
    with pytest.raises(BadInput) as caught:
        load_scenario(str(tmp_path / "bad.yaml"))
    (fault,) = caught.value.faults
    assert said in str(fault)


def test_a_key_in_brackets_is_an_unknown_key_of_a_study(tmp_path: Path) -> None:
    (tmp_path / "study.yaml").write_text('scenarios: [baseline]\n"a[0]": 1\n')
    with pytest.raises(BadInput, match=r"line 2: unknown key 'a\[0\]' in a study"):
        read_study(tmp_path / "study.yaml")


def test_a_pipe_is_not_waited_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "mine.yaml").write_text("extends: pipe.yaml\n")
    for name in ("pipe.yaml", "mine.yaml"):
        assert run(["validate", str(tmp_path / name)]) == 2
        assert "Traceback" not in capsys.readouterr().err


SECRETS = {
    "passwords": "root:x:0:0:root:/root:/bin/bash\nsecret:hunter2\n",
    "settings of another program": "user: admin\npassword: hunter2\nname: hunter2\n",
    "a list": "- hunter2\n",
    "an alias": "a: *hunter2\n",
    "an open quotation": 'a: "hunter2\n',
    "nothing": "",
    "no text": b"\xff\xfehunter2",
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("content", SECRETS.values(), ids=SECRETS.keys())
def test_a_file_that_is_no_scenario_is_not_quoted_and_who_asked_for_it_is_named(
    content: str | bytes, language: str, tmp_path: Path
) -> None:
    (tmp_path / "other").write_bytes(content if isinstance(content, bytes) else content.encode())
    (tmp_path / "mine.yaml").write_text("months: 12\nextends: ./other\n")
    use_language(language)
    with pytest.raises(BadInput) as caught:
        load_scenario(str(tmp_path / "mine.yaml"))
    (fault,) = caught.value.faults
    assert fault.file == str(tmp_path / "mine.yaml")
    assert "2" in fault.place
    for word in ("hunter", "root", "admin", "password", "user"):
        assert word not in fault.message


def test_a_mistake_in_a_scenario_that_is_built_on_is_told_with_its_own_line(tmp_path: Path) -> None:
    (tmp_path / "below.yaml").write_text("extends: baseline\nmonhts: 12\n")
    (tmp_path / "mine.yaml").write_text("extends: below.yaml\n")
    with pytest.raises(BadInput, match=r"below\.yaml, line 2: unknown key 'monhts'.*Did you mean 'months'"):
        load_scenario(str(tmp_path / "mine.yaml"))
