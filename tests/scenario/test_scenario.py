"""A scenario file becomes one resolved thing: merged, every value with its origin, the same for everybody."""

import pickle
from pathlib import Path

import pytest

from liancun_sim.interventions import Policy
from liancun_sim.mechanisms import AssessmentRules, Decision, Setup
from liancun_sim.scenario import (
    Scenario,
    distinct,
    load_scenario,
    load_scenarios,
    policies,
    shipped_folder,
    shipped_names,
)
from liancun_sim.scenario.settings import AssessmentSection, file_model
from liancun_sim.simulation.schedule import COEFFICIENTS
from liancun_sim.vocabulary import BadInput, Label

PAIRING = """\
extends: baseline
name: {en: Pairing, zh: 结对}
decision: {threshold: 0.7}
policies:
  - strong_weak_pairing: {pairs: 4}
coefficients: {attitude.pressure: 0.6}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder whose name has a blank and Chinese characters."""
    home = tmp_path / "县 一"
    home.mkdir()
    monkeypatch.chdir(home)
    return home


def only_policy(scenario: Scenario) -> dict[str, object]:
    assert len(scenario.policies) == 1
    return dict(scenario.policies[0].levers)


@pytest.mark.parametrize("name", shipped_names())
def test_shipped_scenarios_load_and_have_names_in_both_languages(name: str) -> None:
    scenario = load_scenario(name)
    assert scenario.key == name.rpartition("/")[2]
    assert scenario.name.en.isascii()
    assert not scenario.name.zh.isascii()


def test_the_five_scenarios_of_the_demo_are_shipped() -> None:
    wanted = {"baseline", "strong_weak_pairing", "small_village_consolidation", "cadre_assistance", "combined"}
    assert wanted <= set(shipped_names())


def test_the_combined_scenario_holds_the_policies_of_the_three() -> None:
    three = load_scenarios(["strong_weak_pairing", "small_village_consolidation", "cadre_assistance"])
    separate = {spec.name: spec.levers for scenario in three for spec in scenario.policies}
    assert {spec.name: spec.levers for spec in load_scenario("combined").policies} == separate


def test_a_file_is_a_patch_on_the_one_it_extends(folder: Path) -> None:
    (folder / "结对 一.yaml").write_text(PAIRING, "utf-8")
    (folder / "child.yaml").write_text(
        "extends: 结对 一.yaml\nmonths: 24\npolicies:\n  - strong_weak_pairing: {dose: 0.5}\n  - work_team\n", "utf-8"
    )
    child = load_scenario("child")
    assert child.setup.months == 24
    assert child.setup.decision == Decision(threshold=0.7)
    assert [spec.name for spec in child.policies] == ["strong_weak_pairing", "work_team"]
    assert child.policies[0].levers["pairs"] == 4
    assert child.policies[0].levers["dose"] == 0.5
    assert child.coefficients["attitude.pressure"] == 0.6


def test_every_value_tells_where_it_came_from(folder: Path) -> None:
    (folder / "pairing.yaml").write_text(PAIRING, "utf-8")
    scenario = load_scenario("pairing", sets=["policies.strong_weak_pairing.dose=0"], months=3)
    origin = {path: str(place) for path, place in scenario.origins.items()}
    assert origin["decision.threshold"] == "pairing.yaml:3"
    assert origin["policies.strong_weak_pairing.pairs"] == "pairing.yaml:5"
    assert origin["policies.strong_weak_pairing.dose"] == "--set:policies.strong_weak_pairing.dose=0"
    assert origin["coefficients.attitude.pressure"] == "pairing.yaml:6"
    assert origin["months"] == "--months"
    assert origin["decision.secret_ballot"] == "default"
    assert origin["start"].startswith("baseline.yaml:")


def test_a_name_is_not_inherited(folder: Path) -> None:
    (folder / "pairing.yaml").write_text(PAIRING, "utf-8")
    (folder / "child.yaml").write_text("extends: pairing\n", "utf-8")
    assert load_scenario("pairing").name == Label("Pairing", "结对")
    assert load_scenario("child").name == Label("child", "child")


def test_one_name_serves_both_languages() -> None:
    assert load_scenario({"name": {"zh": "结对"}}).name == Label("结对", "结对")


def test_yaml_is_read_as_version_1_2(folder: Path) -> None:
    (folder / "a.yaml").write_text(
        "decision: {silence: no}\ncoefficients: {support.displacement: 1e-1}\nstart: 2008-01\nmonths: 024\n", "utf-8"
    )
    scenario = load_scenario("a")
    assert scenario.setup.decision.silence == "no"
    assert scenario.coefficients["support.displacement"] == 0.1
    assert (scenario.setup.start, scenario.setup.months) == ("2008-01", 24)


def test_a_byte_order_mark_is_no_fault(folder: Path) -> None:
    (folder / "a.yaml").write_text(PAIRING, "utf-8-sig")
    assert only_policy(load_scenario("a"))["pairs"] == 4


def test_the_document_loads_back_as_the_same_scenario() -> None:
    scenario = load_scenario("combined", sets=["attitude.pressure=0.3"])
    again = load_scenario(scenario.document)
    assert again.digest == scenario.digest
    assert again.setup == scenario.setup
    assert dict(again.coefficients) == dict(scenario.coefficients)


def test_a_scenario_travels_to_another_process() -> None:
    scenario = load_scenario("combined")
    assert pickle.loads(pickle.dumps(scenario)) == scenario


def test_the_digest_knows_what_changes_results_and_nothing_else() -> None:
    base = load_scenario({"policies": ["work_team", "placebo_label"]})
    assert load_scenario({"policies": ["placebo_label", "work_team"]}).digest == base.digest
    assert load_scenario({"name": {"en": "other"}, "policies": ["work_team", "placebo_label"]}).digest == base.digest
    assert load_scenario({"months": 24, "policies": ["work_team", "placebo_label"]}).digest != base.digest
    assert load_scenario({"policies": ["work_team"]}).digest != base.digest


def test_a_policy_may_be_used_twice_under_two_names() -> None:
    scenario = load_scenario(
        {"policies": [{"work_team": {"count": 10}}, {"work_team": {"as": "late_teams", "start_month": 12}}]},
        sets=["policies.late_teams.count=3"],
    )
    assert {spec.name: (spec.key, spec.levers["count"]) for spec in scenario.policies} == {
        "work_team": ("work_team", 10),
        "late_teams": ("work_team", 3),
    }


def test_later_overrides_are_stronger() -> None:
    assert load_scenario("baseline", sets=["months=24", "months=36"]).setup.months == 36


def test_a_value_of_an_override_is_yaml() -> None:
    scenario = load_scenario("baseline", sets=["decision={unit: adults, silence: left_out}", "cascade=true"])
    assert (scenario.setup.decision.unit, scenario.setup.decision.silence) == ("adults", "left_out")
    assert scenario.setup.cascade is True


def test_an_override_of_a_policy_changes_only_the_scenarios_that_have_it() -> None:
    without, with_teams = load_scenarios(["baseline", {"policies": ["work_team"]}], sets=["policies.work_team.dose=0"])
    assert without.policies == ()
    assert only_policy(with_teams)["dose"] == 0


def test_a_resolved_scenario_passes_through() -> None:
    scenario = load_scenario("baseline")
    assert load_scenarios([scenario, "combined"])[0] is scenario


def test_strong_pressure_is_allowed_where_it_is_meant() -> None:
    scenario = load_scenario({"cascade": True, "coefficients": {"attitude.pressure": 1.3}})
    assert scenario.coefficients["attitude.pressure"] == 1.3


def test_a_short_look_from_the_command_line_is_no_fault() -> None:
    assert load_scenario("baseline", months=3).setup.months == 3
    assert load_scenario("baseline", sets=["months=3"]).setup.months == 3


def test_a_county_is_found_beside_the_file_that_names_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "counties" / "guan").mkdir(parents=True)
    (folder / "here.yaml").write_text("county: counties/guan\n", "utf-8")
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    (folder / "elsewhere" / "child.yaml").write_text("extends: ../here.yaml\n", "utf-8")
    assert Path(load_scenario("child").county) == (folder / "counties" / "guan").resolve()
    assert load_scenario("child", county="default").county == "default"


def test_only_what_was_given_counts_as_set() -> None:
    scenario = load_scenario({"coefficients": {"attitude.pressure": 0.6}}, sets=["support.displacement=0.1"])
    assert scenario.set_coefficients == {"attitude.pressure": 0.6, "support.displacement": 0.1}
    assert set(scenario.coefficients) == set(COEFFICIENTS)


def test_changed_settings_name_what_differs_from_the_defaults() -> None:
    scenario = load_scenario({"policies": [{"work_team": {"count": 12}}], "coefficients": {"attitude.pressure": 0.6}})
    assert [(one.key, one.value) for one in scenario.changed_settings] == [
        ("work_team.count", 12),
        ("attitude.pressure", 0.6),
    ]
    assert load_scenario("baseline").changed_settings == ()


def test_every_setting_of_the_mechanisms_can_be_set_in_a_file() -> None:
    top = file_model()()
    assert set(top.decision.model_dump()) == set(Decision.__dataclass_fields__)
    assert set(AssessmentSection.model_fields) == set(AssessmentRules.__dataclass_fields__)
    assert load_scenario({}).setup == Setup()


def test_the_shipped_folder_is_the_repositorys_own() -> None:
    assert shipped_folder() == Path(__file__).resolve().parents[2] / "scenarios"


def test_every_file_of_policies_is_found() -> None:
    files = Path(__file__).resolve().parents[2] / "src" / "liancun_sim" / "policies"
    assert {kind.__module__.rpartition(".")[2] for kind in policies().values()} == {
        path.stem for path in files.glob("*.py") if path.stem != "__init__"
    }
    assert all(issubclass(kind, Policy) for kind in policies().values())


def test_scenarios_are_compared_once_each_and_under_names_of_their_own(folder: Path) -> None:
    (folder / "baseline.yaml").write_text("months: 24\n", "utf-8")
    shipped, own = load_scenarios(["baseline", "./baseline.yaml"])
    assert [one.key for one in distinct([shipped, shipped])] == ["baseline"]
    with pytest.raises(BadInput) as bad:
        distinct([shipped, own])
    assert str(bad.value) == "two different scenarios are called 'baseline'; rename one of the files"


def test_faults_below_are_reported_with_those_above(folder: Path) -> None:
    (folder / "below.yaml").write_text("months: 0\n", "utf-8")
    (folder / "above.yaml").write_text("extends: below\nzzz: 1\n", "utf-8")
    with pytest.raises(BadInput) as bad:
        load_scenario("above")
    assert [(fault.file, fault.place) for fault in bad.value.faults] == [
        ("above.yaml", "line 2"),
        ("below.yaml", "line 1"),
    ]


@pytest.mark.parametrize("sources", [("combined",), ("combined", "baseline")])
def test_a_scenario_that_is_resolved_already_takes_no_overrides(sources):
    """It would be held against a baseline under another assumption."""
    loaded = load_scenario("combined")
    with pytest.raises(BadInput, match=r"combined: .*income\.growth=0\.01"):
        load_scenarios([*sources[1:], loaded], sets=["income.growth=0.01"])
    assert load_scenarios([loaded]) == [loaded]
