"""Columns of proposals, of each round of consultation, and of unions."""

from liancun_sim.state.column import Column
from liancun_sim.vocabulary import Label


def _proposal(name: str, dtype: str, unit: str, en: str, zh: str, initial: float = 0.0) -> Column:
    return Column("proposal", name, dtype, unit, Label(en, zh), "mechanism: consultation", initial=initial)


def _round(name: str, dtype: str, unit: str, en: str, zh: str, initial: float = 0.0) -> Column:
    return Column("consultation", name, dtype, unit, Label(en, zh), "mechanism: consultation", initial=initial)


def _event(name: str, dtype: str, unit: str, en: str, zh: str, initial: float = 0.0) -> Column:
    return Column("life", name, dtype, unit, Label(en, zh), "mechanism: leaving", initial=initial)


def _union(name: str, dtype: str, unit: str, en: str, zh: str, mechanism: str, initial: float = 0.0) -> Column:
    return Column("union", name, dtype, unit, Label(en, zh), f"mechanism: {mechanism}", initial=initial)


PROPOSAL = (
    _proposal("key", "object", "text", "Key", "编号"),
    _proposal("policy", "object", "text", "Policy that proposed it", "提出的政策"),
    _proposal("form", "object", "text", "Form", "形式"),
    _proposal("lead", "int32", "row", "Lead village", "牵头村"),
    _proposal("members", "object", "rows", "Member villages", "成员村"),
    _proposal("promise", "float64", "log", "Announced gain of log income", "承诺增收（对数）"),
    _proposal("charter_share", "float64", "share", "Share of the joint surplus the lead keeps (α)", "牵头村分成比例"),
    _proposal("month_proposed", "int32", "month", "Month proposed", "提出月份"),
    _proposal("started_month", "int32", "month", "Month mobilisation began", "开始动员月份"),
    _proposal("state", "object", "text", "State of its life", "状态"),
    _proposal("round", "int32", "rounds", "Rounds held", "已征求意见轮次"),
    _proposal("next_month", "int32", "month", "Month of the next step", "下一步月份"),
    _proposal("drop_dissenters", "uint8", "yes/no", "Dissenting villages are dropped", "剔除不同意的村"),
    _proposal("posts_lost", "float64", "probability", "Probability that a cadre loses the post", "干部失去职位的概率"),
    _proposal("sharing", "object", "text", "What the partners' part is divided by", "成员村分配依据"),
    _proposal("rule", "object", "text", "Decision rule", "表决规则"),
    _proposal("electorate", "object", "text", "Whose answers count", "以谁的意见计算"),
    _proposal("threshold", "float64", "share", "Share that must agree", "须同意的比例"),
)

CONSULTATION = (
    _round("proposal", "int32", "row", "Proposal", "方案"),
    _round("round", "int32", "number", "Round", "轮次"),
    _round("month_decided", "int32", "month", "Month decided", "表决月份"),
    _round("stated_share_min", "float64", "share", "Lowest stated consent of a member", "最低表态同意率", float("nan")),
    _round("stated_share_pooled", "float64", "share", "Stated consent, pooled", "合计表态同意率", float("nan")),
    _round(
        "private_share_min", "float64", "share", "Lowest private consent of a member", "最低私下同意率", float("nan")
    ),
    _round("private_share_pooled", "float64", "share", "Private consent, pooled", "合计私下同意率", float("nan")),
    _round("response_rate", "float64", "share", "Share of the electorate that answered", "回收率", float("nan")),
    _round("outcome", "object", "text", "Outcome", "结果"),
    _round("reason", "object", "text", "Reason", "原因"),
    _round("main_obstacle", "object", "text", "What would have let the round pass", "主要障碍"),
)

LIFE = (
    _event("union", "int32", "row", "Union", "联村"),
    _event("village", "int32", "row", "Member village", "成员村"),
    _event("month", "int32", "month", "Month", "月份"),
    _event("event", "object", "text", "What happened", "事项"),
    _event("reason", "object", "text", "Why, or what was decided", "原因或结果"),
    _event("gain_believed", "float64", "log", "Gain the village believed in", "当时认可的增收", float("nan")),
    _event("stated_share", "float64", "share", "Share that says it wants the union", "表态愿意留在联村的比例", float("nan")),
    _event("private_share", "float64", "share", "Share that wants the union", "愿意留在联村的比例", float("nan")),
)  # fmt: skip

UNION = (
    _union("key", "object", "text", "Key", "编号", "consultation"),
    _union("proposal", "int32", "row", "Proposal it came from", "来源动议", "consultation"),
    _union("policy", "object", "text", "Policy that proposed it", "提出的政策", "consultation"),
    _union("form", "object", "text", "Form", "形式", "consultation"),
    _union("lead", "int32", "row", "Lead village", "牵头村", "consultation"),
    _union("members", "object", "rows", "Member villages", "成员村", "consultation"),
    _union("charter_share", "float64", "share", "Share of the joint surplus the lead keeps (α)", "牵头村分成比例",
           "consultation", 0.5),
    _union("sharing", "object", "text", "What the partners' part is divided by", "成员村分配依据", "consultation"),
    _union("promise", "float64", "log", "Announced gain of log income", "承诺增收（对数）", "consultation"),
    _union("formed_month", "int32", "month", "Month formed", "组建月份", "consultation"),
    _union("dissolved_month", "int32", "month", "Month dissolved (−1: living)", "解散月份（−1为存续）", "consultation", -1),
    _union("dissolution_reason", "object", "text", "Why it dissolved", "解散原因", "consultation"),
    _union("joint_account_yuan", "float64", "yuan", "Joint-venture account", "联营账户余额", "collective_economy"),
    _union("joint_profit_yuan", "float64", "yuan/month", "Joint profit this month", "当月联营利润", "collective_economy"),
    _union("pooled_land_mu", "float64", "mu", "Pooled land", "统一经营土地", "collective_economy"),
    _union("works_account_yuan", "float64", "yuan", "Saved for shared works", "共建工程积累", "public_works"),
    _union("works_built_yuan", "float64", "yuan", "Worth of shared works built, less decay", "已建共建工程价值（扣除老化）",
           "public_works"),
    _union("shared_works", "int32", "count", "Shared works finished", "已建成共建工程", "public_works"),
    _union("shared_roads", "int32", "count", "Of them roads between members", "其中成员村之间的道路", "public_works"),
)  # fmt: skip
