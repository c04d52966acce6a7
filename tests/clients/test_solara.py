"""Mesa's page on the model: its own controller keeps our scenario through Reset, and two browsers have two models."""

import copy
import os
import pickle
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from liancun_sim import LiancunModel, load_scenario, make_county

SIZE = {"villages": 6, "households": 60}


def reset(model, **parameters):
    """What Mesa's Reset does, by Mesa's own function."""
    from mesa.visualization.solara_viz import _build_model_init_kwargs

    settings = {"add_scenario_when_empty": True, "require_model_accepts_scenario": True}
    return type(model)(**_build_model_init_kwargs(model, parameters, **settings))


def test_our_scenario_survives_mesas_reset():
    model = LiancunModel("strong_weak_pairing", **SIZE, months=24, seed=5, **{"attitude.pressure": 0.3})
    model.run_for(2)
    again = reset(model)
    assert (again.month, again.seed, len(again.villages)) == (0, 5, 6)
    assert again.liancun_scenario.digest == model.liancun_scenario.digest
    again.run_for(2)
    assert again.measured == pytest.approx(model.measured, nan_ok=True)


def test_a_setting_of_the_page_is_stronger_than_what_the_model_was_made_with():
    model = LiancunModel("strong_weak_pairing", **SIZE, seed=5, **{"attitude.pressure": 0.3})
    again = reset(model, **{"attitude.pressure": 0.7, "villages": 8, "seed": "9"})
    assert again.liancun_scenario.coefficients["attitude.pressure"] == 0.7
    assert (again.liancun_scenario.key, len(again.villages), again.seed) == ("strong_weak_pairing", 8, 9)
    twice = reset(again, **{"attitude.pressure": 0.1})
    assert (twice.liancun_scenario.coefficients["attitude.pressure"], twice.seed) == (0.1, 9)


def test_a_model_without_a_seed_is_reset_to_another():
    model = LiancunModel(**SIZE)
    assert len({model.seed, reset(model).seed, reset(model).seed}) == 3


def test_what_is_reset_may_be_a_copy_or_from_a_pickle_or_on_a_county_of_ones_own():
    county = make_county(villages=7, households=70, seed=3)
    model = LiancunModel("strong_weak_pairing", county=county, seed=5)
    for twin in (copy.copy(model), pickle.loads(pickle.dumps(model))):
        again = reset(reset(twin))
        assert (again.liancun_scenario.key, len(again.villages), again.seed) == ("strong_weak_pairing", 7, 5)


def test_a_scenario_of_mesas_own_may_carry_our_settings():
    from mesa.experimental.scenarios import Scenario

    model = LiancunModel(Scenario(rng=4, **SIZE, **{"scenario": "combined", "attitude.pressure": 0.2}))
    assert (model.seed, model.liancun_scenario.key, len(model.villages)) == (4, "combined", 6)
    assert model.liancun_scenario.coefficients["attitude.pressure"] == 0.2


# in Chromium

WAIT = 60_000  # ms, on a busy machine
ASSETS = Path(sys.prefix) / "share" / "solara" / "cdn"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The page, served as `solara run` serves it."""
    pytest.importorskip("solara")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "solara", "run", "liancun_sim.agents.solara_page"]
    log = tmp_path_factory.mktemp("solara") / "log"
    options = ["--host", "127.0.0.1", "--port", str(port), "--no-open", "--production"]
    with log.open("wb") as told:
        server = subprocess.Popen(
            [*command, *options], stdout=told, stderr=told, env={**os.environ, "LIANCUN_LANG": "en"}
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    for _ in range(600):
        assert server.poll() is None, log.read_text("utf-8")
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=2)
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(log.read_text("utf-8"))


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


def month(page) -> str:
    """The month the page shows."""
    shown = page.get_by_text(re.compile(r"Villages: in a union.* · \d{4}-\d\d"))
    shown.wait_for(timeout=WAIT)
    return shown.inner_text().rpartition(" ")[2]


def press(page, name: str, then: str) -> None:
    """Press a button and wait for the month that follows."""
    page.get_by_role("button", name=re.compile(rf"^\s*{name}\s*$", re.IGNORECASE)).click(timeout=WAIT)
    page.get_by_text(f"· {then}").wait_for(timeout=WAIT)


@pytest.mark.browser
def test_two_browsers_step_change_scenario_and_reset_apart(browser, address):
    if not ASSETS.is_dir():
        pytest.skip("solara-assets are not installed: the group heavy")
    asked = []
    one, other = (browser.new_context().new_page() for _ in range(2))
    for page in (one, other):
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        assert month(page) == "2008-01"
    press(one, "Step", "2008-02")
    press(one, "Step", "2008-03")
    assert month(other) == "2008-01"
    press(other, "Step", "2008-02")
    press(one, "Reset", "2008-01")
    assert one.get_by_text("Strong-weak pairing", exact=True).is_visible()
    one.get_by_label("Scenario").click(timeout=WAIT, force=True)
    one.get_by_role("option", name="baseline", exact=True).click(timeout=WAIT)
    one.get_by_text(str(load_scenario("baseline").name), exact=True).wait_for(timeout=WAIT)
    press(one, "Step", "2008-02")
    press(one, "Reset", "2008-01")
    assert month(other) == "2008-02"
    here = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
    assert [url for url in asked if not url.startswith(here)] == []
