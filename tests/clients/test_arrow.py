"""Arrow, and pandas by way of Arrow, read a store as it stands; what they read is what the store says."""

import pandas as pd
import pytest

from liancun_sim import sweep
from liancun_sim.results.store import compact, open_store
from swept_functions import consent

dataset = pytest.importorskip("pyarrow.dataset", reason="pyarrow is not installed: the group heavy")

STUDY = {
    "scenarios": ["policy", "other"],
    "levers": {"trust": {"low": 0.0, "high": 1.0}, "income_gap": {"low": 0.0, "high": 1.0}, "roads": [0.0, 1.0]},
    "design": {"kind": "grid", "levels": 3},
    "replications": 2,
    "outcomes": ["consent", "fairness"],
    "runs_per_chunk": 12,
}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("arrow") / "store"
    sweep(STUDY, folder, run=consent, workers=1)
    return open_store(folder)


@pytest.mark.parametrize("folded", [False, True])
def test_a_data_set_of_arrow_and_a_folder_read_by_pandas_are_the_runs(store, folded):
    if folded:
        compact(store)
    expected = store.runs().set_index("run_id").sort_index()
    assert len(expected) == 2 * 2 * 3 * 3 * 2
    by_arrow = dataset.dataset(store.folder / "runs", format="parquet").to_table().to_pandas()
    by_pandas = pd.concat(pd.read_parquet(path, engine="pyarrow") for path in store.folder.glob("runs/*/*.parquet"))
    for found in (by_arrow, by_pandas):
        found = found.drop_duplicates("run_id").set_index("run_id").sort_index()
        assert list(found.index) == list(expected.index)
        assert found["consent"].tolist() == expected["consent"].tolist()
        assert found["scenario"].tolist() == expected["scenario"].tolist()
