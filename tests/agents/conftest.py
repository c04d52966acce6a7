"""Small models for the tests of their agents."""

import pytest

from liancun_sim.agents.model import LiancunModel


@pytest.fixture
def model():
    return LiancunModel(villages=8, households=240, seed=1)


@pytest.fixture
def another_model():
    return LiancunModel(villages=8, households=240, seed=1)
