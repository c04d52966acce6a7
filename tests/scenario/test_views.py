"""The resolved view and the JSON Schema say the same as the loader."""

from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from liancun_sim.interventions.lever import COMMON_LEVERS
from liancun_sim.scenario import (
    json_schema,
    load_scenario,
    policies,
    shipped_folder,
    shipped_names,
    to_yaml,
    with_origins,
)
from liancun_sim.simulation.schedule import COEFFICIENTS
from liancun_sim.vocabulary import use_language


def test_a_resolved_scenario_written_as_yaml_loads_back(tmp_path: Path) -> None:
    scenario = load_scenario("combined", sets=["policies.work_team.dose=0.5"])
    for text in (to_yaml(scenario), with_origins(scenario)):
        (tmp_path / "again.yaml").write_text(text, "utf-8")
        assert load_scenario(tmp_path / "again.yaml").digest == scenario.digest


def test_the_view_shows_the_origin_beside_each_value() -> None:
    use_language("zh")
    lines = with_origins(load_scenario("baseline", sets=["attitude.pressure=0.3"])).splitlines()
    said = {line.split(":")[0].strip(): line.partition("#")[2].strip() for line in lines if "#" in line}
    assert said["attitude.pressure"] == "--set:attitude.pressure=0.3"
    assert said["cascade"] == "默认"
    assert said["scope"].startswith("baseline.yaml:")


def plain(name: str) -> object:
    return YAML(typ="safe", pure=True).load((shipped_folder() / f"{name}.yaml").read_text("utf-8"))


@pytest.mark.parametrize("name", shipped_names())
def test_shipped_scenarios_meet_the_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())
    jsonschema.validate(plain(name), json_schema())
    jsonschema.validate(dict(load_scenario(name).document), json_schema())


@pytest.mark.parametrize(
    "wrong",
    [
        {"mnths": 60},
        {"months": 241},
        {"policies": ["zzz"]},
        {"policies": [{"work_team": {"dosis": 1}}]},
        {"policies": [{"work_team": {"dose": 2}}]},
        {"coefficients": {"attitude.presure": 0.2}},
        {"decision": {"rule": "threshhold"}},
    ],
)
def test_what_the_loader_refuses_the_schema_refuses(wrong: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, json_schema())


def test_the_schema_describes_every_lever_and_coefficient_in_both_languages() -> None:
    schema = json_schema()
    entries = schema["properties"]["policies"]["items"]["anyOf"][1]["properties"]
    assert set(entries) == set(policies())
    for key, kind in policies().items():
        for lever in kind.all_levers():
            described = entries[key]["properties"][lever.name]["description"]
            assert lever.label.en in described
            assert lever.label.zh in described
    coefficients = schema["$defs"]["Coefficients"]["properties"]
    for key, c in COEFFICIENTS.items():
        assert c.label.zh in coefficients[key]["description"]
        assert c.source in coefficients[key]["description"]
    assert {lever.name for lever in COMMON_LEVERS} <= set(entries["work_team"]["properties"])
