"""The page served in this process, on a free port, for a county of twelve villages."""

import pytest

from browser import chromium, visited
from liancun_sim.county import make_county, save_county
from serving import serving


@pytest.fixture(scope="session")
def land(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served") / "land"
    save_county(make_county(villages=12, households=600, seed=5), folder)
    return folder


@pytest.fixture(scope="session")
def served(land):
    with serving(land) as page:
        yield page


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser, served):
    """The page as it opens; at the end nothing went wrong in it and no request left the machine."""
    opened = visited(browser, served.address, viewport={"width": 1280, "height": 900})
    yield opened
    asked, wrong = opened.asked, opened.wrong
    opened.context.close()
    assert wrong == []
    assert all(one.startswith(served.address) for one in asked)
