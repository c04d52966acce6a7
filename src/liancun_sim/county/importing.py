"""A planner's files to a county: a village table, and a map of the villages where there is one."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from liancun_sim.county.boundaries.lines import Lines
from liancun_sim.county.boundaries.within_limits import map_within_limits
from liancun_sim.county.spreadsheet.doubts import NO_ANSWERS, Answers
from liancun_sim.county.spreadsheet.read import DEFAULT_SEED, Imported, read_spreadsheet


def import_county(
    paths: str | Path | Sequence[str | Path],
    *,
    boundaries: str | Path | None = None,
    barriers: str | Path | None = None,
    links: str | Path | None = None,
    edges: str | Path | None = None,
    encoding: str | None = None,
    synthetic_adjacency: bool = False,
    seed: int = DEFAULT_SEED,
    answers: Answers = NO_ANSWERS,
) -> Imported:
    """Read a village table and, where given, a map of its villages.

    Parameters
    ----------
    boundaries : a map of the villages' areas or points. barriers, links : maps of what parts and joins neighbours.
    encoding : of CSV files and of a map's attributes; by default found out. The others as `read_spreadsheet` has them.

    Raises
    ------
    BadInput
        With every fault of the files, and every doubt; a `Doubtful` where there are only doubts.
    """
    read_map = None
    if boundaries is not None:
        barrier, link = (None if other is None else Path(other) for other in (barriers, links))
        lines = Lines(barrier, link, edges_given=edges is not None)
        read_map = partial(map_within_limits, Path(boundaries), lines, encoding)
    return read_spreadsheet(
        paths, edges=edges, read_map=read_map, encoding=encoding, synthetic_adjacency=synthetic_adjacency, seed=seed,
        answers=answers,
    )  # fmt: skip
