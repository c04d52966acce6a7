"""What a command says: data to stdout; notes, progress and faults to stderr."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import click

from liancun_sim.cli.exit_codes import READER_GONE
from liancun_sim.cli.placeholders import placeholder_alone
from liancun_sim.vocabulary import BadInput, say

Report = Callable[[int, int, str], None]
"""Called with (done, total, note); a note that is not empty is a line worth keeping on screen."""


def report_faults(bad: BadInput) -> None:
    """Every fault, one a line, and how many there are."""
    for fault in bad.faults:
        click.echo(str(replace(fault, place=placeholder_alone(fault.place))), err=True)
    click.echo(say("cli.faults_one" if len(bad.faults) == 1 else "cli.faults", count=len(bad.faults)), err=True)


def show(text: str, end: str = "\n") -> None:
    """Data, to stdout; ends the command quietly when nobody reads it any more."""
    try:
        click.echo(text + end, nl=False)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is left in the buffer
        raise click.exceptions.Exit(READER_GONE) from None


def show_json(value: Any) -> None:
    """Data as JSON, to stdout."""
    show(json.dumps(value, ensure_ascii=False, indent=2))


def tell_fault(text: str) -> None:
    """What went wrong, to stderr, with ``--quiet`` too."""
    click.echo(text, err=True)


def tell(text: str) -> None:
    """A note for the person, to stderr; nothing with ``--quiet``."""
    if not _flag("quiet"):
        click.echo(text, err=True)


def is_quiet() -> bool:
    """Whether only results and faults are wanted, without what stands in every result's files: its limits."""
    return _flag("quiet")


def show_report(text: str) -> None:
    """What was found while doing something else, to stdout; nothing with ``--quiet``."""
    if not _flag("quiet"):
        show(text)


def detail(text: str) -> None:
    """A note only with ``--verbose``."""
    if _flag("verbose"):
        tell(text)


@contextmanager
def progress(title: str) -> Iterator[Report]:
    """A progress bar on stderr while work is reported; without a terminal a line as it begins, and the notes."""
    if not shows_bar():
        yield _notes(title)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def report(done: int, total: int, note: str = "") -> None:
            bar.update(task, completed=done, total=total)
            if note:
                bar.console.print(note, markup=False, highlight=False)

        yield report


def shows_bar() -> bool:
    """Whether a progress bar is drawn: on a terminal, unless the person said otherwise."""
    return not (_flag("quiet") or _flag("no_progress")) and sys.stderr.isatty()


def _notes(title: str) -> Report:
    """What there is to do, if nothing is said when work begins; then only the notes."""
    begun: list[bool] = []

    def report(done: int, total: int, note: str = "") -> None:
        if not (begun or note or done):
            tell(say("cli.begun", title=title, count=total))
        begun.append(True)
        if note:
            tell(note)

    return report


def _flag(name: str) -> bool:
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(f"liancun_sim.{name}"))
