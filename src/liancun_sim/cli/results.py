"""What run, compare, demo and audit have in common: progress and resuming while working, then the answer.

The worlds of a command with ``--out`` are kept in a hidden folder beside it until the result is written, so that the
same command goes on after it was interrupted; they stay if some failed, so that those can be tried again.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from shutil import rmtree
from threading import Thread
from typing import TYPE_CHECKING, Any

import click

from liancun_sim.cli.console import Report, detail, is_quiet, progress, show, show_json, tell, tell_fault
from liancun_sim.cli.exit_codes import FINDINGS, FINE
from liancun_sim.files import Kind, check_folder
from liancun_sim.files.kind import AUDIT, COMPARISON
from liancun_sim.running.runner.processors import usable_processors
from liancun_sim.running.runner.starting import workers_coming
from liancun_sim.vocabulary import say

if TYPE_CHECKING:
    from liancun_sim.results import Comparison


MODULES = {
    COMPARISON: ("liancun_sim.running.comparison.run_comparison", "liancun_sim.reports.comparison.write"),
    AUDIT: ("liancun_sim.running.audit.run_audit", "liancun_sim.reports.audit.write"),
}
"""Kind of result → what runs its worlds, what writes it."""


def worlds_beside(out: str | None) -> Path | None:
    """Where the worlds of a result are kept while it is worked on: ``.NAME.worlds``."""
    return None if out is None else Path(out).absolute().with_name(f".{Path(out).absolute().name}.worlds")


@contextmanager
def working(out: str | None, kind: Kind = COMPARISON, workers: int | None = 1) -> Iterator[Report]:
    """Progress of the replications; a folder that could not take the result in the end is refused first.

    workers : processes that will be wanted, None for one per processor; where several, they begin to start at once,
        and what writes the result is imported while they work.
    """
    several = kind in MODULES and (workers or usable_processors()) > 1
    if several:
        workers_coming(MODULES[kind][0])
    from liancun_sim.running.runner.pool import WorkersCannotStart
    from liancun_sim.running.runner.worlds import WorldsFailed

    if out is not None:
        check_folder(out, kind)
    try:
        with progress(say("cli.replications")) as report:
            yield _importing(MODULES[kind][1], report) if several and out is not None else report
    except KeyboardInterrupt:
        _tell_kept(out)
        raise
    except (WorldsFailed, WorkersCannotStart) as error:
        tell_fault(str(error))
        detail("\n".join(getattr(error, "__notes__", ())))
        _tell_kept(out)
        raise click.exceptions.Exit(FINDINGS) from None


def _importing(module: str, report: Report) -> Report:
    """The report, and with its first replication a module begins to be imported: this process only waits then."""
    begun: list[Thread] = []

    def reporting(done: int, total: int, note: str) -> None:
        if done and not begun:
            begun.append(Thread(target=import_module, args=(module,), daemon=True))
            begun[0].start()
        report(done, total, note)

    return reporting


def _tell_kept(out: str | None) -> None:
    worlds = worlds_beside(out)
    if worlds is not None and worlds.exists():
        tell(say("sweep.resumable", out=worlds))


def settle(out: str | None, provenance: Mapping[str, Any]) -> int:
    """Once the result is written: let its worlds go, or say what failed; the exit code."""
    failed: Sequence[Mapping[str, Any]] = provenance.get("failed_worlds", ())
    worlds = worlds_beside(out)
    if failed and worlds is not None:
        tell_fault(say("cli.failed_worlds", count=len(failed), folder=worlds, run=failed[0]["run_id"]))
    elif worlds is not None:
        rmtree(worlds, ignore_errors=True)
    return FINDINGS if failed else FINE


def deliver(comparison: "Comparison", out: str | None, as_json: bool) -> int:
    """The answer to stdout, as text or as the rows of effects.csv; all files into `out`; the exit code."""
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
        show(summary(comparison, limits=not is_quiet()))
    return settle(out, comparison.provenance)
