"""click's commands, options and arguments, their help said in the language of the moment."""

from collections.abc import Iterable
from gettext import gettext
from io import StringIO
from typing import Any

import click

from liancun_sim.cli.placeholders import USAGE, bounds, placeholder, punctuated
from liancun_sim.vocabulary import Label, current_language
from liancun_sim.vocabulary.width import columns_of, wrapped


class SpokenFormatter(click.HelpFormatter):
    """Headings and the line of usage with the punctuation of the language."""

    def write_heading(self, heading: str) -> None:
        if current_language() == "en":
            super().write_heading(heading)
        else:
            self.write(f"{'':>{self.current_indent}}{heading}：\n")

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        if current_language() == "en":
            super().write_usage(prog, args, prefix)
        else:
            super().write_usage(prog, placeholder(args), USAGE)

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """As click does, but a Chinese character takes two columns."""
        if current_language() == "en":
            super().write_dl(rows, col_max, col_spacing)
            return
        rows = list(rows)
        beside = min(max(columns_of(name) for name, _ in rows), col_max) + col_spacing
        lead = " " * self.current_indent
        for name, said in rows:
            first, *further = wrapped(said, self.width - self.current_indent - beside) or [""]
            if columns_of(name) > beside - col_spacing:
                self.write(f"{lead}{name}\n{lead}{' ' * beside}{first}\n")
            else:
                self.write(f"{lead}{name}{' ' * (beside - columns_of(name))}{first}\n")
            for line in further:
                self.write(f"{lead}{' ' * beside}{line}\n")


class SpokenContext(click.Context):
    formatter_class = SpokenFormatter


class SpokenRange(click.IntRange):
    """A whole number within bounds."""

    @property
    def name(self) -> str:  # type: ignore[override]
        return str(Label("integer range", "整数"))

    def _describe_range(self) -> str:
        return bounds(super()._describe_range())


class SpokenArgument(click.Argument):
    """An argument whose placeholder is said in the language of the moment."""

    def make_metavar(self, ctx: click.Context) -> str:
        return placeholder(super().make_metavar(ctx))


class SpokenOption(click.Option):
    """An option whose help and placeholder are said in the language of the moment."""

    def __init__(self, *arguments: Any, label: Label, **settings: Any):
        super().__init__(*arguments, **settings)
        self.label = label

    def make_metavar(self, ctx: click.Context) -> str:
        return placeholder(super().make_metavar(ctx))

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        self.help = str(self.label)
        record = super().get_help_record(ctx)
        if record is None or current_language() == "en":
            return record
        spec, said = record
        own, extra = said[: len(self.help)], said[len(self.help) :]
        return spec, own + extra.replace("  [", "（").replace("; ", "；").replace("]", "）")


class SpokenCommand(click.Command):
    """A command whose help is said in the language of the moment."""

    context_class = SpokenContext

    def __init__(self, *arguments: Any, label: Label, more: Label | None = None, **settings: Any):
        super().__init__(*arguments, **settings)
        self.label, self.more = label, more

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """click keeps the option it made first, in the language of that moment."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = gettext("Show this message and exit.")
        return option

    def get_short_help_str(self, limit: int = 45) -> str:
        return str(self.label)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for text in (self.label, self.more):
            if text is not None:
                formatter.write_paragraph()
                with formatter.indentation():
                    formatter.write_text(str(text))


def show_usage(wrong: click.ClickException) -> None:
    """A wrong command line explained, on stderr."""
    said = StringIO()
    wrong.show(said)
    click.echo("\n".join(map(punctuated, said.getvalue().split("\n"))), nl=False, err=True)
