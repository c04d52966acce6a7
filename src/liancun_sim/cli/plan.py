"""``liancun plan``: which villages should join; ``liancun plan check``: a plan edited by hand."""

from pathlib import Path

from liancun_sim.cli.console import detail, is_quiet, show, show_json, tell
from liancun_sim.cli.exit_codes import FINDINGS, FINE
from liancun_sim.cli.options import PATH, argument, command, common, option
from liancun_sim.cli.results import settle, working, worlds_beside
from liancun_sim.files.kind import PLAN
from liancun_sim.vocabulary import BadInput, Fault, Label, say

CHECK = "check"


@command(
    Label("Which villages should join; check a plan edited by hand", "该联哪些村；检查手工修改的方案"),
    more=Label(
        "liancun plan [RULES.yaml] finds the best plan under rules (by default, sensible ones), simulates it against "
        "alternatives and rules of thumb on fresh draws and, with --out, writes tables, a workbook with a sheet for "
        "each township, a scenario that runs it and a report that opens offline. liancun plan check PLAN [RULES.yaml] "
        "holds plan.csv, or a table with village, partner and month (拟结对), against the rules and simulates it "
        "again; exit code 1 if it breaks any.",
        "liancun plan [规则.yaml] 按规则（不给则用默认规则）寻找最优方案，用新抽取的情形与备选方案、经验做法一起模拟；"
        "加 --out 则写出数据表、每个乡镇一页的工作簿、可运行的情景和可离线打开的报告。"
        "liancun plan check 方案 [规则.yaml] 按规则检查 plan.csv 或含村、对方村、月份的表格（拟结对），"
        "并重新模拟；违反规则时退出码为1。",
    ),
)
@common("county", "workers", "out", "json", "progress")
@option("--original", default=None, type=PATH, metavar="PLAN",
        label=Label("With check: the plan it is held beside", "检查时作为对照的原方案"))  # fmt: skip
@option("--runs", default=None, type=PATH, metavar="DIR",
        label=Label("Where runs are kept, to be used again by plan, check and advise under the same rules",
                    "保存模拟的文件夹，供同样规则下的 plan、check、advise 再用"))  # fmt: skip
@option("--predict-only", is_flag=True,
        label=Label("Do not simulate plans against one another; figures are then optimistic",
                    "不对方案作比较模拟；此时数字偏乐观"))  # fmt: skip
@argument("words", nargs=-1, metavar="[check PLAN] [RULES.yaml]")
def plan(
    words: tuple[str, ...], county: str | None, workers: int | None, out: str | None, as_json: bool,
    original: str | None, runs: str | None, predict_only: bool,
) -> int:  # fmt: skip
    checking = words[:1] == (CHECK,)
    most = 3 if checking else 1
    if len(words) > most or (checking and len(words) < 2):
        raise BadInput(Fault("", "liancun plan", say("plan.usage")))
    if original is not None and not checking:
        raise BadInput(Fault("", "--original", say("plan.original_unused")))
    if checking:
        if out is not None:
            raise BadInput(Fault("", "--out", say("plan.out_unused")))
        return _check(words[1], words[2] if len(words) == 3 else None, county, workers, as_json, original, runs,
                      predict_only)  # fmt: skip
    return _plan(words[0] if words else None, county, workers, out, as_json, runs, predict_only)


def _plan(
    rules: str | None, county: str | None, workers: int | None, out: str | None, as_json: bool, runs: str | None,
    predict_only: bool,
) -> int:  # fmt: skip
    from liancun_sim import api
    from liancun_sim.reports.plan.summary import plan_text
    from liancun_sim.reports.plan.write import write_plan

    with working(out, PLAN) as report:
        found = api.plan(
            rules, county or "default", simulate=not predict_only, workers=workers,
            store=runs or worlds_beside(out), progress=report,
        )  # fmt: skip
    if out is not None:
        write_plan(found, Path(out), progress=detail)
        tell(say("cli.written", path=out))
    if as_json:
        show_json(found.plan.astype(object).where(found.plan.notna(), None).to_dict("records"))
    else:
        show(plan_text(found, limits=not is_quiet()))
    return settle(out, found.provenance)


def _check(
    path: str, rules: str | None, county: str | None, workers: int | None, as_json: bool, original: str | None,
    runs: str | None, predict_only: bool,
) -> int:  # fmt: skip
    from liancun_sim import api
    from liancun_sim.reports.plan.checked import checked_text

    with working(None, PLAN) as report:
        found = api.check_plan(
            path, rules, county or "default", original=original, simulate=not predict_only, workers=workers,
            store=runs, progress=report,
        )  # fmt: skip
    if as_json:
        beside = found.beside.astype(object).where(found.beside.notna(), None).to_dict("records")
        show_json({"broken": list(found.broken), "plans": beside})
    else:
        show(checked_text(found))
    return FINDINGS if found.broken else FINE
