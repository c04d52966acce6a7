"""What a scenario file may hold: the settings with both names, type, bounds and default.

Sections and levers become pydantic models; what a file may say, what messages suggest and the JSON
Schema all come from them.
"""

from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from liancun_sim.county.given_union import CALENDAR_MONTH, LAST_MONTH
from liancun_sim.decision_rules import ELECTORATES, decision_rules
from liancun_sim.interventions import Lever, Policy
from liancun_sim.mechanisms import Setup
from liancun_sim.parameters.rural_income import money_at
from liancun_sim.scenario.registry import policies
from liancun_sim.simulation.schedule import CHANNELS, COEFFICIENTS
from liancun_sim.vocabulary import Label

CASCADE_PRESSURE = 1.17
"""Pressure ψ above which a village can tip as a whole: √(1 − σ_v²) / (2 φ(0)) with σ_v = 0.35.

There the stated share Φ((ū + ψ(2s − 1)) / sd) has slope 1 in the visible share s at ū = 0, so that two
stable shares exist above it when everybody follows what is visible. Derived."""

MONTH = rf"^{CALENDAR_MONTH.pattern}$"

SETUP = Setup()
DECISION, LEAVING, RULES = SETUP.decision, SETUP.leaving, SETUP.assessment


class Section(BaseModel):
    """A block of settings: unknown keys and wrong types are faults, nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, protected_namespaces=())


def setting(default: Any, en: str, zh: str, unit: str = "", **bounds: Any) -> Any:
    """A setting with both names; `bounds` as for pydantic's Field."""
    return Field(default, title=en, json_schema_extra={"zh": zh, "unit": unit}, **bounds)


class Name(Section):
    """What the scenario is called in reports."""

    en: str | None = setting(None, "English name", "英文名称", min_length=1)
    zh: str | None = setting(None, "Chinese name", "中文名称", min_length=1)


class UnionEntry(Section):
    """A union of a plan (lever of kind ``unions``)."""

    month: int | None = setting(
        None, "Months after the policy's start", "政策开始后第几个月（0为当月）", "months", ge=0, le=LAST_MONTH
    )
    date: str | None = setting(
        None, "Calendar month, instead of months after the start", "日历月份，代替月数", "month", pattern=MONTH
    )
    lead: str | None = setting(None, "Village that leads (none: the first member)", "牵头村（空为首个成员村）")
    members: list[str] = Field(title="Villages, the lead among them", json_schema_extra={"zh": "成员村（含牵头村）"})
    form: str | None = setting(None, "Form of the union (none: the policy's)", "联村形式（空为政策设定）")


class BudgetSection(Section):
    """The county's means for policies and ordinary support."""

    yuan_per_year: float = setting(SETUP.yuan_per_year, "Money for policies", "政策资金", "yuan/year", ge=0)
    cadre_months_per_month: float = setting(
        SETUP.cadre_months_per_month, "Staff for policies and ordinary support", "政策与日常支持的人力",
        "cadre-months/month", ge=0,
    )  # fmt: skip


class AssessmentSection(Section):
    """The county's listing of backward villages."""

    share: float = setting(
        RULES.share, "Bottom share of villages listed at t0", "期初列为后进村的比例", "share", ge=0.03, le=0.12
    )
    consecutive: int = setting(
        RULES.consecutive,
        "Good assessments in a row needed to leave",
        "退出所需连续达标次数",
        "assessments",
        ge=1,
        le=2,
    )
    margin: float = setting(
        RULES.margin, "How far above the line a good assessment lies", "达标须高出标准线的幅度", "SD", ge=0, le=0.25
    )
    interval: int = setting(RULES.interval, "Months between assessments", "考核间隔月数", "months", ge=1, le=12)
    standard: Literal["nominal", "real", "relative"] = setting(
        RULES.standard,
        "Standard that decides the list: yuan of the start, these at current prices, or the county's median village",
        "决定后进名单的标准：期初金额（名义）、随物价调整（实际）、与全县中位村相比（相对）",
    )
    poverty_line: float | None = setting(
        RULES.poverty_line,
        "Poverty line in yuan of the start, at current prices, instead of the official one",
        "贫困线（期初金额，随物价调整），代替官方标准",
        "yuan/person/year",
        gt=0,
    )
    fixed: dict[str, float] = setting({}, "Fixed numbers instead of the county's own at t0",
                                      "替代本县期初值的固定标准", "SD")  # fmt: skip


class DecisionSection(Section):
    """How a union is decided; ``rule`` and what ``unit`` may be come from the registries."""

    threshold: float = setting(
        DECISION.threshold, "Share of the electorate that must agree", "须同意的比例", "share", ge=0, le=1
    )
    unit: str = setting(DECISION.unit, "Whose answers count", "以谁的意见计算")
    scope: Literal["each_village", "pooled"] = setting(
        DECISION.scope, "Every village passes, or all answers are pooled", "逐村达标或合并计算"
    )
    silence: Literal["no", "left_out"] = setting(
        DECISION.silence, "Silence counts as no, or is left out", "未答复按不同意计或不计入"
    )
    voters: Literal["resident", "registered"] = setting(
        DECISION.voters,
        "Adults entitled: residents, or all registered, of whom those away do not answer (unit: adults)",
        "有表决权的成年人：常住，或全部户籍人口（外出者视为未答复；仅用于 unit: adults）",
    )
    response_rate: float = setting(
        DECISION.response_rate, "Share of the electorate that answers", "答复率", "share", ge=0, le=1
    )
    quorum: float = setting(
        DECISION.quorum, "Share that must be present (assembly)", "到会比例要求（村民会议）", "share", ge=0, le=1
    )
    majority: float = setting(
        DECISION.majority,
        "Share of those present that must agree (assembly)",
        "到会者中须同意的比例（村民会议）",
        "share",
        ge=0,
        le=1,
    )
    secret_ballot: bool = setting(DECISION.secret_ballot, "Answers carry no pressure", "无记名投票（不受当面表态影响）",
                                  "yes/no")  # fmt: skip


class LeavingSection(Section):
    """How a village may leave its union; ``rule`` and what ``unit`` may be come from the registries."""

    proposed_by: Literal["representatives", "households"] = setting(
        LEAVING.proposed_by, "Who may ask whether to leave", "可由谁提出退出联村"
    )
    petition_share: float = setting(
        LEAVING.petition_share, "Share of them that must ask for it", "提出退出所需比例", "share", ge=0, le=1
    )
    threshold: float = setting(
        LEAVING.decision.threshold, "Share that must want to leave (threshold)", "须赞成退出的比例（门槛规则）",
        "share", ge=0, le=1,
    )  # fmt: skip
    unit: str = setting(LEAVING.decision.unit, "Who votes on leaving", "由谁表决退出")
    quorum: float = setting(
        LEAVING.decision.quorum,
        "Share that must be present (assembly)",
        "到会比例要求（村民会议）",
        "share",
        ge=0,
        le=1,
    )
    majority: float = setting(
        LEAVING.decision.majority, "Share of those present that must want to leave (assembly)",
        "到会者中须赞成退出的比例（村民会议）", "share", ge=0, le=1,
    )  # fmt: skip
    secret_ballot: bool = setting(
        LEAVING.decision.secret_ballot, "The vote carries no pressure", "无记名表决退出", "yes/no"
    )
    after_accounts: int = setting(
        LEAVING.after_accounts, "Months from the yearly accounts to the meeting", "公布年度账目到开会讨论的月数",
        "months", ge=1, le=6,
    )  # fmt: skip
    approval: Literal["none", "township", "never"] = setting(
        LEAVING.approval, "Approval from above: none needed, of the township where the leaver can pay, never given",
        "上级批准：不需要、退出村付得起费用时由乡镇批准、一律不批准",
    )  # fmt: skip


class FileSection(Section):
    """The top of a scenario file, but for ``policies``, which are checked one by one."""

    extends: str | None = setting(
        None, "Scenario it builds on: a shipped name or a path", "所依据的情景：内置名称或路径"
    )
    name: Name = setting(Name(), "Name", "名称")
    start: str = setting(SETUP.start, "Month of t0", "期初月份", "month", pattern=MONTH)
    months: int = setting(SETUP.months, "Months simulated", "模拟月数", "months", ge=1, le=240)
    county: str = setting("default", "County: default, or a folder", "县：default 或文件夹路径", min_length=1)
    cascade: bool = setting(
        SETUP.cascade,
        f"Pressure above {CASCADE_PRESSURE} is meant",
        "有意采用较强的当面表态效应（整村一边倒）",
        "yes/no",
    )
    budget: BudgetSection = setting(BudgetSection(), "Budget", "预算")
    assessment: AssessmentSection = setting(AssessmentSection(), "Assessment", "考核")  # fmt: skip


@cache
def file_model() -> type[FileSection]:
    """The whole top of a file, with what the registries add: decision rules and coefficients."""
    rules: Any = Literal[tuple(decision_rules())]
    electorates: Any = Literal[tuple(ELECTORATES)]
    decision: Any = create_model(
        "Decision",
        __base__=DecisionSection,
        rule=(rules, setting(DECISION.rule, "Decision rule", "表决规则")),
        unit=(electorates, DecisionSection.model_fields["unit"]),
    )
    leaving: Any = create_model(
        "Leaving",
        __base__=LeavingSection,
        rule=(rules, setting(LEAVING.decision.rule, "Decision rule", "表决规则")),
        unit=(electorates, LeavingSection.model_fields["unit"]),
    )
    coefficients = coefficients_model()
    return create_model(
        "Scenario",
        __base__=FileSection,
        decision=(decision, setting(decision(), "How a union is decided", "联村如何表决")),
        leaving=(leaving, setting(leaving(), "How a village may leave its union", "村如何退出联村")),
        coefficients=(coefficients, setting(coefficients(), "Coefficients", "系数")),
    )


@cache
def coefficients_model() -> type[Section]:
    """One field per registered coefficient, within `coefficient_bounds`."""
    declared: dict[str, Any] = {}
    for number, (key, c) in enumerate(COEFFICIENTS.items()):
        low, high = coefficient_bounds(key)
        field = Field(float(c.value), alias=key, title=c.label.en, description=c.source, ge=low, le=high,
                      json_schema_extra={"zh": c.label.zh, "unit": c.unit})  # fmt: skip
        declared[f"c{number}"] = float, field
    return create_model("Coefficients", __base__=Section, **declared)


def coefficient_bounds(key: str) -> tuple[float, float]:
    """What a scenario may set a coefficient to: its range, or the bounds of the channel it is the base of."""
    c = COEFFICIENTS[key]
    low, high = c.low, c.high
    mechanism = key.rpartition(".")[0]
    for channel in CHANNELS.values():
        if channel.base == c.name and channel.key.startswith(f"{mechanism}."):
            low, high = min(low, channel.low), max(high, channel.high)
    return low, high


@cache
def levers_model(policy: str) -> type[Section]:
    """One field per lever of a policy. Aliases keep lever names apart from pydantic's own attributes."""
    kind: type[Policy] = policies()[policy]
    declared: dict[str, Any] = {
        f"l{number}": (_type(lever), _field(lever)) for number, lever in enumerate(kind.all_levers())
    }
    return create_model(policy, __base__=Section, **declared)


def _type(lever: Lever) -> Any:
    kinds: dict[str, Any] = {
        "number": float, "integer": int, "yes_no": bool, "villages": list[str], "unions": list[UnionEntry],
    }  # fmt: skip
    kind = Literal[lever.choices] if lever.kind == "choice" else kinds[lever.kind]
    return kind | None if lever.optional else kind


def _field(lever: Lever) -> Any:
    bounds: dict[str, Any] = {}
    if lever.kind in ("number", "integer"):
        bounds = {name: bound for name, bound in (("ge", lever.low), ("le", lever.high)) if bound is not None}
    extra: dict[str, Any] = {"zh": lever.label.zh, "unit": lever.unit}
    if lever.plausible is not None:
        extra["plausible"] = list(lever.plausible)
    names: dict[str, Any] = {"alias": lever.name, "title": lever.label.en, "description": lever.source}
    return Field(default_of(lever), json_schema_extra=extra, **names, **bounds)


def default_of(lever: Lever) -> Any:
    """The default of a lever as a scenario file would give it."""
    if isinstance(lever.default, tuple):
        return list(lever.default)
    return float(lever.default) if lever.kind == "number" and lever.default is not None else lever.default


def default_at(lever: Lever, start: str) -> Any:
    """The default of a lever for a start: amounts of money in yuan of the year before it, to three figures."""
    value = default_of(lever)
    if not (lever.unit.startswith("yuan") and isinstance(value, float)):
        return value
    return min(brought(value, start), float("inf") if lever.high is None else float(lever.high))


def brought(yuan: float, start: str) -> float:
    """An amount of the years from 2008 in yuan of the year before a start, to three figures."""
    return yuan if money_at(start) == 1 else float(f"{yuan * money_at(start):.3g}")


def label_of(fragment: dict[str, Any]) -> Label:
    """Both names of a setting, from its piece of JSON Schema."""
    return Label(fragment["title"], fragment["zh"])
