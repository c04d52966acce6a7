"""An invented comparison, and the folder it was written to, for all tests of reports."""

from dataclasses import replace

import pytest

from fake_comparison import fake_comparison
from liancun_sim.reports.comparison.write import write_comparison
from liancun_sim.results.comparison.village_paths import VillagePaths
from liancun_sim.vocabulary import use_language


@pytest.fixture(autouse=True)
def english():
    use_language("en")
    yield
    use_language("en")


@pytest.fixture(scope="session")
def comparison():
    return fake_comparison(villages=40, replications=3, months=14)


@pytest.fixture(scope="session")
def alone(comparison):
    """A scenario that proposes unions, run by itself."""
    key = "combined"
    return replace(
        comparison,
        baseline=key,
        scenarios={key: comparison.scenarios[key]},
        series=comparison.series[comparison.series["scenario"] == key],
        pairs=comparison.pairs.iloc[:0],
        rounds=comparison.rounds[comparison.rounds["scenario"] == key],
        unions_at_end=comparison.unions_at_end[comparison.unions_at_end["scenario"] == key],
        union_life=comparison.union_life[comparison.union_life["scenario"] == key],
        village_outcomes=comparison.village_outcomes[comparison.village_outcomes["scenario"] == key],
        spending=comparison.spending[comparison.spending["scenario"] == key],
        village_paths=VillagePaths(),
    )


@pytest.fixture(scope="session")
def written(comparison, tmp_path_factory):
    """The folder, with a Chinese name and a blank in its path."""
    out = tmp_path_factory.mktemp("report") / "比较 结果"
    write_comparison(comparison, out, "zh")
    return out
