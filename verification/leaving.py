"""Who leaves a union: by which cause, believing what, and whether what was true decides it.

First the whole default county under two scenarios, each world beside its baseline. Then a small county where unions
form whatever people say, so that nothing but leaving can change: unions that bring more, and signals that tell less.
Last, what a union is said to have brought, beside the baseline, against what it brought beside its world without it.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from worlds import arguments, county_world, show_table

from liancun_sim.county import make_county
from liancun_sim.indicators import indicators
from liancun_sim.mechanisms.consultation.consultation import Consultation
from liancun_sim.running.comparison.union_life import INCOME, life_rows, monthly_log_income, with_true_gains
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.recorder import Recorder
from liancun_sim.simulation.schedule import COEFFICIENTS
from liancun_sim.simulation.world import Run, World
from liancun_sim.state import State
from liancun_sim.vocabulary import Label

SCENARIOS = ("joint_village", "combined")
MONTHS = 72
ONE_SIDED_95 = 1.645
FORMED = {"extends": "joint_village", "policies": [{"joint_village": {"threshold": 0.0, "proposals": 12}}]}
BRINGS_MORE = ("income.market_effect", "collective_economy.market", "collective_economy.management",
               "collective_economy.dividends", "collective_economy.land_rent")  # fmt: skip
NOISE = "calendar.local_shock"


@cache
def small_world() -> World:
    """Sixty villages of about a hundred households."""
    return World(make_county(villages=60, households=6_000, seed=5))


def run_of(world: World, source: str | Mapping[str, Any], replication: int, values: Mapping[str, float] = {}) -> Run:
    """One world, its incomes recorded; seed 1."""
    scenario = load_scenario(source, months=MONTHS)  # type: ignore[arg-type]
    recorder = Recorder({INCOME: indicators()[INCOME]})
    coefficients = {**scenario.coefficients, **values}
    return world.run(scenario.setup, coefficients, scenario.build_policies(world.county), 1, replication, recorder)


def lives(
    world: World, sources: Mapping[str, str | Mapping[str, Any]], replication: int, values: Mapping[str, float] = {}
) -> pd.DataFrame:
    """Events of every scenario's unions, with what was true beside the baseline of the same draws."""
    baseline = run_of(world, "baseline", replication, values)
    ids = np.array(baseline.state.village_ids, dtype=object)
    incomes = {
        "month": np.repeat(np.arange(MONTHS), ids.size),
        "village_id": np.tile(ids, MONTHS),
        "log_income": monthly_log_income(baseline).ravel(),
    }
    told = [
        pd.DataFrame(with_true_gains(life_rows(run_of(world, source, replication, values)), incomes)).assign(
            scenario=name, replication=replication
        )
        for name, source in sources.items()
    ]
    return pd.concat(told, ignore_index=True)


def years_in_unions(life: pd.DataFrame) -> pd.DataFrame:
    """A row per member one or two years after forming whose next year was seen, and whether it resolved to leave."""
    told = life[life["event"].isin(["month_12", "month_24"]) & (life["month"] <= MONTHS - 13)]
    resolved = life[(life["event"] == "leaving_proposed") & (life["reason"] == "resolved")]
    keys = ["scenario", "replication", "union", "member"]
    at = told.merge(resolved[[*keys, "month"]], on=keys, how="left", suffixes=("", "_left"))
    return at.assign(left=(at["month_left"] >= at["month"]) & (at["month_left"] < at["month"] + 12))


def ranked_right(belief: np.ndarray, gained: np.ndarray) -> float:
    """Chance that of two members one of whom gained the belief is higher where the gain was (AUC)."""
    ranks = pd.Series(belief).rank().to_numpy()
    yes = int(gained.sum())
    no = gained.size - yes
    return float((ranks[gained].sum() - yes * (yes + 1) / 2) / (yes * no)) if yes and no else float("nan")


def whole_county(replications: int) -> None:
    """Causes of leaving, and whether the true gain or the one believed goes before it."""
    life = pd.concat(
        [lives(county_world(), {name: name for name in SCENARIOS}, number) for number in range(replications)]
    )
    causes, chances = [], []
    for scenario in SCENARIOS:
        own = life[life["scenario"] == scenario]
        votes = own.loc[own["event"] == "leaving_proposed", "reason"].value_counts()
        ended = own.loc[own["event"] == "dissolved", "reason"].value_counts()
        joined = int((own["event"] == "formed").sum())
        counts = [votes.get(name, 0) for name in ("voted_to_stay", "not_approved", "resolved")]
        counts += [ended.get(name, 0) for name in ("members_left", "lead_left")]
        causes.append((scenario, joined / replications, *(float(count) / replications for count in counts)))
        years = years_in_unions(own)
        gained, left = (years["true_gain"] > 0).to_numpy(), years["left"].to_numpy()
        chances.append(
            (
                scenario, f"{left[gained].mean():.3f} ({left[gained].sum()}/{gained.sum()})",
                f"{left[~gained].mean():.3f} ({left[~gained].sum()}/{(~gained).sum()})",
                ranked_right(years["believed_gain"].to_numpy(), gained),
            )
        )  # fmt: skip
    print(Label(f"Default county, {replications} pairs, {MONTHS} months; members per run",
                f"示例县，{replications}对模拟，{MONTHS}个月；每次模拟的成员村数"))  # fmt: skip
    show_table(
        [Label("scenario", "方案"), Label("joined", "加入"), Label("voted to stay", "表决留下"),
         Label("not approved", "未获批准"), Label("left", "退出"), Label("ended: too few stayed", "解散：余下不足"),
         Label("ended: lead left", "解散：牵头村退出")],
        causes,
    )  # fmt: skip
    show_table(
        [Label("scenario", "方案"), Label("P(leaves within a year | true gain > 0)", "一年内退出概率（实际增收>0）"),
         Label("P(… | true gain < 0)", "同上（实际增收<0）"), Label("AUC of belief", "认可的增收的AUC")],
        chances,
    )  # fmt: skip
    print()


def small_county(pairs: int) -> None:
    """What unions that bring more, and what a noisier or clearer signal, do to leavings of the same unions."""
    noise, more = COEFFICIENTS[NOISE], {key: COEFFICIENTS[key].high for key in BRINGS_MORE}
    changes: dict[Label, dict[str, float]] = {
        Label("unions bring more", "联村增收更多"): more,
        Label("signal clearer", "收入波动较小"): {NOISE: noise.low},
        Label("signal noisier", "收入波动较大"): {NOISE: noise.high},
    }
    usual = [counted(number, {}) for number in range(pairs)]
    rows = [
        (Label("as it is", "默认"), *np.mean(usual, axis=0)[:2].tolist(), 100 * np.mean(usual, axis=0)[2], *4 * [""])
    ]
    for name, values in changes.items():
        found = np.array([counted(number, values) for number in range(pairs)])
        apart = found[:, 1] - np.array(usual)[:, 1]
        mean, error = float(apart.mean()), float(apart.std(ddof=1) / np.sqrt(pairs))
        ends = mean - ONE_SIDED_95 * error, mean + ONE_SIDED_95 * error
        rows.append((name, *found.mean(axis=0)[:2].tolist(), 100 * found[:, 2].mean(), mean, error, *ends))
    print(Label(f"60 villages, formation fixed, {pairs} pairs", f"60个村，联村照常组建，{pairs}对模拟"))
    show_table(
        [Label("change", "改变"), Label("joined", "加入"), Label("left", "退出"), Label("true gain, %", "实际增收%"),
         Label("left, difference", "退出之差"), Label("standard error", "标准误"), Label("one-sided 5 %", "单侧5%下限"),
         Label("one-sided 95 %", "单侧95%上限")],
        rows,
    )  # fmt: skip


def counted(replication: int, values: Mapping[str, float]) -> tuple[float, float, float]:
    """Members that joined; that resolved to leave; mean true gain a year after forming. [log]"""
    life = lives(small_world(), {"formed": FORMED}, replication, values)
    resolved = (life["event"] == "leaving_proposed") & (life["reason"] == "resolved")
    gain = life.loc[life["event"] == "month_12", "true_gain"].mean()
    return float((life["event"] == "formed").sum()), float(resolved.sum()), float(gain)


def never_formed(source: str, proposal: str) -> Run:
    """The world in which one proposal is given up in the round that would have made it a union."""
    form = Consultation._form

    def refused(self: Consultation, state: State, row: int, index: int, members: np.ndarray) -> None:
        if state.proposals.key[row] == proposal:
            self._release(state, row, "abandoned")
        else:
            form(self, state, row, index, members)

    Consultation._form = refused  # type: ignore[method-assign]
    try:
        return run_of(county_world(), source, 0)
    finally:
        Consultation._form = form  # type: ignore[method-assign]


def one_by_one(unions: int) -> None:
    """Gains of members a year after forming: beside the baseline, and beside the same world without that union."""
    rows = []
    for source in SCENARIOS:
        run, alone = run_of(county_world(), source, 0), run_of(county_world(), "baseline", 0)
        base, gains = monthly_log_income(alone), []
        life = pd.DataFrame(life_rows(run))
        told = life[life["event"] == "month_12"]
        ids = list(run.state.village_ids)
        for key in list(dict.fromkeys(told["union"]))[:unions]:
            union = int(np.flatnonzero(run.state.unions.key == key)[0])
            other = monthly_log_income(never_formed(source, run.state.proposals.key[run.state.unions.proposal[union]]))
            for _, event in told[told["union"] == key].iterrows():
                at = event["month"], ids.index(event["member"])
                gains.append((event["log_income"] - base[at], event["log_income"] - other[at]))
        beside_baseline, beside_own = 100 * np.array(gains).T
        apart = beside_baseline - beside_own
        rows.append((source, len(gains), beside_baseline.mean(), beside_own.mean(), apart.std(ddof=1),
                     float(np.corrcoef(beside_baseline, beside_own)[0, 1]),
                     int(((beside_baseline > 0) != (beside_own > 0)).sum())))  # fmt: skip
    print(Label("True gain a year after forming, %, one run", "组建一年后的实际增收，%，一次模拟"))
    show_table(
        [Label("scenario", "方案"), Label("members", "成员村"), Label("beside the baseline", "与无政策相比"),
         Label("beside its world without it", "与没有该联村的同一个县相比"),
         Label("SD of the difference", "差的标准差"), Label("correlation", "相关"), Label("of other sign", "正负不同")],
        rows,
    )  # fmt: skip


def main() -> None:
    asked = arguments(str(__doc__), replications=8, pairs=200, unions=10)
    if asked.replications:
        whole_county(asked.replications)
    if asked.pairs:
        small_county(asked.pairs)
    if asked.unions:
        one_by_one(asked.unions)


if __name__ == "__main__":
    main()
