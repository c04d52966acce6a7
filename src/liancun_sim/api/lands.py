"""Where a call takes its county, scenario and store from."""

from collections.abc import Sequence
from pathlib import Path

from liancun_sim.county import County, load_county
from liancun_sim.scenario import Scenario, load_scenario, not_overridden
from liancun_sim.vocabulary import BadInput, Fault, collecting


def resolved_of(
    source: str | Path | Scenario, sets: Sequence[str], county: str | Path | County | None, months: int | None
) -> Scenario:
    """The scenario of a source, under what a call says instead of it; one that is resolved already stays as it is.

    Raises
    ------
    BadInput
        If one that is resolved already is to be overridden.
    """
    if isinstance(source, Scenario):
        if faults := not_overridden(source, sets):
            raise BadInput(faults)
        return source
    return load_scenario(source, sets=sets, county=None if isinstance(county, County) else county, months=months)


def place_of(store: str | Path | None) -> Path | None:
    """Where worlds are kept, if anywhere."""
    return None if store is None else Path(store)


def land_of(county: str | Path | County | None, *scenarios: Scenario) -> County:
    """The county a call names, else the first scenario's, built for the month it begins in.

    Raises
    ------
    BadInput
        Naming every village that a policy of the scenarios names and the county does not have, before anything runs.
    """
    if isinstance(county, County):
        land = county
    else:
        land = load_county(scenarios[0].county if county is None else county, scenarios[0].setup.start)
    faults: list[Fault] = []
    for scenario in scenarios:
        with collecting(faults):
            scenario.build_policies(land)
    if faults:
        raise BadInput(faults)
    return land
