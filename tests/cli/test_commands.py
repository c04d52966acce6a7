"""What the commands about scenarios and the registries print."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from liancun_sim.catalogue.entries import HEADER, KINDS, entries, of_kind
from liancun_sim.cli.exit_codes import BAD_INPUT, FINE
from liancun_sim.scenario import json_schema, load_scenario
from liancun_sim.simulation.schedule import MECHANISMS


def test_validate_says_a_good_scenario_is_fine(liancun: Callable[..., Any]) -> None:
    said = liancun("validate", "strong_weak_pairing")
    digest = load_scenario("strong_weak_pairing").digest
    assert (said.code, said.data) == (FINE, "")
    assert said.notes == (
        "strong_weak_pairing (Strong-weak pairing) is fine: 60 months; policies: Strong-weak pairing; "
        f"digest {digest}\n"
    )


def test_validate_shows_every_value_with_its_origin(liancun: Callable[..., Any], tmp_path: Path) -> None:
    said = liancun("validate", "baseline", "--resolved", "--set", "attitude.pressure=0.4", "-q")
    assert "attitude.pressure: 0.4" in said.data
    assert "# --set:attitude.pressure=0.4" in said.data
    assert said.notes == ""
    (tmp_path / "again.yaml").write_text(said.data, "utf-8")
    assert load_scenario("again").digest == load_scenario("baseline", sets=["attitude.pressure=0.4"]).digest


def test_validate_as_json_is_the_resolved_document(liancun: Callable[..., Any]) -> None:
    (one,) = json.loads(liancun("validate", "baseline", "--json").data)
    assert one["scenario"]["decision"]["threshold"] == 0.8
    assert one["origins"]["decision.threshold"].startswith("baseline.yaml:")


def test_validate_recognises_a_study_and_checks_it(liancun: Callable[..., Any], tmp_path: Path) -> None:
    study = "scenarios: [strong_weak_pairing]\nuncertainties: [attitude.pressure]\n"
    (tmp_path / "design.yaml").write_text(study + "design: {kind: latin_hypercube, points: 5}\n", "utf-8")
    said = liancun("validate", "design.yaml")
    assert said.code == FINE
    assert said.notes == "design.yaml is fine: 2 scenarios, 5 points of 1 factor, 8 replications\n"
    (one,) = json.loads(liancun("validate", "design.yaml", "--json").data)
    assert (one["scenarios"], one["points"]) == (["baseline", "strong_weak_pairing"], 5)
    (tmp_path / "bad.yaml").write_text("scenarios: [strong_weak_pairing]\nreplications: 0\n", "utf-8")
    (tmp_path / "a.yaml").write_text("months: 0\n")
    said = liancun("validate", "bad.yaml", "a.yaml")
    assert said.code == BAD_INPUT
    assert "bad.yaml, line 2: 'replications' is 0" in said.notes
    assert "a.yaml, line 1: 'months' is 0" in said.notes
    assert "--set changes scenarios only" in liancun("validate", "design.yaml", "--set", "months=3").notes


def test_validate_reports_the_faults_of_all_files(liancun: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("months: 0\n")
    (tmp_path / "b.yaml").write_text("extends: baseline\nmonths: soon\n")
    said = liancun("validate", "a.yaml", "b.yaml", "--lang", "zh")
    assert said.code == BAD_INPUT
    assert said.notes == (
        "a.yaml，第1行：“months”为 0，超出范围；应为1到240之间的整数\n"
        "b.yaml，第2行：“months”为“soon”；应为1到240之间的整数\n"
        "共2处错误；未执行任何操作。\n"
    )


def test_schema_is_printed_or_written_whole(liancun: Callable[..., Any], tmp_path: Path) -> None:
    assert json.loads(liancun("schema").data) == json_schema()
    assert liancun("schema", "--out", "模式.json").code == FINE
    assert json.loads((tmp_path / "模式.json").read_text("utf-8")) == json_schema()
    for place, why in (("模式.json", "there is a file of this name already"), ("模式.json/a.json", "lies below")):
        said = liancun("schema", "--out", place)
        assert (said.code, said.data) == (BAD_INPUT, "")
        assert said.notes.startswith(f"{place}: {why}")
    assert [path.name for path in tmp_path.iterdir()] == ["模式.json"]


def test_schedule_lists_the_month_in_order(liancun: Callable[..., Any]) -> None:
    steps = json.loads(liancun("schedule", "--json").data)
    assert [step["key"] for step in steps if step["key"] != "policies"] == [kind.key for kind in MECHANISMS]
    assert steps[1]["key"] == "policies"
    assert "propose_union" in next(step for step in steps if step["key"] == "consultation")["accepts"]
    assert " 2  政策行动" in liancun("schedule", "--lang", "zh").data


def test_the_catalogue_is_the_same_in_every_form(liancun: Callable[..., Any]) -> None:
    rows = list(csv.DictReader(liancun("catalogue", "--csv").data.splitlines()))
    assert rows == json.loads(liancun("catalogue", "--json").data) == [entry.row() for entry in entries()]
    assert tuple(rows[0]) == HEADER
    text = liancun("catalogue", "--lang", "zh").data
    assert all(f"{row['key']}  {row['zh_hans']}" in text for row in rows)


def test_one_kind_of_the_catalogue(liancun: Callable[..., Any]) -> None:
    rows = json.loads(liancun("catalogue", "--kind", "coefficient", "--json").data)
    assert {row["kind"] for row in rows} == {"coefficient"}
    keys = [entry.key for entry in of_kind("policy")]
    table = csv.DictReader(liancun("catalogue", "--kind", "policy", "--csv").data.splitlines())
    assert [row["key"] for row in table] == keys
    markdown = liancun("catalogue", "--kind", "policy", "--markdown").data
    assert markdown.startswith("## Policy\n\n| key |")
    assert [line.split("`")[1] for line in markdown.splitlines() if line.startswith("| `")] == keys
    said = liancun("catalogue", "--kind", "coeficient")
    assert said.code == BAD_INPUT
    assert said.notes.startswith(f"--kind: there is no kind 'coeficient'; choose one of: {', '.join(KINDS)}")


def test_the_documentation_is_brought_up_to_date_between_its_markers(
    liancun: Callable[..., Any], tmp_path: Path
) -> None:
    document = tmp_path / "model.md"
    document.write_text("# Model\n<!-- catalogue:action -->\nstale\n<!-- /catalogue -->\nend\n", "utf-8")
    assert liancun("catalogue", "--write", "model.md").code == FINE
    text = document.read_text("utf-8")
    assert text.startswith("# Model\n<!-- catalogue:action -->\n\n| key |")
    assert "| `propose_union` | Propose a union | 提出联村动议 |" in text
    assert "stale" not in text
    assert text.endswith("<!-- /catalogue -->\nend\n")
    liancun("catalogue", "--write", "model.md")
    assert document.read_text("utf-8") == text


def test_a_folder_of_documentation_is_brought_up_to_date_each_file_in_its_language(
    liancun: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "docs" / "pictures").mkdir(parents=True)
    for name in ("words.md", "words.zh.md"):
        (tmp_path / "docs" / name).write_text("<!-- catalogue:part -->\n<!-- /catalogue -->\n", "utf-8")
    said = liancun("docs", "--update")
    assert said.code == FINE
    assert len(said.notes.splitlines()) == 4  # two documents, two pictures
    assert "| `cli` | one file a command | " in (tmp_path / "docs" / "words.md").read_text("utf-8")
    assert "| `cli` | 一个文件一条命令 | " in (tmp_path / "docs" / "words.zh.md").read_text("utf-8")
    assert ">cli</text>" in (tmp_path / "docs" / "pictures" / "architecture.svg").read_text("utf-8")
    assert liancun("docs", "--update").notes == ""  # nothing is left to write
    assert liancun("docs", "--update", "elsewhere").code == BAD_INPUT


DOCUMENTS = {
    "<!-- catalogue:coeficient -->\n<!-- /catalogue -->\n": "the marker 'catalogue:coeficient' names no table. "
    "Did you mean 'coefficient'?",
    "<!-- catalogue:action -->\n": "a marker '<!-- catalogue:… -->' has no end",
    "# Model\n": "there is no marker to write at",
}


@pytest.mark.parametrize("text", DOCUMENTS)
def test_a_document_whose_markers_are_wrong_is_left_alone(
    text: str, liancun: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "model.md").write_text(text, "utf-8")
    said = liancun("catalogue", "--write", "model.md")
    assert said.code == BAD_INPUT
    assert said.notes.startswith(f"model.md: {DOCUMENTS[text]}")
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("model.md", text)]


@pytest.mark.parametrize(("channel", "near"), [("nochannel", ""), ("atitude.pressure", "是否指“attitude.pressure”？")])
def test_an_unknown_channel_is_told_with_one_like_it_if_there_is_one(
    liancun: Callable[..., Any], channel: str, near: str
) -> None:
    said = liancun("explain", "baseline", channel, "--village", "1", "--month", "0", "--lang", "zh")
    assert said.code == BAD_INPUT
    assert said.notes.startswith(f"政策作用点：没有政策作用点“{channel}”。{near}现有：")


def test_explain_takes_a_channel_apart(liancun: Callable[..., Any], tmp_path: Path) -> None:
    assert liancun("county", "make", "--villages", "12", "--out", "tiny", "-q").code == FINE
    words = ("explain", "baseline", "attitude.pressure", "--county", "tiny", "--month", "1", "--village")
    village = (tmp_path / "tiny" / "villages.csv").read_text("utf-8-sig").splitlines()[1].split(",")[0]
    said = liancun(*words, village, "--json")
    found = json.loads(said.data)
    assert (found["base"], found["contributions"], found["value"]) == (0.5, [], 0.5)
    text = liancun(*words, village, "--lang", "zh").data.splitlines()
    assert text[1:] == ["  0.5  基值", "  本月没有政策调整它", "  = 0.5，界限0～2"]
    said = liancun(*words, "nowhere")
    assert said.code == BAD_INPUT
    assert said.notes.startswith("--village: the county has no village 'nowhere'")


def test_a_small_comparison_is_printed_and_written(liancun: Callable[..., Any], tmp_path: Path) -> None:
    assert liancun("county", "make", "--villages", "12", "--out", "tiny", "-q").code == FINE
    said = liancun(
        "compare", "cadre_assistance", "--county", "tiny", "--months", "2", "--replications", "2", "--workers", "1",
        "--json", "-q",
    )  # fmt: skip
    assert (said.code, said.notes) == (FINE, "")
    rows = json.loads(said.data)
    assert {"cadre_assistance"} == {row["scenario"] for row in rows}
    assert {"mean", "difference", "ci_low", "ci_high", "p_better"} <= set(rows[0])
