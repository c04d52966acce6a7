"""On which assumptions the conversion effect of a policy rests: the same runs with one of them taken away.

    python verification/conversion_parts.py [--replications 4] [--months 60] [--villages 754] [--lang zh]

Every run is beside the same county without the policy, under the same assumption and the same luck. A share is of
villages listed at t0, over the last 12 months; ± is a standard error over replications. The second table tells, at the
defaults, in which indicators of the index the villages truly listed at t0 gained, and what became of the capacity of
these, of villages that united, of those asked in vain, and of all others.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from worlds import arguments, show_table

from liancun_sim.county import default_county, make_county
from liancun_sim.indicators import indicators
from liancun_sim.interventions import Policy
from liancun_sim.mechanisms.assessment.index import PARTS, STANDARDS, yardstick
from liancun_sim.scenario import Scenario, load_scenario
from liancun_sim.simulation.recorder import Recorder
from liancun_sim.simulation.schedule import COEFFICIENTS
from liancun_sim.simulation.world import Run, Wanted, World
from liancun_sim.state import State
from liancun_sim.vocabulary import Label

Floats = npt.NDArray[np.float64]
SCENARIOS = ("joint_village", "strong_weak_pairing", "cadre_assistance", "combined")
TEAM, LEARNING, ATTENTION = "governance.team", "governance.learning", "governance.attention"
TRAINING, ASKING = "training", "mobilising_effort"  # levers, of every policy that has them
WITHOUT: dict[str, tuple[Label, dict[str, float]]] = {
    "defaults": (Label("all at their defaults", "均取默认值"), {}),
    "team": (Label("teams give no capacity", "工作组不提升班子能力"), {TEAM: 0.0}),
    "learning": (Label("nobody learns from a lead or a posted cadre", "不向牵头村、下派干部学习"), {LEARNING: 0.0}),
    "both": (Label("neither teams nor learning", "前两项都没有"), {TEAM: 0.0, LEARNING: 0.0}),
    "asking": (Label("no team while villages are asked", "动员期不派工作组"), {ASKING: 0.0}),
    "none": (
        Label("no teams, learning or training", "工作组、学习、培训都没有"),
        {TEAM: 0.0, LEARNING: 0.0, TRAINING: 0.0},
    ),
    "attention": (Label("attention is worth nothing", "乡镇日常关注不起作用"), {ATTENTION: 0.0}),
    "most": (Label("teams give most (top of their range)", "工作组作用取上限"), {TEAM: COEFFICIENTS[TEAM].high}),
    "training": (Label("classes train nobody", "培训不起作用"), {TRAINING: 0.0}),
    "satisfaction": (Label("capacity satisfies nobody", "班子能力不影响满意度"), {"union_life.from_capacity": 0.0}),
}
"""What is otherwise: coefficients, and levers, which have no dot in their names."""
CONVERTED = tuple(f"converted_true_{standard}" for standard in STANDARDS)
GROUPS = (
    Label("listed at t0", "期初后进村"), Label("united", "已联村"), Label("asked in vain", "动员未成"),
    Label("all others", "其他村"),
)  # fmt: skip
STANDARD_NAMES = ("名义", "实际", "相对")
PART_NAMES = (
    Label("income", "收入"), Label("collective income", "集体经济收入"), Label("public goods", "公共设施"),
    Label("satisfaction", "满意度"), Label("capacity", "班子能力"),
)  # fmt: skip
"""As the parts of the index come."""
LAST = 12  # months


def run_pairs(world: World, way: str, replication: int, months: int) -> list[Run]:
    """The county without policy, then each of the scenarios, with one assumption otherwise."""
    scenarios = [load_scenario(name, months=months) for name in ("baseline", *SCENARIOS)]
    wanted = [as_wanted(world, scenario, WITHOUT[way][1]) for scenario in scenarios]
    found = dict(world.run_all(wanted, 1, replication))
    return [found[place] for place in range(len(wanted))]


def as_wanted(world: World, scenario: Scenario, changed: Mapping[str, float]) -> Wanted:
    values = {**scenario.coefficients, **{key: value for key, value in changed.items() if "." in key}}
    levers = {key: value for key, value in changed.items() if "." not in key}
    acting = [with_levers(one, levers) for one in scenario.build_policies(world.county)]
    return Wanted(scenario.setup, values, acting, Recorder({key: indicators()[key] for key in CONVERTED}))


def with_levers(policy: Policy, levers: Mapping[str, float]) -> Policy:
    """The same policy with some levers otherwise, as far as it has them."""
    own = vars(policy.lever)
    return type(policy)(policy.name, {**own, **{name: levers[name] for name in levers if name in own}})


def converted(run: Run) -> Floats:
    """(standard,) — share of the villages listed at t0 that is truly converted, mean of the last year."""
    everywhere = {"county": np.ones(len(run.state.villages), bool)}
    found = {one.indicator: one.values for one in run.recorder.series(everywhere) if one.stratum == "county"}
    return np.array([found[key][-LAST:].mean() for key in CONVERTED])


def index_parts(state: State) -> Floats:
    """(part,) — what each indicator adds to the true index of the villages listed at t0, by the real standard. [SD]"""
    listed, held = state.villages.listed_true_at_start > 0, yardstick(state, "real")
    scale = float(state.county.index_scale[0])
    return np.array(
        [
            -part.weight * part.measure(state, held)[listed].mean() / float(getattr(state.county, f"{part.name}_sd")[0])
            for part in PARTS
        ]
    ) / scale  # fmt: skip


def capacity_gained(run: Run, beside: Run) -> Floats:
    """(2, group) — sum of what villages of `GROUPS` gained in capacity, and their number."""
    villages, asked = run.state.villages, np.zeros(len(run.state.villages), bool)
    for members in run.state.proposals.members:
        asked[list(members)] = True
    united = villages.ever_in_union > 0
    gained = villages.capacity - beside.state.villages.capacity
    groups = (villages.listed_true_at_start > 0, united, asked & ~united, ~asked & ~united)
    return np.array([[gained[some].sum() for some in groups], [some.sum() for some in groups]])


def told(values: Floats, sign: str = "") -> str:
    """Percent, mean ± standard error."""
    error = values.std(ddof=1) / np.sqrt(values.size) if values.size > 1 else np.nan
    return f"{100 * values.mean():{sign}.1f} ± {100 * error:.1f}"


def main() -> None:
    asked = arguments(__doc__ or "", replications=4, months=60, villages=754)
    whole = default_county()
    world = World(whole if asked.villages == len(whole.villages) else make_county(villages=asked.villages))
    table: list[list[str]] = []
    gains: dict[str, list[tuple[Floats, Floats]]] = {name: [] for name in SCENARIOS}
    for way, (label, _) in WITHOUT.items():
        alone, added = [], {name: list[Floats]() for name in SCENARIOS}
        formed = dict.fromkeys(SCENARIOS, 0)
        for replication in range(asked.replications):
            beside, *runs = run_pairs(world, way, replication, asked.months)
            alone.append(converted(beside))
            for name, run in zip(SCENARIOS, runs, strict=True):
                added[name].append(converted(run) - alone[-1])
                formed[name] += len(run.state.unions)
                if way == "defaults":
                    parts = index_parts(run.state) - index_parts(beside.state)
                    gains[name].append((parts, capacity_gained(run, beside)))
        if way == "defaults":
            show_gains(gains)
        print(f"{label}: {', '.join(told(column) for column in np.array(alone).T)}", flush=True)
        for name in SCENARIOS:
            effects = np.array(added[name])
            unions = f"{formed[name] / asked.replications:.1f}"
            table.append([name, str(label), unions, *(told(column, "+") for column in effects.T)])
            print(*table[-1], sep=" | ", flush=True)
    show(sorted(table, key=lambda row: SCENARIOS.index(row[0])))


def show(table: Sequence[Sequence[str]]) -> None:
    """What is truly converted more than without the policy, with one assumption otherwise."""
    heads = (
        Label("scenario", "情景"), Label("assumption", "假设"), Label("unions", "联村数"),
        *(Label(f"{one}, points", f"{name}标准，百分点") for one, name in zip(STANDARDS, STANDARD_NAMES, strict=True)),
    )  # fmt: skip
    show_table(heads, table)


def show_gains(gains: Mapping[str, Sequence[tuple[Floats, Floats]]]) -> None:
    """What was gained at the defaults: of the index, by indicator; of capacity, by what the villages went through."""
    heads = (
        Label("scenario", "情景"), Label("index, SD/100", "综合指数，百分之一标准差"), *PART_NAMES,
        *(Label(f"capacity: {one.en} (villages)", f"班子能力：{one.zh}（村数）") for one in GROUPS),
    )  # fmt: skip
    rows = []
    for name, found in gains.items():
        parts, (total, count) = np.mean([one for one, _ in found], axis=0), np.sum([two for _, two in found], axis=0)
        added = [f"{100 * part:+.1f}" for part in (parts.sum(), *parts)]
        each = np.divide(total, count, out=np.full(len(total), np.nan), where=count > 0)
        groups = [f"{gain:+.3f} ({number / len(found):.0f})" for gain, number in zip(each, count, strict=True)]
        rows.append([name, *added, *groups])
    show_table(heads, rows)


if __name__ == "__main__":
    main()
