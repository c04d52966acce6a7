"""A small county, and where its runs are kept."""

import pytest

from liancun_sim.county import make_county


@pytest.fixture(scope="session")
def quick_county():
    return make_county(villages=24, households=1200, seed=5)


@pytest.fixture(scope="session")
def learnt_store(tmp_path_factory):
    """Where runs of the quick county are kept between tests."""
    return tmp_path_factory.mktemp("plan-runs")
