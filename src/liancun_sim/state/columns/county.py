"""Columns of the county (one row) and its townships."""

from liancun_sim.parameters.rural_income import BASE_YEAR
from liancun_sim.state.column import Column
from liancun_sim.state.columns.village import VILLAGE
from liancun_sim.vocabulary import Label

WEIGHED = sum(column.role == "obstacle" for column in VILLAGE) + 2  # a round may fail by these, campaign, own view


def _county(
    name: str, dtype: str, unit: str, en: str, zh: str, initial: float = 0.0, width: int = 1,
    mechanism: str = "calendar",
) -> Column:  # fmt: skip
    return Column("county", name, dtype, unit, Label(en, zh), f"mechanism: {mechanism}", initial=initial, width=width)


def _frozen(name: str, unit: str, en: str, zh: str) -> Column:
    return _county(name, "float64", unit, f"Frozen at t0: {en}", f"期初固定：{zh}", mechanism="assessment")


COUNTY = (
    Column("county", "base_year", "int32", "year", Label("Year of the village table's amounts of money", "村级表金额的年份"),
           "county", initial=BASE_YEAR),
    _county("month", "int32", "month", "Months since t0", "距期初月数"),
    _county("price_index", "float64", "ratio", "Price index (base year = 1)", "价格指数", 1),
    _county("wage_growth", "float64", "ratio", "Wage income since the base year", "工资性收入增长倍数", 1),
    _county("other_growth", "float64", "ratio", "Other income since the base year", "其他收入增长倍数", 1),
    _county("collective_growth", "float64", "ratio", "Own collective income relative to the year before t0", "村集体经济收入相对期初前一年的倍数", 1),
    _county("labour_wage", "float64", "ratio", "Pay of hired work since the base year", "雇工工资相对基年的倍数", 1),
    _county("staff_wage", "float64", "ratio", "Pay of cadres since the base year", "干部工资相对基年的倍数", 1),
    _county("building_cost", "float64", "ratio", "What a greenhouse costs to build, since the base year",
            "大棚造价相对基年的倍数", 1),
    _county("away_share", "float64", "share", "Registered adults who live and work elsewhere", "户籍成年人外出比例"),
    _county("season", "float64", "ratio", "Season of this month (mean 1)", "当月季节系数", 1),
    _county("is_election", "uint8", "yes/no", "Village elections this month", "当月换届"),
    _county("wage_growth_window", "float64", "ratio", "Wage growth of each of the last 12 months (row: month modulo 12)",
            "近12个月各月工资增长倍数", 1, 12),
    _county("other_growth_window", "float64", "ratio",
            "Other growth of each of the last 12 months (row: month modulo 12)", "近12个月各月其他收入增长倍数", 1, 12),
    _county("season_window", "float64", "ratio", "Season of each of the last 12 months (row: month modulo 12)",
            "近12个月各月季节系数", 1, 12),
    _county("expected_income_ratio", "float64", "ratio",
            "Income of the 12 months before this one expected from growth and season (base year = 1)",
            "按增长和季节预期的前12个月收入倍数", 1),
    _county("expected_growth_log", "float64", "log/month", "Its change since last month", "其比上月的变化"),
    _county("observation_ratio", "float64", "villages",
            "Neighbours' yearly accounts that weigh as much as a promise", "与一项承诺分量相当的邻村年度账目数",
            float("inf"), mechanism="belief"),
    _county("reference_terms", "float64", "SD", "Terms of the reference proposal; then what a campaign left, and what people think anyway",
            "参照动议的各项影响（末两项为宣传效果和原有看法）", width=WEIGHED, mechanism="attitude"),
    _county("passed_terms", "float64", "SD", "Sum of the same over proposals that passed", "已通过动议各项影响之和",
            width=WEIGHED, mechanism="consultation"),
    _county("proposals_passed", "int32", "proposals", "Proposals that passed so far", "已通过的动议数",
            mechanism="consultation"),
    _county("poverty_line_yuan", "float64", "yuan/person/year", "Poverty line of the month (empty where there is none)",
            "当月贫困线（无标准时为空）", mechanism="assessment"),
    _county("cadre_month_yuan", "float64", "yuan/cadre-month", "What a cadre-month costs", "每人月人力成本",
            mechanism="support"),
    _frozen("standard_income_yuan", "yuan/person/year", "income a village is measured against", "收入标准"),
    _frozen("median_income_yuan", "yuan/person/year", "income of the median village", "村人均纯收入中位数"),
    _frozen("start_price_index", "ratio", "price index the real standard starts from", "实际标准起算的价格指数"),
    _frozen("index_scale", "1", "standard deviation of the weighted sum of the indicators (sd_0)", "加权和的标准差"),
    _frozen("income_shortfall_mean", "share", "mean income shortfall", "收入差距平均值"),
    _frozen("income_shortfall_sd", "share", "SD of the income shortfall", "收入差距标准差"),
    _frozen("collective_shortfall_mean", "share", "mean collective shortfall", "村集体经济收入差距平均值"),
    _frozen("collective_shortfall_sd", "share", "SD of the collective shortfall", "村集体经济收入差距标准差"),
    _frozen("poor_goods_mean", "0–1", "mean lack of public goods", "公共设施不足平均值"),
    _frozen("poor_goods_sd", "0–1", "SD of the lack of public goods", "公共设施不足标准差"),
    _frozen("dissatisfaction_mean", "0–1", "mean dissatisfaction", "不满意度平均值"),
    _frozen("dissatisfaction_sd", "0–1", "SD of dissatisfaction", "不满意度标准差"),
    _frozen("weak_capacity_mean", "0–1", "mean weakness of the leadership", "班子薄弱程度平均值"),
    _frozen("weak_capacity_sd", "0–1", "SD of the weakness of the leadership", "班子薄弱程度标准差"),
    _frozen("line", "SD", "line at or below which an assessed index is listed", "后进村考核分界线"),
    _frozen("line_true", "SD", "line at or below which a true index is listed", "后进村实际分界线"),
)  # fmt: skip

TOWNSHIP = (
    Column(
        "township",
        "weather_loss",
        "float64",
        "log",
        Label("Weather loss this month", "当月天气损失"),
        "mechanism: calendar",
    ),
    Column(
        "township",
        "crop_market_mu",
        "float64",
        "mu",
        Label("Area that would fill the market of the new crop", "新作物市场容量"),
        "mechanism: diffusion",
    ),
    Column(
        "township",
        "crop_base_share",
        "float64",
        "share",
        Label("Share of that area grown at t0", "期初已种面积占市场容量比例"),
        "mechanism: diffusion",
    ),
)
