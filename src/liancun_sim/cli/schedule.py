"""``liancun schedule``: the month, step by step."""

from typing import TYPE_CHECKING, Any

from liancun_sim.cli.console import show, show_json
from liancun_sim.cli.options import command, common
from liancun_sim.vocabulary import Label, say

if TYPE_CHECKING:
    from liancun_sim.mechanisms import Mechanism


@command(
    Label("The month, step by step", "一个月的流程，逐步列出"),
    more=Label(
        "What each mechanism reads and writes, which channels it opens to policies and which actions it carries out.",
        "每个机制读取和写入哪些列、向政策开放哪些政策作用点、执行哪些行动。",
    ),
)
@common("json")
def schedule(as_json: bool) -> None:
    from liancun_sim.simulation.schedule import MONTH

    steps: list[dict[str, Any]] = [_policies() if isinstance(step, str) else _mechanism(step) for step in MONTH]
    if as_json:
        show_json([{**step, "label": {"en": step["label"].en, "zh": step["label"].zh}} for step in steps])
        return
    for number, step in enumerate(steps, 1):
        show(f"{number:2d}  {step['label']}{Label('  ({})', '（{}）')}".format(step["key"]))
        for part in ("reads", "writes", "opens", "accepts"):
            if step[part]:
                show("      " + say("report.sheet_holds", sheet=say(f"catalogue.{part}"), about=", ".join(step[part])))


def _policies() -> dict[str, Any]:
    nothing: dict[str, Any] = {"reads": [], "writes": [], "opens": [], "accepts": []}
    return {"key": "policies", "label": Label("Policies act", "政策行动"), **nothing}


def _mechanism(kind: "type[Mechanism]") -> dict[str, Any]:
    from liancun_sim.catalogue.entries import action_key

    return {
        "key": kind.key,
        "label": kind.label,
        "reads": list(kind.reads),
        "writes": [*kind.writes, *kind.founds],
        "opens": [channel.key for channel in kind.opens],
        "accepts": [action_key(action) for action in kind.accepts],
    }
