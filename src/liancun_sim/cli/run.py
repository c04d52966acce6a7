"""``liancun run``: one scenario by itself."""

import click

from liancun_sim.cli.options import argument, command, common, option
from liancun_sim.cli.replay import replayed
from liancun_sim.cli.results import deliver, working, worlds_beside
from liancun_sim.vocabulary import BadInput, Fault, Label, say


@command(
    Label("Run one scenario", "运行一个情景"),
    more=Label(
        "SCENARIO is a shipped name or a path. Nothing is compared: for what a policy changes, use compare.",
        "情景是内置情景名或路径。不作比较；要看政策带来的变化，请用 compare。",
    ),
)
@common("county", "replications", "months", "seed", "workers", "sets", "keep", "out", "json", "progress")
@option(
    "--from",
    "store",
    default=None,
    type=click.Path(),
    metavar="DIR",
    label=Label("A sweep's folder: replay one of its runs exactly", "批量模拟的文件夹：精确重放其中一次运行"),
)
@option("--run", "run_id", default=None, metavar="RUN_ID", label=Label("The run to replay", "要重放的运行编号"))
@argument("scenario", required=False)
def run(
    scenario: str | None, county: str | None, replications: int, months: int | None, seed: int, workers: int | None,
    sets: tuple[str, ...], keep: tuple[str, ...], out: str | None, as_json: bool,
    store: str | None, run_id: str | None,
) -> int:  # fmt: skip
    if store is not None and run_id is not None:
        if scenario is not None or county is not None or months is not None or sets or keep or out is not None:
            raise BadInput(Fault("", "--from", say("sweep.replay_takes_nothing")))
        return replayed(store, run_id, as_json)
    if scenario is None or store is not None or run_id is not None:
        raise BadInput(Fault("", "SCENARIO", say("sweep.scenario_or_run")))
    from liancun_sim import api

    with working(out) as report:
        comparison = api.run(
            scenario, county=county, replications=replications, months=months, seed=seed, workers=workers, sets=sets,
            keep=keep, store=worlds_beside(out), progress=report,
        )  # fmt: skip
    return deliver(comparison, out, as_json)
