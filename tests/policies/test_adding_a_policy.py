"""The example in docs/adding_a_policy.md is a policy that keeps the contract."""

import re
from pathlib import Path

import pytest
from contract import Outcome, asked_over

from liancun_sim.interventions import Policy

GUIDE = Path(__file__).parents[2] / "docs" / "adding_a_policy.md"


@pytest.fixture(scope="module")
def example():
    (code,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), flags=re.DOTALL)
    assert len(code.splitlines()) <= 24
    names = {}
    exec(compile(code, str(GUIDE), "exec"), names)
    (kind,) = (thing for thing in names.values() if isinstance(thing, type) and Policy in thing.__bases__)
    return kind


def test_the_example_does_nothing_at_dose_zero_and_something_at_its_defaults(example, small_world):
    nothing = Outcome(small_world, months=6)
    assert Outcome(small_world, [example(levers={"dose": 0.0})], months=6).differs_from(nothing) == set()
    changed = Outcome(small_world, [example()], months=6).differs_from(nothing)
    assert {"villages.road", "villages.public_goods"} <= changed


def test_the_example_asks_for_what_it_declares_and_pays_for_it(example, small_world):
    requests, moved = asked_over(small_world, example(levers={"count": 3}))
    assert moved == set()
    assert len(requests) == 6  # three villages in the first year and three in the second
    assert {type(request.action) for request in requests} == set(example.asks)
    assert sum(request.yuan for request in requests) == 6 * 60_000
