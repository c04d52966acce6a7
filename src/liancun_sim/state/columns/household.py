"""Columns of households. Rows are sorted so that a village is one slice, by degree within it."""

from liancun_sim.state.column import Column
from liancun_sim.vocabulary import Label


def _fixed(name: str, dtype: str, unit: str, en: str, zh: str) -> Column:
    return Column("household", name, dtype, unit, Label(en, zh), "county: household synthesis")


def _moving(
    name: str, dtype: str, unit: str, en: str, zh: str, mechanism: str,
    low: float | None = None, high: float | None = None, initial: float = 0.0, width: int = 1,
) -> Column:  # fmt: skip
    source = f"mechanism: {mechanism}"
    return Column("household", name, dtype, unit, Label(en, zh), source, low, high, initial, width)


HOUSEHOLD = (
    _fixed("village", "int32", "row", "Village", "所在村"),
    _fixed("number", "uint32", "number", "Stable number within the village", "村内稳定编号"),
    _fixed("kin_group", "uint16", "number", "Kin group", "宗族支系"),
    _fixed("size", "uint8", "persons", "Household size", "家庭人口"),
    _fixed("land_mu", "float32", "mu", "Contracted land", "承包地面积"),
    _fixed("suits_cash_crop", "uint8", "yes/no", "Land suits cash crops", "土地适宜经济作物"),
    _fixed("is_party", "uint8", "yes/no", "Has a party member", "有党员的户"),
    _fixed("is_cadre", "uint8", "yes/no", "Has a village cadre", "村干部户"),
    _fixed("permanent", "float32", "log", "Permanent log income difference (θ)", "持久收入差异（对数）"),
    _fixed("farm_share", "float32", "share", "Farm share of base income", "农业收入份额"),
    _fixed("business_share", "float32", "share", "Business share of base income", "家庭经营非农份额"),
    _fixed("wage_share", "float32", "share", "Wage share of base income", "工资性收入份额"),
    _fixed("susceptibility", "float32", "share", "Susceptibility to others' opinions (λ)", "受他人意见影响的程度"),
    _fixed("own_view", "float32", "SD", "Own persistent part of the anchor (ξ)", "自身固有倾向"),
    _moving("influence", "float32", "weight", "Weight of this household's ties", "社会联系权重", "attitude", 0, 10, 1),
    _moving("yielding", "float32", "share", "Susceptibility in this run (λ), 0 without ties", "本次运行的受影响程度（无联系为0）",
            "attitude", 0, 1),
    _moving("tie_weight", "float32", "weight", "Total weight of its ties", "全部联系的总权重", "attitude", 0, initial=1),
    _moving("attitude", "float32", "SD", "Attitude (x)", "态度", "attitude", -20, 20),
    _moving("campaign", "float32", "SD", "Campaign effect (c)", "宣传效果", "outreach", 0, 20),
    _moving("publicity", "float32", "SD", "Of it, by forms and broadcasts", "其中书面与广播宣传的效果", "outreach", 0, 20),
    _moving("exposure", "float32", "visits", "Contacts had in this campaign, as far as remembered", "本轮宣传已接触次数（含遗忘）",
            "outreach", 0),
    _moving("trust", "float32", "0–1", "Trust (τ)", "信任度", "union_life", 0, 1, 0.5),
    _moving("transitory", "float32", "log", "Persistent change of log income (e)", "持续性收入波动", "income"),
    _moving("schooling", "uint8", "years", "Years at school of whoever earns most", "主要劳动力受教育年限", "income"),
    _moving("dependants", "uint8", "persons", "Persons kept by others of the household", "受抚养人口", "income"),
    _moving("persistence", "float32", "1/month", "Part of a persistent change that is left a month later (ρ)",
            "持续性收入波动的月留存比例", "income", 0, 1),
    _moving("income_yuan", "float32", "yuan/month", "Household income this month", "家庭当月收入", "income"),
    _moving("income_window_yuan", "float32", "yuan/month", "Income of each of the last 12 months",
            "近12个月各月收入", "income", width=12),
    _moving("income_year_yuan", "float32", "yuan/year", "Household income of the last 12 months",
            "家庭近12个月收入", "income"),
    _moving("quintile", "uint8", "0–4", "Income fifth of the county at t0", "期初收入五等份组", "income", 0, 4),
    _moving("loan_yuan", "float32", "yuan", "Outstanding subsidised loan", "贴息贷款余额", "income", 0),
    _moving("points", "float32", "points", "Points for taking part in village affairs", "积分", "participation", 0),
    _moving("award_yuan", "float32", "yuan/month", "Award for points this month", "当月积分奖励", "participation", 0),
    _moving("job_yuan", "float32", "yuan/month", "What a job in a local enterprise adds this month", "当月本地就业增收",
            "enterprise", 0),
    _moving("coop_land_mu", "float32", "mu", "Land put into the co-operative", "入股合作社土地", "cooperative", 0),
    _moving("coop_money_yuan", "float32", "yuan", "Money put into the co-operative", "入股合作社资金", "cooperative", 0),
    _moving("share_yuan", "float32", "yuan/month", "Dividend of the co-operative this month", "当月合作社分红",
            "cooperative", 0),
    _moving("is_poor", "uint8", "yes/no", "Listed as poor", "建档贫困户", "assessment"),
    _moving("linked", "uint8", "code", "Linked to a leader or unit (1: model, 2: poor household)",
            "联系户（1小康建设户，2贫困户）", "linkage", 0, 2),
    _moving("informed", "uint8", "yes/no", "Knows the new practice", "了解新技术", "diffusion", 0, 1),
    _moving("planting_month", "int16", "month", "Month of adoption (−1: none)", "改种月份（−1为未改种）",
            "diffusion", initial=-1),
    _moving("failed", "uint8", "yes/no", "Its greenhouse has failed", "大棚已失败", "diffusion", 0, 1),
    _moving("skill", "float32", "0–1", "Growing skill", "种植技能", "diffusion", 0, 1),
    _moving("shown_skill", "float32", "0–1", "Skill its contacts can learn from (0 unless growing)",
            "可供他人学习的技能（未种植为0）", "diffusion", 0, 1),
    _moving("visits", "float32", "visits", "Visits of technicians this month, or worth as much", "本月技术员上门次数（含折算）", "diffusion", 0),
    _moving("adopter_contacts", "uint8", "households", "Contacts that have adopted", "已种植的联系户数", "diffusion"),
    _moving("informed_contacts", "uint8", "households", "Contacts that know but have not adopted",
            "知情未种植的联系户数", "diffusion"),
    _moving("failed_contacts", "float32", "failures at t0", "Contacts that failed, later ones weighing more",
            "失败的联系户数（越近权重越大）", "diffusion", 0),
    _moving("considering", "uint8", "code", "What it makes of the practice (0: rests, 1: thinks anew, 2: has applied for a subsidy, 3: granted one)",
            "对新技术的考虑（0搁置，1重新考虑，2已申请补贴，3已获补贴）", "diffusion", 0, 3),
    _moving("required_yuan", "float32", "yuan/year", "Earnings it asks for before it plants, at the wages of t0", "愿意种植的最低年收益（期初工价）",
            "diffusion"),
    _moving("expected_yuan", "float32", "yuan/year", "Earnings it expected when it last decided", "最近一次决定时的预期年收益",
            "diffusion"),
    _moving("greenhouse_yuan", "float32", "yuan", "What its greenhouse cost it", "自付大棚建造费", "diffusion", 0),
    _moving("crop_yuan", "float32", "yuan/month", "Yield of the new crop this month", "新作物当月净收益", "diffusion"),
)  # fmt: skip
