"""``liancun analyse``: what a sweep says."""

from pathlib import Path

from liancun_sim.cli.console import is_quiet, show, show_json, tell
from liancun_sim.cli.exit_codes import FINDINGS, FINE
from liancun_sim.cli.options import argument, command, common, option
from liancun_sim.vocabulary import Label, say


@command(
    Label(
        "What a sweep says: ranking, regret, sensitivity, where scenarios fail",
        "一项批量模拟说明了什么：排名、后悔值、敏感性、失败之处",
    ),
    more=Label(
        "DIR is a folder written by liancun sweep, finished or not. Prints what was found; with --out writes tables, "
        "figures as PNG, SVG and PDF, and a report that opens offline. Exit code 1 if runs have failed.",
        "文件夹是 liancun sweep 写出的文件夹，完成与否均可。输出发现；加 --out 则写出数据表、PNG、SVG、PDF 图"
        "和可离线打开的报告。有失败的模拟时退出码为1。",
    ),
)
@common("out", "json")
@option("--focus", multiple=True, metavar="OUTCOME",
        label=Label("Outcome to look into; may be repeated", "深入分析的结果；可重复"))  # fmt: skip
@option("--demand", "demands", multiple=True, metavar="OUTCOME=LEVEL",
        label=Label("Level a scenario should reach, e.g. income_mean=4500; may be repeated",
                    "情景应达到的水平，如 income_mean=4500；可重复"))  # fmt: skip
@option("--event", "events", multiple=True, metavar="OUTCOME<LEVEL",
        label=Label("Ask where it happens, e.g. 'stated_consent<0.8'; may be repeated",
                    "询问发生在哪里，如 'stated_consent<0.8'；可重复"))  # fmt: skip
@argument("folder", metavar="DIR")
def analyse(
    folder: str, focus: tuple[str, ...], demands: tuple[str, ...], events: tuple[str, ...], out: str | None,
    as_json: bool,
) -> int:  # fmt: skip
    from liancun_sim import api
    from liancun_sim.files import check_folder
    from liancun_sim.files.kind import ANALYSIS
    from liancun_sim.reports.study.summary import summary
    from liancun_sim.reports.study.write import write_analysis

    if out is not None:
        check_folder(out, ANALYSIS)
    analysis = api.analyse(folder, focus=focus, demands=demands, events=events)
    if out is not None:
        write_analysis(analysis, Path(out))
        tell(say("cli.written", path=out))
    if as_json:
        tables = analysis.tables.items()
        show_json({name: t.astype(object).where(t.notna(), None).to_dict("records") for name, t in tables})
    else:
        show(summary(analysis, limits=not is_quiet()), end="")
    return FINDINGS if len(analysis.result.failed) else FINE
