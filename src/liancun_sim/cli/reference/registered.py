"""Policies with their levers, indicators, forms and rules, scenarios: from the catalogue."""

from collections.abc import Iterator, Sequence

from liancun_sim.catalogue.entries import Entry, levers_of, of_kind, shared_levers
from liancun_sim.catalogue.model_tables import table as catalogue_table
from liancun_sim.cli.reference.page import page, table
from liancun_sim.vocabulary import Label

LEVERS = (Label("setting", "设置"), Label("name", "名称"), Label("unit", "单位"), Label("value", "取值"),
          Label("source", "来源"))  # fmt: skip


def policies_page() -> str:
    """Every policy: what it asks for and moves, where it comes from, its settings; what all of them share last."""
    return page(
        Label("Policies", "政策"),
        Label("A policy stands in a scenario under `policies:` with the settings that differ.",
              "政策写在情景文件的 `policies:` 下，只写与默认不同的设置。"),
        [*_policies(), f"## {Label('Settings of every policy', '各政策通用的设置')}", _levers(shared_levers())],
    )  # fmt: skip


def _policies() -> Iterator[str]:
    stop, source = Label(". ", "。"), Label("Source: ", "来源：")
    for entry in of_kind("policy"):
        yield f"## {entry.label}\n\n`{entry.key}`{stop}{entry.definition}{stop}{source}{entry.source}"
        own = levers_of(entry.key)
        if own:
            yield _levers(own)


def _levers(levers: Sequence[Entry]) -> str:
    rows = [
        [f"`{one.key.partition('.')[2]}`", str(one.label), one.unit, str(one.definition), one.source] for one in levers
    ]
    return table(LEVERS, rows)


def indicators_page() -> str:
    """What is measured, how and by whom it may be decided, and what the model is held to."""
    parts = {
        "indicator": Label("Indicators", "指标"),
        "union_form": Label("Forms of unions", "联村形式"),
        "decision_rule": Label("Decision rules", "表决规则"),
        "electorate": Label("Electorates", "表决人范围"),
        "pattern": Label("Patterns the model is held to", "模型应符合的模式"),
    }
    return page(
        Label("Indicators, forms and rules", "指标、形式与规则"),
        Label("Values of shares are 0–1. `liancun catalogue` prints the same.",
              "占比取值为0～1。`liancun catalogue` 输出同样内容。"),
        [f"## {title}\n\n{catalogue_table(kind)}" for kind, title in parts.items()],
    )  # fmt: skip


def scenarios_page() -> str:
    """The scenarios that come with the program."""
    return page(
        Label("Scenarios", "情景"),
        Label("A scenario is used by its key: `liancun compare KEY`.", "情景按变量名使用：`liancun compare 变量名`。"),
        [catalogue_table("scenario")],
    )
