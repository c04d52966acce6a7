"""Where a call takes its county, scenario and store from."""

from collections.abc import Sequence
from pathlib import Path

from liancun_sim.county import County, load_county
from liancun_sim.scenario import Scenario, load_scenario


def resolved_of(
    source: str | Path | Scenario, sets: Sequence[str], county: str | Path | County | None, months: int | None
) -> Scenario:
    """The scenario of a source, under what a call says instead of it; one that is resolved already stays as it is."""
    if isinstance(source, Scenario):
        return source
    return load_scenario(source, sets=sets, county=None if isinstance(county, County) else county, months=months)


def place_of(store: str | Path | None) -> Path | None:
    """Where worlds are kept, if anywhere."""
    return None if store is None else Path(store)


def land_of(county: str | Path | County | None, scenario: Scenario) -> County:
    """The county a call names, else the scenario's, built for the month it begins in."""
    if isinstance(county, County):
        return county
    return load_county(scenario.county if county is None else county, scenario.setup.start)
