"""Everything registered, in one table: names in both languages, unit, definition, aliases, source.

The data dictionary, the tables of ``docs/model.md`` and interface labels are made from it. Nothing is
listed here by hand: each entry comes from where the thing is declared.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from io import StringIO

from liancun_sim.county.schema import FIELDS, TRADES
from liancun_sim.decision_rules import ELECTORATES, decision_rules
from liancun_sim.indicators import indicators
from liancun_sim.interventions import ACTIONS, UNION_FORMS, Lever
from liancun_sim.interventions.lever import COMMON_LEVERS
from liancun_sim.parameters.distribution import ASSUMPTION
from liancun_sim.parameters.facts import Fact, all_facts
from liancun_sim.patterns import patterns
from liancun_sim.scenario import load_scenario, policies, shipped_names
from liancun_sim.simulation.schedule import CHANNELS, COEFFICIENTS, MECHANISMS
from liancun_sim.state import COLUMNS
from liancun_sim.vocabulary import Label
from liancun_sim.vocabulary.months import month_label
from liancun_sim.vocabulary.terms import terms

KINDS: dict[str, Label] = {
    "mechanism": Label("Mechanism", "机制"),
    "column": Label("Column", "状态列"),
    "coefficient": Label("Coefficient", "系数"),
    "channel": Label("Channel", "政策作用点"),
    "action": Label("Action", "行动"),
    "policy": Label("Policy", "政策"),
    "lever": Label("Lever", "政策参数"),
    "union_form": Label("Union form", "联村形式"),
    "decision_rule": Label("Decision rule", "表决规则"),
    "electorate": Label("Electorate", "表决人范围"),
    "indicator": Label("Indicator", "指标"),
    "fact": Label("Dated fact", "制度事实"),
    "pattern": Label("Pattern", "模式"),
    "village_field": Label("Column of a village table", "村级表列"),
    "trade": Label("Leading trade", "主导产业"),
    "scenario": Label("Scenario", "情景"),
    "term": Label("Term", "术语"),
}
"""Kinds of entry, in the order they are listed."""

HEADER = ("key", "kind", "zh_hans", "zh_hant", "en", "unit", "definition_zh", "definition_en", "aliases", "source")
NO_TEXT = Label("", "")
EVERY_POLICY = "policy"  # owner of the levers all policies share
INDEXED = {
    None: NO_TEXT,
    True: Label("; indexed: yes", "；随物价调整：是"),
    False: Label("; indexed: no", "；随物价调整：否"),
}
"""Of a dated fact: whether money grows with prices."""

MARKED = {"derived": Label(" (derived)", "（推算）"), "recalled": Label(" (recalled, to be checked)", "（待核对）")}
"""Of a dated value: how it is known."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing registered. definition : what it is or may be, generated from its declaration."""

    key: str
    kind: str
    label: Label
    unit: str = ""
    definition: Label = NO_TEXT
    aliases: tuple[str, ...] = ()
    source: str = ""

    def row(self) -> dict[str, str]:
        """The entry under `HEADER`."""
        label, definition = self.label, self.definition
        cells = (
            self.key, self.kind, label.zh, label.in_language("zh-Hant"), label.en, self.unit,
            definition.zh, definition.en, "; ".join(self.aliases), self.source,
        )  # fmt: skip
        return dict(zip(HEADER, cells, strict=True))

    @property
    def is_cost(self) -> bool:
        """Whether it is a lever that says what an action costs."""
        return self.kind == "lever" and self.key.partition(".")[2].startswith("cost_")  # as Lever.is_cost


@cache
def entries() -> tuple[Entry, ...]:
    """Everything registered, by kind in the order of `KINDS`."""
    return (
        *_mechanisms(), *_columns(), *_coefficients(), *_channels(), *_actions(), *_policies(), *_levers(), *_forms(),
        *_rules(), *_electorates(), *_indicators(), *_facts(), *_patterns(), *_village_table(), *_scenarios(),
        *_terms(),
    )  # fmt: skip


def of_kind(kind: str) -> tuple[Entry, ...]:
    """The entries of one kind."""
    return tuple(entry for entry in entries() if entry.kind == kind)


def levers_of(policy: str) -> tuple[Entry, ...]:
    """A policy's own levers, those shared but with a default of its own among them."""
    return tuple(entry for entry in of_kind("lever") if entry.key.partition(".")[0] == policy)


def shared_levers() -> tuple[Entry, ...]:
    """The levers of every policy."""
    return levers_of(EVERY_POLICY)


def to_csv(chosen: Iterable[Entry]) -> str:
    """Entries as CSV text."""
    out = StringIO()
    writer = csv.DictWriter(out, HEADER, lineterminator="\n")
    writer.writeheader()
    writer.writerows(entry.row() for entry in chosen)
    return out.getvalue()


def _mechanisms() -> Iterator[Entry]:
    for kind in MECHANISMS:
        parts = [
            ("reads", "读取", kind.reads),
            ("writes", "写入", (*kind.writes, *kind.founds)),
            ("opens", "开放政策作用点", [channel.key for channel in kind.opens]),
            ("accepts", "接受行动", [action_key(action) for action in kind.accepts]),
        ]
        definition = Label(
            "; ".join(f"{en}: {', '.join(names)}" for en, _, names in parts if names),
            "；".join(f"{zh}：{'、'.join(names)}" for _, zh, names in parts if names),
        )
        yield Entry(kind.key, "mechanism", kind.label, definition=definition, source=f"mechanisms/{kind.key}.py")


def _columns() -> Iterator[Entry]:
    for column in COLUMNS.values():
        bounds = _span(column.low, column.high)
        definition = Label(
            f"{column.dtype}{bounds and f', {bounds}'}", f"{column.dtype}{bounds and f'，{_zh(bounds)}'}"
        )
        yield Entry(column.key, "column", column.label, column.unit, definition, source=column.source)


def _coefficients() -> Iterator[Entry]:
    for c in COEFFICIENTS.values():
        moves = (("raises", "提高", c.raises), ("lowers", "降低", c.lowers), ("sways", "改变", c.sways))
        moves_en = [f"{verb} {', '.join(names)}" for verb, _, names in moves if names]
        moves_zh = [f"{verb}{'、'.join(names)}" for _, verb, names in moves if names]
        default = _default(c.value, c.low, c.high)
        if c.at_default:  # it is an end of its range
            exactly = f"{c.at_default:.0%}"
            default = Label(
                f"{default.en}, on purpose so in {exactly} of the draws", f"{default.zh}，抽取中{exactly}即取此值"
            )
        definition = Label("; ".join([default.en, *moves_en]), "；".join([default.zh, *moves_zh]))
        yield Entry(c.key, "coefficient", c.label, c.unit, definition, source=c.source)


def _channels() -> Iterator[Entry]:
    for channel in CHANNELS.values():
        base = channel.base if isinstance(channel.base, str) else _number(channel.base)
        span = _span(channel.low, channel.high)
        definition = Label(f"base {base}, within {span}", f"基值{base}，界限{_zh(span)}")
        yield Entry(channel.key, "channel", channel.label, channel.unit, definition, source="mechanism")


def _actions() -> Iterator[Entry]:
    taker = {action: kind for kind in MECHANISMS for action in kind.accepts}
    for action in ACTIONS:
        kind = taker.get(action)
        done_by = Label(f"carried out by {kind.key}", f"由“{kind.label.zh}”执行") if kind else NO_TEXT
        where = f"{action.__module__.removeprefix('liancun_sim.').replace('.', '/')}.py"
        yield Entry(action_key(action), "action", action.label, definition=done_by, source=where)


def _policies() -> Iterator[Entry]:
    for kind in policies().values():
        asks = [action.label for action in kind.asks]
        english, chinese = ", ".join(label.en for label in asks), "、".join(label.zh for label in asks)
        moves = ", ".join(kind.moves)
        definition = Label(
            f"asks for: {english or 'nothing'}; moves: {moves or 'nothing'}",
            f"请求：{chinese or '无'}；调整政策作用点：{moves or '无'}",
        )
        yield Entry(kind.key, "policy", kind.label, definition=definition, source=kind.source)


def _levers() -> Iterator[Entry]:
    for lever in COMMON_LEVERS:
        yield _lever(EVERY_POLICY, lever)
    for kind in policies().values():
        for lever in kind.levers:  # a shared one stands here where the policy has another default
            yield _lever(kind.key, lever)


def _lever(owner: str, lever: Lever) -> Entry:
    definition = _default(lever.default, lever.low, lever.high, lever.choices)
    if lever.plausible is not None:
        span = _span(*lever.plausible)
        definition = Label(f"{definition.en}, plausible {span}", f"{definition.zh}，合理范围{_zh(span)}")
        if ASSUMPTION in lever.source and not lever.is_drawn:
            definition = Label(
                f"{definition.en}, at its end on purpose and not drawn", f"{definition.zh}，有意取一端，不抽取"
            )
    return Entry(f"{owner}.{lever.name}", "lever", lever.label, lever.unit, definition, source=lever.source)


def _forms() -> Iterator[Entry]:
    for form in UNION_FORMS.values():
        traits = form.traits
        definition = Label("; ".join(trait.en for trait in traits), "；".join(trait.zh for trait in traits))
        yield Entry(form.key, "union_form", form.label, definition=definition, source="interventions/unions/forms.py")


def _rules() -> Iterator[Entry]:
    for rule in decision_rules().values():
        made_for = ELECTORATES[rule.electorate].label
        definition = Label(f"made for: {made_for.en}", f"适用于：{made_for.zh}")
        yield Entry(
            rule.key, "decision_rule", rule.label, definition=definition, source=f"decision_rules/{rule.key}.py"
        )


def _electorates() -> Iterator[Entry]:
    for one in ELECTORATES.values():
        yield Entry(one.key, "electorate", one.label, source="decision_rules/electorates.py")


def _indicators() -> Iterator[Entry]:
    better = {"higher": "越高越好", "lower": "越低越好", "neither": "无优劣之分"}
    for indicator in indicators().values():
        definition = Label(f"better: {indicator.better}", better[indicator.better])
        yield Entry(indicator.key, "indicator", indicator.label, indicator.unit, definition, source="indicators/")


def _facts() -> Iterator[Entry]:
    for fact in all_facts():
        en, zh = ", ".join(_dated(fact, "en")), "；".join(_dated(fact, "zh-Hans"))
        kept_up = INDEXED[fact.indexed]
        definition = Label(en + kept_up.en, zh + kept_up.zh)
        yield Entry(fact.key, "fact", fact.label, fact.unit, definition, source=fact.source)


def _dated(fact: Fact, language: str) -> Iterator[str]:
    """Each value with its date, and how it is known where it was not read."""
    for date, value in zip(fact.dates, fact.values, strict=True):
        mark = MARKED[fact.marks[date]].in_language(language) if date in fact.marks else ""
        if language == "en":
            yield f"{date}: {_number(value)}{mark}"
        else:
            yield f"{month_label(date).zh}：{_number(value)}{mark}"


def _patterns() -> Iterator[Entry]:
    for one in patterns().values():
        span, years = _span(one.low, one.high), f"{one.years[0]}–{one.years[1]}"
        definition = Label(f"{one.measure}: {span}, {years}", f"{one.measure}：{_zh(span)}，{_zh(years)}")
        yield Entry(one.key, "pattern", one.label, definition=definition, source=one.source.en)


def _village_table() -> Iterator[Entry]:
    for field in FIELDS.values():
        how = field.synthesis
        definition = Label(f"where missing: {how.en}", f"缺失时：{how.zh}") if how else Label("required", "必填")
        aliases = field.aliases
        yield Entry(field.name, "village_field", field.label, field.unit, definition, aliases, "county/schema.py")
    for trade in TRADES:
        yield Entry(trade.key, "trade", trade.label, aliases=trade.aliases, source="county/trades.py")


def _scenarios() -> Iterator[Entry]:
    for key in shipped_names():
        scenario = load_scenario(key)
        labels = list(scenario.policy_labels.values())
        definition = Label(
            ", ".join(label.en for label in labels) or "no policy", "、".join(label.zh for label in labels) or "无政策"
        )
        yield Entry(key, "scenario", scenario.name, definition=definition, source=f"scenarios/{key}.yaml")


def _terms() -> Iterator[Entry]:
    for term in terms():
        yield Entry(term.key, "term", term.label, definition=term.meaning, source="vocabulary/terms.toml")


def action_key(action: type) -> str:
    """``SendWorkTeam`` → ``send_work_team``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", action.__name__).lower()


def _default(value: object, low: float | None, high: float | None, choices: tuple[str, ...] = ()) -> Label:
    """``default 0.5, 0–1`` in both languages."""
    span = " · ".join(choices) or _span(low, high)
    text = _number(value)
    return Label(f"default {text}{span and f', {span}'}", f"默认{_zh(text)}{span and f'，{_zh(span)}'}")


def _span(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return ""
    if high is None or high == float("inf"):
        return f"≥ {_number(low)}"
    return f"≤ {_number(high)}" if low is None or low == -float("inf") else f"{_number(low)}–{_number(high)}"


def _zh(text: str) -> str:
    """A value or range as Chinese writes it."""
    return {"yes": "是", "no": "否"}.get(text, re.sub(r"(?<=\d)–(?=[\d−-])", "～", text))


def _number(value: object) -> str:
    if value is None or isinstance(value, bool):
        return {None: "–", True: "yes", False: "no"}[value]
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "–"
    return f"{value:,.6g}" if isinstance(value, (int, float)) else str(value)
