"""What answers stays: a question given up leaves it warm, a process that dies costs nobody the next answer."""

import os
import signal
import time
from pathlib import Path

import pytest

from liancun_sim.app.jobs import CANCELLED, DONE, FAILED, OVER, RUNNING, Jobs
from liancun_sim.app.office import Office
from liancun_sim.app.work import Asked

pytestmark = pytest.mark.long
LONG = 900.0  # on a machine that others use, with kernels to compile


@pytest.fixture(scope="module")
def county(land):
    return Office().county(str(land))


@pytest.fixture(scope="module")
def jobs(land, tmp_path_factory):
    made = Jobs(tmp_path_factory.mktemp("answers"), 1, str(land))
    yield made
    made.close()


def waited(jobs, key, until):
    end = time.time() + LONG
    while time.time() < end:
        status = jobs.status(key)
        if until(status):
            return status
        time.sleep(0.05)
    raise AssertionError(status)


def over(status):
    return status["state"] in OVER


def asked(jobs, county, key, **sent):
    found = Office().question({"scenarios": ["strong_weak_pairing"], "replications": 1, **sent}, county)
    jobs.ask(Asked(key, found.sealed), "", "en", county)


def child_of(process):
    """The process that runs worlds: of all below it, the one that is called so by what it holds."""
    found, below = [], {process}
    for entry in sorted(Path("/proc").iterdir(), key=lambda one: one.name.zfill(9)):
        if entry.name.isdigit():
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            if parent in below:
                below.add(int(entry.name))
                found.append(int(entry.name))
    return found[-1]


def test_a_first_pair_is_shown_before_the_whole_and_the_process_is_there_for_the_next(jobs, county):
    asked(jobs, county, "one", months=3, replications=2)
    assert waited(jobs, "one", lambda status: status["first"] or over(status))["first"] == 1
    assert waited(jobs, "one", over)["state"] == DONE
    first = jobs.process.pid
    asked(jobs, county, "two", months=3, scenarios=["strong_weak_pairing", "small_village_consolidation"])
    status = waited(jobs, "two", over)
    assert (status["state"], status["first"], jobs.process.pid) == (DONE, 2, first)


def test_a_question_given_up_stops_and_leaves_the_process(jobs, county):
    process = jobs.process.pid
    asked(jobs, county, "long", months=120, replications=32)
    waited(jobs, "long", lambda status: status["state"] == RUNNING)
    jobs.cancel("long")
    assert jobs.status("long")["state"] == CANCELLED
    asked(jobs, county, "after", months=2)
    assert waited(jobs, "after", over)["state"] == DONE
    assert jobs.process.pid == process


@pytest.mark.skipif(not Path("/proc").exists(), reason="finds processes by /proc")
def test_a_killed_world_is_run_again_and_a_killed_answer_is_told_and_replaced(jobs, county):
    asked(jobs, county, "hurt", months=24, replications=2)
    waited(jobs, "hurt", lambda status: status["done"])
    os.kill(child_of(jobs.process.pid), signal.SIGKILL)
    assert waited(jobs, "hurt", over)["state"] == DONE
    asked(jobs, county, "dead", months=120, replications=32)
    waited(jobs, "dead", lambda status: status["state"] == RUNNING)
    os.kill(jobs.process.pid, signal.SIGKILL)
    assert waited(jobs, "dead", over)["state"] == FAILED
    asked(jobs, county, "next", months=2)
    assert waited(jobs, "next", over)["state"] == DONE
