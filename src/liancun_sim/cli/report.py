"""``liancun report``: the files of a result again, in any language, without running anything."""

from pathlib import Path

from liancun_sim.cli.console import detail, tell
from liancun_sim.cli.exit_codes import FINE
from liancun_sim.cli.options import argument, command, common
from liancun_sim.vocabulary import Label, say


@command(
    Label("Write the files of a result again", "由结果重新写出各文件"),
    more=Label(
        "DIR is a folder written by liancun compare, run, demo or audit. Nothing is run: report, workbook, tables and "
        "figures are written again from what the folder keeps, in the language asked for, in its place or into --out.",
        "文件夹是由 liancun compare、run、demo 或 audit 写出的文件夹。不重新模拟：按所选语言由其中保存的结果重新写出"
        "报告、工作簿、数据表和图，写回原处或写入 --out。",
    ),
)
@common("out")
@argument("folder", metavar="DIR")
def report(folder: str, out: str | None) -> int:
    from liancun_sim import api
    from liancun_sim.analysis.audit.audited import audited
    from liancun_sim.files import check_folder
    from liancun_sim.files.kind import AUDIT, COMPARISON
    from liancun_sim.reports.audit.write import write_audit
    from liancun_sim.reports.comparison.write import write_comparison
    from liancun_sim.results import Comparison

    result = api.read_result(folder)
    place = Path(out or folder)
    check_folder(place, COMPARISON if isinstance(result, Comparison) else AUDIT)
    if isinstance(result, Comparison):
        write_comparison(result, place, progress=detail)
    else:
        write_audit(audited(result), place, progress=detail)
    tell(say("cli.written", path=place))
    return FINE
