"""What run, compare and demo have in common: progress while working, then the answer."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from liancun_sim.cli.console import Report, detail, progress, show, show_json, tell
from liancun_sim.vocabulary import BadInput, Fault, say

if TYPE_CHECKING:
    from liancun_sim.results import Comparison


@contextmanager
def working(out: str | None, kind: str = "liancun_sim comparison") -> Iterator[Report]:
    """Progress of the replications; a folder that could not take the result in the end is refused first."""
    from liancun_sim.reports.common.folder import check_out_folder

    if out is not None:
        check_out_folder(Path(out), kind)
        _check_writable(Path(out))
    with progress(say("cli.replications")) as report:
        yield report


def deliver(comparison: "Comparison", out: str | None, as_json: bool) -> None:
    """The answer to stdout, as text or as the rows of effects.csv; all files into `out`."""
    from liancun_sim.analysis import effects
    from liancun_sim.reports.comparison.summary import summary
    from liancun_sim.reports.comparison.write import write_comparison

    if out is not None:
        write_comparison(comparison, Path(out), progress=detail)
        tell(say("cli.written", path=out))
    if as_json:
        table = effects(comparison)
        show_json(table.astype(object).where(table.notna(), None).to_dict("records"))
    else:
        show(summary(comparison))


def _check_writable(out: Path) -> None:
    """The nearest folder that exists must take a new one."""
    above = next(folder for folder in (out, *out.absolute().parents) if folder.exists())
    if not os.access(above, os.W_OK):
        raise BadInput(Fault(str(out), "", say("cli.not_writable", folder=above)))
