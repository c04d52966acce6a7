"""A made-up comparison with the shape and size of a real one, to develop and test analysis and reports on."""

import numpy as np
import pandas as pd

from declared import declared
from liancun_sim.parameters import Coefficient
from liancun_sim.results import (
    ASSUMPTIONS,
    CHANCE,
    LAST_YEAR,
    PAIRS,
    ROUNDS,
    SERIES,
    SPENDING,
    UNION_LIFE,
    UNIONS_AT_END,
    Comparison,
    IndicatorInfo,
    ScenarioInfo,
    Setting,
)
from liancun_sim.results.comparison.village_paths import VillagePaths
from liancun_sim.running.common.outcomes import village_columns
from liancun_sim.vocabulary import Label

SCENARIOS = {
    "baseline": ("Baseline", "对照（无政策）", {}),
    "strong_weak_pairing": (
        "Strong-weak pairing",
        "强弱村结对",
        {"strong_weak_pairing": ("Strong-weak pairing", "强弱村结对")},
    ),
    "small_village_consolidation": (
        "Small-village consolidation",
        "小村联建",
        {"small_village_consolidation": ("Small-village consolidation", "小村联建")},
    ),
    "cadre_assistance": ("Cadre assistance", "联村联户帮扶", {"household_linkage": ("Household linkage", "联村联户")}),
    "combined": (
        "Combined",
        "综合方案",
        {
            "strong_weak_pairing": ("Strong-weak pairing", "强弱村结对"),
            "household_linkage": ("Household linkage", "联村联户"),
            "small_village_consolidation": ("Small-village consolidation", "小村联建"),
        },
    ),
}
STRENGTH = {
    "baseline": 0.0,
    "strong_weak_pairing": 1.0,
    "small_village_consolidation": 0.5,
    "cadre_assistance": 0.8,
    "combined": 1.7,
}

# key: label en, label zh, unit, better, level at t0, growth a year, effect of one unit of strength, noise
INDICATORS = {
    "private_consent": ("Private consent at the last consultation", "私下同意率", "share",
        "higher", 0.42, 0.01, 0.16, 0.02),
    "stated_consent": ("Stated consent at the last consultation", "表态同意率", "share",
        "neither", 0.42, 0.01, 0.31, 0.02),
    "unions_formed": ("Unions formed", "组建联村数", "unions", "neither", 0, 0, 12, 2),
    "union_coverage": ("Villages in a union", "联村覆盖率", "share", "neither", 0, 0, 0.05, 0.008),
    "proposals_passed": ("Proposals passed", "通过的动议", "proposals", "neither", 0, 0, 13, 2),
    "proposals_failed": ("Proposals failed", "未通过的动议", "proposals", "lower", 0, 0, 7, 2),
    "income_mean": ("Income, mean", "人均纯收入", "yuan/person/year", "higher", 4400, 260, 45, 40),
    "income_median": ("Income, median", "收入中位数", "yuan/person/year", "higher", 3900, 230, 35, 40),
    "income_quintile_1": ("Income of the poorest fifth", "最低五分之一收入", "yuan/person/year",
        "higher", 1700, 90, 12, 20),
    "income_gini": ("Gini of income", "收入基尼系数", "0–1", "lower", 0.31, 0.002, -0.001, 0.002),
    "poverty_headcount": ("Below the poverty line", "贫困人口比例", "share", "lower", 0.06, -0.004, -0.003, 0.002),
    "collective_income_mean": ("Collective income, mean", "村集体经济收入均值", "yuan/village/year",
        "higher", 68000, 4800, 1500, 900),
    "collective_below_50k": ("Villages below 50,000 yuan of collective income", "村集体经济收入不足5万元的村", "share",
        "lower", 0.66, -0.015, -0.02, 0.006),
    "public_goods": ("Public goods", "公共设施", "0–1", "higher", 0.5, -0.01, 0.012, 0.003),
    "adoption_share": ("Households that adopted", "采用户占比", "share", "higher", 0.0, 0.006, 0.02, 0.003),
    "satisfaction": ("Satisfaction", "群众满意度", "0–1", "higher", 0.62, 0.0, 0.004, 0.002),
    "resentment": ("Resentment in villages that have united", "参加过联村的村的不满情绪", "index",
        "lower", 0.0, 0.0, 0.04, 0.01),
    "trust": ("Trust", "信任", "0–1", "higher", 0.5, 0.0, -0.004, 0.002),
    "capacity": ("Leadership capacity", "班子能力", "0–1", "higher", 0.5, 0.0, 0.01, 0.003),
    "cadre_posts": ("Cadre posts", "干部职数", "posts", "neither", 3100, 0, -22, 0.5),
    "admin_cost": ("Administration cost", "行政成本", "yuan/person/year", "lower", 22, 0.2, -0.2, 0.05),
    "backward_listed": ("Villages listed as backward", "后进村占比（考核）", "share",
        "lower", 0.10, -0.008, -0.005, 0.004),
    "backward_true": ("Villages backward by the true index", "后进村占比（模型内实际）", "share",
        "lower", 0.10, -0.007, -0.003, 0.002),
    "converted_assessed": ("Backward villages converted (assessed)", "后进村转化率（考核）", "share",
        "higher", 0, 0.11, 0.05, 0.03),
    "converted_true": ("Backward villages converted (true)", "后进村转化率（模型内实际）", "share",
        "higher", 0, 0.06, 0.028, 0.02),
    "converted_villages_true": ("Backward villages converted (true), number", "后进村转化数（模型内实际）", "villages",
        "higher", 0, 5, 2.2, 1.6),
    "relapsed_assessed": ("Converted villages listed again", "转化后再次列入的村占比", "share",
        "lower", 0, 0.003, -0.001, 0.001),
    "false_listing": ("Listed villages that are not truly backward", "误列为后进的村占比", "share",
        "lower", 0.3, 0, 0.001, 0.02),
    "spending_yuan": ("Policy spending", "政策支出", "yuan/month", "neither", 0, 0, 8.7e4, 4e3),
    "spending_staff_yuan": ("Policy staff, priced", "政策人力折算", "yuan/month", "neither", 0, 0, 1.2e4, 8e2),
    "spending_cadre_months": ("Policy staff time", "政策人力", "cadre-months/month", "neither", 0, 0, 4.3, 0.3),
    "dissolved_unions": ("Unions dissolved", "解散的联村", "unions", "lower", 0, 0, 2.5, 1),
}  # fmt: skip

SURNAMES = "前柏许家洼张李王赵刘陈杨黄周吴徐孙马朱胡郭何林高罗郑梁谢宋唐冯于董萧程"
ENDINGS = ("庄", "村", "屯", "寨", "集", "楼", "营", "堂", "口", "店")
TERMS = ("term_poorer_partner", "term_minority", "term_identity", "term_posts", "term_expected_gain")
UNION = ("scenario", "replication", "proposal", "form", "lead", "members")
OBSTACLES = ("poorer_partner", "minority", "identity", "posts")


def fake_comparison(villages: int = 60, replications: int = 4, months: int = 24, seed: int = 7) -> Comparison:
    """A comparison of five scenarios; 754 villages, 8 replications and 60 months make the size of the demo."""
    rng = np.random.default_rng(seed)
    table = _villages(villages, rng)
    rounds, unions = _proposals(table, replications, rng)
    return Comparison(
        baseline="baseline",
        scenarios={key: _scenario(key) for key in SCENARIOS},
        indicators={
            key: IndicatorInfo(key, Label(en, zh), unit, better)  # type: ignore[arg-type]
            for key, (en, zh, unit, better, *_) in INDICATORS.items()
        },
        series=_series(table, replications, months, rng),
        pairs=_pairs(table, replications, months, rng),
        rounds=rounds,
        unions_at_end=unions,
        union_life=_life(unions),
        village_columns=village_columns(),
        village_outcomes=_outcomes(table, unions, rounds, replications, rng),
        spending=_spending(replications, rng),
        villages=table,
        edges=_edges(table),
        county=Label("Made-up county", "虚构县"),
        start="2008-01",
        months=months,
        notes=(Label("The county is a reconstruction.", "本县为重构数据。"),),
        coefficients=(
            Coefficient(
                "attitude.pressure",
                0.5,
                0,
                1,
                "SD",
                Label("Social pressure", "当面表态效应"),
                "assumption",
                raises=("stated_consent",),
            ),
            Coefficient(
                "income.works",
                0.1,
                0,
                0.25,
                "1",
                Label("Public goods in income", "公共设施对收入"),
                "assumption",
                raises=("income_mean",),
            ),
        ),
        forms={
            "strong_weak": Label("Strong-weak", "强弱联合型"),
            "small_village": Label("Small villages", "小村联建型"),
        },
        village_paths=_paths(table, months, rng),
        provenance={
            "version": "0.1.0",
            "seed": 1,
            "started": "2026-11-22T03:00:00+00:00",
            "county_digest": "c0ffee",
            "model_digest": "beef",
        },
    )


def _scenario(key: str) -> ScenarioInfo:
    en, zh, policies = SCENARIOS[key]
    settings = tuple(
        Setting(Label(*names), f"{policy}.dose", Label("Dose", "力度"), 1.0, 0.0, "share", "design choice")
        for policy, names in policies.items()
    )
    return ScenarioInfo(key, Label(en, zh), {k: Label(*v) for k, v in policies.items()}, settings, f"digest-{key}")


def _villages(count: int, rng: np.random.Generator) -> pd.DataFrame:
    columns = int(np.ceil(np.sqrt(count)))
    grid = np.array([(i % columns, i // columns) for i in range(count)], dtype=float)
    place = grid * 1.24 + rng.uniform(-0.35, 0.35, (count, 2))
    towns = max(2, count // 44)
    block = np.minimum(
        (grid[:, 0] // max(1, columns / 4)).astype(int) * 5 + (grid[:, 1] // max(1, columns / 4)).astype(int), 24
    )
    town = np.unique(block, return_inverse=True)[1] % towns
    names = [
        SURNAMES[i % len(SURNAMES)] + SURNAMES[(i * 7 + 3) % len(SURNAMES)] + ENDINGS[i % len(ENDINGS)]
        for i in range(count)
    ]
    names[: min(2, count)] = ["前柏庄", "许家洼"][: min(2, count)]
    return pd.DataFrame(
        {
            "township": [f"{SURNAMES[t]}家镇" for t in town],
            "village": names,
            "x_km": place[:, 0],
            "y_km": place[:, 1],
            "income_at_start_yuan": 4237 * np.exp(rng.normal(0, 0.24, count)),
        },
        index=pd.Index([f"V{i:04d}" for i in range(count)], name="id"),
    )


def _edges(table: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    from scipy.spatial import Delaunay

    triangles = Delaunay(table[["x_km", "y_km"]].to_numpy()).simplices
    pairs = {tuple(sorted((int(t[i]), int(t[j])))) for t in triangles for i, j in ((0, 1), (1, 2), (0, 2))}
    place, names = table[["x_km", "y_km"]].to_numpy(), list(table.index)
    return tuple(sorted((names[a], names[b]) for a, b in pairs if np.hypot(*(place[a] - place[b])) < 2.2))


def strata(table: pd.DataFrame) -> list[str]:
    towns = sorted(set(table["township"]))
    return [
        "county",
        *(f"township:{t}" for t in towns),
        *(f"quintile:{q}" for q in range(1, 6)),
        "treated:yes",
        "treated:no",
        "in_union:yes",
        "in_union:no",
    ]


def _series(table: pd.DataFrame, replications: int, months: int, rng: np.random.Generator) -> pd.DataFrame:
    scenarios, indicators, groups = list(SCENARIOS), list(INDICATORS), strata(table)
    month = np.arange(months + 1)
    shape = (len(scenarios), replications, len(indicators), len(groups), months + 1)
    value = np.empty(shape)
    for i, (*_, start, growth, effect, noise) in enumerate(INDICATORS.values()):
        trend = start + growth * month / 12
        common = rng.normal(0, noise, (1, replications, len(groups), months + 1)).cumsum(axis=-1) / np.sqrt(months + 1)
        own = rng.normal(0, noise / 4, (len(scenarios), replications, len(groups), months + 1))
        gain = np.array([STRENGTH[s] for s in scenarios])[:, None, None, None] * effect * (1 - np.exp(-month / 14))
        value[:, :, i] = trend + common + gain + np.where(gain == 0, 0, own)
    for i, key in enumerate(indicators):
        if key in ("private_consent", "stated_consent"):
            value[0, :, i] = np.nan
            value[:, :, i, :, :3] = np.nan
    index = np.indices(shape).reshape(5, -1)
    frame = pd.DataFrame(
        {
            "scenario": pd.Categorical.from_codes(index[0], scenarios),
            "replication": index[1].astype(np.int32),
            "month": index[4].astype(np.int32),
            "indicator": pd.Categorical.from_codes(index[2], indicators),
            "stratum": pd.Categorical.from_codes(index[3], groups),
            "value": value.reshape(-1),
        }
    )
    return declared(SERIES, frame)


def _pairs(table: pd.DataFrame, replications: int, months: int, rng: np.random.Generator) -> pd.DataFrame:
    frames = []
    for uncertainty, spread in ((CHANCE, 0.35), (ASSUMPTIONS, 1.0)):
        for scenario in list(SCENARIOS)[1:]:
            for key, (*_, start, growth, effect, noise) in INDICATORS.items():
                size = (replications, len(strata(table)))
                base = start + growth * months / 12 + rng.normal(0, noise, size)
                factor = np.exp(rng.normal(0, spread, (replications, 1)) - spread**2 / 2)
                value = base + STRENGTH[scenario] * effect * factor + rng.normal(0, noise / 3, size)
                if key in ("private_consent", "stated_consent"):
                    base = np.full(size, np.nan)
                    value = np.clip(value, 0, 1)
                rep, group = np.indices(size).reshape(2, -1)
                frames.append(
                    pd.DataFrame(
                        {
                            "scenario": scenario,
                            "baseline": "baseline",
                            "replication": rep,
                            "uncertainty": uncertainty,
                            "period": LAST_YEAR,
                            "indicator": key,
                            "stratum": np.array(strata(table))[group],
                            "value": value.reshape(-1),
                            "baseline_value": base.reshape(-1),
                        }
                    )
                )
    frame = pd.concat(frames, ignore_index=True)
    keys = ("scenario", "baseline", "uncertainty", "period", "indicator", "stratum")
    return declared(PAIRS, frame.astype(dict.fromkeys(keys, "category")))


def _proposals(table: pd.DataFrame, replications: int, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    place, ids = table[["x_km", "y_km"]].to_numpy(), np.array(table.index)
    rounds, unions = [], []
    for scenario in list(SCENARIOS)[1:]:
        if scenario == "cadre_assistance":
            continue
        form = "small_village" if scenario == "small_village_consolidation" else "strong_weak"
        tried = max(3, int(len(ids) * 0.04 * STRENGTH[scenario] / 1.7 * 2))
        leads = rng.choice(len(ids), tried, replace=False)
        for replication in range(replications):
            free = np.ones(len(ids), dtype=bool)
            for number, lead in enumerate(leads):
                if not free[lead]:
                    continue
                near = [j for j in np.argsort(np.hypot(*(place - place[lead]).T)) if free[j]][: int(rng.integers(2, 6))]
                free[near] = False
                members = ";".join(ids[near])
                month, passed = int(rng.integers(0, 9)), False
                for turn in range(1, 4):
                    private = rng.uniform(0.45, 0.78)
                    stated = min(1.0, private + rng.uniform(0.05, 0.22))
                    passed = stated >= 0.8
                    outcome = "formed" if passed else "failed" if turn < 3 else "abandoned"
                    rounds.append({
                        "scenario": scenario, "replication": replication, "proposal": f"P{number:03d}", "form": form,
                        "lead": ids[lead], "members": members, "month_proposed": month, "round": turn,
                        "month_decided": month + 3 * turn, "rule": "threshold", "electorate": "households",
                        "threshold": 0.8, "stated_share_min": stated, "stated_share_pooled": stated + 0.02,
                        "private_share_min": private, "private_share_pooled": private + 0.02, "response_rate": 1.0,
                        "outcome": outcome, "main_obstacle": str(rng.choice(OBSTACLES)),
                        "reason": "all_pass" if passed else "below_rule" if turn < 3 else "rounds_used_up",
                    })  # fmt: skip
                    if passed:
                        break
                if passed and rng.uniform() < 0.12:
                    rounds[-1] |= {"outcome": "dissolved", "reason": "resentment"}
                elif passed:
                    unions.append({name: rounds[-1][name] for name in UNION})
    return declared(ROUNDS, rounds), declared(UNIONS_AT_END, unions)


def _life(unions: pd.DataFrame) -> pd.DataFrame:
    """Every member half a year on; one member of each union asks to leave, and every second of these goes."""
    events = []
    for number, union in enumerate(unions.to_dict("records")):
        members = union["members"].split(";")
        for place, member in enumerate(members):
            event = {
                "scenario": union["scenario"], "replication": union["replication"], "union": f"U{number:03d}",
                "member": member, "reason": "", "believed_gain": 0.01 * (place - 1), "true_gain": 0.02 * (1 - place),
                "stated_share": 0.8, "private_share": 0.6,
            }  # fmt: skip
            events += [event | {"month": 3, "event": "formed"}, event | {"month": 9, "event": "month_6"}]
        resolved = "resolved" if number % 2 else "voted_to_stay"
        events.append(events[-1] | {"month": 18, "event": "leaving_proposed", "reason": resolved})
        if number % 2:
            gone = {"month": 19, "event": "left", "reason": "resolved", "stated_share": np.nan, "private_share": np.nan}
            events.append(events[-1] | gone)
    return declared(UNION_LIFE, events)


def _outcomes(
    table: pd.DataFrame, unions: pd.DataFrame, rounds: pd.DataFrame, replications: int, rng: np.random.Generator
) -> pd.DataFrame:
    count = len(table)
    frames = []
    base_income = table["income_at_start_yuan"].to_numpy() * 1.3
    listed, truly = rng.uniform(size=count) < 0.1, rng.uniform(size=count) < 0.1
    for replication in range(replications):
        shock, luck = np.exp(rng.normal(0, 0.05, count)), rng.uniform(size=count)
        assess = rng.uniform(size=count)
        for scenario, strength in STRENGTH.items():
            here = unions[(unions["scenario"] == scenario) & (unions["replication"] == replication)]
            member = table.index.isin(";".join(here["members"]).split(";"))
            asked = rounds[(rounds["scenario"] == scenario) & (rounds["replication"] == replication)]
            approached = table.index.isin(";".join(asked["members"]).split(";"))
            treated = member | ((scenario in ("cadre_assistance", "combined")) & (np.arange(count) % 6 == 0))
            gain = np.where(treated, 0.03 * strength, -0.0004 * strength)
            frame = pd.DataFrame(
                {
                    "scenario": scenario,
                    "replication": replication,
                    "village_id": table.index,
                    "income_yuan_per_person": base_income * shock * np.exp(gain),
                    "collective_income_yuan": 34000 * np.exp(1.2 * (luck - 0.5)) + 4000 * member,
                    "satisfaction": 0.62 + 0.02 * treated,
                    "resentment": np.where(member, 0.3 * luck, 0.0),
                    "private_consent": np.where(approached, 0.5 + 0.3 * luck, np.nan),
                    "stated_consent": np.where(approached, 0.7 + 0.25 * luck, np.nan),
                    "approached": approached.astype(float),
                    "treated": (treated | approached).astype(float),
                    "in_union": member.astype(float),
                    "converted_assessed": np.where(listed, assess < 0.55 + 0.2 * treated, np.nan),
                    "converted_true": np.where(truly, luck < 0.4 + 0.1 * treated, np.nan),
                    **{
                        term: np.where(approached, rng.normal(0.1 if "gain" in term else -0.2, 0.1, count), np.nan)
                        for term in TERMS
                    },
                }
            )
            frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def _paths(table: pd.DataFrame, months: int, rng: np.random.Generator) -> VillagePaths:
    """Income of every seventh village grows away from the baseline, of every eleventh falls behind it."""
    number, month = np.arange(len(table)), np.arange(months + 1)[:, None]
    grown = np.where(number % 7 == 0, 12.0, 0.0) - np.where(number % 11 == 0, 2.0, 0.0)
    united = (number % 7 == 0) & (month > 3)
    differences = {
        scenario: np.stack([strength * month * grown, united * min(strength, 1.0)]).astype(np.float32)
        for scenario, strength in STRENGTH.items()
        if strength
    }
    return VillagePaths(("income_yuan_per_person", "in_union"), differences)


def _spending(replications: int, rng: np.random.Generator) -> pd.DataFrame:
    rows: list[dict[str, object]] = [
        {
            "scenario": scenario, "replication": r, "uncertainty": uncertainty, "policy": policy,
            "yuan": 2.1e6 * (1 + 0.05 * rng.normal()), "cadre_months": 120 * (1 + 0.05 * rng.normal()),
            "cut_yuan": 1e5, "cut_cadre_months": 6.0, "cut_requests": 4,
            "staff_yuan": 3e5 * (1 + 0.05 * rng.normal()),
        }
        for scenario, (_, _, policies) in SCENARIOS.items()
        for policy in policies
        for uncertainty in (CHANCE, ASSUMPTIONS)
        for r in range(replications)
    ]  # fmt: skip
    return declared(SPENDING, rows)
