"""``liancun patterns``: what the model is held to, and how it stands."""

from pathlib import Path

from liancun_sim.cli.console import show, show_json, tell
from liancun_sim.cli.exit_codes import FINDINGS
from liancun_sim.cli.options import command, common, option
from liancun_sim.cli.results import settle, working, worlds_beside
from liancun_sim.files.kind import PATTERNS
from liancun_sim.vocabulary import Label, say


@command(
    Label("What the model is held to: passed, failed or open", "模型与已知事实的对照：符合、不符或未定"),
    more=Label(
        "Each pattern is a published magnitude or sign with its source; the measure is taken from worlds run for it, "
        "with assumptions at their defaults. Exit code 1 if any fails; what fails is printed like the rest.",
        "每个模式是已公布的数量或方向，附出处；度量取自专为其运行的模拟，假设取默认值。有不符的模式时退出码为1，照样列出。",
    ),
)
@common("county", "replications", "seed", "workers", "out", "json", "progress")
@option("--start", default=None, metavar="YYYY-MM",
        label=Label("First month simulated, instead of the scenarios' own",
                    "模拟的起始月份（替换情景自带的起始月份）"))  # fmt: skip
def patterns(
    county: str | None, replications: int, seed: int, workers: int | None, out: str | None, as_json: bool,
    start: str | None,
) -> int:  # fmt: skip
    from liancun_sim import api
    from liancun_sim.analysis.patterns.verdicts import verdicts
    from liancun_sim.reports.patterns.text import patterns_text
    from liancun_sim.reports.patterns.write import write_patterns

    with working(out, PATTERNS) as report:
        runs = api.measure_patterns(
            county=county, start=start, replications=replications, seed=seed, workers=workers,
            store=worlds_beside(out), progress=report,
        )  # fmt: skip
    table = verdicts(runs)
    if out is not None:
        write_patterns(runs, table, Path(out))
        tell(say("cli.written", path=out))
    if as_json:
        show_json(table.astype(object).where(table.notna(), None).to_dict("records"))
    else:
        show(patterns_text(runs, table))
    code = settle(out, runs.provenance)
    return FINDINGS if (table["verdict"] == "failed").any() else code
