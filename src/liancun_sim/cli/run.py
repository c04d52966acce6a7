"""``liancun run``: one scenario by itself."""

import click

from liancun_sim.cli.options import command, common
from liancun_sim.cli.results import deliver, working
from liancun_sim.vocabulary import Label


@command(
    Label("Run one scenario", "运行一个情景"),
    more=Label(
        "SCENARIO is a shipped name or a path. Nothing is compared: for what a policy changes, use compare.",
        "SCENARIO 是内置情景名或路径。不作比较；要看政策带来的变化，请用 compare。",
    ),
)
@common("county", "replications", "months", "seed", "workers", "sets", "keep", "out", "json", "progress")
@click.argument("scenario")
def run(
    scenario: str, county: str | None, replications: int, months: int | None, seed: int, workers: int | None,
    sets: tuple[str, ...], keep: tuple[str, ...], out: str | None, as_json: bool,
) -> None:  # fmt: skip
    from liancun_sim import api

    with working(out) as report:
        comparison = api.run(
            scenario, county=county, replications=replications, months=months, seed=seed, workers=workers, sets=sets,
            keep=keep, progress=report,
        )  # fmt: skip
    deliver(comparison, out, as_json)
