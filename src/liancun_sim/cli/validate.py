"""``liancun validate``: check scenario and study files and show what they come to."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from liancun_sim.cli.console import show, show_json, tell
from liancun_sim.cli.options import argument, command, common, option
from liancun_sim.vocabulary import BadInput, Fault, Label, collecting, say

if TYPE_CHECKING:
    from liancun_sim.running.study.study import Study
    from liancun_sim.scenario import Scenario


@command(
    Label(
        "Check scenario and study files; show every value and its origin", "检查情景和研究文件；显示每个取值及其来源"
    ),
    more=Label(
        "FILE is a path or the name of a shipped scenario, or a study file such as design.yaml. Every fault of every "
        "file is reported with its line.",
        "文件是路径、内置情景名，或研究文件（如 design.yaml）。逐一报告每个文件的全部错误及其行号。",
    ),
)
@common("county", "months", "sets", "json")
@option("--resolved", is_flag=True, label=Label("Print every value with its origin", "输出每个取值及其来源"))
@argument("files", nargs=-1, required=True, metavar="FILE...")
def validate(
    files: tuple[str, ...], county: str | None, months: int | None, sets: tuple[str, ...], as_json: bool, resolved: bool
) -> None:
    from liancun_sim.running.study.study_file import is_study
    from liancun_sim.scenario import load_scenarios

    of_studies = [file for file in files if is_study(file)]
    if of_studies and sets:
        raise BadInput(Fault("", "--set", say("cli.set_for_scenarios", study=of_studies[0])))
    faults: list[Fault] = []
    scenarios: list[Scenario] = []
    studies: dict[str, Study] = {}
    with collecting(faults):
        scenarios = load_scenarios(
            [file for file in files if file not in of_studies], sets=sets, county=county, months=months
        )
        _check_villages(scenarios, county is not None, faults)
    for file in of_studies:
        from liancun_sim.running.study.model_study import model_study

        with collecting(faults):
            studies[file] = model_study(file, {"county": county, "months": months})[0]
    if faults:
        raise BadInput(faults)
    if as_json:
        show_json([*map(_scenario_json, scenarios), *(_study_json(file, one) for file, one in studies.items())])
        return
    for scenario in scenarios:
        _say_scenario(scenario, resolved)
    for file, study in studies.items():
        sizes = {"scenarios": len(study.scenarios), "points": len(study.points), "factors": len(study.factors)}
        most = "_at_most" if study.settling else ""
        tell(say(f"cli.study_fine{most}", file=file, replications=study.replications, **sizes))


def _check_villages(scenarios: "Sequence[Scenario]", county_given: bool, faults: list[Fault]) -> None:
    """Villages named in a policy are villages of the county; where nobody named one, it is asked for."""
    for scenario in scenarios:
        if scenario.names_villages:
            from liancun_sim.county import load_county

            own: list[Fault] = []
            with collecting(own):
                scenario.build_policies(load_county(scenario.county, scenario.setup.start))
            if own and not county_given and scenario.county == "default":
                own.insert(0, Fault(scenario.key, "", say("cli.which_county")))
            faults += own


def _scenario_json(scenario: "Scenario") -> dict[str, Any]:
    origins = {path: str(origin) for path, origin in scenario.origins.items()}
    return {"key": scenario.key, "digest": scenario.digest, "scenario": scenario.document, "origins": origins}


def _study_json(file: str, study: "Study") -> dict[str, Any]:
    return {
        "study": file,
        "scenarios": list(study.scenarios),
        "factors": [factor.key for factor in study.factors],
        "points": len(study.points),
        "replications": study.replications,
        "outcomes": [info.key for info in study.outcomes],
    }


def _say_scenario(scenario: "Scenario", resolved: bool) -> None:
    from liancun_sim.scenario import with_origins

    if resolved:
        show(f"# {scenario.key}\n{with_origins(scenario)}")
    names = ", ".join(map(str, scenario.policy_labels.values())) or say("scenario.no_policies")
    fields = {"key": scenario.key, "name": scenario.name, "months": scenario.setup.months, "policies": names}
    tell(say("cli.scenario_fine", digest=scenario.digest, **fields))
