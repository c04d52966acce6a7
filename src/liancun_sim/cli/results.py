"""What run, compare and demo have in common: progress while working, then the answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from liancun_sim.cli.console import Report, detail, progress, show, show_json, tell
from liancun_sim.files import Kind, check_folder
from liancun_sim.files.kind import COMPARISON
from liancun_sim.vocabulary import say

if TYPE_CHECKING:
    from liancun_sim.results import Comparison


@contextmanager
def working(out: str | None, kind: Kind = COMPARISON) -> Iterator[Report]:
    """Progress of the replications; a folder that could not take the result in the end is refused first."""
    if out is not None:
        check_folder(out, kind)
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
