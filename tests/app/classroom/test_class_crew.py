"""Worlds run in processes of their own: the command line's numbers, whoever dies on the way."""

import os
import pickle
from dataclasses import dataclass, replace
from threading import Event

import pytest

from classrooms import MONTHS
from liancun_sim import api
from liancun_sim.app.classroom import crew as crews
from liancun_sim.app.classroom.crew import KILLED, Crew
from liancun_sim.app.classroom.desk import Desk
from liancun_sim.app.classroom.worlds import ClassWorld, opened
from liancun_sim.results import ASSUMPTIONS, CHANCE
from liancun_sim.scenario import load_scenario

LONG = 120


@dataclass(frozen=True)
class Deadly:
    """Something that ends the process it is sent to."""

    digest: str = "deadly"

    def __reduce__(self):
        return os._exit, (7,)


@pytest.fixture(scope="module")
def crew(land):
    desk = Desk()
    made = Crew(pickle.dumps(land), 1, desk.take, desk.came)
    made.desk = desk
    yield made
    desk.close()
    made.close()


def worlds(scenario, uncertainty=CHANCE, numbers=(0,)):
    resolved = load_scenario(scenario, months=MONTHS)
    return [ClassWorld(resolved, uncertainty, number).asked() for number in numbers]


def done(crew, wanted):
    crew.desk.want("a", wanted)
    assert crew.desk.wait(lambda: all(one.digest in crew.desk._done for one in wanted), LONG)
    return crew.desk.numbers(wanted)


def test_a_world_says_what_the_command_line_says(crew, land):
    wanted = [worlds(name, kind)[0] for name in ("cadre_assistance", "baseline") for kind in (CHANCE, ASSUMPTIONS)]
    found = done(crew, wanted)
    made = api.compare(["cadre_assistance"], county=land, months=MONTHS, replications=1, workers=1)
    pairs = made.pairs.query("stratum == 'county'").set_index(["uncertainty", "indicator"])
    for kind, ours, base in zip((CHANCE, ASSUMPTIONS), found[:2], found[2:]):
        for indicator in ("income_mean", "income_quintile_1", "converted_true", "unions_formed"):
            row = pairs.loc[kind, indicator]
            assert (ours[indicator], base[indicator]) == (row["value"], row["baseline_value"])


def test_a_killed_worker_costs_nobody_an_answer(crew):
    wanted = worlds("combined", CHANCE, range(3))
    crew.desk.want("a", wanted)
    assert crew.desk.wait(lambda: bool(crew.desk._under_way), LONG)
    crew.processes[0].kill()
    assert crew.desk.wait(lambda: all(one.digest in crew.desk._done for one in wanted), LONG)
    assert None not in crew.desk.numbers(wanted)


def test_a_world_that_fails_tells_why_and_the_next_one_works(crew):
    (sound,) = worlds("strong_weak_pairing")
    world = opened(sound)
    broken = replace(world, scenario=replace(world.scenario, digest="broken", setup=None)).asked()
    assert done(crew, [broken, sound])[0] is None
    assert "AttributeError" in crew.desk.faults([broken])[0]
    assert done(crew, [sound])[0] is not None


def test_a_world_that_takes_processes_down_is_given_up(crew, monkeypatch):
    monkeypatch.setattr(crews, "DEATHS_ALLOWED", 2)
    (after,) = worlds("cadre_assistance")
    done(crew, [Deadly(), after])
    assert crew.desk.faults([Deadly()]) == [KILLED]
    assert crew.desk.numbers([after])[0] is not None


def test_a_crew_that_is_closed_leaves_no_process(land):
    desk, started = Desk(), Event()
    made = Crew(pickle.dumps(land), 1, lambda: started.set() or desk.take(), desk.came)
    assert started.wait(LONG)
    desk.close()
    made.close()
    for process in made.processes.values():
        process.join(10)
    assert not any(process.is_alive() for process in made.processes.values())
