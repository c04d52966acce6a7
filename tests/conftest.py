"""Small worlds shared by the tests."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from liancun_sim.county import make_county
from liancun_sim.running.runner.compiling import compile_once
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.world import World
from liancun_sim.vocabulary import use_language

# Processes the tests start would compile every source again, their own and pandas', for two seconds each.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_configure(config: pytest.Config) -> None:
    """Kernels are compiled before test processes start: two that compile the same file at once spoil its cache."""
    if not hasattr(config, "workerinput"):
        compile_once()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with a `long` test come first: with one begun last, the other processes would wait for it alone."""
    long = {item.path for item in items if item.get_closest_marker("long")}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(autouse=True)
def speak_english():
    """Every test begins in English, whatever the one before it spoke."""
    use_language("en")


@pytest.fixture(scope="session")
def small_county():
    """Sixty villages, about 8,000 households."""
    return make_county(villages=60, households=8_000, seed=5)


@pytest.fixture(scope="session")
def small_world(small_county):
    return World(small_county)


@pytest.fixture(scope="session")
def busy_scenario():
    """Every shipped policy at once, so that every mechanism has something to do."""
    return load_scenario(busy("all policies", [*UNITING, *INSTITUTIONS]))


@pytest.fixture(scope="session")
def uniting_scenario():
    """The policies that unite and assist villages."""
    return load_scenario(busy("unions", UNITING))


@pytest.fixture(scope="session")
def institutions_scenario():
    """The policies that bring institutions into villages."""
    return load_scenario(busy("institutions", INSTITUTIONS))


def busy(name, policies):
    return {
        "extends": "baseline",
        "name": {"en": name, "zh": "全部政策"},
        "months": 40,
        "coefficients": {
            "attitude.trust_weight": 0.5,
            "public_works.saving_yuan": 20_000,
            "public_works.project_yuan": 100_000,
        },
        "policies": policies,
    }


UNITING = [
    {
        "joint_village": {
            "proposals": 6,
            "pilots": 6,
            "priority": -1,
            "threshold": 0.5,
            "promise": 0.3,
            "size_2": 0,
            "size_3": 0,
            "charter_share": 0.6,
            "drop_dissenters": True,
        }
    },
    {"strong_weak_pairing": {"pairs": 4, "threshold": 0.5, "promise": 0.3}},
    {"small_village_consolidation": {"max_population": 450, "threshold": 0.5, "promise": 0.3}},
    {"household_linkage": {"leaders": 4, "units": 8}},
    {"twinned_assistance": {"pairs": 4, "pairing_months": 6}},
    {"joint_branch": {"pairs": 3, "priority": -1}},
    "work_team",
    "placebo_label",
    # still asked, and young, in the last year
    {"joint_village": {"as": "undecided", "proposals": 8, "pilots": 8, "start_month": 27, "threshold": 0.9}},
    {
        "small_village_consolidation": {
            "as": "undecided_merger",
            "max_population": 450,
            "start_month": 27,
            "threshold": 0.9,
            "priority": -1,
        }
    },
    {"strong_weak_pairing": {"as": "late", "pairs": 4, "start_month": 25, "threshold": 0, "priority": -2}},
]
INSTITUTIONS = [
    {"cadre_posting": {"count": 4}},
    {"pioneer_project": {"paired": 5, "reserve_villages": 30, "appraised_share": 0.4}},
    {"collective_income_fund": {"count": 6}},
    {"support_package": {"recipients": "villages", "count": 8}},
    {"eight_step_assembly": {"quorum": 0.6, "majority": 0.7}},
    {"co_creation": {"count": 10}},
    {"service_association": {"count": 6, "survey": False}},
    {"greenhouse_subsidy": {"whom": "poor"}},
]


@pytest.fixture
def little_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 512 KiB, where one may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("mounting needs an administrator on Linux")
    yield place
    subprocess.run(["umount", str(place)], check=True)
