"""How a command of ours is declared: bilingual help, and the options many commands share.

``@command(Label(...))`` on top, then ``@common("county", "seed", "json")``, then the command's own
``@option(...)``; a command returns None or its exit code.
"""

from collections.abc import Callable
from typing import Any

import click

from liancun_sim.cli.speech import LANGUAGE_CHOICES
from liancun_sim.cli.spoken import SpokenArgument, SpokenCommand, SpokenOption, SpokenRange
from liancun_sim.vocabulary import Label

Function = Callable[..., Any]


def command(label: Label, more: Label | None = None) -> Callable[[Function], SpokenCommand]:
    """Make a function a command; `label` is its one-line help, `more` a paragraph below it."""

    def decorate(function: Function) -> SpokenCommand:
        return click.command(cls=SpokenCommand, label=label, more=more)(common("lang", "quiet", "verbose")(function))

    return decorate


def option(*names: str, label: Label, **settings: Any) -> Callable[[Function], Function]:
    """One option of a command; `settings` as for ``click.option``."""
    return click.option(*names, cls=SpokenOption, label=label, **settings)


def argument(name: str, **settings: Any) -> Callable[[Function], Function]:
    """One argument of a command; `settings` as for ``click.argument``."""
    return click.argument(name, cls=SpokenArgument, **settings)


def common(*names: str) -> Callable[[Function], Function]:
    """Shared options by name; ``lang``, ``quiet`` and ``verbose`` come with every command.

    county · replications · months · seed · workers · sets (``--set``) · keep · out · json (as ``as_json``) ·
    progress (``--no-progress``).
    """

    def decorate(function: Function) -> Function:
        for name in reversed(names):
            function = _COMMON[name](function)
        return function

    return decorate


def _remember(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    """Keep a flag where `liancun_sim.cli.console` looks for it."""
    if value:
        context.meta[f"liancun_sim.{parameter.name}"] = True


PATH = click.Path(path_type=str)

_COMMON: dict[str, Callable[[Function], Function]] = {
    "county": option(
        "--county", default=None, type=PATH, metavar="DIR",
        label=Label("County folder, instead of the scenario's own", "县数据文件夹（替换情景自带的县）"),
    ),
    "replications": option(
        "--replications", default=8, type=SpokenRange(1), show_default=True,
        label=Label("Paired replications of each scenario", "每个情景的配对重复次数"),
    ),
    "months": option(
        "--months", default=None, type=SpokenRange(1, 240),
        label=Label("Months to simulate, instead of the scenario's own", "模拟月数（替换情景自带的月数）"),
    ),
    "seed": option(
        "--seed", default=1, type=SpokenRange(0), show_default=True,
        label=Label("Seed of what happens after the county is given", "随机种子（县数据之后的一切随机抽取）"),
    ),
    "workers": option(
        "--workers", default=None, type=SpokenRange(1),
        label=Label("Worker processes; by default one per processor it may use", "工作进程数，默认每个可用处理器一个"),
    ),
    "sets": option(
        "--set", "sets", multiple=True, metavar="KEY=VALUE",
        label=Label("Override a setting, e.g. decision.threshold=0.7; may be repeated",
                    "覆盖一项设置，如 decision.threshold=0.7；可重复"),
    ),
    "keep": option(
        "--keep", multiple=True, type=click.Choice(["villages"]),
        label=Label("Also keep every village's monthly series, in village_series.parquet",
                    "另存每村逐月序列（village_series.parquet）"),
    ),
    "out": option(
        "--out", default=None, type=PATH, metavar="PATH",
        label=Label("Where to write the result", "结果的写入位置"),
    ),
    "json": option(
        "--json", "as_json", is_flag=True,
        label=Label("Print data as JSON", "以 JSON 输出数据"),
    ),
    "progress": option(
        "--no-progress", "no_progress", is_flag=True, expose_value=False, callback=_remember,
        label=Label("Show no progress bar", "不显示进度条"),
    ),
    "lang": option(
        "--lang", type=click.Choice(LANGUAGE_CHOICES), expose_value=False,
        label=Label("Language of messages and labels", "消息和名称的语言"),
    ),
    "quiet": option(
        "-q", "--quiet", "quiet", is_flag=True, expose_value=False, callback=_remember,
        label=Label("Print only results and faults: no notes, no limits", "只输出结果和错误，不输出提示和局限说明"),
    ),
    "verbose": option(
        "-v", "--verbose", "verbose", is_flag=True, expose_value=False, callback=_remember,
        label=Label("Say more", "输出更多说明"),
    ),
}  # fmt: skip
