"""``liancun plan``, ``plan check`` and ``advise`` from the outside."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from liancun_sim.cli.exit_codes import BAD_INPUT, FINDINGS, FINE
from liancun_sim.county import make_county, save_county
from liancun_sim.interventions import UNION_FORMS

RULES = """\
sizes: [2]
unions: {at_most: 2}
horizon: 18
alternatives: 2
simulate: {learn: 2, assumptions: 10, at_most: 10}
"""


@pytest.fixture
def here(tmp_path: Path) -> Path:
    save_county(make_county(villages=12, households=600, seed=5), tmp_path / "county")
    (tmp_path / "rules.yaml").write_text(RULES, "utf-8")
    return tmp_path


def test_a_plan_is_printed_written_checked_and_advised_on(liancun: Callable[..., Any], here: Path) -> None:
    common = ("--county", "county", "--workers", "1", "--runs", "runs")
    said = liancun("plan", "rules.yaml", *common, "--out", "out")
    assert said.code == FINE, said.notes
    assert "Simulated on 10 fresh draws" in said.data and "Read first: limits" in said.data
    assert "Learning chances" in said.notes and "Simulating plans" in said.notes
    written = {path.name for path in (here / "out").iterdir()}
    assert {"plan.csv", "candidates.csv", "alternatives.csv", "villages.csv", "frontier.csv", "plan.yaml", "plan.xlsx",
            "report.html", "summary.txt", "manifest.json", "figures"} <= written  # fmt: skip
    page = (here / "out" / "report.html").read_text("utf-8")
    assert "未入选" in page and "Who is left out" in page
    assert liancun("validate", "out/plan.yaml", "--county", "county").code == FINE

    said = liancun("plan", "check", "out/plan.xlsx", "rules.yaml", *common, "--original", "out/plan.csv")
    assert said.code == FINE and "It keeps every rule." in said.data
    assert "cannot be told apart" in said.data  # it is the same plan

    with (here / "out" / "plan.csv").open(encoding="utf-8-sig") as file:
        village = next(csv.DictReader(file))["lead"]
    said = liancun("advise", village, "--rules", "rules.yaml", *common, "--out", "advice.xlsx", "--json")
    assert said.code == FINE and (here / "advice.xlsx").is_file()
    assert all(village in row["members"].split(";") for row in json.loads(said.data))
    rows = openpyxl.load_workbook(here / "advice.xlsx").active.iter_rows(values_only=True)
    cells = {cell for row in rows for cell in row}
    assert {form.label.en for form in UNION_FORMS.values()} & cells and not set(UNION_FORMS) & cells


def test_a_plan_that_breaks_a_rule_ends_with_findings(liancun: Callable[..., Any], here: Path) -> None:
    (here / "mine.csv").write_text("month,form,lead,members\n2009-06,hub,T01V001,T01V001;T01V002\n", "utf-8")
    said = liancun("plan", "check", "mine.csv", "rules.yaml", "--county", "county", "--workers", "1", "--predict-only")
    assert said.code == FINDINGS
    assert "month 18; the rules say months 1 to 6 (the first month is 1)" in said.data


@pytest.mark.parametrize(("words", "told"), [
    (("plan", "nowhere.yaml"), "no such file"),
    (("plan", "a.yaml", "b.yaml"), "a file of rules or nothing"),
    (("plan", "check"), "a file of rules or nothing"),
    (("plan", "rules.yaml", "--original", "plan.csv"), "only by 'liancun plan check'"),
    (("plan", "check", "mine.csv", "--out", "out"), "writes nothing"),
    (("plan", "check", "mine.csv"), "no such file"),
    (("advise", "Nowhere"), "no village"),
])  # fmt: skip
def test_what_cannot_be_planned_is_told(
    liancun: Callable[..., Any], here: Path, words: tuple[str, ...], told: str
) -> None:
    said = liancun(*words, "--county", "county")
    assert said.code == BAD_INPUT
    assert told in said.notes and "Traceback" not in said.notes
