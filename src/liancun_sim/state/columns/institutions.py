"""Columns of villages that belong to institutions a policy brings in: all at rest in villages that have none.

Their mechanisms keep amounts and counts from falling below zero; only shares a policy pushes are bounded here.
"""

from liancun_sim.state.column import Column
from liancun_sim.vocabulary import Label


def _moving(
    name: str, dtype: str, unit: str, en: str, zh: str, mechanism: str,
    low: float | None = None, high: float | None = None, initial: float = 0.0,
) -> Column:  # fmt: skip
    return Column("village", name, dtype, unit, Label(en, zh), f"mechanism: {mechanism}", low, high, initial)


SELF_GOVERNMENT = (
    _moving("assembly_until", "int32", "month", "First month it no longer works by the eight steps",
            "八步工作法实行到的月份", "assembly"),
    _moving("assembly_quorum", "float64", "share", "Representatives that must be present", "村民代表会议到会比例要求",
            "assembly", initial=2 / 3),
    _moving("assembly_majority", "float64", "share", "Share of those present that must agree", "村民代表会议通过比例要求",
            "assembly", initial=2 / 3),
    _moving("supervision", "float64", "0–1", "Supervision of what is resolved", "决议执行的监督力度", "assembly"),
    _moving("assembly_raised", "float64", "suggestions/month", "Suggestions the township raises in the village",
            "乡镇提出的意见建议", "assembly", 0),
    _moving("suggestions", "int32", "suggestions/month", "Suggestions collected this month", "当月收集意见建议",
            "assembly"),
    _moving("assemblies", "int32", "assemblies/month", "Assemblies of representatives this month", "当月召开村民代表会议次数",
            "assembly"),
    _moving("resolutions", "int32", "resolutions/month", "Resolutions this month", "当月形成决议", "assembly"),
    _moving("works_waiting", "float64", "resolutions", "Works resolved beyond what was before, not yet carried out",
            "新增议定而未落实的工程事项",
            "assembly"),
    _moving("resolved_works_yuan", "float64", "yuan/month", "Worth of resolved works the village carries out this month",
            "当月村内落实的议定工程", "assembly"),
    _moving("funded_works_yuan", "float64", "yuan/month", "Worth of resolved works the township pays for this month",
            "当月乡镇出资落实的议定工程", "assembly"),
    _moving("voice", "float64", "0–1", "Feeling of being heard: resolutions carried out, appraisals held",
            "群众参与感（决议落实与民主评议）", "assembly", 0, 1),
    _moving("trust_kept", "float64", "0–1/month", "Trust gained by what was resolved and done this month",
            "当月决议落实带来的信任", "assembly"),
    _moving("creation_term", "int32", "number", "Choice of creation units it belongs to (−1: none)",
            "创建单位批次（−1为非创建单位）", "performance_pay", initial=-1),
    _moving("creation_unit", "uint8", "code", "Creation unit: 1 at work, 2 on paper only, 0 none",
            "创建单位：1为实做，2为只有计划，0为非创建单位", "performance_pay"),
    _moving("pay_effort", "float64", "0–1", "Effort that pay by performance draws from the cadres", "效益工资激发的干劲",
            "performance_pay", 0, 1),
    _moving("bonus_paid_yuan", "float64", "yuan/month", "Performance pay earned by the cadres this month",
            "当月村干部所得效益工资", "performance_pay"),
    _moving("bonus_kept_yuan", "float64", "yuan/month", "Performance pay not earned, left in the village fund",
            "当月未兑现而留村的效益工资", "performance_pay"),
    _moving("reserve_persons", "float64", "persons", "Reserve cadres", "村后备干部数", "reserve_cadres"),
    _moving("reserve_training", "float64", "months", "Training a reserve cadre has had", "后备干部已培训月数",
            "reserve_cadres"),
    _moving("reserve_gain", "float64", "0–1", "What reserve cadres add to a newly elected secretary's quality",
            "后备干部对新任书记履职能力的提升", "reserve_cadres"),
    _moving("participation", "float64", "share", "Households that take part in village affairs", "参与村务的户占比",
            "participation", 0, 1),
    _moving("upkeep", "float64", "share", "Share of the decay of public goods that villagers' care stops",
            "群众管护减缓的设施老化", "participation"),
    _moving("self_built_yuan", "float64", "yuan/month", "Worth of small works households did themselves this month",
            "当月群众自建的小工程", "participation"),
    _moving("award_yuan", "float64", "yuan/month", "Awards for points paid to households this month", "当月积分奖励合计",
            "participation"),
)  # fmt: skip

ENTERPRISE = (
    _moving("building_yuan", "float64", "yuan", "Investment in village property not yet earning", "在建集体资产投资",
            "enterprise"),
    _moving("assets_yuan", "float64", "yuan", "Village property that earns rent", "集体经营性资产", "enterprise"),
    _moving("founding_yuan", "float64", "yuan", "Capital of enterprises not yet running", "在建企业投资", "enterprise"),
    _moving("firms_yuan", "float64", "yuan", "Capital of enterprises that run", "在营企业资本", "enterprise"),
    _moving("jobs", "float64", "jobs", "Jobs in local enterprises", "本地企业用工", "enterprise"),
    _moving("job_yuan", "float64", "yuan/month", "What jobs add to households' income this month", "当月就业增收合计",
            "enterprise"),
    _moving("asset_income_yuan", "float64", "yuan/month", "Rent of village property and of enterprises this month",
            "当月资产租金收入", "enterprise"),
    _moving("cooperative_founded", "int32", "month", "Month the co-operative was founded (−1: none)",
            "合作社组建月份（−1为无）", "cooperative", initial=-1),
    _moving("cooperative_payout", "float64", "share", "Share of the co-operative's yearly profit paid to members",
            "合作社盈利分红比例", "cooperative"),
    _moving("cooperative_capital_yuan", "float64", "yuan", "Capital of the co-operative", "合作社资本", "cooperative"),
    _moving("cooperative_land_mu", "float64", "mu", "Land put into the co-operative", "入股合作社土地", "cooperative"),
    _moving("cooperative_members", "int32", "households", "Members of the co-operative", "合作社社员户数",
            "cooperative"),
    _moving("cooperative_year_yuan", "float64", "yuan", "Profit of the co-operative since its last accounts",
            "合作社本年度盈亏", "cooperative"),
    _moving("cooperative_income_yuan", "float64", "yuan/month", "The village's part of the co-operative's profit this month",
            "当月村集体所得合作社收益", "cooperative"),
    _moving("share_yuan", "float64", "yuan/month", "Dividends of the co-operative paid to members this month",
            "当月合作社分红合计", "cooperative"),
)  # fmt: skip

INSTITUTIONS = (*SELF_GOVERNMENT, *ENTERPRISE)
