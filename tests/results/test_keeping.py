"""A result that was kept comes back as it was, and nothing else is read."""

import json
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from liancun_sim.results.common.keeping import keep, kept
from liancun_sim.vocabulary import BadInput, Label


@dataclass
class Result:
    name: Label
    numbers: tuple[float, ...]
    table: pd.DataFrame
    empty: pd.DataFrame
    small: np.ndarray
    large: np.ndarray
    about: dict


@pytest.fixture
def folder(tmp_path):
    table = pd.DataFrame({"key": pd.Categorical(["b", "a", "b"]), "value": [0.1, np.nan, 3.0], "count": [1, 2, 3]},
                         index=pd.Index(["V1", "V2", "V3"], name="id"))  # fmt: skip
    rng = np.random.default_rng(1)
    large, about = rng.normal(size=(80, 90)).astype(np.float32), {"seed": 1, "notes": [Label("x", "甲")], "none": None}
    small = np.arange(4.0).reshape(2, 2)
    made = Result(Label("One", "一"), (0.1, float("inf")), table, pd.DataFrame(), small, large, about)
    keep(made, tmp_path)
    return tmp_path, made


def test_everything_comes_back_bit_for_bit(folder):
    place, made = folder
    read = kept(place, (Result, Label))
    assert (read.name, read.numbers, read.about) == (made.name, made.numbers, made.about)
    pd.testing.assert_frame_equal(read.table, made.table, check_dtype=False, check_categorical=False)
    assert read.table["value"].tolist()[0] == 0.1
    assert read.empty.empty
    np.testing.assert_array_equal(read.small, made.small)
    assert read.large.tobytes() == made.large.tobytes()


def test_a_type_that_is_not_named_is_not_made(folder):
    with pytest.raises(BadInput, match="damaged or of another version"):
        kept(folder[0], (Result,))


@pytest.mark.parametrize("name", ["../outside.parquet", "/etc/passwd"])
def test_no_file_outside_the_folder_is_read(folder, name):
    place = folder[0] / "data" / "result.json"
    document = json.loads(place.read_text("utf-8"))
    document["fields"]["table"]["table"] = name
    place.write_text(json.dumps(document), "utf-8")
    with pytest.raises(BadInput, match="damaged or of another version"):
        kept(folder[0], (Result, Label))


def test_a_folder_without_a_result_is_refused(tmp_path):
    with pytest.raises(BadInput, match="liancun compare"):
        kept(tmp_path, (Result, Label))
