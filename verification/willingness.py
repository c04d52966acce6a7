"""Why willingness falls once a union stands: its terms as a union ages, and each mechanism switched off in turn.

    python verification/willingness.py [--replications 8] [--lang zh]

Small county (60 villages, about 8,000 households) in which twenty unions of three villages are proposed. First they
form whatever is said, and nobody may leave, so that the same unions stand in every variant and none was chosen for its
willingness; then only those form whose every village agrees by half. What is switched off is off in the whole run.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from worlds import arguments, show_table

from liancun_sim.county import make_county
from liancun_sim.draws import Draws
from liancun_sim.interventions import PlannedUnion
from liancun_sim.scenario import load_scenario
from liancun_sim.scenario.registry import policies
from liancun_sim.simulation.schedule import Schedule
from liancun_sim.simulation.world import World
from liancun_sim.state import TERMS, State
from liancun_sim.vocabulary import Label

MONTHS = 32
AGES = ("formed", "month_6", "month_12", "month_24")
Floats = npt.NDArray[np.float64]

OFF: dict[Label, Mapping[str, float]] = {
    Label("nothing (as it is)", "不去掉（原样）"): {},
    Label("persuasion", "宣传说服"): {"outreach.persuasion": 0.0},
    Label("belief moved by accounts", "按年度账目修正认识"): {"belief.prior_spread": 1e-6},
    Label("expected gain", "预期增收"): {"attitude.income_weight": 0.0},
    Label("expected and delivered goods", "公共设施的预期与兑现"): {"attitude.goods_weight": 0.0},
    Label("resentment", "不满情绪"): {"attitude.resentment_weight": 0.0},
    Label("a union in sight", "示范带动"): {"attitude.demonstration_weight": 0.0},
    Label("trust", "信任"): {"attitude.trust_weight": 0.0},
    Label("poorer and larger partners", "对方村较穷或较大"): {
        "attitude.poorer_weight": 0.0, "attitude.minority_weight": 0.0, "attitude.poorer_minority_weight": 0.0,
    },
    Label("decay of public works", "公共设施老化"): {"public_works.decay": 0.0},
    Label("persuasion, accounts, goods and resentment", "宣传、账目、公共设施、不满情绪"): {
        "outreach.persuasion": 0.0, "belief.prior_spread": 1e-6, "attitude.goods_weight": 0.0,
        "attitude.resentment_weight": 0.0,
    },
}  # fmt: skip
CHOSEN = Label("nothing; half of every village agreeing", "不去掉；各村过半数同意方可组建")


def followed(world: World, off: Mapping[str, float], threshold: float, replication: int) -> tuple[Floats, Floats]:
    """Share that wants its union, by age (4,); mean terms of members before it formed and 24 months on (2, term)."""
    plan = tuple(PlannedUnion(0, row, (row, row + 1, row + 2), "hub") for row in range(0, 60, 3))
    made = policies()["planned_unions"](None, {"unions": plan, "threshold": threshold})
    setup = load_scenario("baseline").setup
    setup = replace(
        setup, months=MONTHS, yuan_per_year=1e9, cadre_months_per_month=1e6,
        leaving=replace(setup.leaving, approval="never"),
    )  # fmt: skip
    schedule = Schedule(setup, {"leaving.inertia": 0.0, **off}, [made])
    state = world.begin(schedule)
    before, terms = {}, {}
    for index in range(MONTHS):
        proposed = mean_terms(state)
        schedule.step(state, index, Draws(1, replication))
        for row in np.flatnonzero(state.unions.formed_month == index):
            before[row] = proposed[list(state.unions.members[row])]
        for row in np.flatnonzero(state.unions.formed_month == index - 24):
            terms[row] = mean_terms(state)[list(state.unions.members[row])]
    life = state.life
    wants = np.array(
        [np.mean(life.private_share[life.event == age]) if (life.event == age).any() else np.nan for age in AGES]
    )
    if not terms:
        return wants, np.full((2, len(TERMS)), np.nan)
    each = [np.concatenate([found[row] for row in terms]).mean(axis=0) for found in (before, terms)]
    return wants, np.array(each)


def mean_terms(state: State) -> Floats:
    """Anchor terms of every village: (village, term). [SD]"""
    return np.array([getattr(state.villages, name) for name in TERMS]).T


def told(values: Floats, unit: float = 100.0) -> list[str]:
    """Mean and standard error over runs of each column."""
    kept = values[~np.isnan(values).any(axis=1)] * unit
    error = kept.std(axis=0, ddof=1) / np.sqrt(len(kept))
    return [
        f"{mean:.1f} ({off:.1f})" if unit > 1 else f"{mean:+.3f} ({off:.3f})"
        for mean, off in zip(kept.mean(axis=0), error, strict=True)
    ]


def main() -> None:
    asked = arguments(__doc__.partition("\n")[0], replications=8)
    world = World(make_county(villages=60, households=8_000, seed=5))
    runs = range(asked.replications)
    rows = []
    for label, off, threshold in [*((*one, 0.0) for one in OFF.items()), (CHOSEN, {}, 0.5)]:
        wants, terms = (
            np.array(found) for found in zip(*(followed(world, off, threshold, run) for run in runs), strict=True)
        )
        fall = wants[:, -1:] - wants[:, :1]
        rows.append((label, *told(np.hstack([wants, fall]))))
        print(*rows[-1], flush=True)
        if not off and threshold == 0:
            as_it_is = terms
    titles = (
        Label("switched off", "去掉"),
        Label("at forming, %", "组建时，%"),
        *(Label(f"{age} months", f"{age}个月") for age in (6, 12, 24)),
    )
    print()
    show_table((*titles, Label("change", "变化")), rows)
    print()
    names = [Label(name.removeprefix("term_").replace("_", " "), name) for name in TERMS]
    cells = zip(
        *(told(as_it_is[:, when], 1.0) for when in (0, 1)), told(as_it_is[:, 1] - as_it_is[:, 0], 1.0), strict=True
    )
    when = (Label("while proposed", "表决时"), Label("24 months on", "24个月后"), Label("change", "变化"))
    table = [(name, *three) for name, three in zip(names, cells, strict=True)]
    show_table((Label("term, SD", "影响项，标准差"), *when), table)


if __name__ == "__main__":
    main()
