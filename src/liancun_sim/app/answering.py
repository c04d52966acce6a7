"""The process that answers: it stays, with everything loaded, and has worlds run by processes that stay as well.

A comparison is shown as soon as there is something to show: the first scenario beside the baseline in one pair of
worlds, then all of them in one, then everything that was asked for. A world that was run once is not run again for the
next stage; the baseline's first ones are kept for other questions.
"""

import pickle
import signal
import traceback
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from shutil import rmtree
from typing import TYPE_CHECKING

from liancun_sim.app.plan_question import PlanQuestion
from liancun_sim.app.planning import answer_plan
from liancun_sim.app.question import Question
from liancun_sim.app.work import CANCEL, Work
from liancun_sim.app.worlds import AskedWorld, WorldWorkers
from liancun_sim.results import ASSUMPTIONS, CHANCE
from liancun_sim.vocabulary import BadInput, use_language

if TYPE_CHECKING:
    from liancun_sim.county import County
    from liancun_sim.results import Comparison
    from liancun_sim.results.store import RunOutcome
    from liancun_sim.scenario import Scenario

KEPT_MOST = 10  # worlds; one of the whole default county takes some 17 MB
Tell = Callable[[str, object], None]


class GivenUp(Exception):
    """Nobody waits for the answer any more."""


def answer(line: Connection, county: str, workers: int) -> None:
    """The process: questions in, (what, value) pairs out, of which done, faults and cancelled end one.

    county : the one to make ready for. workers : processes for worlds.
    """
    from liancun_sim.running.runner.compiling import compile_once
    from liancun_sim.running.runner.orphans import end_with_parent

    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C ends the server, which ends this
    compile_once()  # else each that runs worlds would
    answerer = Answerer(WorldWorkers(workers, county), line)
    answerer.make_ready(county)
    while True:
        try:
            work = line.recv()
        except (EOFError, OSError):
            return
        if isinstance(work, Work):  # else a cancel that came too late
            line.send(answerer.answered(work))


class Answerer:
    """Answers one question after the other. line : to the server, which may cancel."""

    def __init__(self, workers: WorldWorkers, line: Connection):
        self.workers, self.line = workers, line
        self.known: OrderedDict[tuple[str, bool], RunOutcome] = OrderedDict()
        self.county: tuple[str, County] | None = None

    def make_ready(self, county: str) -> None:
        """Load what every answer needs."""
        import liancun_sim.api
        import liancun_sim.reports.comparison.page
        import liancun_sim.reports.comparison.write  # noqa: F401

        try:
            self._land(county)
        except BadInput:
            self.county = None  # told when it is asked about

    def answered(self, work: Work) -> tuple[str, object]:
        """Run and write; how it ended."""
        use_language(work.language)
        try:
            asked: Question | PlanQuestion = pickle.loads(work.asked.sealed)
            if isinstance(asked, PlanQuestion):
                answer_plan(work, asked, self._tell, self._look)
            else:
                self._compare(work, asked)
        except GivenUp:
            return "cancelled", None
        except BadInput as bad:
            return "faults", [str(fault) for fault in bad.faults]
        except Exception as error:  # told to whoever asked; the next question is not concerned
            traceback.print_exc()
            return "faults", [f"{type(error).__name__}: {error}"]
        return "done", None

    def _tell(self, what: str, value: object) -> None:
        self.line.send((what, value))

    def _look(self) -> None:
        """Whether to go on."""
        if self.line.poll() and self.line.recv() == CANCEL:
            raise GivenUp

    def _land(self, county: str) -> "County":
        from liancun_sim.county import load_county

        if self.county is None or self.county[0] != county:
            self.county = county, load_county(county)
            self.known.clear()
        return self.county[1]

    def _compare(self, work: Work, asked: Question) -> None:
        from liancun_sim.reports.comparison.page import page
        from liancun_sim.reports.comparison.write import write_comparison

        everything = asked.scenarios[1:]
        stages = [everything[:1], everything] if len(everything) > 1 else [everything]
        for number, scenarios in enumerate(stages, start=1):
            comparison = self._comparison(work, asked, scenarios, 1, (CHANCE,), number)
            work.folder.with_suffix(".first.html").write_text(page(comparison, {}), "utf-8")
            self._tell("first", number)
        comparison = self._comparison(work, asked, everything, asked.replications, (CHANCE, ASSUMPTIONS), 0)
        write_comparison(comparison, work.folder, work.language)

    def _comparison(
        self, work: Work, asked: Question, scenarios: "Sequence[Scenario]", count: int, uncertainties: tuple[str, ...],
        stage: int,
    ) -> "Comparison":  # fmt: skip
        """What `api.compare` makes of worlds that are run one by one."""
        from liancun_sim import api
        from liancun_sim.running.comparison.run_comparison import planned_store
        from liancun_sim.running.runner.chunk_work import kept

        county, baseline = self._land(work.county), asked.scenarios[0]
        folder = work.folder.with_name(f"{work.folder.name}-worlds-{stage}")
        store = planned_store(
            county, baseline, scenarios, seed=asked.seed, count=count, uncertainties=uncertainties, folder=folder
        )
        chunks = [store.chunk(int(number)) for number in store.chunks()["chunk"]]
        planned = [(chunk.number, place, one) for chunk in chunks for place, one in enumerate(chunk.runs)]
        by_key = {one.key: one for one in (baseline, *scenarios)}
        worlds = [
            AskedWorld(work.county, str(folder), by_key[one.scenario], baseline.key, asked.seed, one)
            for _, _, one in planned
        ]
        found: dict[int, dict[int, RunOutcome]] = {chunk.number: {} for chunk in chunks}
        for done, (at, outcome) in enumerate(self._run(worlds), start=1):
            number, place, _ = planned[at]
            found[number][place] = outcome
            chunk = chunks[number]
            if len(found[number]) == len(chunk.runs):
                of_chunk = found.pop(number)
                kept(store, chunk, [of_chunk[place] for place in range(len(chunk.runs))], 1)
            self._tell("progress", (count, done, len(worlds), ""))
        assumptions = "ranges" if ASSUMPTIONS in uncertainties else "defaults"
        comparison = api.compare(
            scenarios, baseline=baseline, county=county, replications=count, seed=asked.seed, workers=1, store=folder,
            assumptions=assumptions,
        )  # fmt: skip
        rmtree(folder, ignore_errors=True)
        return comparison

    def _run(self, worlds: Sequence[AskedWorld]) -> "Iterator[tuple[int, RunOutcome]]":
        """Place and outcome of each world: those known at once, the others as they are done."""
        open_: list[int] = []
        for at, one in enumerate(worlds):
            outcome = self.known.get(_name(one))
            if outcome is None:
                open_.append(at)
                continue
            self.known.move_to_end(_name(one))
            yield at, replace(outcome, planned=one.planned)
        for place, outcome in self.workers.do([worlds[at] for at in open_], self._look):
            one = worlds[open_[place]]
            if outcome.status == "ok" and one.planned.replicate == 0:
                self.known[_name(one)] = outcome
                while len(self.known) > KEPT_MOST:
                    self.known.popitem(last=False)
            yield open_[place], outcome


def _name(world: AskedWorld) -> tuple[str, bool]:
    """The same for worlds that come out the same: a baseline leaves more behind."""
    return world.planned.run_id, world.planned.scenario == world.baseline
