"""Names of what the tables hold as keys: fates, obstacles, reasons, strata, kinds of uncertainty."""

from collections.abc import Mapping

from liancun_sim.analysis.comparison.groups import GROUP_LABELS
from liancun_sim.analysis.comparison.proposals import NO_OBSTACLE
from liancun_sim.reports.common.numbers import counted
from liancun_sim.results import Comparison
from liancun_sim.vocabulary import Label, say

NAMES: Mapping[str, Label] = {
    "living": Label("In a union at the end", "期末仍为联村"),
    "dissolved": Label("Formed, then dissolved", "组建后解散"),
    "abandoned": Label("Asked and given up", "征求意见后放弃"),
    "never_asked": Label("Given up before asking", "未征求意见即放弃"),
    "failed": Label("Not passed, undecided at the end", "未通过，期末未定"),
    "formed": Label("Passed, union formed", "通过并组建联村"),
    "below_rule": Label("Below what the rule asks", "未达到规则要求"),
    "all_pass": Label("Every member agreed", "各成员村均同意"),
    "dissenters_dropped": Label("Formed without the villages that disagreed", "剔除不同意的村后组建"),
    "decided_before": Label("Decided before", "此前已决定"),
    "rounds_used_up": Label("No rounds left", "轮次已用完"),
    "lead_left": Label("Its lead village left", "牵头村退出"),
    "members_left": Label("Too few members stayed, or apart", "退出后余下的村不足两个或不相邻"),
    "member_in_union": Label("A member had joined another union", "有成员村已加入其他联村"),
    "left": Label("Left by its own decision", "自行退出"),
    "resolved": Label("Its vote to leave passed", "表决退出"),
    "persuasion": Label("Too few were persuaded", "宣传动员说服的户偏少"),
    "own_view": Label("What people think whatever is proposed", "群众原有看法（与动议无关）"),
    "nobody_reached": Label("None: nobody was reached", "无：尚未联系到农户"),
    "beyond_all": Label("More than all of these together", "以上各项合计仍不足"),
    "total_yuan": Label("Policy's money over the whole run", "全程政策支出"),
    "staff_yuan": Label("Staff time over the whole run, priced", "全程人力折算费用"),
    "public_yuan": Label("Money and staff time over the whole run", "全程财政支出与人力折算合计"),
    "cost_per_converted_village": Label(
        "Cost per village converted (true), staff time included", "每多转化一个村（模型内实际）的成本（含人力折算）"
    ),
    "own_cost_per_converted_village": Label(
        "Cost per village converted (true), money alone", "每多转化一个村（模型内实际）的财政支出"
    ),
    "gain_per_yuan": Label("Yuan of income gained per yuan spent, discounted", "每元投入的农户增收（折现）"),
    **GROUP_LABELS,
}
REASONS = (
    "one_replication", "few_replications", "all_alike", "not_measured", "no_counterpart", "nothing_converted",
    "nothing_spent", "upper_end_unbounded", "money_saved", "too_few_pairs", "too_few_worlds",
    "ratio_untold", "interval_of_few", "no_poverty_line",
)  # fmt: skip


def name_of(key: str) -> str:
    """The label of a fate, group or reason; the key itself if it has none."""
    found = NAMES.get(key)
    return str(found) if found else key.replace("_", " ")


def obstacle_name(comparison: Comparison, key: str) -> str:
    """What stood in the way, in words; several where ``;`` joins them; empty for no obstacle."""
    named = [one.removeprefix("term_") for one in key.split(";") if one not in NO_OBSTACLE]
    labels = [name_of(one) if one in NAMES else indicator_name(comparison, f"term_{one}") for one in named]
    return say("report.list_between").join(labels)


def reason_of(key: str) -> str:
    """The sentence for a reason why a number is missing."""
    return say(f"report.reason_{key}") if key in REASONS else name_of(key)


def indicator_name(comparison: Comparison, key: str) -> str:
    """The label of an outcome of villages, or of an indicator."""
    labels = {column.name: column.label for column in comparison.village_columns}
    if key in comparison.indicators:
        labels[key] = comparison.indicators[key].label
    return str(labels[key]) if key in labels else name_of(key)


def scenario_name(comparison: Comparison, key: str) -> str:
    return str(comparison.scenarios[key].label)


def uncertainty_name(key: str) -> str:
    return say(f"report.uncertainty_{key}")


def policy_name(comparison: Comparison, key: str) -> str:
    """The label of a policy as any scenario names it."""
    return next((str(s.policies[key]) for s in comparison.scenarios.values() if key in s.policies), key)


def period_name(comparison: Comparison) -> str:
    """The months results are means of: the last twelve, or all of a shorter run."""
    if comparison.months >= 12:
        return say("report.last_year")
    return say("report.first_months", months=counted(comparison.months, "months"))


def form_name(comparison: Comparison, key: str) -> str:
    """The label of a form of union."""
    return str(comparison.forms[key]) if key in comparison.forms else name_of(key)


def member_names(comparison: Comparison, ids: str, lead: str) -> str:
    """Village names of ids joined by ``;``, the lead first."""
    others = [one for one in ids.split(";") if one != lead]
    return members_of(comparison, ";".join([lead, *others]))


def members_of(comparison: Comparison, ids: str) -> str:
    """Village names of ids joined by ``;``."""
    names = comparison.villages["village"]
    return "、".join(str(names.get(village, village)) for village in str(ids).split(";"))
