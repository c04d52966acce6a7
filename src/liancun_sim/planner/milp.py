"""Integer programmes by HiGHS (Huangfu & Hall 2018), in a process of its own that is ended when its time is up.

HiGHS does not always keep the limit it is given, above all in presolve; a person who waits for a plan must not.
"""

from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

FloatArray = npt.NDArray[np.float64]
GAP = 1e-4  # HiGHS stops at a plan proven this near the best, as a share of it
GRACE = 1.5  # of the limit it was given, after which the process is ended
GRACE_SECONDS = 5.0
INFEASIBLE, OPTIMAL = 2, 0


@dataclass(frozen=True, eq=False)
class Programme:
    """min cost·x, low ≤ matrix·x ≤ high, least ≤ x ≤ most, whole : (variable,) 1 where x is a whole number."""

    cost: FloatArray
    matrix: sparse.csr_matrix
    low: FloatArray
    high: FloatArray
    least: FloatArray
    most: FloatArray
    whole: npt.NDArray[np.int_]


@dataclass(frozen=True, eq=False)
class Solved:
    """x : the solution, None where none was found. bound : no solution costs less. proven : nothing better than that.

    infeasible : proven that there is none. stopped : the process was ended.
    """

    x: FloatArray | None
    bound: float
    proven: bool
    infeasible: bool = False
    stopped: bool = False


@dataclass(frozen=True, eq=False)
class Relaxed:
    """The programme without whole numbers: its cost, and what one more of each variable would cost beside the best."""

    cost: float
    reduced: FloatArray
    infeasible: bool = False


def solve(programme: Programme, seconds: float, gap: float = GAP) -> Solved:
    """Solve in this process."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    found = milp(
        programme.cost,
        constraints=LinearConstraint(programme.matrix, programme.low, programme.high),
        bounds=Bounds(programme.least, programme.most),
        integrality=programme.whole,
        options={"time_limit": seconds, "mip_rel_gap": gap},
    )
    bound = found.get("mip_dual_bound")
    return Solved(
        found.x,
        float(found.fun if bound is None and found.x is not None else np.nan if bound is None else bound),
        found.status == OPTIMAL,
        found.status == INFEASIBLE,
    )


def relax(programme: Programme, seconds: float) -> Relaxed:
    """Solve without whole numbers, in this process."""
    from scipy.optimize import linprog

    matrix, low, high = programme.matrix, programme.low, programme.high
    upper, lower = np.isfinite(high), np.isfinite(low)
    both = sparse.vstack([matrix[upper], -matrix[lower]], format="csr")
    found = linprog(
        programme.cost, A_ub=both, b_ub=np.concatenate([high[upper], -low[lower]]),
        bounds=np.column_stack([programme.least, programme.most]), method="highs", options={"time_limit": seconds},
    )  # fmt: skip
    if found.status != OPTIMAL:
        return Relaxed(float("nan"), np.zeros(programme.cost.size), infeasible=found.status == INFEASIBLE)
    return Relaxed(float(found.fun), np.asarray(found.lower.marginals))


class Solver:
    """A process that solves one programme after another; started when first needed, ended with the block.

    with Solver(seconds=60) as solver:
        solver.solve(programme)
    """

    def __init__(self, seconds: float):
        self.seconds = seconds
        self._process: Any = None
        self._connection: Connection | None = None

    def __enter__(self) -> "Solver":
        return self

    def __exit__(self, *error: object) -> None:
        self.end()

    def solve(self, programme: Programme, gap: float = GAP) -> Solved:
        """As `solve`, for at most the solver's time."""
        answer = self._ask("solve", programme, self.seconds, gap)
        return Solved(None, -np.inf, proven=False, stopped=True) if answer is None else answer

    def relax(self, programme: Programme) -> Relaxed:
        """As `relax`; nothing is known of what takes too long."""
        answer = self._ask("relax", programme, self.seconds)
        return Relaxed(float("nan"), np.zeros(programme.cost.size)) if answer is None else answer

    def end(self) -> None:
        """End the process now."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, what: str, *arguments: Any) -> Any:
        if self._process is None:
            self._start()
        assert self._connection is not None
        try:
            self._connection.send((what, *arguments))
            if self._connection.poll(GRACE * self.seconds + GRACE_SECONDS):
                answer = self._connection.recv()
                if isinstance(answer, Exception):
                    raise answer
                return answer
        except (EOFError, OSError):
            pass  # it was ended from outside, or ran out of memory
        self.end()
        return None

    def _start(self) -> None:
        method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
        context: Any = get_context(method)
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()


def _serve(connection: Connection) -> None:
    """Answer until nobody asks any more."""
    from liancun_sim.running.runner.orphans import end_with_parent

    end_with_parent()
    while True:
        try:
            what, *arguments = connection.recv()
        except EOFError:
            return
        try:
            answer: Any = solve(*arguments) if what == "solve" else relax(*arguments)
        except Exception as error:
            answer = error
        connection.send(answer)
