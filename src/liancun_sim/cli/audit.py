"""``liancun audit``: what a report would claim of scenarios, split into its causes."""

from pathlib import Path

import click

from liancun_sim.cli.console import detail, is_quiet, show, show_json, tell
from liancun_sim.cli.exit_codes import FINDINGS
from liancun_sim.cli.options import argument, command, common, option
from liancun_sim.cli.results import settle, working, worlds_beside
from liancun_sim.files.kind import AUDIT
from liancun_sim.vocabulary import Label, say

VARIANTS = "variants"
TABLES = (
    "conversion", "conversion_reached", "conversion_all_listed", "income", "income_reached", "consent",
    "consent_in_unions", "consent_level_in_unions", "satisfaction_in_unions", VARIANTS,
)  # fmt: skip
"""What one table can be of; the claims are those of `results.audit.columns`, too slow to import for a line of help."""


@command(
    Label("Split what a report would claim into its causes", "把上报成效分解为各种原因"),
    more=Label(
        "SCENARIO is a shipped name or a path. Each is run beside the world without it, the same villages only "
        "labelled, and villages chosen at random. Prints the parts of every claim; with --out writes audit.csv, "
        "estimators.csv, figures and a report that opens offline. Exit code 1 if the parts do not add up.",
        "情景是内置情景名或路径。每个情景都与无政策时、同样的村仅挂牌、随机选村并列运行。"
        "输出每项上报的各组成部分；加 --out 则写出 audit.csv、estimators.csv、图和可离线打开的报告。"
        "各部分之和不等于上报口径的变化时，退出码为1。",
    ),
)
@common("county", "replications", "months", "seed", "workers", "sets", "out", "json", "progress")
@option("--decision-variants", is_flag=True,
        label=Label("Also decide each scenario by every electorate, scope, pressure and rule",
                    "另以各种表决人、范围、当面表态效应和规则表决每个情景"))  # fmt: skip
@option("--redraw-start", is_flag=True,
        label=Label("Let every replication begin at a start of its own: intervals then hold chance in the first list",
                    "每次重复各自重抽期初，使区间也包含首次名单的偶然因素"))  # fmt: skip
@option("--table", type=click.Choice(TABLES), metavar="NAME",
        label=Label(f"Print one table alone: {', '.join(TABLES)} (ways to decide, run as by --decision-variants)",
                    f"只输出一张表：{'、'.join(TABLES)}（variants 为各种表决方式）"))  # fmt: skip
@argument("scenarios", nargs=-1, required=True, metavar="SCENARIO...")
def audit(
    scenarios: tuple[str, ...], county: str | None, replications: int, months: int | None, seed: int,
    workers: int | None, sets: tuple[str, ...], out: str | None, as_json: bool, decision_variants: bool,
    redraw_start: bool, table: str | None,
) -> int:  # fmt: skip
    from liancun_sim import api
    from liancun_sim.analysis.audit.audited import audited
    from liancun_sim.reports.audit.summary import audit_table, audit_text
    from liancun_sim.reports.audit.write import write_audit

    with working(out, AUDIT, workers) as report:
        audit = api.audit(
            scenarios, county=county, replications=replications, months=months, seed=seed, workers=workers, sets=sets,
            decision_variants=decision_variants or table == VARIANTS, redraw_start=redraw_start,
            store=worlds_beside(out), progress=report,
        )  # fmt: skip
    found = audited(audit)
    if out is not None:
        write_audit(found, Path(out), progress=detail)
        tell(say("cli.written", path=out))
    if as_json:
        show_json(found.terms.astype(object).where(found.terms.notna(), None).to_dict("records"))
    else:
        show(audit_text(found, limits=not is_quiet()) if table is None else audit_table(found, table))
    code = settle(out, audit.provenance)
    return FINDINGS if found.broken else code
