"""``liancun report``: the files of a result again, in any language, without running anything."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from liancun_sim.cli.console import detail, tell
from liancun_sim.cli.exit_codes import FINE
from liancun_sim.cli.options import argument, command, common
from liancun_sim.files.kind import Kind
from liancun_sim.vocabulary import Label, say


@command(
    Label("Write the files of a result again", "由结果重新写出各文件"),
    more=Label(
        "DIR is a folder written by liancun compare, run, demo, audit, plan or analyse. Nothing is run: report, "
        "workbook, tables and figures are written again from what the folder keeps, in the language asked for, in its "
        "place or into --out.",
        "文件夹是由 liancun compare、run、demo、audit、plan 或 analyse 写出的文件夹。不重新模拟：按所选语言由其中保存的"
        "结果重新写出报告、工作簿、数据表和图，写回原处或写入 --out。",
    ),
)
@common("out")
@argument("folder", metavar="DIR")
def report(folder: str, out: str | None) -> int:
    from liancun_sim import api
    from liancun_sim.files import check_folder

    result = api.read_result(folder)
    place = Path(out or folder)
    kind, write = _writer(result)
    check_folder(place, kind)
    write(place, progress=detail)
    tell(say("cli.written", path=place))
    return FINE


def _writer(result: Any) -> tuple[Kind, Callable[..., None]]:
    """The kind of folder a result has, and what writes it."""
    from liancun_sim.files import kind
    from liancun_sim.results import Comparison
    from liancun_sim.results.audit.audit import Audit
    from liancun_sim.results.plan.plans import Plans

    if isinstance(result, Comparison):
        from liancun_sim.reports.comparison.write import write_comparison

        return kind.COMPARISON, partial(write_comparison, result)
    if isinstance(result, Audit):
        from liancun_sim.analysis.audit.audited import audited
        from liancun_sim.reports.audit.write import write_audit

        return kind.AUDIT, partial(write_audit, audited(result))
    if isinstance(result, Plans):
        from liancun_sim.reports.plan.write import write_plan

        return kind.PLAN, partial(write_plan, result)
    from liancun_sim.reports.study.write import write_analysis

    return kind.ANALYSIS, partial(write_analysis, result)
