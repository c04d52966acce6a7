"""Random numbers are pure functions of their address."""

import numpy as np
import pytest
from scipy import stats

from liancun_sim.compiled import kernel
from liancun_sim.draws import Draws, month_slot, normal_float, normal_table, philox, village_keys


def philox_by_hand(counter, key):
    """Philox4x32-10 in plain Python integers, from the definition of Salmon et al. 2011."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        p0, p1 = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (p1 >> 32) ^ c1 ^ k0, p1 & 0xFFFFFFFF, (p0 >> 32) ^ c3 ^ k1, p0 & 0xFFFFFFFF
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return c0, c1, c2, c3


@kernel
def compiled_philox(c0, c1, c2, c3, k0, k1):
    return philox(c0, c1, c2, c3, k0, k1)


@kernel
def normals(words, table):
    out = np.empty(words.size, dtype=np.float32)
    for i in range(words.size):
        out[i] = normal_float(words[i], table)
    return out


@pytest.mark.parametrize(
    ("counter", "key", "expected"),
    [  # the published known-answer vectors of Random123 (kat_vectors)
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
)
def test_philox_gives_the_published_answers(counter, key, expected):
    words = [np.uint32(word) for word in (*counter, *key)]
    assert tuple(int(word) for word in compiled_philox(*words)) == expected
    assert philox_by_hand(counter, key) == expected


def test_a_draw_is_the_philox_word_of_its_address():
    draws, keys = Draws(7, 3), village_keys(["V001"])
    key = tuple(int(word) for word in draws.stream("weather"))
    low, high = int(keys[0]) & 0xFFFFFFFF, int(keys[0]) >> 32
    by_hand = philox_by_hand((11, int(month_slot(5, 2)), low, high), key)
    assert tuple(int(w) for w in draws.bits("weather", keys, 5, 2, numbers=11)[0]) == by_hand


def test_draws_do_not_depend_on_who_else_draws():
    draws = Draws(1)
    alone = draws.uniform("a", village_keys(["V2"]), month=4)
    among = draws.uniform("a", village_keys(["V1", "V2", "V3"]), month=4)
    assert alone[0] == among[1]


@pytest.mark.parametrize("change", [{"month": 5}, {"slot": 1}, {"stream": "b"}, {"numbers": 1}, {"seed": 2}])
def test_every_part_of_the_address_matters(change):
    address = {"stream": "a", "month": 4, "slot": 0, "numbers": 0, "seed": 1}
    keys = village_keys(["V1"])

    def draw(seed, **where):
        return Draws(seed).uniform(keys=keys, **where)[0]

    assert draw(**address) != draw(**{**address, **change})


def test_uniforms_are_uniform_and_normals_normal():
    keys = village_keys([f"V{i}" for i in range(20_000)])
    assert stats.kstest(Draws(1).uniform("a", keys), "uniform").pvalue > 0.01
    assert stats.kstest(Draws(1).normal("a", keys), "norm").pvalue > 0.01


def test_the_kernel_normal_is_the_quantile_of_its_word():
    words = np.array([0x80000000, 0x40000000, 0xC0000000, 1000 << 20], dtype=np.uint32)
    expected = stats.norm.ppf([0.5, 0.25, 0.75, 1000 / 4096])
    assert normals(words, normal_table()) == pytest.approx(expected, abs=2e-4)


def test_the_kernel_normal_has_unit_variance():
    """Every cell is equally likely and linear inside, so the variance is Σ(a² + ab + b²)/3 over cells."""
    left, right = normal_table()[:-1].astype(float), normal_table()[1:].astype(float)
    assert np.mean((left**2 + left * right + right**2) / 3) == pytest.approx(1.0, abs=1e-6)
    assert np.mean((left + right) / 2) == pytest.approx(0.0, abs=1e-9)
