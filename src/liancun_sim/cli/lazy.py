"""A group of commands whose files are imported only when one is called."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

from liancun_sim.cli.spoken import SpokenContext
from liancun_sim.vocabulary import Label, nearest, say


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a table of commands: name, where it lives, and its one-line help."""

    name: str
    module: str
    attribute: str
    label: Label


class LazyGroup(click.Group):
    """Commands from a table of `Entry`; listing them imports none of them."""

    context_class = SpokenContext

    def __init__(self, *arguments: Any, entries: tuple[Entry, ...], label: Label, **settings: Any):
        super().__init__(*arguments, **settings)
        self.entries = {entry.name: entry for entry in entries}
        self.label = label

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        found: click.Command = getattr(import_module(entry.module), entry.attribute)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        near = None if args[0] in self.entries else nearest(args[0], self.entries)
        if near is not None:
            ctx.fail(say("cli.unknown_command", name=args[0], near=near))
        return super().resolve_command(ctx, args)

    def get_short_help_str(self, limit: int = 45) -> str:
        return str(self.label)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(str(self.label))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say("cli.commands")):
            formatter.write_dl([(entry.name, str(entry.label)) for entry in self.entries.values()])
