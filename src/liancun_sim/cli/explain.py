"""``liancun explain``: who contributed what to a channel in one village and month."""

from dataclasses import asdict

from liancun_sim.cli.console import show, show_json
from liancun_sim.cli.options import argument, command, common, option
from liancun_sim.cli.spoken import SpokenRange
from liancun_sim.vocabulary import Label, say
from liancun_sim.vocabulary.units import unit_label


@command(
    Label("Who contributed what to a channel in one village and month", "某村某月某政策作用点的数值由谁贡献"),
    more=Label(
        "Runs the scenario to that month and takes the value apart: base, what each policy adds, by what each "
        "multiplies, bounds. 'liancun schedule' lists the channels.",
        "把情景运行到该月并拆开数值：基值、各政策所加、各政策所乘、界限。政策作用点见 liancun schedule。",
    ),
)
@common("county", "seed", "sets", "json")
@argument("scenario")
@argument("channel")
@option("--village", required=True, label=Label("Id, name, or township/name", "村编号、村名或“乡镇/村名”"))
@option("--month", required=True, type=SpokenRange(0, 239),
        label=Label("Months since the start, 0 for the first", "自开始的月数，首月为0"))  # fmt: skip
def explain(
    scenario: str, channel: str, county: str | None, seed: int, sets: tuple[str, ...], village: str, month: int,
    as_json: bool,
) -> None:  # fmt: skip
    from liancun_sim import api
    from liancun_sim.simulation.schedule import CHANNELS

    found = api.explain(scenario, channel, village=village, month=month, county=county, seed=seed, sets=sets)
    if as_json:
        show_json(asdict(found))
        return
    declared = CHANNELS[channel]
    title = {"channel": channel, "label": declared.label, "unit": unit_label(declared.unit)}
    show(say("cli.explain_title", village=found.village, month=found.month, **title))
    show(say("cli.explain_base", amount=f"{found.base:g}"))
    sign = {"add": "+", "factor": "×"}
    for kind in sign:
        for policy, how, amount in found.contributions:
            if how == kind:
                show(f"  {sign[kind]} {amount:g}  {policy}")
    if not found.contributions:
        show(say("cli.explain_untouched"))
    show(say("cli.explain_value", amount=f"{found.value:g}", low=f"{found.low:g}", high=f"{found.high:g}"))
