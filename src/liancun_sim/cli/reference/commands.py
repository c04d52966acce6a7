"""Every command with its arguments and options, as the program itself declares them."""

from collections.abc import Iterator, Sequence

import click

from liancun_sim.cli.app import app
from liancun_sim.cli.lazy import LazyGroup
from liancun_sim.cli.placeholders import placeholder
from liancun_sim.cli.reference.page import page, table
from liancun_sim.cli.spoken import SpokenCommand, SpokenOption
from liancun_sim.vocabulary import Label

EVERYWHERE = ("--lang", "--quiet", "--verbose")
"""Options every command takes, told once."""

HEADER = (Label("option", "选项"), Label("what it does", "作用"), Label("takes", "取值"), Label("default", "默认"))


def commands_page() -> str:
    """All commands; the options of every command first."""
    with click.Context(app, info_name="liancun") as context:
        first = app.get_command(context, "compare")
        shared = [one for one in first.params if _everywhere(one)] if first else []
        return page(
            Label("Commands", "命令"),
            Label(
                "Exit codes: 0 fine; 1 finished with findings or failed runs; 2 bad input; 130 interrupted.",
                "退出码：0 正常；1 完成但有发现或失败的运行；2 输入有误；130 被中断。",
            ),
            [
                f"## {Label('Of every command', '各命令通用')}",
                _options(shared),
                *_commands(app, "liancun", context),
            ],
        )


def _commands(group: LazyGroup, path: str, context: click.Context) -> Iterator[str]:
    for name, entry in group.entries.items():
        command = group.get_command(context, name)
        full = f"{path} {name}"
        if isinstance(command, LazyGroup):
            yield f"## {full}\n\n{entry.label}{Label('.', '。')}"
            yield from _commands(command, full, context)
            continue
        assert isinstance(command, SpokenCommand)
        arguments = [one for one in command.params if isinstance(one, click.Argument)]
        usage = " ".join([full, placeholder(" ".join(["[OPTIONS]", *(_argument(one) for one in arguments)]))])
        yield f"{'###' if ' ' in path else '##'} {full}\n\n{command.label}{Label('.', '。')}\n\n```text\n{usage}\n```"
        if command.more is not None:
            yield str(command.more)
        own = [one for one in command.params if isinstance(one, SpokenOption) and not _everywhere(one)]
        if own:
            yield _options(own)


def _everywhere(option: click.Parameter) -> bool:
    return not set(EVERYWHERE).isdisjoint(option.opts)


def _argument(argument: click.Argument) -> str:
    name = argument.metavar or (argument.name or "").upper()
    shown = f"{name}..." if argument.nargs == -1 and not name.endswith("...") else name
    return shown if argument.required else f"[{shown}]"


def _options(options: Sequence[click.Parameter]) -> str:
    rows = []
    for one in options:
        assert isinstance(one, SpokenOption)
        names = ", ".join(f"`{name}`" for name in (*one.opts, *one.secondary_opts))
        rows.append([names, str(one.label), _takes(one), _default(one)])
    return table(HEADER, rows)


def _takes(option: SpokenOption) -> str:
    if option.is_flag:
        return ""
    if isinstance(option.type, click.Choice):
        return ", ".join(f"`{choice}`" for choice in option.type.choices)
    if isinstance(option.type, click.IntRange | click.FloatRange):
        low, high = option.type.min, option.type.max
        return f"{low}–{high}" if high is not None else f"≥ {low}"
    return f"`{placeholder(option.metavar or option.type.name.upper())}`"


def _default(option: SpokenOption) -> str:
    shown = not option.is_flag and isinstance(option.default, str | int | float)
    return f"`{option.default}`" if shown else ""
