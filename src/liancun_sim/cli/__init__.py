"""The command line. Nothing heavy is imported until a command needs it.

Data goes to stdout; progress, notes and faults go to stderr. ``LIANCUN_DEBUG=1`` shows tracebacks.
"""

import os
import sys
from collections.abc import Sequence

from liancun_sim.cli.exit_codes import BAD_INPUT, FINE, INTERRUPTED, OUR_ERROR


def main() -> None:
    """Entry point of ``liancun``."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line; returns its exit code."""
    from liancun_sim.cli.speech import speak
    from liancun_sim.vocabulary import BadInput

    try:
        speak(arguments, os.environ)  # before click is imported, so that its own words follow
        return _invoke(list(arguments))
    except BadInput as bad:
        from liancun_sim.cli.console import report_faults

        report_faults(bad)
        return BAD_INPUT


def _invoke(arguments: list[str]) -> int:
    import click

    from liancun_sim.cli.app import app
    from liancun_sim.cli.spoken import show_usage
    from liancun_sim.vocabulary import BadInput, say

    try:
        code = app.main(arguments, prog_name="liancun", standalone_mode=False)
        return code if isinstance(code, int) else FINE
    except click.Abort:
        click.echo(say("cli.interrupted"), err=True)
        return INTERRUPTED
    except click.ClickException as wrong:
        show_usage(wrong)
        return BAD_INPUT
    except BadInput:
        raise
    except Exception as error:
        if os.environ.get("LIANCUN_DEBUG"):
            raise
        click.echo(say("cli.our_error", error=f"{type(error).__name__}: {error}"), err=True)
        return OUR_ERROR
