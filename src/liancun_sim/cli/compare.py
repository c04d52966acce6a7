"""``liancun compare``: scenarios beside a baseline, under the same random draws."""

import click

from liancun_sim.cli.options import argument, command, common, option
from liancun_sim.cli.results import deliver, working, worlds_beside
from liancun_sim.vocabulary import Label


@command(
    Label("Compare scenarios with a baseline", "把若干情景与对照（无政策）比较"),
    more=Label(
        "SCENARIO is a shipped name or a path. Prints what differs; with --out writes tables, a workbook, figures and "
        "a report that opens offline.",
        "情景是内置情景名或路径。输出差异；加 --out 则写出数据表、工作簿、图和可离线打开的报告。",
    ),
)
@common("county", "replications", "months", "seed", "workers", "sets", "keep", "out", "json", "progress")
@option("--baseline", default="baseline", show_default=True,
        label=Label("Scenario they are compared with", "作为对照的情景"))  # fmt: skip
@option(
    "--assumptions",
    type=click.Choice(["defaults", "ranges"]),
    default="ranges",
    show_default=True,
    label=Label(
        "Draw every assumption from its range in as many pairs again, or leave all at their defaults",
        "ranges：另以同样次数在规定范围内抽取各项假设；defaults：只用默认值",
    ),
)
@option("--twice", is_flag=True,
        label=Label("Run each draw a second time with other draws of chance, to tell assumptions from chance",
                    "每组抽取的假设再模拟一次（另一组偶然因素），以区分假设与偶然的作用"))  # fmt: skip
@argument("scenarios", nargs=-1, required=True, metavar="SCENARIO...")
def compare(
    scenarios: tuple[str, ...], baseline: str, county: str | None, replications: int, months: int | None, seed: int,
    workers: int | None, sets: tuple[str, ...], keep: tuple[str, ...], out: str | None, as_json: bool,
    assumptions: str, twice: bool,
) -> int:  # fmt: skip
    from liancun_sim import api

    with working(out, workers=workers) as report:
        comparison = api.compare(
            scenarios, baseline=baseline, county=county, replications=replications, months=months, seed=seed,
            workers=workers, sets=sets, keep=keep, assumptions=assumptions, twice=twice, store=worlds_beside(out),
            progress=report,
        )  # fmt: skip
    return deliver(comparison, out, as_json)
