"""The patterns of one county as text for a terminal and ``summary.txt``."""

import pandas as pd

from liancun_sim.reports.common.numbers import month_name
from liancun_sim.reports.common.patterns import asked_range, counted, measured, name_of, verdict_name
from liancun_sim.results import rows_of
from liancun_sim.results.patterns.pattern_runs import PatternRuns
from liancun_sim.vocabulary import say


def patterns_text(runs: PatternRuns, table: pd.DataFrame) -> str:
    """A line per pattern: verdict, what is asked, what came out."""
    lines = [say("patterns.title", county=runs.county, start=month_name(runs.start)), counted(table), ""]
    for row in rows_of(table):
        lines.append(
            say("patterns.line", verdict=verdict_name(row["verdict"]), name=name_of(row), asked=asked_range(row),
                model=measured(row), use=say(f"patterns.use_{row['use']}"))
        )  # fmt: skip
    return "\n".join([*lines, "", say("patterns.how")])
