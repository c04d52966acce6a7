"""Answering a question about plans: ``liancun plan`` under its rules, every plan told with its unions."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from liancun_sim.app.plan_question import PlanQuestion
from liancun_sim.app.work import PLANS, Work
from liancun_sim.front.in_every_language import in_every_language

if TYPE_CHECKING:
    from liancun_sim.results.plan.plans import Plans

Tell = Callable[[str, object], None]
OF_PLANS = ("predicted", "simulated", "standard_error", "optimism", "formed", "public_yuan", "draws")
OF_UNIONS = ("chance", "chance_low_5", "chance_high_95", "cost_if_formed", "cost_if_refused")


def answer_plan(work: Work, asked: PlanQuestion, tell: Tell, look: Callable[[], None]) -> None:
    """Search, simulate, write what ``liancun plan --out`` writes, and the plans as the page takes them.

    look : called often; what it raises ends this.
    """
    from liancun_sim import api
    from liancun_sim.county import load_county
    from liancun_sim.reports.plan.write import write_plan

    plans = api.plan(
        asked.rules, load_county(work.county), simulate=asked.simulate, workers=work.workers,
        progress=partial(_progress, tell, look),
    )  # fmt: skip
    write_plan(plans, work.folder, work.language)
    (work.folder / PLANS).write_text(json.dumps(plans_told(plans), ensure_ascii=False, allow_nan=False), "utf-8")


def plans_told(plans: "Plans") -> dict[str, Any]:
    """For the browser: every plan with what is expected and what was simulated of it, and its unions."""
    from liancun_sim.reports.plan.sentences import plan_name
    from liancun_sim.vocabulary.units import unit_label

    known = {(row["members"], row["form"]): row for row in plans.candidates.to_dict("records")}
    known |= {(row["members"], row["form"]): row for row in plans.plan.to_dict("records")}
    return {
        "aim": in_every_language(plans.aim),
        "unit": in_every_language(unit_label(plans.unit)),
        "told": plans.facts["told"],
        "plans": [
            {
                "key": row["plan"],
                "name": in_every_language(plan_name(str(row["plan"]))),
                "tied": row["tied"] == "yes",
                "shared": int(row["shared"]),
                **{name: _number(row[name]) for name in OF_PLANS},
                "unions": [_union(union, known) for union in plans.unions[row["plan"]]],
            }
            for row in plans.alternatives.to_dict("records")
        ],
    }


def _union(union: dict[str, Any], known: Mapping[tuple[str, str], Mapping[Any, Any]]) -> dict[str, Any]:
    """A union with what is expected of it; of rules of thumb that propose what no plan would, nothing is."""
    found = known.get((";".join(union["members"]), union["form"]), {})
    return {**union, **{name: _number(found.get(name)) for name in OF_UNIONS}}


def _number(value: Any) -> float | None:
    return None if value is None or value != value else float(value)


def _progress(tell: Tell, look: Callable[[], None], done: int, total: int, note: str) -> None:
    look()
    tell("progress", (0, done, total, note))
