"""Answering one question in a process of its own: a first pair of worlds at once, then all of them, then every file."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from shutil import rmtree

from liancun_sim.app.question import Question
from liancun_sim.vocabulary import BadInput

REPORT = "report.html"


@dataclass(frozen=True)
class Work:
    """What the process is sent. county : a folder, or ``default``. folder : where the answer goes."""

    question: Question
    county: str
    folder: Path
    language: str
    workers: int


def answer(work: Work, tell: Connection) -> None:
    """Run and write; what goes on is told as (what, value) pairs."""
    from liancun_sim.running.runner.orphans import end_with_parent
    from liancun_sim.vocabulary import use_language

    end_with_parent()
    use_language(work.language)
    try:
        _answer(work, lambda what, value: tell.send((what, value)))
    except BadInput as bad:
        tell.send(("faults", [str(fault) for fault in bad.faults]))
    except Exception as error:  # told to whoever asked; the next question is not concerned
        traceback.print_exc()
        tell.send(("faults", [f"{type(error).__name__}: {error}"]))


def _answer(work: Work, tell: Callable[[str, object], None]) -> None:
    from liancun_sim import api
    from liancun_sim.county import load_county
    from liancun_sim.reports.comparison.page import page
    from liancun_sim.reports.comparison.write import write_comparison

    county = load_county(work.county)
    baseline, *scenarios = work.question.scenarios
    total = work.question.replications
    for count in dict.fromkeys((1, total)):
        comparison = api.compare(
            scenarios, baseline=baseline, county=county, replications=count, seed=work.question.seed,
            workers=work.workers, store=_worlds(work, count),
            progress=partial(_progress, tell, count),
        )  # fmt: skip
        if count < total:
            work.folder.with_suffix(".first.html").write_text(page(comparison, {}), "utf-8")
            tell("first", count)
    write_comparison(comparison, work.folder, work.language)
    for count in (1, total):
        rmtree(_worlds(work, count), ignore_errors=True)
    tell("done", total)


def _worlds(work: Work, count: int) -> Path:
    return work.folder.with_name(f"{work.folder.name}-worlds-{count}")


def _progress(tell: Callable[[str, object], None], count: int, done: int, total: int, note: str) -> None:
    tell("progress", (count, done, total, note))
