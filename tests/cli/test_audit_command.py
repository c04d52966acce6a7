"""``liancun audit`` from the outside."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from liancun_sim.analysis.audit import audited as analysing
from liancun_sim.analysis.audit.claim_split import BrokenIdentity
from liancun_sim.cli.audit import TABLES
from liancun_sim.cli.exit_codes import BAD_INPUT, FINDINGS, FINE
from liancun_sim.county import save_county
from liancun_sim.results.audit.columns import CLAIMS
from liancun_sim.results.store import open_store
from liancun_sim.running.audit.worlds import AuditWorlds

ARGUMENTS = ("--replications", "1", "--months", "12", "--workers", "1", "--county", "county")


@pytest.fixture
def here(small_county: Any, tmp_path: Path) -> Path:
    """A working folder with the small county in it."""
    save_county(small_county, tmp_path / "county")
    return tmp_path


def test_audit_prints_the_parts_and_writes_them(liancun: Callable[..., Any], here: Path) -> None:
    said = liancun("audit", "cadre_assistance", *ARGUMENTS, "--out", "out")
    assert said.code == FINE, said.notes
    assert "= Effect of the policy" in said.data
    assert "Nobody was asked for consent" in said.data
    assert "Rise of consent" not in said.data
    assert "Read first: limits" in said.data
    assert "Cadre assistance, replication 1: " in said.notes
    assert (here / "out" / "audit.csv").is_file()
    assert not (here / ".out.worlds").exists()


def test_one_table_is_printed_alone(liancun: Callable[..., Any], here: Path) -> None:
    said = liancun("audit", "cadre_assistance", *ARGUMENTS, "--table", "conversion", "-q")
    assert said.code == FINE, said.notes
    assert "= Effect of the policy" in said.data
    assert "Read first" not in said.data
    assert said.data.count("What a report would claim") == 1
    assert len(said.data.splitlines()) < 25
    assert (*CLAIMS, "variants") == TABLES
    refused = liancun("audit", "cadre_assistance", "--table", "conversions")
    assert refused.code == BAD_INPUT
    assert "satisfaction_in_unions" in refused.notes


def test_a_world_that_fails_is_told_and_kept_for_a_replay(
    liancun: Callable[..., Any], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_all = AuditWorlds.run_all

    def failing(self: AuditWorlds, planned: Any) -> Any:
        if any(one.scenario.endswith("placebo_label") and one.replicate == 0 for one in planned):
            raise ArithmeticError("no such world")
        return run_all(self, planned)

    monkeypatch.setattr(AuditWorlds, "run_all", failing)
    said = liancun("audit", "cadre_assistance", *ARGUMENTS, "--out", "out", "-q")
    assert said.code == FINDINGS
    assert "cadre_assistance:placebo_label in replication 1: ArithmeticError: no such world" in said.notes
    assert "Traceback" not in said.notes
    assert not (here / "out").exists()
    failed = open_store(here / ".out.worlds").failures()
    monkeypatch.undo()
    monkeypatch.chdir(here)
    said = liancun("run", "--from", ".out.worlds", "--run", failed["run_id"][0])
    assert said.code == FINDINGS
    assert "no such world" in said.data


def test_audit_as_json_is_the_rows_of_audit_csv(liancun: Callable[..., Any], here: Path) -> None:
    rows = json.loads(liancun("audit", "cadre_assistance", *ARGUMENTS, "--json", "-q").data)
    assert set(rows[0]) == {"scenario", "replication", "indicator", "term", "value"}
    assert {row["term"] for row in rows} >= {"claimed", "policy_effect", "displacement"}


def test_parts_that_do_not_add_up_are_a_finding(
    liancun: Callable[..., Any], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = BrokenIdentity("cadre_assistance", 0, "income", 0.25)
    monkeypatch.setattr(analysing, "broken_identities", lambda terms: [broken])
    said = liancun("audit", "cadre_assistance", *ARGUMENTS)
    assert said.code == FINDINGS
    assert "The parts do NOT add up to the claim (1 found)" in said.data
    assert "cadre_assistance, replication 1, Growth of income per person: the claim exceeds" in said.data


def test_nothing_to_audit_is_bad_input(liancun: Callable[..., Any], here: Path) -> None:
    said = liancun("audit", "baseline", *ARGUMENTS, "--out", "out")
    assert said.code == BAD_INPUT
    assert "has no policy, so there is nothing to audit" in said.notes
    assert not (here / "out").exists()
