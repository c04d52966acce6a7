"""The store: whole files or none, exactly once, readable while it grows, clear when the disk is not."""

import errno
import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import duckdb
import numpy as np
import openpyxl
import polars
import pytest

from disks import fill_up
from liancun_sim.results.store import (
    OutcomeInfo,
    RunOutcome,
    Store,
    StoreFailed,
    compact,
    create_store,
    export,
    open_store,
    parquet,
    present,
    unfold,
)
from liancun_sim.results.store.planned import FAILED, OK
from liancun_sim.vocabulary import BadInput, Label, use_language

POINTS, PER_CHUNK = 12, 3


def make(folder: Path, points: int = POINTS) -> Store:
    """A store of two scenarios, twelve points, one replicate: eight chunks of three runs."""
    outcome = {"key": "y", "label": {"en": "y", "zh": "y"}, "unit": "", "better": "higher"}
    factor = {"key": "x", "role": "lever", "kind": "real", "low": 0.0, "high": 1.0}
    manifest = {
        "scenarios": ["a", "b"], "factors": [factor], "outcomes": [outcome], "tables": ["series"],
        "settling": None, "name": {"en": "small", "zh": "小"},
    }  # fmt: skip
    point = np.repeat(np.arange(points), 2)
    rows = np.arange(2 * points)
    design = {
        "run_id": [f"{row:024x}" for row in rows],
        "scenario": ["a", "b"] * points,
        "point": point,
        "replicate": np.zeros(rows.size, dtype=int),
        "batch": np.zeros(rows.size, dtype=int),
        "chunk": rows // PER_CHUNK,
        "place": rows % PER_CHUNK,
        "own": np.ones(rows.size, dtype=bool),
    }
    table = {
        "point": np.arange(points),
        "group": np.full(points, -1),
        "role": [""] * points,
        "x": np.arange(points) / points,
    }
    return create_store(folder, manifest, table, [design])


def fill(store: Store, *numbers: int, attempt: int = 1) -> None:
    """Do chunks: y = 10 x, and one row of series per run."""
    for number in numbers:
        chunk = store.chunk(number)
        outcomes = [
            RunOutcome(
                one,
                OK,
                {"y": 10 * one.parameters["x"]},
                {"series": {"month": [0, 1], "value": [one.point, one.point + 0.5]}},
            )
            for one in chunk.runs
        ]
        store.write_chunk(chunk, outcomes, "here", attempt)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make(tmp_path / "store")


def test_a_chunk_holds_the_runs_the_design_gave_it(store: Store) -> None:
    chunk = store.chunk(2)  # runs 6, 7, 8: points 3, 3, 4
    assert [(one.point, one.scenario) for one in chunk.runs] == [(3, "a"), (3, "b"), (4, "a")]
    assert chunk.runs[2].parameters == {"x": 4 / 12}
    assert list(store.chunks()["runs"]) == [3] * 8
    assert store.chunks()["chunk_id"].is_unique


def test_what_is_done_is_read_back_beside_its_design(store: Store) -> None:
    fill(store, 0, 2)
    results = store.results()
    assert list(results["point"]) == [0, 0, 1, 3, 3, 4]
    np.testing.assert_allclose(results["y"], 10 * results["x"])
    assert store.present() == set(store.chunks()["chunk_id"][[0, 2]])
    assert len(store.table("series")) == 2 * 6
    assert set(results["status"]) == {OK}


def test_an_empty_store_reads_as_no_rows(store: Store) -> None:
    assert store.runs().empty
    assert "y" in store.results()
    assert store.table("series").empty
    assert store.failures().empty


def test_a_repeated_attempt_fills_the_same_file(store: Store) -> None:
    fill(store, 1)
    before = {path.name for path in store.folder.rglob("*.parquet")}
    fill(store, 1, attempt=2)
    assert {path.name for path in store.folder.rglob("*.parquet")} == before
    assert list(store.runs()["attempt"]) == [2, 2, 2]


def test_rows_without_their_mark_do_not_count(store: Store) -> None:
    fill(store, 0, 1)
    first = store.chunks()["chunk_id"][0]
    present.chunk_file(store.folder, "runs", first).unlink()  # killed between series and runs
    assert len(store.runs()) == 3
    assert len(store.table("series")) == 6


def test_a_failed_run_keeps_its_error_and_has_no_outcome(store: Store) -> None:
    chunk = store.chunk(0)
    failed = RunOutcome(chunk.runs[0], FAILED, error="ValueError: no", traceback="Traceback…")
    good = [RunOutcome(one, OK, {"y": 1.0}) for one in chunk.runs[1:]]
    store.write_chunk(chunk, [failed, *good], "here", 1)
    assert store.failures()[["status", "error", "traceback"]].to_numpy().tolist() == [
        [FAILED, "ValueError: no", "Traceback…"]
    ]
    assert np.isnan(store.results()["y"].iloc[0])


def test_other_programs_read_it_by_one_pattern_loose_and_folded(store: Store) -> None:
    fill(store, 0, 1)
    pattern = str(store.folder / "runs" / "*" / "*.parquet")
    for done in (6, 9):  # loose; folded and loose
        assert duckdb.sql(f"SELECT count(DISTINCT run_id), count(*) FROM '{pattern}'").fetchall() == [(done, done)]
        assert polars.read_parquet(pattern).height == done
        compact(store)
        assert duckdb.sql(f"SELECT count(*) FROM '{pattern}'").fetchall() == [(done,)]
        fill(store, 2)


@pytest.mark.parametrize("name", ["a 'quoted' name", "[brackets] and *", "联村 研究"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    if os.name == "nt" and "*" in name:
        pytest.skip("no such name on Windows")
    store = make(tmp_path / name)
    fill(store, *range(8))
    compact(store)
    assert len(open_store(tmp_path / name).results()) == 2 * POINTS
    assert export(store, tmp_path / name / "out.csv") == 2 * POINTS


# compaction


def test_compaction_keeps_every_row_and_leaves_one_file_a_table(store: Store) -> None:
    fill(store, *range(6))
    before = store.results()
    assert compact(store) == 6
    assert [len(list(store.folder.glob(f"{table}/*/*"))) for table in ("runs", "series")] == [1, 1]
    assert present.loose(store.folder, "runs") == {}
    assert store.results().equals(before)
    fill(store, 6, 7)
    assert len(store.present()) == 8
    assert compact(store) == 8
    assert len(store.results()) == 24
    assert len(list(store.folder.glob("runs/*/*"))) == 1
    assert compact(store) == 8  # nothing new: nothing changes


def test_a_compaction_cut_short_is_made_good_by_the_next(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store, 0, 1)
    compact(store)
    fill(store, 2)

    def killed(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("liancun_sim.results.store.compacting.write_text", killed)  # folded, not yet pointed at
        with pytest.raises(KeyboardInterrupt):
            compact(store)
    assert len(store.runs()) == 9
    fill(store, 3)
    with monkeypatch.context() as broken:
        broken.setattr("liancun_sim.results.store.compacting._clear", killed)  # pointed at, loose files still there
        with pytest.raises(KeyboardInterrupt):
            compact(store)
    assert len(store.runs()) == 12
    compact(store)
    assert [len(list(store.folder.glob(f"{table}/*/*"))) for table in ("runs", "series")] == [1, 1]
    assert len(store.runs()) == 12


def test_chunks_are_unfolded_to_be_replaced(store: Store) -> None:
    fill(store, *range(6))
    before, series = store.results(), store.table("series")
    compact(store)
    third, fifth = store.chunks()["chunk_id"][[2, 4]]
    unfold(store, {third, fifth, store.chunks()["chunk_id"][7]})  # the last is not done
    assert set(present.loose(store.folder, "runs")) == set(present.loose(store.folder, "series")) == {third, fifth}
    assert store.results().equals(before)
    assert len(store.table("series")) == len(series)
    fill(store, 2, attempt=2)
    assert store.results()["attempt"].sum() == 18 + 3
    assert compact(store) == 6
    assert [len(list(store.folder.glob(f"{table}/*/*"))) for table in ("runs", "series")] == [1, 1]
    assert store.results().drop(columns="attempt").equals(before.drop(columns="attempt"))
    unfold(store, store.present())
    assert len(present.loose(store.folder, "runs")) == 6
    assert store.results().drop(columns="attempt").equals(before.drop(columns="attempt"))


@pytest.mark.parametrize("cut", ["write_text", "_clear"])
def test_an_unfolding_cut_short_loses_nothing(store: Store, monkeypatch: pytest.MonkeyPatch, cut: str) -> None:
    fill(store, *range(4))
    compact(store)
    before = store.results()
    first = store.chunks()["chunk_id"][0]

    def killed(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(f"liancun_sim.results.store.compacting.{cut}", killed)
        with pytest.raises(KeyboardInterrupt):
            unfold(store, {first})
    assert store.results().equals(before)
    unfold(store, {first})
    assert store.results().equals(before)
    assert set(present.loose(store.folder, "runs")) == {first}


@pytest.mark.parametrize("table", ["runs", "series"])
def test_a_chunk_whose_file_has_no_end_is_not_done(store: Store, table: str) -> None:
    fill(store, 0, 1)
    file = present.chunk_file(store.folder, table, store.chunks()["chunk_id"][0])
    os.truncate(file, file.stat().st_size - 100)
    present.clear_leftovers(store.folder, ["series"])
    assert len(store.runs()) == 3
    assert len(store.table("series")) == 6
    fill(store, 0)
    assert len(store.runs()) == 6
    assert len(store.table("series")) == 12


def test_a_store_folded_in_the_earlier_place_is_read_and_moved(store: Store) -> None:
    fill(store, 0, 1)
    compact(store)
    pointer = json.loads((store.folder / "compacted.json").read_text())
    earlier = store.folder / "compacted" / pointer["name"]
    earlier.mkdir(parents=True)
    for table, file in pointer.pop("files").items():
        (store.folder / file).replace(earlier / f"{table}.parquet")
    (store.folder / "compacted.json").write_text(json.dumps({**pointer, "tables": ["series", "runs"]}))
    assert len(store.runs()) == 6
    compact(store)
    assert not earlier.parent.exists()
    assert len(list(store.folder.glob("runs/*/*"))) == 1
    assert (len(store.runs()), len(store.table("series"))) == (6, 12)


def test_a_chunk_done_again_after_compaction_is_counted_once(store: Store) -> None:
    fill(store, 0, 1)
    compact(store)
    fill(store, 0)
    assert len(store.runs()) == 6
    assert len(store.table("series")) == 12
    compact(store)
    assert present.loose(store.folder, "runs") == {}


def test_a_reader_never_sees_a_row_twice_or_missing_while_it_is_compacted(tmp_path: Path) -> None:
    store = make(tmp_path / "store", points=30)
    fill(store, *range(4))
    seen: list[tuple[int, int]] = []
    reading = True

    def read() -> None:
        while reading:
            runs = open_store(store.folder).runs()
            seen.append((len(runs), runs["run_id"].nunique()))

    reader = Thread(target=read)
    reader.start()
    for number in range(4, 20):
        fill(store, number)
        if number % 3 == 0:
            compact(store)
    reading = False
    reader.join()
    counts = [count for count, _ in seen]
    assert len(seen) > 5
    assert all(count == distinct for count, distinct in seen)
    assert counts == sorted(counts)  # what was there stays there


def test_two_compactions_do_not_run_at_once(store: Store) -> None:
    fill(store, 0)
    (store.folder / "compacting.lock").touch()
    with pytest.raises(StoreFailed, match="another compaction is at work; if none is, delete this file"):
        compact(store)
    assert len(store.runs()) == 3


# export


def test_csv_holds_a_row_per_run_and_opens_in_excel_as_utf8(store: Store, tmp_path: Path) -> None:
    fill(store, *range(8))
    assert export(store, tmp_path / "结果.csv") == 24
    raw = (tmp_path / "结果.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = raw.decode("utf-8-sig").splitlines()
    assert len(lines) == 25
    assert lines[0].startswith("scenario,point,group,role,x,replicate,batch,run_id")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_tables_kept_beside_the_runs_are_exported_beside_them(store: Store, tmp_path: Path, ending: str) -> None:
    fill(store, 0, 1)
    present.chunk_file(store.folder, "runs", store.chunks()["chunk_id"][1]).unlink()  # not marked done
    export(store, tmp_path / f"runs.{ending}")
    lines = (tmp_path / "runs-series.csv").read_text("utf-8-sig").splitlines()
    assert lines[:3] == [
        "scenario,point,replicate,run_id,month,value",
        f"a,0,0,{0:024x},0,0.0",
        f"a,0,0,{0:024x},1,0.5",
    ]
    assert len(lines) == 1 + 2 * 3
    assert sorted(path.name for path in tmp_path.glob("*runs*")) == sorted(["runs-series.csv", f"runs.{ending}"])


def test_a_workbook_holds_runs_points_and_failures(store: Store, tmp_path: Path) -> None:
    fill(store, *range(8))
    use_language("zh")
    export(store, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx", read_only=True)
    assert book.sheetnames == ["运行", "设计点", "失败"]
    rows = list(book["运行"].iter_rows(values_only=True))
    assert len(rows) == 25
    assert rows[3][rows[0].index("y")] == pytest.approx(10 / 12)
    book.close()


def test_an_export_of_another_kind_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"the ending says what is written: use \.csv or \.xlsx"):
        export(store, tmp_path / "out.parquet")
    assert not list(tmp_path.glob("out*"))


# trouble on disk


@pytest.fixture
def no_room(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The disk fills up at the third file that is written."""
    calls = iter(range(1_000))
    sync = os.fsync

    def fail(descriptor: int) -> None:
        if next(calls) >= 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(descriptor)

    monkeypatch.setattr(parquet.os, "fsync", fail)
    return


def test_a_full_disk_is_told_and_the_store_goes_on_when_there_is_room(
    store: Store, monkeypatch: pytest.MonkeyPatch, no_room: None
) -> None:
    with pytest.raises(StoreFailed) as failed:
        fill(store, 0, 1)
    (fault,) = failed.value.faults
    assert fault.message == (
        f"the disk of '{Path(fault.file).parent}' is full; make room and give the same command again: "
        "what is finished is kept"
    )
    monkeypatch.undo()
    assert not list(store.folder.rglob(".tmp-*"))
    missing = [number for number, one in enumerate(store.chunks()["chunk_id"]) if one not in store.present()]
    fill(store, *missing)
    assert len(store.runs()) == 24


def test_a_really_full_disk_is_told_and_the_store_goes_on_when_there_is_room(little_disk: Path) -> None:
    store = make(little_disk / "store")
    ballast = fill_up(little_disk)
    with pytest.raises(StoreFailed, match=r"the disk of .* is full; make room and give the same command again"):
        fill(store, 0)
    assert store.present() == set()
    assert not list(store.folder.rglob(".tmp-*"))
    ballast.unlink()
    fill(store, *range(8))
    assert len(store.results()) == 24


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *arguments: object, **settings: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(StoreFailed) as failed:
        make(tmp_path / "store")
    (fault,) = failed.value.faults
    assert fault.message == (
        f"nothing can be written in '{tmp_path}' (not permitted. Close programs that have it open, or "
        "name a place of your own); make it writable or choose another folder"
    )


def test_a_plan_cut_short_leaves_nothing_and_is_planned_again(tmp_path: Path) -> None:
    def cut_short(folder: Path) -> None:
        raise InterruptedError("the lights went out")

    made = make(tmp_path / "model")
    with pytest.raises(BadInput):
        create_store(tmp_path / "store", made.manifest, {"point": [0]}, [], cut_short)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model"]
    assert len(make(tmp_path / "store").design()) == 24


def test_of_many_that_plan_at_once_one_makes_the_store_and_the_others_get_it(tmp_path: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        stores = list(pool.map(lambda _: make(tmp_path / "store"), range(6)))
    assert [len(store.design()) for store in stores] == [24] * 6
    assert sorted(path.name for path in tmp_path.iterdir()) == ["store"]


def test_an_empty_file_is_a_chunk_not_done(tmp_path: Path) -> None:
    """What a machine that lost power may leave of a file whose name it kept."""
    store = make(tmp_path / "store")
    path = present.chunk_file(store.folder, present.RUNS, "0" * 24)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"")
    assert store.present() == set()


# what is not a store


def test_only_a_store_of_this_kind_is_opened(tmp_path: Path) -> None:
    said = {}
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "manifest.json").write_text("{")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "manifest.json").write_text('{"kind": "liancun_sim comparison"}')
    future = make(tmp_path / "future")
    path = future.folder / "manifest.json"
    path.write_text(json.dumps({**future.manifest, "format": 2}))
    for name in ("nothing", "broken", "other", "future"):
        with pytest.raises(BadInput) as bad:
            open_store(tmp_path / name)
        said[name] = bad.value.faults[0].message
    none = "there is no sweep in this folder; 'liancun sweep STUDY.yaml --out DIR' makes one"
    assert said == {
        "nothing": none,
        "broken": "the file is not JSON; restore it from a copy, or sweep into another folder",
        "other": none,
        "future": "the store has format 2, this version reads format 1; use the version that wrote it",
    }


def test_somebody_elses_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(BadInput, match=r"the folder holds something else \('mine.txt'\)"):
        make(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_outcomes_carry_label_unit_and_direction(store: Store) -> None:
    assert store.outcomes == (OutcomeInfo("y", Label("y", "y"), "", "higher"),)


@pytest.mark.parametrize(
    ("key", "value", "place"),
    [
        ("name", {"en": "small", "zh": "小", "fr": "petit"}, "name.fr"),
        ("name", ["small"], "name"),
        ("scenarios", ["a", 1], "scenarios.1"),
        ("factors", [3], "factors.0"),
        ("outcomes", [{"key": "y", "label": {"en": 1, "zh": ""}}], "outcomes.0.label.en"),
        ("tables", "series", "tables"),
    ],
)
def test_a_manifest_of_another_form_is_refused_with_its_place(
    key: str, value: object, place: str, tmp_path: Path
) -> None:
    make(tmp_path / "store")
    file = tmp_path / "store" / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | {key: value}), "utf-8")
    with pytest.raises(BadInput, match=f"'{place}' has another form than was written"):
        open_store(tmp_path / "store")


def test_half_a_character_in_a_manifest_is_damage(store: Store) -> None:
    file = store.folder / "manifest.json"
    content = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(content | {"name": "甲\ud800"}), "utf-8")
    with pytest.raises(BadInput, match=r"manifest\.json"):
        open_store(store.folder)
