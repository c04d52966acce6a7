"""P1 under other ways of counting: how many unions `joint_village` forms, and how many households want them.

    python verification/p01_rules.py [--replications 16] [--months 40] [--only WAY...]

Each row is the shipped scenario on the default county with one thing changed. Between runs only luck differs; its
spread is told, since one run says little: the scenario lets the others begin only when a pilot has formed.
"""

import argparse

import numpy as np

from liancun_sim import default_county, load_scenario
from liancun_sim.simulation.world import World

PUBLISHED = 35
WAYS = {
    "80 % in every village": (),
    "no persuasion": ("outreach.persuasion=0",),
    "pressure at the top of its range": ("attitude.pressure=1.0",),
    "answers pooled": ("decision.scope=pooled",),
    "majority of an assembly": ("decision.rule=statutory_assembly",),
    "the closest choice of villages": ("policies.joint_village.screening=0.9",),
    "the largest promise": ("policies.joint_village.promise=0.3",),
    "nobody waits for a pilot": ("policies.joint_village.pilots_formed=0",),
}
AGES = ("formed", "month_6", "month_12", "month_24")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--replications", type=int, default=16)
    parser.add_argument("--months", type=int, default=40)
    parser.add_argument("--only", nargs="*", default=list(WAYS), choices=list(WAYS))
    asked = parser.parse_args()
    world = World(default_county())
    print(f"{'way':34} mean  lowest–highest  none formed  reach {PUBLISHED}  wanted at 0, 6, 12, 24 months")
    for way in asked.only:
        scenario = load_scenario("joint_village", months=asked.months, sets=WAYS[way])
        formed, wanted = [], {age: list[float]() for age in AGES}
        for replication in range(asked.replications):
            policies = scenario.build_policies(world.county)
            state = world.run(scenario.setup, scenario.coefficients, policies, 1, replication).state
            formed.append(len(state.unions))
            for age in AGES:
                at = state.life.event == age
                wanted[age] += state.life.private_share[at].tolist()
        shares = "  ".join(f"{np.mean(values):.2f}" if values else "–" for values in wanted.values())
        none, reached = sum(n == 0 for n in formed), sum(n >= PUBLISHED for n in formed)
        spread = f"{min(formed):6}–{max(formed):<7}"
        print(f"{way:34} {np.mean(formed):4.1f}  {spread} {none:11}  {reached:8}  {shares}", flush=True)


if __name__ == "__main__":
    main()
