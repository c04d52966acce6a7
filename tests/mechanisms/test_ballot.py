"""One village's answers: the compiled count against a plain NumPy twin, and what pressure does."""

import numpy as np
import pytest

from liancun_sim.draws import Draws, normal_table, village_keys
from liancun_sim.mechanisms.polling.kernels import Asked, Asking, count_answers, draw_answers

HOUSEHOLDS, MONTH = 400, 5
KEYS = village_keys(["V001"])
DRAWS = Draws(3)


def village(seed=1, mean=0.2):
    random = np.random.default_rng(seed)
    return {
        "attitude": random.normal(mean, 0.8, HOUSEHOLDS).astype(np.float32),
        "is_cadre": (np.arange(HOUSEHOLDS) < 4).astype(np.uint8),
        "voices": random.integers(0, 8, HOUSEHOLDS).astype(np.float64),
        "number": np.arange(HOUSEHOLDS, dtype=np.uint32),
    }


def counted(people, pressure=0.5, seen=-1.0, response=1.0):
    return tuple(in_trials(people, [people["attitude"]], 1, pressure, seen, response)[:, 0, 0])


def in_trials(people, attitudes, trials, pressure=0.5, seen=-1.0, response=1.0):
    """(5, trial, village) counts of the one village."""
    at = DRAWS.addresses("answers", KEYS, people["number"], MONTH)
    asked = Asked(
        village=np.array([0]),
        first=np.array([0, HOUSEHOLDS]),
        household=np.arange(HOUSEHOLDS),
        voices=people["voices"],
        is_cadre=people["is_cadre"],
        noise=np.empty(HOUSEHOLDS, np.float32),
        reply=np.empty(HOUSEHOLDS, np.float32),
    )
    draw_answers(asked, at, normal_table())
    asking = Asking(
        answer_noise=0.5,
        cadre_weight=0.5,
        response_rate=response,
        pressure=np.array([pressure]),
        shift=np.zeros(1),
        visible_share=np.array([seen]),
    )
    counts = np.empty((5, len(attitudes), 1))
    count_answers(asked, np.array(attitudes), np.array([trials]), asking, counts)
    return counts


def twin(people, pressure=0.5, seen=-1.0, response=1.0):
    """The same count in plain NumPy, from the equations."""
    keys = np.repeat(KEYS, HOUSEHOLDS)
    words = DRAWS.bits("answers", keys, MONTH, numbers=people["number"])
    cell, part = words[:, 0] >> 20, (words[:, 0] & 0xFFFFF) / 2**20
    noise = normal_table()[cell] + part * (normal_table()[cell + 1] - normal_table()[cell])
    latent = people["attitude"] + 0.5 * noise
    wants = latent > 0
    visible = wants.mean() if seen < 0 else seen
    push = pressure * (0.5 * (2 * wants[people["is_cadre"] == 1].mean() - 1) + 0.5 * (2 * visible - 1))
    voices = people["voices"]
    replied = (words[:, 1] >> 8) / 2**24 < response
    return (
        voices.sum(),
        voices[replied].sum(),
        voices[replied & (latent + push > 0)].sum(),
        voices[wants].sum(),
        voices[replied & wants].sum(),
    )


@pytest.mark.parametrize("seen", [-1.0, 0.3])
@pytest.mark.parametrize("response", [1.0, 0.7])
def test_the_kernel_counts_as_its_twin(seen, response):
    setting = {"seen": seen, "response": response}
    assert counted(village(), **setting) == pytest.approx(twin(village(), **setting))


def test_each_trial_is_counted_as_if_it_were_the_only_one():
    people = village()
    attitudes = [village(mean=mean)["attitude"] for mean in (0.2, 0.6, -0.3)]
    counts = in_trials(people, attitudes, trials=2)
    for trial in (0, 1):
        assert tuple(counts[:, trial, 0]) == counted(people | {"attitude": attitudes[trial]})
    assert not counts[:, 2].any()  # not asked there


def test_without_pressure_stated_is_private():
    _, _, stated, private, secret = counted(village(), pressure=0.0)
    assert stated == private == secret


def test_pressure_pushes_with_the_majority():
    """Above one half, stated consent rises with pressure; below, it falls; private stays."""
    for mean, direction in ((0.4, 1), (-0.4, -1)):
        counts = [counted(village(mean=mean), pressure=pressure) for pressure in (0.0, 0.5, 1.0)]
        stated = [count[2] for count in counts]
        assert direction * stated[0] < direction * stated[1] < direction * stated[2]
        assert len({count[3] for count in counts}) == 1


def test_answers_do_not_depend_on_the_order_of_rows():
    people, order = village(), np.random.default_rng(2).permutation(HOUSEHOLDS)
    shuffled = {name: values[order] for name, values in people.items()}
    assert counted(people) == counted(shuffled)
