"""``liancun validate``: check scenario files and show what they come to."""

import click

from liancun_sim.cli.console import show, show_json, tell
from liancun_sim.cli.options import command, common, option
from liancun_sim.vocabulary import BadInput, Fault, Label, say


@command(
    Label("Check scenario files; show every value and its origin", "检查情景文件；显示每个取值及其来源"),
    more=Label(
        "FILE is a path or the name of a shipped scenario. Every fault of every file is reported with its line.",
        "FILE 是路径或内置情景名。逐一报告每个文件的全部错误及其行号。",
    ),
)
@common("county", "months", "sets", "json")
@option("--resolved", is_flag=True, label=Label("Print every value with its origin", "输出每个取值及其来源"))
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def validate(
    files: tuple[str, ...], county: str | None, months: int | None, sets: tuple[str, ...], as_json: bool, resolved: bool
) -> None:
    from liancun_sim.county import load_county
    from liancun_sim.scenario import load_scenarios, with_origins

    scenarios = load_scenarios(files, sets=sets, county=county, months=months)
    faults: list[Fault] = []
    for scenario in scenarios:
        if any(spec.levers["villages"] for spec in scenario.policies):
            try:
                scenario.build_policies(load_county(scenario.county))
            except BadInput as bad:
                faults += bad.faults
    if faults:
        raise BadInput(faults)
    if as_json:
        origins = [{path: str(origin) for path, origin in scenario.origins.items()} for scenario in scenarios]
        show_json(
            [
                {"key": one.key, "digest": one.digest, "scenario": one.document, "origins": where}
                for one, where in zip(scenarios, origins, strict=True)
            ]
        )
        return
    for scenario in scenarios:
        if resolved:
            show(f"# {scenario.key}\n{with_origins(scenario)}")
        names = ", ".join(map(str, scenario.policy_labels.values())) or say("scenario.no_policies")
        fields = {"key": scenario.key, "name": scenario.name, "months": scenario.setup.months, "policies": names}
        tell(say("cli.scenario_fine", digest=scenario.digest, **fields))
