"""Columns of villages. Rows are sorted by village id."""

from liancun_sim.state.column import Column, Role
from liancun_sim.vocabulary import Label


def _fixed(name: str, dtype: str, unit: str, en: str, zh: str) -> Column:
    return Column("village", name, dtype, unit, Label(en, zh), "county: village table")


def _moving(
    name: str, dtype: str, unit: str, en: str, zh: str, mechanism: str,
    low: float | None = None, high: float | None = None, initial: float = 0.0, width: int = 1,
) -> Column:  # fmt: skip
    return Column("village", name, dtype, unit, Label(en, zh), f"mechanism: {mechanism}", low, high, initial, width)


def _term(name: str, en: str, zh: str, role: Role = "obstacle") -> Column:
    """A part of the anchor of attitude."""
    return Column("village", name, "float64", "SD", Label(en, zh), "mechanism: attitude", role=role)


FIXED = (
    _fixed("key", "uint64", "address", "Address for random draws", "随机数地址"),
    _fixed("township", "int32", "row", "Township", "所属乡镇"),
    _fixed("x_km", "float64", "km", "Position east", "东西位置"),
    _fixed("y_km", "float64", "km", "Position north", "南北位置"),
    _fixed("households", "int32", "households", "Households", "户数"),
    _fixed("persons", "int32", "persons", "Persons", "人口"),
    _fixed("party_members", "int32", "households", "Party-member households", "党员户数"),
    _fixed("land_mu", "float64", "mu", "Land", "耕地面积"),
    _fixed("spare_land_mu", "float64", "mu", "Spare land", "空余土地"),
    _fixed("leading_trade", "int8", "code", "Leading trade", "主导产业"),
    _fixed("workshops", "float64", "count", "Workshops and private firms", "加工户和民营企业数"),
    _fixed("log_income_effect", "float64", "log", "Village log income difference (μ)", "村收入差异（对数）"),
    _fixed("leaning", "float64", "SD", "Leaning shared by the village (part of the anchor)", "村级共同倾向"),
    _fixed(
        "collective_base_yuan",
        "float64",
        "yuan/year",
        "Own collective income in the year before t0",
        "期初前一年集体收入",
    ),
    _fixed("tied_to", "int32", "row", "Village of an earlier pairing (−1: none)", "此前结对的村（−1为无）"),
)

CALENDAR = (
    _moving("weather_loss", "float64", "log", "Weather loss this month", "当月天气损失", "calendar"),
    _moving("weather_window", "float64", "log", "Weather loss of each of the last 12 months (row: month modulo 12)",
            "近12个月各月天气损失", "calendar", width=12),
    _moving("local_shock", "float64", "log", "Transitory village shock (a)", "村级暂时波动", "calendar"),
    _moving("local_shock_window", "float64", "log",
            "Transitory village shock of each of the last 12 months (row: month modulo 12)",
            "近12个月各月村级暂时波动", "calendar", width=12),
)  # fmt: skip

SUPPORT = (
    _moving("ordinary_transfer_yuan", "float64", "yuan/month", "Ordinary township transfer", "乡镇日常转移支付",
            "support", 0),
    _moving("ordinary_attention", "float64", "ratio", "Ordinary township attention, 1 in the baseline",
            "乡镇日常关注度（基准为1）", "support", 0, initial=1),
    _moving("policy_yuan", "float64", "yuan/month", "Policy money received this month", "当月政策资金",
            "support", 0),
    _moving("policy_cadre_months", "float64", "cadre-months/month", "Policy staff received this month",
            "当月政策人力", "support", 0),
)  # fmt: skip

CONSENT = (
    _moving("contacts_per_household", "float64", "contacts/month", "Outreach contacts per household",
            "户均宣传接触次数", "outreach", 0),
    _moving("campaign_mean", "float64", "SD", "Mean campaign effect of the households", "户均宣传效果", "outreach", 0),
    _moving("offset", "float64", "SD", "Sum of the anchor terms of the village's proposal or union",
            "议案各项影响之和", "attitude"),
    _moving("expected_gain_weight", "float64", "SD per unit trust", "Anchor per unit of trust",
            "信任的影响系数", "attitude"),
    _moving("cadre_offset", "float64", "SD", "Anchor term of cadre households (posts at risk)",
            "干部户的职位顾虑", "attitude"),
    _term("term_expected_gain", "Expected income gain", "预期增收"),
    _term("term_expected_goods", "Expected public goods", "预期公共设施"),
    _term("term_demonstration", "A working union in sight", "示范带动"),
    _term("term_poorer_partner", "Poorer partner", "伙伴村较穷"),
    _term("term_minority", "Own village a minority", "本村处于少数"),
    _term("term_identity", "Few kin ties with the partners", "与伙伴村亲缘少"),
    _term("term_posts", "Cadre posts at risk", "干部职位顾虑"),
    _term("term_resistance", "Cadres' resistance to the partner", "干部对结对村的抵触"),
    _term("term_tie", "Earlier pairing", "此前结对"),
    _term("term_resentment", "Resentment in the union", "联村内怨气"),
    _term("term_trust", "Trust above or below the middle", "信任度高低", "term"),
    _moving("attitude_moved", "float32", "SD/month", "Largest change of a household's attitude last month",
            "上月农户态度的最大变化", "attitude", 0),
    _moving("proposal", "int32", "row", "Live proposal (−1: none)", "在议的联村方案（−1为无）", "consultation",
            initial=-1),
    _moving("union", "int32", "row", "Union (−1: none)", "所属联村（−1为无）", "consultation", initial=-1),
    _moving("private_share", "float64", "share", "Private consent at the last consultation",
            "最近一次征求意见的真实同意率", "consultation", 0, 1),
    _moving("stated_share", "float64", "share", "Stated consent at the last consultation",
            "最近一次征求意见的表态同意率", "consultation", 0, 1),
    _moving("secret_share", "float64", "share", "Stated consent had there been no pressure",
            "无压力下的表态同意率", "consultation", 0, 1),
    _moving("consulted_month", "int32", "month", "Month of the last consultation (−1: none)",
            "最近一次征求意见的月份（−1为无）", "consultation", initial=-1),
    _moving("ever_in_union", "uint8", "yes/no", "Has been in a union", "曾参加联村", "consultation"),
)  # fmt: skip

PAIRING = (
    _moving("paired_with", "int32", "row", "Stronger village it is paired with (−1: none)", "结对帮扶的强村（−1为无）",
            "pairing", initial=-1),
    _moving("resistance", "float64", "0–1", "Resistance of its cadres to the stronger partner", "干部对强村帮扶的抵触",
            "pairing", 0, 1),
    _moving("partner_advice", "uint8", "yes/no", "Advised by the stronger partner this month", "当月受强村帮带", "pairing"),
    _moving("raised_road_yuan", "float64", "yuan/month", "Raised for its road this month", "当月为道路筹资", "pairing", 0),
    _moving("raised_wells_yuan", "float64", "yuan/month", "Raised for its wells this month", "当月为机井筹资", "pairing", 0),
    _moving("raised_given_yuan", "float64", "yuan/month", "Given to its weaker partner from the village fund this month",
            "当月从村账户资助弱村", "pairing", 0),
)  # fmt: skip

LINKAGE = (
    _moving("link_term", "int32", "number", "Choice of targets by which a leader or unit is linked (−1: none)",
            "联系对象批次（−1为未联系）", "linkage", initial=-1),
    _moving("link_active", "uint8", "yes/no", "Its linked cadre was let go to it this month", "当月联系干部到岗", "linkage"),
    _moving("linked_model", "int32", "households", "Party households linked there", "联系的党员小康建设户数", "linkage", 0),
    _moving("linked_poor", "int32", "households", "Poor households linked there", "联系的贫困户数", "linkage", 0),
    _moving("linked_visits", "float64", "visits/month", "Visits each linked household got this month", "当月每户联系户受访次数",
            "linkage", 0),
    _moving("link_motive", "float64", "0–1", "Effort the linked cadre makes unprompted", "联系干部自发投入", "linkage", 0, 1),
    _moving("link_effort", "float64", "0–1", "Effort the linked cadre makes when let go", "联系干部到岗时的投入",
            "linkage", 0, 1),
    _moving("link_score", "float64", "0–1", "Published score of the linked cadre", "联系干部公布的考核得分", "linkage"),
)  # fmt: skip

GOVERNANCE = (
    _moving("capacity", "float64", "0–1", "Capacity of the village leadership (K)", "班子能力", "governance", 0, 1, 0.5),
    _moving("capacity_anchor", "float64", "0–1", "Level capacity returns to (K*)", "班子能力的常态", "governance", 0, 1, 0.5),
    _moving("founding_capacity", "float64", "0–1", "Capacity at t0 (K0)", "期初班子能力", "governance", 0, 1, 0.5),
    _moving("secretary_quality", "float64", "0–1", "Quality of the secretary", "书记素质", "governance", 0, 1, 0.5),
    _moving("cadre_posts", "float64", "posts", "Cadre posts", "干部职数", "governance", 0),
    _moving("posts_removed", "float64", "posts", "Posts removed by consolidation", "合并减少的职数", "governance", 0),
    _moving("smaller_side", "uint8", "yes/no", "Smaller side of a consolidation", "合并中的较小村", "governance"),
    _moving("team_effort", "float64", "0–1", "Work-team effort in the village (a)", "工作组投入", "governance", 0, 1),
    _moving("team_familiarity", "float64", "0–1", "How well the work team knows the village", "工作组对本村的熟悉程度",
            "governance", 0, 1),
    _moving("rhythm", "float64", "share", "Reports, dispatch meetings and exchanges kept up this month, 1 as described",
            "当月报告、调度、交流制度执行程度（1为规定次数）", "governance", 0),
    _moving("team_ended_month", "int32", "month", "Month the work team's push ended (−1: none)",
            "工作组集中期结束月份（−1为无）", "governance", initial=-1),
    _moving("secretary_recognised", "uint8", "yes/no", "The secretary holds the district post",
            "书记兼任管区职务", "union_life"),
)  # fmt: skip

ECONOMY = (
    _moving("collective_income_yuan", "float64", "yuan/month", "Collective income this month (inc)",
            "当月集体收入", "collective_economy"),
    _moving("collective_window_yuan", "float64", "yuan/month", "Collective income of each of the last 12 months",
            "近12个月各月集体收入", "collective_economy", width=12),
    _moving("collective_year_yuan", "float64", "yuan/year", "Collective income of the last 12 months",
            "近12个月集体收入", "collective_economy"),
    _moving("joint_share_yuan", "float64", "yuan/month", "Share of the joint surplus received this month",
            "当月联营收益分成", "collective_economy", 0),
    _moving("joint_loss_yuan", "float64", "yuan/month", "Share of the joint loss borne this month", "当月分担的联营亏损",
            "collective_economy", 0),
    _moving("union_workshops", "float64", "count", "Workshops in the union (0: in none)", "联村内加工户和民营企业数",
            "collective_economy", 0),
    _moving("post_pay_yuan", "float64", "yuan/month", "Pay of cadre posts this month", "当月干部报酬",
            "collective_economy", 0),
    _moving("saved_posts_yuan", "float64", "yuan/month", "Pay saved on removed posts", "精简职数节省的报酬",
            "collective_economy", 0),
    _moving("inflow_yuan", "float64", "yuan/month", "Paid into the village fund this month", "当月账户收入",
            "collective_economy", 0),
    _moving("outflow_yuan", "float64", "yuan/month", "Paid out of the village fund this month", "当月账户支出",
            "collective_economy", 0),
    _moving("fund_yuan", "float64", "yuan", "Village fund (bal)", "村级账户余额", "collective_economy"),
    _moving("debt_yuan", "float64", "yuan", "Village debt", "村级债务", "collective_economy", 0),
    _moving("transfer_out_window_yuan", "float64", "yuan/month", "Transfers out of each of the last 12 months",
            "近12个月各月转出", "collective_economy", width=12),
    _moving("transfer_out_year_yuan", "float64", "yuan/year", "Transfers out of the last 12 months (T_out)",
            "近12个月转出", "collective_economy"),
    _moving("dividend_yuan", "float64", "yuan/month", "Dividends and rents paid to households this month",
            "当月发给农户的红利租金", "collective_economy"),
    _moving("pooled_land_mu", "float64", "mu", "Spare land pooled in the union", "入股联村的土地", "collective_economy", 0),
    _moving("road", "float64", "0–1", "Road quality", "道路", "public_works", 0, 1, 0.5),
    _moving("irrigation", "float64", "0–1", "Irrigation quality", "水利", "public_works", 0, 1, 0.5),
    _moving("services", "float64", "0–1", "Services quality", "公共服务", "public_works", 0, 1, 0.5),
    _moving("public_goods", "float64", "0–1", "Public goods (G): mean of road, irrigation, services",
            "公共设施综合", "public_works", 0, 1, 0.5),
    _moving("founding_public_goods", "float64", "0–1", "Public goods at t0 (G0)", "期初公共设施", "public_works", 0, 1, 0.5),
    _moving("goods_at_forming", "float64", "0–1", "Public goods when its union formed", "联村成立时公共设施", "public_works",
            0, 1, 0.5),
    _moving("planned_yuan", "float64", "yuan/month", "Planned this year for works and services from the fund beyond its reserve",
            "年度计划每月用于工程和服务的账户资金", "public_works", 0),
    _moving("works_yuan", "float64", "yuan/month", "Village money put into works this month",
            "当月村级工程投入", "public_works", 0),
    _moving("works_wages_yuan", "float64", "yuan/month", "Wages villagers earned on local works this month",
            "当月村民务工报酬合计", "public_works", 0),
    _moving("works_fee_yuan", "float64", "yuan/month", "Fee of the village's construction council this month",
            "当月村庄建设理事会管理费", "public_works", 0),
    _moving("works_saving_yuan", "float64", "yuan", "Saved for works", "工程积累", "public_works", 0),
    _moving("works_kept_yuan", "float64", "yuan", "Of it, saved before joining the union and kept by the village",
            "其中建联村前积累（归本村）", "public_works", 0),
    _moving("base_income_yuan", "float64", "yuan/person/month", "Income of a household with average traits, base year",
            "基年常态人均月收入", "income", 0),
    _moving("loans_yuan", "float64", "yuan", "Subsidised loans outstanding", "贴息贷款余额合计", "income", 0),
    _moving("income_per_person_yuan", "float64", "yuan/person/year", "Mean income per person, last 12 months",
            "人均年收入", "income", 0),
    _moving("mean_log_income", "float64", "log yuan/person/year", "Mean log income per person, last 12 months",
            "人均年收入对数均值", "income"),
    _moving("adopters", "int32", "households", "Households that have adopted", "采用户数", "diffusion", 0),
    _moving("aware", "int32", "households", "Households that know the new crop", "了解新作物的户数", "diffusion", 0),
    _moving("ever_grown", "uint8", "yes/no", "The new crop has been grown here", "曾种植新作物", "diffusion"),
    _moving("technician_visits", "float64", "visits/month", "Visits of technicians this month, and what classes and linked cadres are worth in them",
            "本月技术员上门次数合计（含培训和联系干部走访折算）",
            "diffusion", 0),
    _moving("crop_area_mu", "float64", "mu", "Area under the new crop", "新作物面积", "diffusion", 0),
    _moving("subsidy_applicants", "int32", "households", "Households that have applied for a greenhouse subsidy",
            "申请大棚补贴的户数", "diffusion", 0),
)  # fmt: skip

SOCIAL = (
    _moving("satisfaction", "float64", "0–1", "Satisfaction (S)", "群众满意度", "union_life", 0, 1, 0.62),
    _moving("satisfaction_aim", "float64", "0–1", "Satisfaction its causes tend to (S*)", "满意度趋向值",
            "union_life", initial=0.62),
    _moving("satisfaction_offset", "float64", "0–1", "Lasting part of satisfaction beyond its causes",
            "满意度的固有差异", "union_life"),
    _moving("resentment", "float64", "index", "Resentment (R)", "怨气", "union_life", 0),
)  # fmt: skip

BELIEF = (
    _moving("gain_seen", "float64", "log", "Growth since the union formed beside villages outside unions",
            "成立以来较联村外各村多出的增长", "belief"),
    _moving("mean_log_income_before", "float64", "log yuan/person/year", "Mean log income a month earlier",
            "上月收入对数均值", "belief"),
    _moving("log_income_yearly", "float64", "log yuan/person/year", "Mean log income at the start of each year since t0",
            "期初以来各年年初收入对数均值", "belief", width=21),
    _moving("gain_prior", "float64", "log", "Gain believed when the union formed", "成立时预期的增收", "belief"),
    _moving("gain_believed", "float64", "log", "Gain the village believes its union brings", "村里认可的联村增收", "belief"),
    _moving("gain_accounted", "float64", "log", "Gain seen at the last yearly accounts", "最近一次年度账目显示的增收",
            "belief"),
    _moving("accounts", "int16", "years", "Yearly accounts shown since the union formed", "成立以来公布年度账目次数",
            "belief"),
    _moving("broken_promise", "float64", "log", "Believed less promised at the last yearly accounts",
            "年度账目时认可增收与承诺之差", "belief"),
    _moving("promise_kept", "float64", "share", "Part of the last promise made to it that is believed kept",
            "最近一次承诺的兑现比例", "belief", 0, 1),
    _moving("promises_judged", "uint8", "yes/no", "A promise made to it has come due", "曾有承诺到期", "belief"),
    _moving("promise_record", "float64", "share", "Record of promises kept nearby (ρ)", "周边承诺兑现记录", "belief", 0, 1, 1),
    _moving("leaving_price_yuan", "float64", "yuan", "What leaving its union would cost it", "退出联村所需费用", "leaving", 0),
    _moving("leaving_cost_yuan", "float64", "yuan/month", "Paid for leaving its union this month", "当月支付的退出成本",
            "leaving", 0),
    _moving("left_union", "int32", "row", "Union it last resolved to leave (−1: none)", "最近决定退出的联村（−1为无）",
            "leaving", initial=-1),
    _moving("left_month", "int32", "month", "Month it left (−1: none)", "退出月份（−1为无）", "leaving", initial=-1),
)  # fmt: skip

LISTING = (
    _moving("supported", "uint8", "yes/no", "Named as supported this month", "当月列为帮扶对象", "assessment"),
    _moving("ever_supported", "uint8", "yes/no", "Has been named as supported", "曾列为帮扶对象", "assessment"),
    _moving("index_true", "float64", "SD", "True index (B)", "真实综合指数", "assessment"),
    _moving("index_assessed", "float64", "SD", "Assessed index (A)", "考核综合指数", "assessment"),
    _moving("index_shadow", "float64", "SD", "Assessed index without kindness", "无人情的考核指数", "assessment"),
    _moving("income_assessed_yuan", "float64", "yuan/person/year", "Mean income per person as reported",
            "人均年收入（上报）", "assessment", 0),
    _moving("income_shadow_yuan", "float64", "yuan/person/year", "Reported income without rounding up",
            "人均年收入（无虚增上报）", "assessment", 0),
    _moving("listed", "uint8", "yes/no", "Listed as backward", "后进村（考核）", "assessment"),
    _moving("listed_true", "uint8", "yes/no", "Backward by the true index", "后进村（真实）", "assessment"),
    _moving("listed_shadow", "uint8", "yes/no", "Backward by the shadow assessment", "后进村（影子考核）", "assessment"),
    _moving("good_streak", "int16", "assessments", "Good assessments in a row", "连续达标次数", "assessment"),
    _moving("good_streak_true", "int16", "assessments", "Good true indices in a row", "真实连续达标次数", "assessment"),
    _moving("good_streak_shadow", "int16", "assessments", "Good shadow assessments in a row", "影子连续达标次数", "assessment"),
    _moving("ever_listed", "uint8", "yes/no", "Has been listed as backward", "曾列为后进村", "assessment"),
    _moving("listed_at_start", "uint8", "yes/no", "Listed at t0", "期初后进村", "assessment"),
    _moving("listed_true_at_start", "uint8", "yes/no", "Truly backward at t0", "期初真实后进村", "assessment"),
    _moving("relapses", "int16", "times", "Times relisted", "返后进次数", "assessment"),
)  # fmt: skip

VILLAGE = (*FIXED, *CALENDAR, *SUPPORT, *CONSENT, *PAIRING, *LINKAGE, *GOVERNANCE, *ECONOMY, *SOCIAL, *BELIEF, *LISTING)
