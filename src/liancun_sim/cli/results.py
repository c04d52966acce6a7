"""What run, compare and demo have in common: progress while working, then the answer."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from liancun_sim.cli.console import Report, progress, show, show_json, tell
from liancun_sim.vocabulary import BadInput, Fault, current_language, say

if TYPE_CHECKING:
    from liancun_sim.results import Comparison


@contextmanager
def working(out: str | None) -> Iterator[Report]:
    """Progress of the replications; refuses first what could not be written in the end."""
    if out is not None:
        _check_writable(Path(out))
    with progress(say("cli.replications")) as report:
        yield report


def deliver(comparison: "Comparison", out: str | None, as_json: bool) -> None:
    """The answer to stdout, as text or as the rows of effects.csv; all files into `out`."""
    from liancun_sim.analysis import effects
    from liancun_sim.reports import text_summary, write_comparison

    if out is not None:
        write_comparison(comparison, out, current_language())
        tell(say("cli.written", path=out))
    if as_json:
        table = effects(comparison)
        show_json(table.astype(object).where(table.notna(), None).to_dict("records"))
    else:
        show(text_summary(comparison))


def _check_writable(out: Path) -> None:
    """The nearest folder that exists must take a new one."""
    if out.exists() and not out.is_dir():
        raise BadInput(Fault(str(out), "", say("cli.out_is_file")))
    above = next(folder for folder in (out, *out.absolute().parents) if folder.exists())
    if not os.access(above, os.W_OK):
        raise BadInput(Fault(str(out), "", say("cli.cannot_write", reason=str(above))))
