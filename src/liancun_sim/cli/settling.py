"""Doubts about a table, asked at the terminal where there is one."""

import sys
from collections.abc import Callable

import click

from liancun_sim.cli.spoken import SpokenRange
from liancun_sim.county.spreadsheet.doubts import Answers, Doubt, Doubtful, Way
from liancun_sim.vocabulary import say


def settled[Read](read: Callable[[Answers], Read], answers: Answers) -> Read:
    """What `read` gives once its doubts are settled: asked one after the other, then read again.

    Raises
    ------
    BadInput
        If the input has faults, or doubts that nobody can be asked about or wants to settle.
    """
    while True:
        try:
            return read(answers)
        except Doubtful as doubtful:
            if not sys.stdin.isatty():
                raise
            for fault in doubtful.of_columns:
                click.echo(str(fault), err=True)
            for doubt in doubtful.doubts:
                way = _asked(doubt)
                if way is None:
                    raise
                answers = answers.with_way(way)


def _asked(doubt: Doubt) -> Way | None:
    """The way a person chooses; None to stop."""
    click.echo(str(doubt.as_question()), err=True)
    for number, way in enumerate(doubt.ways, 1):
        click.echo(say("doubts.choice", number=number, then=way.then, option=way), err=True)
    click.echo(say("doubts.stop"), err=True)
    chosen = click.prompt(say("doubts.which"), type=SpokenRange(0, len(doubt.ways)), err=True)
    if chosen == 0:
        return None
    way = doubt.ways[chosen - 1]
    while not way.value:
        typed = way.with_value(click.prompt(say("doubts.value", option=way), err=True).strip())
        way = typed or way
    return way
