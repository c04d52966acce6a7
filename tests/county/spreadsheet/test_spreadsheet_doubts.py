"""Doubts: asked with what settles them, at the terminal where there is one, and never settled by a slip of the pen."""

import pickle

import pytest
from small_table import beside, one_sheet, table

from liancun_sim.cli import run
from liancun_sim.cli.settling import settled
from liancun_sim.county.spreadsheet import Answers, Doubt, Doubtful, read_spreadsheet
from liancun_sim.county.spreadsheet.doubts import Way
from liancun_sim.county.spreadsheet.phrases import At, Findings
from liancun_sim.vocabulary import BadInput, Label

THEN = Label("it is right", "正确")
WAYS = (Way("accept", THEN), Way("leave_out", THEN, "G"), Way("year", THEN))


def asked(answers: Answers) -> str:
    """What a reader with one doubt makes of the answers."""
    findings = Findings("a.xlsx", answers)
    given = findings.ask("asked_to_leave_out", At("表1", column=5), WAYS, name="far-off:F")
    findings.stop_if_any()
    findings.stop_at_unknown_answers()
    return given


def test_an_open_doubt_is_listed_with_every_option_that_settles_it():
    with pytest.raises(Doubtful) as stopped:
        asked(Answers())
    (doubt,) = stopped.value.doubts
    assert isinstance(doubt, Doubt)
    assert [str(way) for way in doubt.ways] == ["--accept far-off:F", "--leave-out G", "--year YEAR"]
    assert "--accept far-off:F (it is right), or --leave-out G (it is right), or --year YEAR" in str(stopped.value)


def test_an_accepted_doubt_is_asked_no_more():
    assert asked(Answers(accept=("far-off:F",))) == "far-off:F"


def test_an_answer_to_no_doubt_is_refused():
    with pytest.raises(BadInput, match="'far-off:G' settles nothing"):
        asked(Answers(accept=("far-off:F", "far-off:G")))


def test_doubts_travel_between_processes():
    with pytest.raises(Doubtful) as stopped:
        asked(Answers())
    assert pickle.loads(pickle.dumps(stopped.value)).doubts == stopped.value.doubts


@pytest.fixture
def terminal(monkeypatch):
    """A terminal at which these lines are typed."""

    def typed(*lines: str) -> None:
        answers = iter(lines)
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: next(answers))

    return typed


def test_a_doubt_is_asked_at_the_terminal(terminal, capsys):
    terminal("1")
    assert settled(asked, Answers()) == "far-off:F"
    assert "  2  it is right  [--leave-out G]" in capsys.readouterr().err


def test_whoever_stops_at_the_terminal_gets_the_list(terminal):
    terminal("0")
    with pytest.raises(Doubtful):
        settled(asked, Answers())


def test_a_year_is_typed_until_it_is_one(terminal):
    terminal("3", "twelve", "2012")
    seen = []

    def read(answers: Answers) -> None:
        seen.append(answers.year)
        if answers.year is None:
            asked(answers)

    settled(read, Answers())
    assert seen == [None, 2012]


def test_a_column_is_left_out_or_told_apart_by_header_or_letter(tmp_path):
    rows = beside(table(), ["户口数", 1, 2, 3, 4], ["总户数", 1, 2, 3, 4])
    path = one_sheet(tmp_path / "村表.xlsx", rows)
    for way in ("总户数", "j", "J"):
        read = read_spreadsheet(path, answers=Answers(leave_out=(way,)))
        assert read.county.villages["households"].sum() == 1025
        assert "  J  总户数 — left out, as asked" in read.report.text()
    given = Answers(leave_out=("户数", "总户数"), map=(("户口数", "households"),))
    with pytest.raises(BadInput, match="people in 1 household are"):
        read_spreadsheet(path, answers=given)


def test_a_column_or_field_that_is_not_there_is_told(tmp_path, capsys):
    path = str(one_sheet(tmp_path / "村表.xlsx", table()))
    assert run(["county", "import", path, "--leave-out", "人口数", "--map", "E=gold"]) == 2
    said = capsys.readouterr().err
    assert "--leave-out: there is no column '人口数'; the columns are: A 乡镇" in said
    assert "--map: 'gold' is no column of a county" in said
    assert run(["county", "import", path, "--map", "gold"]) == 2
    assert "--map is 'gold'; write COLUMN=FIELD" in capsys.readouterr().err
