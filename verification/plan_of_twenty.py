"""Is the plan told as good as the best of twenty that could have been told?

The example county under the default rules. The best plan by prediction and nineteen more, no two of which share more
than 70 % of their unions, are simulated on the same fresh draws. The best of twenty is lucky too: which it is is found
on one half of the draws, and how far the plan told is behind it on the other; both ways, and the mean of the two.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
from worlds import arguments, show_table

from liancun_sim.county import default_county
from liancun_sim.planner.comparing import compare_plans, predicted_of, unions_of
from liancun_sim.planner.milp import Solver
from liancun_sim.planner.preparing import prepare
from liancun_sim.planner.rules import read_rules
from liancun_sim.planner.searching import search
from liancun_sim.vocabulary import Label

STORE = Path(__file__).parent.parent / "out" / "plan_of_twenty"  # so that it goes on where it was stopped


def main() -> None:
    asked = arguments(__doc__ or "", plans=20, draws=10, workers=1)
    values = simulated(asked.plans, asked.draws, asked.workers, STORE)
    halves = [np.arange(len(values)) % 2 == half for half in (0, 1)]
    behind = []
    for half in halves:
        best = int(values[half].mean(axis=0).argmax())
        behind.append(values[~half][:, best] - values[~half][:, 0])
    left = np.concatenate(behind)
    mean = values.mean(axis=0)
    rows = [
        [str(Label("the plan told", "所给方案")), f"{mean[0]:.2f}"],
        [str(Label("best of all, luck included", "其中最好的（含偶然因素）")), f"{mean.max():.2f}"],
        [str(Label("mean of all", "平均")), f"{mean.mean():.2f}"],
        [str(Label("behind the best, luck left out", "与最好的相差（剔除偶然因素）")), f"{left.mean():+.2f}"],
        [str(Label("its standard error", "标准误")), f"{left.std(ddof=1) / np.sqrt(left.size):.2f}"],
    ]
    show_table([str(Label("unions that form and last", "组建并存续的联村")), str(len(mean))], rows)


def simulated(plans: int, draws: int, workers: int, store: Path) -> np.ndarray:
    """(draw, plan) unions that form and last; the plan told first."""
    county = default_county()
    rules = read_rules(
        {"simulate": {"at_most": draws, "difference": 1e-3}}, county
    )  # nobody is dropped on so few draws
    rules = replace(rules, file=rules.file.model_copy(update={"alternatives": plans}))
    prepared = prepare(rules, county, workers, store)
    with Solver(rules.file.solve_seconds) as solver:
        found = search(prepared, solver, lambda done, total: None)
    chosen = [found.best.chosen, *(one.chosen for one in found.alternatives)]
    named = {
        "best" if at == 0 else f"alternative_{at}": (unions_of(prepared, one), predicted_of(prepared, one))
        for at, one in enumerate(chosen)
    }
    return compare_plans(prepared, named, len(named), workers, store).values


if __name__ == "__main__":
    main()
