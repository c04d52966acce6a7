"""``liancun demo``: the whole of it on the default county."""

from liancun_sim.cli.options import command, common
from liancun_sim.cli.results import deliver, working, worlds_beside
from liancun_sim.vocabulary import Label

OUT = "liancun-demo"


@command(
    Label("The default county, five scenarios, an offline report", "示例县、五个情景、一份离线报告"),
    more=Label(
        "The baseline and four scenarios, 8 replications, 60 months, every household. Writes into the folder "
        "liancun-demo unless --out names another.",
        "对照（无政策）和四个情景，重复8次，60个月，模拟每一农户。写入文件夹 liancun-demo，可用 --out 另指定。",
    ),
)
@common("workers", "out", "json", "progress")
def demo(workers: int | None, out: str | None, as_json: bool) -> int:
    from liancun_sim import api

    with working(out or OUT, workers=workers) as report:
        comparison = api.demo(workers=workers, store=worlds_beside(out or OUT), progress=report)
    return deliver(comparison, out or OUT, as_json)
