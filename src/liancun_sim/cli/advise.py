"""``liancun advise``: each neighbour of a village, and every small set of neighbours, as its partners."""

from liancun_sim.cli.console import show, show_json, tell
from liancun_sim.cli.options import PATH, argument, command, common, option
from liancun_sim.cli.results import working
from liancun_sim.vocabulary import Label, say


@command(
    Label("Each neighbour of a village as a partner", "某村的每个邻村作为对方村"),
    more=Label(
        "VILLAGE is an id, a name, or township/name. For every set of neighbours: the chance that all agree, as stated "
        "and in private, what is known of such unions, what it costs, and what stands in the way. With --out, a "
        "workbook.",
        "村为村编号、村名或 乡镇/村名。对每一种邻村组合：各村都同意的把握（表态和私下）、组建后已知的情况、费用和"
        "障碍。加 --out 则写出工作簿。",
    ),
)
@common("county", "workers", "json", "progress")
@option("--out", default=None, type=PATH, metavar="FILE.xlsx",
        label=Label("Workbook to write", "写出的工作簿"))  # fmt: skip
@option("--rules", default=None, type=PATH, metavar="RULES.yaml",
        label=Label("Rules, as of liancun plan", "规则文件，同 liancun plan"))  # fmt: skip
@option("--runs", default=None, type=PATH, metavar="DIR",
        label=Label("Where runs are kept, to be used again by plan, check and advise under the same rules",
                    "保存模拟的文件夹，供同样规则下的 plan、check、advise 再用"))  # fmt: skip
@argument("village", metavar="VILLAGE")
def advise(
    village: str, county: str | None, workers: int | None, as_json: bool, out: str | None, rules: str | None,
    runs: str | None,
) -> None:  # fmt: skip
    from liancun_sim import api
    from liancun_sim.files import check_file, whole_file
    from liancun_sim.reports.plan.checked import advice_text, advice_workbook

    if out is not None:
        check_file(out)
    with working(None) as report:
        advice = api.advise(village, rules, county or "default", workers=workers, store=runs, progress=report)
    if out is not None:
        with whole_file(out) as place:
            place.write_bytes(advice_workbook(advice))
        tell(say("cli.written", path=out))
    if as_json:
        show_json(advice.table.astype(object).where(advice.table.notna(), None).to_dict("records"))
    else:
        show(advice_text(advice))
