"""``liancun county check``."""

from liancun_sim.cli.console import show, show_json, tell
from liancun_sim.cli.options import argument, command, common
from liancun_sim.vocabulary import Label, say


@command(
    Label("Check a county folder", "检查县数据文件夹"),
    Label(
        "Ends with 1 if there is something to look at, with 2 if the folder cannot be used.",
        "如有需核对之处，退出码为1；文件夹无法使用时为2。",
    ),
)
@argument("county", metavar="DIR")
@common("json")
def check(county: str, as_json: bool) -> int:
    from liancun_sim.county import load_county
    from liancun_sim.county.check import check_county

    checked = load_county(county)
    findings = check_county(checked)
    if as_json:
        show_json([{"key": finding.key, "text": str(finding)} for finding in findings])
    else:
        for finding in findings:
            show(str(finding))
    table = checked.villages
    if findings:
        tell(say("county.finding" if len(findings) == 1 else "county.findings", count=len(findings)))
    else:
        households, people = int(table["households"].sum()), int(table["population"].sum())
        tell(
            say(
                "county.no_findings",
                villages=len(table),
                households=households,
                people=people,
                edges=len(checked.edges),
            )
        )
    return 1 if findings else 0
