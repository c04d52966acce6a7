"""Designs visit the points they promise, the same ones every time."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.stats import sobol_indices

from liancun_sim.running.study import designs
from liancun_sim.running.study.factors import Factor

X = Factor("x", "uncertainty", "real", -1.0, 3.0)
N = Factor("n", "lever", "integer", 2, 5)
C = Factor("c", "lever", "choice", values=("low", "middle", "high"))
ALL = (X, N, C)


def test_a_factor_covers_its_range_evenly() -> None:
    shares = (np.arange(1200) + 0.5) / 1200
    assert X.at(np.array([0.0, 0.25, 1.0])).tolist() == [-1.0, 0.0, 3.0]
    assert np.unique(N.at(shares), return_counts=True)[1].tolist() == [300] * 4
    assert N.at(np.array([0.0, 1.0])).tolist() == [2, 5]
    assert [(C.at(shares) == value).sum() for value in C.values] == [400] * 3


def test_a_grid_has_every_combination_once() -> None:
    points = designs.grid(ALL, 3)
    rows = set(zip(*(points.values[factor.key].tolist() for factor in ALL)))
    assert len(points) == len(rows) == designs.grid_size(ALL, 3) == 3 * 3 * 3
    assert (-1.0, 2, "low") in rows
    assert (1.0, 4, "high") in rows  # 3.5 rounds to the even 4
    assert designs.grid_size((N,), 10) == 4  # no more levels than there are whole numbers


def test_a_longer_halton_sequence_begins_as_a_shorter_one_and_is_even() -> None:
    """Sixteen points of base two lie in sixteen slices; a Latin hypercube of another size moves every point."""
    short, long = (designs.halton((X, N), points, seed=3) for points in (16, 40))
    assert all(long.values[key][:16].tolist() == short.values[key].tolist() for key in ("x", "n"))
    assert len(set(np.floor((short.values["x"] + 1.0) / 4.0 * 16))) == 16
    other = [designs.latin_hypercube((X,), points, seed=3).values["x"] for points in (16, 40)]
    assert not np.isin(other[0], other[1]).any()


def test_a_latin_hypercube_has_one_point_in_every_slice_of_every_factor() -> None:
    points = designs.latin_hypercube((X, Factor("z", "lever", "real")), 50, seed=3)
    for key, low, width in (("x", -1.0, 4.0), ("z", 0.0, 1.0)):
        slices = np.floor((points.values[key] - low) / width * 50)
        assert sorted(slices) == list(range(50))


def test_a_sobol_design_swaps_one_factor_at_a_time() -> None:
    points = designs.sobol(ALL, 8, seed=1)
    assert len(points) == 8 * (3 + 2)
    for group in range(8):
        row = {role: i for i, role in zip(np.flatnonzero(points.group == group), points.role[points.group == group])}
        assert set(row) == {"A", "B", "AB:x", "AB:n", "AB:c"}
        for moved in ALL:
            for factor in ALL:
                values = points.values[factor.key]
                origin = "B" if factor is moved else "A"
                assert values[row[f"AB:{moved.key}"]] == values[row[origin]]


def test_a_sobol_design_gives_the_known_indices_of_a_linear_function() -> None:
    factors = tuple(Factor(f"x{k}", "uncertainty", "real") for k in range(2))
    points = designs.sobol(factors, 1024, seed=1)
    y = 3 * points.values["x0"] + points.values["x1"]
    blocks = {role: y[points.role == role] for role in ("A", "B", "AB:x0", "AB:x1")}
    mixed = np.stack([blocks["AB:x0"], blocks["AB:x1"]])[:, None, :]
    found = sobol_indices(
        func={"f_A": blocks["A"][None], "f_B": blocks["B"][None], "f_AB": mixed}, n=1024, random_state=1
    )
    np.testing.assert_allclose(found.first_order.ravel(), [0.9, 0.1], atol=0.02)  # 9 : 1 of the variance
    np.testing.assert_allclose(found.total_order.ravel(), [0.9, 0.1], atol=0.02)


def test_a_morris_trajectory_moves_each_factor_once_by_two_thirds_of_its_range() -> None:
    factors = tuple(Factor(f"x{k}", "uncertainty", "real") for k in range(5))
    points = designs.morris(factors, 6, levels=4, seed=2)
    assert len(points) == 6 * (5 + 1)
    for group in range(6):
        at = np.flatnonzero(points.group == group)
        assert points.role[at[0]] == "start"
        assert sorted(points.role[at[1:]]) == sorted(factor.key for factor in factors)
        for before, after in pairwise(at):
            for factor in factors:
                step = abs(points.values[factor.key][after] - points.values[factor.key][before])
                assert step == pytest.approx(2 / 3 if factor.key == points.role[after] else 0.0)


@pytest.mark.parametrize("design", ["latin_hypercube", "sobol", "morris"])
def test_a_seed_fixes_the_points(design: str) -> None:
    def points(seed: int) -> list[float]:
        made = {
            "latin_hypercube": lambda: designs.latin_hypercube((X, N), 16, seed),
            "sobol": lambda: designs.sobol((X, N), 16, seed),
            "morris": lambda: designs.morris((X, N), 16, 4, seed),
        }[design]()
        found: list[float] = made.values["x"].tolist()
        return found

    assert points(1) == points(1)
    assert points(1) != points(2)


def test_points_may_be_listed_with_numbers_words_and_truth() -> None:
    points = designs.listed([{"x": 1, "c": "low", "b": True}, {"x": 2.5, "c": "high", "b": False}])
    assert points.values["x"].tolist() == [1.0, 2.5]
    assert points.values["c"].tolist() == ["low", "high"]
    assert points.values["b"].tolist() == [True, False]


def test_a_csv_of_points_is_read_without_its_blank_lines() -> None:
    rows = [(1, ["x", "c"]), (2, ["1", "low"]), (4, ["2", "high"])]
    assert designs.read_csv("x , c\n1,low\n\n2, high\n") == rows
