"""The columns of every table a comparison writes, declared once: name, both labels, unit, what it says."""

from liancun_sim.results.common.table_column import (
    BASELINE,
    INDICATOR,
    PERIOD,
    REPLICATION,
    SCENARIO,
    STRATUM,
    TOWNSHIP,
    UNCERTAINTY,
    VILLAGE,
    VILLAGE_ID,
    column,
)

SERIES = (
    SCENARIO,
    REPLICATION,
    column("month", "Month", "月份", "months", "Months since the start; 0 is before anything acts",
            "自开始的月数；0为尚未采取任何行动"),
    INDICATOR,
    STRATUM,
    column("value", "Value", "数值", "", "In the indicator's unit; empty where there was nothing to measure",
            "按指标单位；无可测对象时为空"),
)  # fmt: skip

PAIRS = (
    SCENARIO, BASELINE, REPLICATION, UNCERTAINTY, PERIOD, INDICATOR, STRATUM,
    column("value", "Value in the scenario", "情景中的数值"),
    column("baseline_value", "Value in the baseline", "对照中的数值"),
)  # fmt: skip

EFFECTS = (
    SCENARIO, BASELINE, INDICATOR, STRATUM, PERIOD, UNCERTAINTY,
    column("unit", "Unit", "单位"),
    column("mean", "Mean", "平均值", "", "Mean over replications in the scenario; for a cost ratio, the ratio",
            "情景各次重复的平均值；成本比率行为该比率"),
    column("difference", "Difference", "差异", "", "Mean of scenario minus baseline, pair by pair",
            "逐对相减（情景减对照）的平均值"),
    column("standard_error", "Standard error", "标准误", "", "Of the difference", "差异的标准误"),
    column("ci_low", "95 % from", "95%置信区间下限", "",
            "Of the mean: Student t with n − 1 degrees of freedom, cut at what is possible; Fieller's for a ratio",
            "平均值的区间：t 分布，自由度 n−1，不超出可能范围；比率用费勒（Fieller）区间"),
    column("ci_high", "95 % to", "95%置信区间上限", "", "Upper end of the same interval", "同一区间的上限"),
    column("low_5", "5 % of runs below", "5%分位", "",
            "One run in twenty differs by less: the range of one history, not of a mean. From 40 pairs on a quantile; "
            "below, the end of a t prediction interval, provisional",
            "二十次模拟中约有一次低于此值：是单次模拟的范围，不是平均值的区间。40对以上取分位数，不足40对取 t 预测区间的端点（暂定）"),
    column("high_95", "5 % of runs above", "95%分位", "", "Upper end of the same range", "同一范围的上限"),
    column("p_better", "Share of pairs better", "好于对照的次数占比", "share",
            "Share of pairs strictly better in the indicator's declared direction; empty if it has none",
            "成对模拟中这一指标按既定方向严格好于对照的次数占比；无方向的指标为空"),
    column("replications", "Pairs", "成对模拟次数", "number", "Pairs that entered", "参与计算的成对模拟次数"),
    column("reason", "Why empty", "空缺原因", "", "Why a number is missing", "数值空缺的原因"),
    column("assumptions_share", "Share of variance that is assumptions", "假设所致方差占比", "share",
            "From draws run twice with other draws of chance; empty without them", "由同一组假设重复模拟两次得出；未重复则为空"),
)  # fmt: skip

ROUNDS = (
    SCENARIO,
    REPLICATION,
    column("proposal", "Proposal", "动议编号", "", "Key of the proposal within its run", "该次模拟内联村动议的编号"),
    column("form", "Form", "形式"),
    column("lead", "Lead village", "牵头村", "", "Its id", "牵头村编号"),
    column("members", "Members", "成员村", "", "Village ids, separated by ;", "成员村编号，以分号分隔"),
    column("month_proposed", "Month proposed", "提出月份", "months"),
    column("round", "Round", "轮次", "number"),
    column("month_decided", "Month decided", "表决月份", "months"),
    column("rule", "Rule", "表决规则"),
    column("electorate", "Electorate", "表决人范围"),
    column("threshold", "Threshold", "通过门槛", "share"),
    column("stated_share_min", "Stated consent, lowest member", "表态同意率（最低村）", "share"),
    column("stated_share_pooled", "Stated consent, pooled", "表态同意率（合计）", "share"),
    column("private_share_min", "Private consent, lowest member", "私下同意率（最低村）", "share"),
    column("private_share_pooled", "Private consent, pooled", "私下同意率（合计）", "share"),
    column("response_rate", "Response rate", "回收率", "share"),
    column("outcome", "Outcome", "结果", "", "What the round led to", "该轮的结果"),
    column("reason", "Reason", "原因"),
    column("main_obstacle", "Main obstacle", "主要障碍", "", "What would have let a failed round pass, had it been as in proposals that passed; several, joined by ;, where "
            "several are needed", "假如达到已通过动议的平均水平，该轮即可通过的方面；需同时具备几项时以分号分隔"),
)  # fmt: skip

UNIONS_AT_END = (
    SCENARIO, REPLICATION,
    column("proposal", "Proposal", "动议编号"),
    column("form", "Form", "形式"),
    column("lead", "Lead village", "牵头村"),
    column("members", "Members", "成员村", "", "Village ids, separated by ;", "成员村编号，以分号分隔"),
)  # fmt: skip

UNION_LIFE = (
    SCENARIO, REPLICATION,
    column("union", "Union", "联村", "", "Key of the union within its run", "该次模拟内联村的编号"),
    column("member", "Member village", "成员村", "", "Its id", "成员村编号"),
    column("month", "Month", "月份", "months", "Months since the start", "自开始的月数"),
    column("event", "Event", "事项", "",
            "formed; month_6, month_12, month_24: so long after forming; leaving_proposed; left; dissolved",
            "formed 组建；month_6、month_12、month_24 组建后满该月数；leaving_proposed 提出退出；left 退出；dissolved 解散"),
    column("believed_gain", "Gain believed", "认可的增收", "log",
            "Gain of log income the village then believed the union brings", "该村当时认可的联村增收（收入对数）"),
    column("true_gain", "True gain", "实际增收", "log",
            "ln real income per person over the last 12 months, less that of the same village and month in the baseline "
            "world of the same replication, which shares all draws; empty for the baseline itself",
            "近12个月人均实际收入的对数，减去同一重复中对照（无政策，共用全部随机数）同村同月的数值；对照本身为空"),
    column("stated_share", "Say they want the union", "表态愿意", "share",
            "Share of those that answer who say they want it; empty where nobody was asked",
            "表态愿意留在联村的户占答复户的比例；未询问时为空"),
    column("private_share", "Want the union", "愿意留下的户占比", "share",
            "Share of all entitled that want it, with nobody listening; empty where nobody was asked",
            "无他人在场时愿意留在联村的户占比；未询问时为空"),
    column("reason", "Why, or what was decided", "原因或结果"),
)  # fmt: skip

SPENDING = (
    SCENARIO, REPLICATION, UNCERTAINTY,
    column("policy", "Policy", "政策"),
    column("yuan", "Spent", "支出", "yuan", "Policy money spent over the whole run, current yuan",
            "全程政策支出，当年价"),
    column("cadre_months", "Staff time", "人力", "cadre-months", "Cadre-months used over the whole run",
            "全程使用的人月"),
    column("staff_yuan", "Staff time priced", "人力折算", "yuan", "Those cadre-months at a cadre's wage of their month",
            "按当月干部工资折算的人力费用"),
    column("cut_yuan", "Money refused", "削减资金", "yuan", "Asked for and not granted: the budget was short",
            "因预算不足未批准的资金"),
    column("cut_cadre_months", "Staff refused", "削减人力", "cadre-months", "Asked for and not granted",
            "因人力不足未批准的人月"),
    column("cut_requests", "Requests refused", "未批请求", "number", "Requests cut or refused",
            "被削减或未批的请求数"),
)  # fmt: skip

PRESENT = (
    SCENARIO, REPLICATION, UNCERTAINTY, STRATUM,
    column("villages", "Villages", "村数", "villages"),
    column("gained_yuan", "Income gained", "增收", "yuan",
            "Income of its households over the whole run beyond the baseline's, base-year yuan discounted at 8 % a year",
            "全程农户收入比对照多出的部分，基年价，按年8%折现"),
    column("spent_yuan", "Spent on the whole", "全部投入", "yuan",
            "Public money and staff time of the scenario beyond the baseline's, discounted alike",
            "情景比对照多用的财政支出与人力，同样折现"),
)  # fmt: skip

IDLE = (
    SCENARIO, REPLICATION, UNCERTAINTY,
    column("policy", "Policy", "政策"),
    column("en", "Why it did nothing", "未采取行动的原因（英文）"),
    column("zh", "Why it did nothing (Chinese)", "未采取行动的原因"),
)  # fmt: skip

GROUPS = (
    SCENARIO, BASELINE,
    column("group", "Group of villages", "村的类别", "", "Which villages are looked at", "所看的村"),
    INDICATOR,
    column("villages", "Villages, mean per run", "平均村数", "villages", "Mean number of villages in the group", "该组平均村数"),
    column("mean", "Mean", "平均值"),
    column("difference", "Difference", "差异", "", "The same villages with and without the policy",
            "同一批村在有无政策下之差"),
    column("standard_error", "Standard error", "标准误"),
    column("ci_low", "95 % from", "95%置信区间下限"),
    column("ci_high", "95 % to", "95%置信区间上限"),
    column("share_worse", "Share of villages worse off", "变差的村占比", "share"),
    column("loss", "Loss where worse off", "变差的村平均减少", "",
           "Mean of what those villages have less than without the policy, in the indicator's unit; empty where none has",
           "变差的村比无政策时平均减少的数额，按指标单位；没有变差的村则为空"),
    column("replications", "Pairs", "成对模拟次数", "number"),
    column("reason", "Why empty", "空缺原因"),
)  # fmt: skip

VILLAGES = (SCENARIO, VILLAGE_ID, TOWNSHIP, VILLAGE)  # then, for each outcome, the four columns below

VILLAGE_SUFFIXES = (
    column("", "mean", "平均值", "", "Mean over replications", "各次重复的平均值"),
    column("_standard_error", "standard error", "标准误", "", "Of that mean", "该平均值的标准误"),
    column("_difference", "difference", "差异", "", "Scenario minus baseline, pair by pair", "逐对相减（情景减对照）"),
    column("_difference_standard_error", "standard error of the difference", "差异的标准误"),
)

APPROACHED = column("approached", "Was approached", "曾被动员", "share",
                    "Share of replications in which it was part of a proposal", "被纳入联村动议的重复占比")  # fmt: skip
TREATED = column("treated", "Reached by a policy", "受帮扶", "share",
                 "Share of replications in which a policy gave it money, staff or a proposal",
                 "得到政策资金、人力或联村动议的重复占比")  # fmt: skip
"""Outcomes of villages beside those that are indicators, and the terms of attitude."""


def is_term(outcome: str) -> bool:
    """Whether an outcome of villages is a term of attitude, which may stand in the way of a proposal."""
    return outcome.startswith("term_")
