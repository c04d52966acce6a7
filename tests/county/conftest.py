"""Counties shared by the tests of this folder."""

import pytest

from liancun_sim.county import County, Population, make_county, populate


@pytest.fixture(scope="session")
def made() -> County:
    """Eighty villages of the usual size: five townships, every village the reports name."""
    return make_county(villages=80, seed=11)


@pytest.fixture(scope="session")
def people(made: County) -> Population:
    return populate(made)
