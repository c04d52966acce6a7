"""The columns of an audit's tables, and the names of its indicators, terms, worlds and estimators."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from liancun_sim.results.common.table_column import INDICATOR, REPLICATION, column
from liancun_sim.vocabulary import Label


@dataclass(frozen=True, slots=True)
class Claim:
    """Something a report would claim of the villages a policy reached.

    label : what changed. villages : whose change it is. unit : as stored.
    pooled : averaged over villages of all replications (a ratio of sums), as few villages make it noisy.
    level : what is claimed is where the villages stand at the end, not how far they have come.
    terms : what parts are called where this claim has words of its own for them.
    """

    label: Label
    villages: Label
    unit: str
    pooled: bool = False
    level: bool = False
    terms: Mapping[str, Label] = field(default_factory=dict)


ANSWERS: Mapping[str, Label] = {
    "measurement": Label("Who was asked, and chance in the answers", "征求意见的对象与答复偶然性"),
    "assessor_bias": Label("Pressure on what was stated", "当面表态效应"),
}
STATED: Mapping[str, Label] = {**ANSWERS, "claimed": Label("What a report would claim", "上报口径的同意率")}
REPORTS: Mapping[str, Label] = {"assessor_bias": Label("Rounding up of reports", "上报偏高")}

NOT_LISTED: Mapping[str, Label] = {
    "displacement": Label("Effect on villages not on the list", "对不在名单上的村的影响"),
    "displacement_never_reached": Label(
        "Effect on villages not on the list, never united or served", "对不在名单上、从未联村或受帮扶的村的影响"
    ),
    "displacement_mobilised": Label(
        "Effect on villages not on the list, mobilised whose union did not form",
        "对不在名单上、动员过而未组建联村的村的影响",
    ),
    "displacement_never_approached": Label(
        "Effect on villages not on the list, never approached", "对不在名单上、从未接触的村的影响"
    ),
}
"""Where every listed village counts as treated, whoever is not is not on the list."""


CLAIMS: Mapping[str, Claim] = {
    "conversion": Claim(
        Label("Backward villages converted", "后进村转化"),
        Label("treated villages that were listed at the start", "期初列为后进村的受帮扶村"), "share", pooled=True,
    ),
    "conversion_reached": Claim(
        Label("Backward villages converted, all ever served", "后进村转化（含曾受帮扶村）"),
        Label("villages listed at the start that were ever in a union or served", "期初后进村中曾入联村或受帮扶的村"), "share",
        pooled=True,
    ),
    "conversion_all_listed": Claim(
        Label("Backward villages converted, treated or not", "后进村转化（含未受帮扶的村）"),
        Label("all villages listed at the start", "期初全部后进村"), "share", pooled=True, terms=NOT_LISTED,
    ),
    "income": Claim(
        Label("Growth of income per person", "人均纯收入增长"), Label("treated villages", "受帮扶村"), "yuan/person/year",
        terms=REPORTS,
    ),
    "income_reached": Claim(
        Label("Growth of income per person, all ever served", "人均纯收入增长（含曾受帮扶村）"),
        Label("all villages ever in a union or served", "所有曾入联村或受帮扶的村"), "yuan/person/year", terms=REPORTS,
    ),
    "consent": Claim(
        Label("Rise of consent", "同意率上升"), Label("treated villages", "受帮扶村"), "share", terms=ANSWERS,
    ),
    "consent_in_unions": Claim(
        Label("Rise of consent in unions", "联村内同意率上升"), Label("villages in a union", "联村成员村"), "share",
        terms=ANSWERS,
    ),
    "consent_level_in_unions": Claim(
        Label("Consent in unions", "联村内同意率"), Label("villages in a union", "联村成员村"), "share", level=True,
        terms=STATED,
    ),
    "satisfaction_in_unions": Claim(
        Label("Rise of satisfaction in unions", "联村内满意度上升"),
        Label("villages in a union that still stands", "尚存联村的成员村"), "0–1",
    ),
}  # fmt: skip

CLAIMED = "claimed"
PARTS: Mapping[str, Label] = {
    "policy_effect": Label("Effect of the policy", "政策效果"),
    "secular": Label("Change the whole county had", "全县共同变化"),
    "selection": Label("Choice of villages", "选村偏差"),
    "measurement": Label("Bad draws recovering", "均值回归"),
    "assessor_bias": Label("Kindness of assessors", "考核偏宽"),
}
STARTING_LEVEL = "starting_level"
LEVEL_PARTS: Mapping[str, Label] = {
    STARTING_LEVEL: Label("Where all villages of the county stood", "全县各村期初水平"), **PARTS
}  # fmt: skip
BESIDE: Mapping[str, Label] = {
    "displacement": Label("Effect on untreated villages", "对未受帮扶的村的影响"),
    "displacement_never_reached": Label("Effect on villages never united or served", "对从未联村或受帮扶的村的影响"),
    "displacement_mobilised": Label(
        "Effect on villages mobilised whose union did not form", "对动员过而未组建联村的村的影响"
    ),
    "displacement_never_approached": Label("Effect on villages never approached", "对从未接触的村的影响"),
    "secular_all": Label(
        "For comparison: mean change of all villages by the same drift", "供参照：全县所有村的同期平均变化"
    ),
    "anticipation": Label("Effect already there when treatment began", "帮扶开始前已有的效果"),
    "treated_villages": Label("Villages counted", "计入村数"),
}
TERMS: Mapping[str, Label] = {
    CLAIMED: Label("What a report would claim", "上报口径的变化（前后对比）"),
    **LEVEL_PARTS,
    **BESIDE,
}


def parts_of(claim: str) -> tuple[str, ...]:
    """What a claim is the sum of."""
    return tuple(LEVEL_PARTS if CLAIMS[claim].level else PARTS)


AS_DESIGNED, PLACEBO, RANDOM = "as_designed", "placebo_label", "random_selection"
DESIGNS: Mapping[str, Label] = {
    AS_DESIGNED: Label("as designed", "按情景设定"),
    PLACEBO: Label("the same villages, only labelled", "同样的村，仅挂牌"),
    RANDOM: Label("villages chosen at random", "随机选村"),
}

ESTIMATOR_LABELS: Mapping[str, Label] = {
    "before_after": Label("Before and after", "前后对比"),
    "treated_untreated": Label("Treated against untreated", "受帮扶村与其他村对比"),
    "difference_in_differences": Label("Difference in differences", "双重差分"),
    "matching": Label("Matching on traits at the start", "按期初特征匹配"),
}

SCOPE_LABELS: Mapping[str, Label] = {
    "each_village": Label("every village passes", "逐村达标"),
    "pooled": Label("all answers pooled", "合并计算"),
}

WORLD = column(
    "scenario", "Scenario", "情景", "",
    "Key of the scenario; after a colon, the comparison world: placebo_label or random_selection",
    "情景变量名；冒号后为对照情景：placebo_label 仅挂牌，random_selection 随机选村",
)  # fmt: skip
TERM = column(
    "term",
    "Term",
    "分项",
    "",
    "claimed, its parts (five; of a level also where all villages stood), or a number standing beside",
    "上报口径的变化、其组成部分（五项；数值类上报另有全县期初水平）或旁列数",
)
ESTIMATOR = column("estimator", "Estimator", "估计方法")

AUDIT = (
    WORLD, REPLICATION, INDICATOR, TERM,
    column("value", "Value", "数值", "", "Mean over the villages counted; empty where there are none",
            "计入村的平均值；无村可计时为空"),
)  # fmt: skip
ESTIMATORS = (
    WORLD, REPLICATION, INDICATOR, ESTIMATOR,
    column("estimate", "Estimate", "估计值", "", "From what was reported, as an evaluator would see it",
            "以上报数据估计，如同评估者所见"),
    column("truth", "Truth", "真值", "", "The policy's effect on the treated, from the world without it",
            "与无政策时相比，政策对受帮扶村的实际效果（模型内）"),
)  # fmt: skip
_SUMMED = (
    column("unit", "Unit", "单位"),
    column("mean", "Mean", "平均值"),
    column("ci_low", "95 % from", "95%置信区间下限", "",
            "Student t over replications; bootstrap over replications for conversion, a ratio of sums, from 4 on; cut at "
            "what is possible", "各次重复的 t 分布区间；转化为总和之比，用自助法，至少4次重复；不超出可能的范围"),
    column("ci_high", "95 % to", "95%置信区间上限"),
    column("replications", "Replications", "重复次数", "number"),
    column("reason", "Why empty", "空缺原因"),
)  # fmt: skip
AUDIT_SUMMARY = (WORLD, INDICATOR, TERM, *_SUMMED)
ESTIMATORS_SUMMARY = (
    WORLD, INDICATOR, ESTIMATOR, *_SUMMED,
    column("truth", "Truth", "真值", "", "Mean over the same replications", "同样各次重复的平均值"),
    column("error", "Mean error", "平均误差", "", "Estimate less truth", "估计值减真值"),
    column("error_low", "95 % from", "误差95%置信区间下限"),
    column("error_high", "95 % to", "误差95%置信区间上限"),
)  # fmt: skip
EVENT_TIME = (
    WORLD, REPLICATION, INDICATOR,
    column("months_since", "Months since", "距开始月数", "months",
            "Months since the union formed, or support began; negative before", "距联村组建或帮扶开始的月数；负数为之前"),
    column("villages", "Villages", "村数", "villages", "The same in every month of a replication: those treated to the "
            "end for at least as long as half of them", "同一次重复内各月为同样的村：受帮扶至期末且时长不少于半数村"),
    column("effect", "Effect", "效果", "", "Mean effect of the policy on those villages in that month",
            "政策当月对这些村的平均效果"),
)  # fmt: skip
CONSULTED = (
    WORLD, REPLICATION,
    column("threshold", "Threshold", "通过门槛", "share"),
    column("proposals", "Proposals", "动议数", "proposals"),
    column("unions", "Unions formed", "组建联村数", "unions"),
    column("stated_reach", "Unions that say so", "表态达标的联村", "unions",
            "Every member village states at least the threshold", "各成员村表态均达到门槛"),
    column("private_reach", "Unions that want it", "私下意愿达标的联村", "unions",
            "In every member village at least the threshold of all households privately agrees",
            "各成员村全部农户私下同意均达到门槛"),
    column("dissolved", "Unions dissolved", "解散的联村", "unions"),
)  # fmt: skip
VARIANTS = (
    WORLD, REPLICATION,
    column("rule", "Decision rule", "表决规则"),
    column("unit", "Electorate", "表决人范围"),
    column("scope", "Scope", "达标范围", "", "each_village or pooled", "逐村或合计"),
    column("pressure", "Pressure", "当面表态效应", "SD", "Social pressure on stated answers; 0 is a secret ballot",
            "旁人在场对表态的影响；0为无记名投票"),
    column("proposals", "Proposals", "动议数", "proposals"),
    column("unions", "Unions formed", "组建联村数", "unions"),
    column("villages", "Villages that united", "加入联村的村数", "villages"),
    column("stated", "Stated consent", "表态同意率", "share", "Of all consulted villages, at their last consultation",
            "全部征求过意见的村，最近一次"),
    column("private", "Private consent", "私下同意率", "share", "Of all households of the same villages, then",
            "同样各村全部农户，同一时间"),
    column("stated_united", "Stated consent where united", "组建联村处的表态同意率", "share"),
    column("private_united", "Private consent where united", "组建联村处的私下同意率", "share"),
)  # fmt: skip
OUTCOMES = (
    WORLD, REPLICATION, INDICATOR,
    column("village_id", "Village id", "村编号"),
    column("group", "Group", "组别", "", "treated; reached_earlier; mobilised, where no union formed; untreated (never "
            "approached); or outside the claim", "受帮扶、曾受帮扶、动员过而未组建联村、未受帮扶（从未接触），或不在该项上报范围内"),
    column("assessed_before", "Reported at the start", "期初上报"),
    column("true_before", "True at the start", "期初模型内实际"),
    column("assessed_after", "Reported at the end", "期末上报"),
    column("shadow_after", "Reported without kindness", "无偏宽的期末上报"),
    column("true_after", "True at the end", "期末模型内实际"),
    column("without_before", "Without the policy, at the start", "无政策期初"),
    column("without_after", "Without the policy, at the end", "无政策期末"),
    column("drifted", "Had it moved with the county's mean alone", "仅随全县平均变化"),
    column("anticipated", "Effect before treatment began", "帮扶开始前的效果"),
)  # fmt: skip

TREATED, REACHED_EARLIER, MOBILISED = "treated", "reached_earlier", "mobilised"
UNTREATED, OUTSIDE = "untreated", "outside"
NEVER_REACHED = (MOBILISED, UNTREATED)
