"""The monthly series of a comparison: names are read where a series begins, and stand in every row of it."""

from types import SimpleNamespace

import numpy as np
import pandas as pd

from liancun_sim.running.comparison.comparison_tables import series_table


def world(scenario, *series):
    """A world that left these series behind: (indicator, stratum, months) each, valued by their place."""
    rows = [(indicator, stratum, month) for indicator, stratum, months in series for month in months]
    indicator, stratum, month = zip(*rows, strict=True)
    columns = {"indicator": np.array(indicator, object), "stratum": np.array(stratum, object)}
    return SimpleNamespace(
        scenario=scenario, series={**columns, "month": np.array(month), "value": np.arange(len(rows), dtype=float)}
    )


def test_every_row_is_named_as_its_world_has_it():
    yearly, once = [0, 12], [0]
    baseline = world("baseline", ("roads", "county", range(4)), ("fifths", "county", yearly), ("fifths", "east", once))
    other = world("combined", ("fifths", "county", once), ("fifths", "east", once), ("asked", "east", range(3)))
    nothing = SimpleNamespace(scenario="of drawn assumptions", series={})
    listed = [SimpleNamespace(number=1, worlds=(baseline, nothing)), SimpleNamespace(number=0, worlds=(other,))]
    found = series_table(listed)
    wanted = pd.concat(
        [
            pd.DataFrame({"scenario": one.scenario, "replication": number, **one.series})
            for number, one in ((1, baseline), (0, other))
        ],
        ignore_index=True,
    )
    for column in ("scenario", "indicator", "stratum"):
        assert list(found[column].cat.categories) == sorted(set(wanted[column]))
    assert found.astype(object).values.tolist() == wanted[found.columns].astype(object).values.tolist()
