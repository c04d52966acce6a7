"""Sweeps end with every planned run in the store once: done, failed with its reason, or quarantined."""

import json
import os
import pickle
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from swept import ailing, faulty, plane, poisonous, wearing

from disks import fill_up
from liancun_sim.api import replay, run_scenarios, sweep
from liancun_sim.cli import run
from liancun_sim.cli.exit_codes import BAD_INPUT, FINDINGS, FINE
from liancun_sim.county import County, make_county, save_county
from liancun_sim.results.store import RunOutcome, StoreFailed, compact, open_store, parquet, present, unfold
from liancun_sim.results.store.planned import FAILED
from liancun_sim.running.runner.chunk_work import Job
from liancun_sim.running.runner.pool import Task
from liancun_sim.running.runner.restoring import COUNTY
from liancun_sim.running.study import slurm
from liancun_sim.running.study.model_outcomes import outcomes_of
from liancun_sim.running.study.model_study import model_study
from liancun_sim.running.study.status import sweep_status
from liancun_sim.running.study.stored_study import stored_study
from liancun_sim.running.study.sweep import planned
from liancun_sim.scenario import load_scenario
from liancun_sim.simulation.world import World
from liancun_sim.vocabulary import BadInput

PLANE = {
    "levers": {"x": {"low": 0.0, "high": 1.0}, "w": {"low": 0.0, "high": 1.0}},
    "design": {"kind": "grid", "levels": 5},
    "replications": 2,
    "outcomes": ["y", "z"],
    "runs_per_chunk": 8,
}


def test_any_function_can_be_swept(tmp_path: Path) -> None:
    told: list[tuple[int, int, int]] = []
    status = sweep(PLANE, tmp_path / "out", run=plane, workers=2, progress=lambda *numbers: told.append(numbers))
    assert (status.planned, status.done, status.complete) == (50, 50, True)
    assert (status.chunks, status.chunks_done) == (7, 7)  # six of eight runs, one of two
    results = open_store(tmp_path / "out").results()
    np.testing.assert_array_equal(results["y"], 2 * results["x"] + results["replicate"])
    np.testing.assert_array_equal(results["z"], results["x"] - results["w"])
    assert told[0] == (0, 50, 0)
    assert told[-1] == (50, 50, 0)
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)


def test_a_sweep_goes_on_where_it_stopped(tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def stop(done: int, planned: int, failed: int) -> None:
        if done >= 16:
            raise Enough

    with pytest.raises(Enough):
        sweep(PLANE, tmp_path / "out", run=plane, workers=1, progress=stop)
    store = open_store(tmp_path / "out")
    ready = store.present()
    assert 2 <= len(ready) < 7
    written = {path: path.stat().st_mtime_ns for path in present.loose(store.folder, "runs").values()}
    assert sweep(PLANE, tmp_path / "out", run=plane, workers=1).complete
    assert all(path.stat().st_mtime_ns == time for path, time in written.items())  # nothing was done again
    assert store.runs()["run_id"].nunique() == len(store.runs()) == 50


def test_the_number_of_workers_changes_no_result(tmp_path: Path) -> None:
    frames = []
    for workers in (1, 3):
        sweep(PLANE, tmp_path / str(workers), run=plane, workers=workers)
        frames.append(open_store(tmp_path / str(workers)).runs().drop(columns=["wall_s", "attempt"]))
    assert frames[0].equals(frames[1])


def test_a_run_that_raises_is_recorded_and_the_rest_goes_on(tmp_path: Path) -> None:
    study = {**PLANE, "design": {"kind": "list", "rows": [{"x": x, "w": 0.0} for x in (0.05, 0.2, 0.48, 0.7, 0.95)]}}
    del study["levers"]
    status = sweep(study, tmp_path / "out", run=faulty, workers=2)
    assert (status.done, status.failed, status.killed) == (10, 6, 0)
    failures = open_store(tmp_path / "out").failures()
    assert set(failures["error"]) == {
        "KeyError: 'the function gave no value for: z'", "SystemExit: leaving", "ValueError: x is 0.95",
    }  # fmt: skip
    raised = failures[failures["error"] == "ValueError: x is 0.95"]["traceback"].iloc[0]
    assert "raise ValueError(f\"x is {parameters['x']}\")" in raised


def test_a_run_that_kills_its_worker_is_quarantined_and_the_rest_goes_on(tmp_path: Path) -> None:
    status = sweep(PLANE, tmp_path / "out", run=poisonous, workers=2)
    store = open_store(tmp_path / "out")
    assert (status.done, status.failed, status.killed) == (50, 0, 5)  # x = 0 with five w
    failures = store.failures().merge(store.points(), on="point")
    assert (failures["x"] == 0).all()
    assert set(failures["error"]) == {"its worker process died 3 times during this run (exit code 7)"}
    good = store.results().query("status == 'ok'")
    np.testing.assert_array_equal(good["y"], 2 * good["x"] + good["replicate"])


def test_runs_whose_worker_dies_of_others_are_not_quarantined(tmp_path: Path) -> None:
    rows = [{"x": x / 10, "w": 0.0} for x in range(9)]
    study = {**PLANE, "design": {"kind": "list", "rows": rows}, "replications": 1, "runs_per_chunk": 9}
    del study["levers"]
    status = sweep(study, tmp_path / "out", run=wearing, workers=1)
    assert (status.done, status.failed, status.killed) == (9, 0, 0)
    results = open_store(tmp_path / "out").results()
    np.testing.assert_array_equal(results["y"], 2 * results["x"])


@pytest.mark.parametrize("folded", [False, True])
def test_what_failed_is_retried_when_asked(tmp_path: Path, folded: bool) -> None:
    healed = [str(tmp_path / name) for name in ("first", "second")]
    levers = {"x": {"low": 0.0, "high": 1.0}, "healed": healed}
    study = {**PLANE, "levers": levers, "outcomes": ["y"], "runs_per_chunk": 4}
    status = sweep(study, tmp_path / "out", run=ailing, workers=2)
    assert (status.done, status.failed, status.killed) == (20, 4, 2)  # x = 1; first replicates of x = 0
    store = open_store(tmp_path / "out")
    untouched = store.present() - store.chunks_with_failures()
    assert len(untouched) == 3  # a chunk is an x
    if folded:
        compact(store)
    for name in healed:
        Path(name).touch()
    assert sweep(study, tmp_path / "out", run=ailing, workers=2).failed == 4  # not asked: what is done is done
    before = store.runs().set_index("run_id")
    told: list[int] = []
    status = sweep(study, tmp_path / "out", run=ailing, workers=2, retry=True, progress=lambda *n: told.append(n[0]))
    assert (status.done, status.failed, status.killed) == (20, 0, 0)
    assert told == [12, 16, 20]
    results = store.results()
    np.testing.assert_array_equal(results["y"], 2 * results["x"] + results["replicate"])
    kept = store.query("SELECT run_id, wall_s, chunk_id FROM runs JOIN chunks USING (chunk)").set_index("run_id")
    same = kept["wall_s"] == before["wall_s"][kept.index]
    assert same.equals(before["status"][kept.index] == "ok")  # the failed alone, not the others of their chunks


def test_a_file_cut_short_by_a_power_failure_is_done_again(tmp_path: Path) -> None:
    sweep(PLANE, tmp_path / "out", run=plane, workers=1)
    store = open_store(tmp_path / "out")
    before = store.results()
    file = next(iter(present.loose(store.folder, "runs").values()))
    os.truncate(file, file.stat().st_size // 2)
    assert sweep(PLANE, tmp_path / "out", run=plane, workers=1).complete
    assert store.results().drop(columns="wall_s").equals(before.drop(columns="wall_s"))


def test_shards_together_do_everything_once(tmp_path: Path) -> None:
    for part in (3, 1, 2):
        status = sweep(PLANE, tmp_path / "out", run=plane, workers=1, shard=(part, 3))
    assert status.complete
    store = open_store(tmp_path / "out")
    assert (store.runs()["attempt"] == 1).all()
    sweep(PLANE, tmp_path / "one", run=plane, workers=1)
    varies = ["wall_s", "host", "attempt"]
    assert store.runs().drop(columns=varies).equals(open_store(tmp_path / "one").runs().drop(columns=varies))


def test_a_folder_goes_on_with_its_own_study_only(tmp_path: Path) -> None:
    sweep(PLANE, tmp_path / "out", run=plane, workers=1)
    with pytest.raises(BadInput, match="the folder holds the sweep of a different study"):
        sweep({**PLANE, "replications": 1}, tmp_path / "out", run=plane)
    with pytest.raises(BadInput, match="the model has changed since this sweep was planned"):
        sweep(PLANE, tmp_path / "out", run=faulty)


def test_a_function_workers_cannot_import_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be imported by worker processes; define it with def at the top level"):
        sweep(PLANE, tmp_path / "out", run=lambda parameters, replicate: {"y": 0.0, "z": 0.0})
    assert not (tmp_path / "out").exists()


def test_a_study_of_a_function_gives_every_range_itself(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as bad:
        sweep({"levers": {"x": None}, "months": 3, "outcomes": "all"}, tmp_path / "out", run=plane)
    assert {fault.message for fault in bad.value.faults} == {
        "'months' is for sweeps of the model; leave it out when sweeping a function",
        "'x' has no range of its own; give one, for example {low: 1, high: 2}",
        "name the outcomes the function returns, for example 'outcomes: [y]'",
    }


def test_a_full_disk_ends_the_sweep_clearly_and_it_resumes(little_disk: Path) -> None:
    class Enough(Exception):
        pass

    def stop(done: int, planned: int, failed: int) -> None:
        if done:
            raise Enough

    with pytest.raises(Enough):
        sweep(PLANE, little_disk / "out", run=plane, workers=1, progress=stop)
    done = open_store(little_disk / "out").present()
    ballast = fill_up(little_disk)
    with pytest.raises(StoreFailed, match=r"the disk of .* is full; make room and give the same command again"):
        sweep(PLANE, little_disk / "out", run=plane, workers=2)
    assert open_store(little_disk / "out").present() == done
    ballast.unlink()
    assert sweep(PLANE, little_disk / "out", run=plane, workers=1).complete


# the model


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory, small_county: County) -> Path:
    """Two scenarios, two points, two replicates of a small county: eight runs."""
    folder = tmp_path_factory.mktemp("swept")
    save_county(small_county, folder / "land")
    (folder / "design.yaml").write_text(
        "name: {en: Small, zh: 小}\nscenarios: [strong_weak_pairing]\ncounty: land\nmonths: 12\n"
        "levers: {policies.strong_weak_pairing.pairs: [2, 6]}\nuncertainties: [attitude.pressure]\n"
        "design: {kind: latin_hypercube, points: 2}\nreplications: 2\n"
        "outcomes: [income_mean, private_consent, converted_true]\nkeep: {series: [income_mean], "
        "villages: [income_yuan_per_person]}\n",
        "utf-8",
    )
    return folder / "design.yaml"


@pytest.fixture(scope="module")
def swept(study: Path) -> Path:
    """The study, done by the command."""
    assert run(["sweep", str(study), "--out", str(study.parent / "out"), "--workers", "2", "-q"]) == FINE
    return study.parent / "out"


def test_a_swept_run_is_the_run_the_world_gives(swept: Path, small_county: County) -> None:
    results = open_store(swept).results()
    row = results[(results["scenario"] == "strong_weak_pairing") & (results["replicate"] == 1)].iloc[0]
    pairs = int(row["policies.strong_weak_pairing.pairs"])
    scenario = load_scenario(
        "strong_weak_pairing",
        sets=[f"policies.strong_weak_pairing.pairs={pairs}", f"attitude.pressure={float(row['attitude.pressure'])!r}"],
        months=12,
    )
    policies = scenario.build_policies(small_county)
    alone = World(small_county).run(scenario.setup, scenario.coefficients, policies, seed=1, replication=1)
    names = [
        "income_mean",
        "private_consent",
        "converted_true",
        "total_yuan",
        "staff_yuan",
        "public_yuan",
        "total_cadre_months",
    ]
    for name, value in outcomes_of(alone, names).items():
        np.testing.assert_equal(row[name], value)


def test_series_and_villages_are_kept_as_asked(swept: Path) -> None:
    store = open_store(swept)
    series, villages = store.table("series"), store.table("villages")
    assert len(series) == 8 * 13  # months 0 to 12
    assert len(villages) == 8 * 60
    last = series[series["month"] > 0].groupby("run_id")["value"].mean()
    np.testing.assert_allclose(last.sort_index(), store.runs().set_index("run_id")["income_mean"], rtol=1e-12)


def test_worlds_of_a_pair_stand_at_the_same_point(swept: Path) -> None:
    results = open_store(swept).results()
    wide = results.pivot(index=["point", "replicate"], columns="scenario", values="attitude.pressure")
    assert (wide["baseline"] == wide["strong_weak_pairing"]).all()
    quiet = results.pivot(index=["point", "replicate"], columns="scenario", values="total_yuan")
    assert (quiet["baseline"] == 0).all()
    assert (quiet["strong_weak_pairing"] > 0).all()


def test_a_stored_run_is_replayed_exactly(swept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_id = open_store(swept).runs()["run_id"][3]
    assert replay(swept, run_id).different == ()
    assert run(["run", "--from", str(swept), "--run", run_id]) == FINE
    assert capsys.readouterr().out == f"{run_id}: exactly as stored (7 outcomes, and every row of series, villages)\n"


def test_a_replay_that_comes_out_otherwise_says_where(
    swept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store(swept)
    run_id = store.runs()["run_id"][0]
    files = present.loose(store.folder, "runs")
    file = next(path for path in files.values() if run_id in path_runs(path))
    kept = file.read_bytes()
    try:
        rows = store.connect().execute(f"SELECT * FROM {parquet.reading([file])}").df()
        rows.loc[rows["run_id"] == run_id, "income_mean"] += 1.0
        parquet.write_table(file, {name: rows[name].to_numpy() for name in rows.columns})
        assert run(["run", "--from", str(swept), "--run", run_id, "--lang", "zh"]) == FINDINGS
    finally:
        file.write_bytes(kept)
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"{run_id}：9项中有1项与保存的结果不同："
    assert said[1].startswith("  income_mean：保存为 ")


def test_a_short_sweep_of_a_county_that_has_gone_since_is_replayed(study: Path, tmp_path: Path) -> None:
    shutil.copytree(study.parent / "land", tmp_path / "land")
    short = tmp_path / "short.yaml"
    short.write_text(study.read_text("utf-8").replace("months: 12", "months: 6"), "utf-8")
    assert run(["sweep", str(short), "--out", str(tmp_path / "out"), "--workers", "1", "-q"]) == FINE
    shutil.rmtree(tmp_path / "land")
    for run_id in open_store(tmp_path / "out").runs()["run_id"]:
        assert replay(tmp_path / "out", run_id).different == ()


def test_a_failed_run_is_tried_again_on_replay(tmp_path: Path) -> None:
    healed = tmp_path / "healed"
    levers = {"x": {"low": 0.0, "high": 1.0}, "healed": [str(healed), str(tmp_path / "never")]}
    study = {**PLANE, "levers": levers, "outcomes": ["y"], "runs_per_chunk": 4}
    sweep(study, tmp_path / "out", run=ailing, workers=2)
    results = open_store(tmp_path / "out").results()
    results = results[results["healed"] == str(healed)]
    failed, killed, fine = (results[results["status"] == one]["run_id"].iloc[0] for one in ("failed", "killed", "ok"))
    found = {run_id: replay(tmp_path / "out", run_id, ailing) for run_id in (failed, killed, fine)}
    assert [(one.status, one.again.status, one.same) for one in found.values()] == [
        ("failed", "failed", True), ("killed", "killed", True), ("ok", "ok", True),
    ]  # fmt: skip
    assert found[failed].error == found[failed].again.error == "ValueError: not healed"
    healed.touch()
    for run_id in (failed, killed):
        again = replay(tmp_path / "out", run_id, ailing)
        assert (again.again.status, again.same) == ("ok", False)


def test_the_command_tells_how_a_failed_run_ends_now(
    swept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    shutil.copytree(swept, out)
    store = open_store(out)
    run_id = store.runs()["run_id"].iloc[0]
    number = int(store.query(f"SELECT chunk FROM runs WHERE run_id = '{run_id}'")["chunk"].iloc[0])
    chunk = store.chunk(number)
    store.write_chunk(chunk, [RunOutcome(one, FAILED, error="ValueError: planted") for one in chunk.runs], "here", 1)
    words = ["run", "--from", str(out), "--run", run_id]
    assert run(words) == FINDINGS
    assert capsys.readouterr().out.splitlines() == [
        f"{run_id}: recorded as failed: ValueError: planted",
        "Tried again, it finishes; the same sweep command with --retry does it anew in the store.",
    ]

    def raises(self: World, *arguments: object) -> None:
        raise ValueError("planted")

    monkeypatch.setattr(World, "run_all", raises)
    assert run([*words, "--lang", "zh"]) == FINDINGS
    assert capsys.readouterr().out.splitlines() == [
        f"{run_id}：记录为失败：ValueError: planted", "重试后以同样的方式失败。",
    ]  # fmt: skip
    assert run(["run", "--from", str(swept), "--run", run_id, "--json", "--lang", "en"]) == FINDINGS
    told = json.loads(capsys.readouterr().out)
    assert told["status"] == {"stored": "ok", "replayed": "failed"}
    assert told["error"]["replayed"] == "ValueError: planted"


def test_what_is_sent_to_workers_does_not_grow_with_the_county(study: Path, swept: Path, tmp_path: Path) -> None:
    save_county(make_county(villages=90), tmp_path / "land")
    larger, county = model_study(study, {"county": str(tmp_path / "land")})
    stores = [
        open_store(swept),
        planned(larger, swept.parent / "big", lambda folder: save_county(county, folder / COUNTY)),
    ]
    sent = [len(pickle.dumps((Job.of(store, stored_study), Task(3)))) for store in stores]
    read = [sum(file.stat().st_size for file in (store.folder / COUNTY).rglob("*")) for store in stores]
    assert read[1] > 1.3 * read[0]  # what each worker reads from the store, once
    assert sent[0] == sent[1] < 1_000


def path_runs(path: Path) -> list[str]:
    found = parquet.connection().execute(f"SELECT run_id FROM {parquet.reading([path])}").fetchall()
    return [row[0] for row in found]


def test_status_can_be_asked_by_anybody(swept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sweep", "--out", str(swept), "--status"]) == FINE
    assert capsys.readouterr().out.startswith("Small: 8 of 8 runs done, 0 failed, 0 killed their worker (")
    assert run(["sweep", "--out", str(swept), "--status", "--lang", "zh"]) == FINE
    assert capsys.readouterr().out.startswith("小：8次运行已完成8次")
    assert run(["sweep", "--out", str(swept), "--status", "--json"]) == FINE
    assert json.loads(capsys.readouterr().out)["complete"] is True
    assert sweep_status(open_store(swept)).left == 0


def test_the_command_folds_and_exports(swept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = open_store(swept).runs()
    assert run(["sweep", "--out", str(swept), "--compact", "--export", str(tmp_path / "runs.csv")]) == FINE
    assert capsys.readouterr().err.splitlines()[-1] == f"Written: {tmp_path / 'runs.csv'} (8 runs)"
    assert open_store(swept).runs().equals(before)


def test_failed_runs_end_the_command_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str], study: Path) -> None:
    broken = study.with_name("broken.yaml")
    broken.write_text(study.read_text("utf-8").replace("design: {kind: latin_hypercube, points: 2}",
                      "design: {kind: list, rows: [{attitude.pressure: 0.5}]}").replace(
                      "levers: {policies.strong_weak_pairing.pairs: [2, 6]}\nuncertainties: [attitude.pressure]\n", ""),
                      "utf-8")  # fmt: skip
    out = tmp_path / "out"
    assert run(["sweep", str(broken), "--out", str(out), "-q"]) == FINE
    store = open_store(out)
    for table in ("runs", "series", "villages"):
        for path in present.loose(out, table).values():
            path.unlink()
    for number in store.chunks()["chunk"]:
        chunk = store.chunk(number)
        store.write_chunk(chunk, [RunOutcome(one, FAILED, error="planted") for one in chunk.runs], "here", 1)
    assert run(["sweep", str(broken), "--out", str(out), "-q"]) == FINDINGS
    said = capsys.readouterr().out.splitlines()
    assert "4 failed" in said[-5]
    assert said[-1].endswith("): planted")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sweep"], "--out: say where the results go or are: --out DIR"),
        (["sweep", "--out", "x"], "STUDY: give the study file, for example 'liancun sweep design.yaml --out DIR'"),
        (["sweep", "--out", "x", "--status"],
         "x: there is no sweep in this folder; 'liancun sweep STUDY.yaml --out DIR' makes one"),
        (["sweep", "s.yaml", "--out", "x", "--shard", "4/3"],
         "--shard: '4/3' is not a shard; write part/parts, for example 3/10 for the third of ten"),
        (["sweep", "s.yaml", "--out", "x", "--scheduler", "a", "--scheduler-file", "b"],
         "--scheduler: give --scheduler or --scheduler-file, not both"),
        (["sweep", "--out", "x", "--status", "--retry"],
         "--status: this runs nothing, so --retry would have no effect; give one or the other"),
        (["sweep", "s.yaml", "--out", "x", "--slurm", "2", "--shard", "1/2", "--scheduler", "a"],
         "--slurm: this runs nothing, so --shard, --scheduler would have no effect; give one or the other"),
        (["run", "baseline", "--from", "x", "--run", "y"],
         "--from: a replay does what is stored: beside --from and --run it takes no scenario and no settings, and "
         "writes no folder"),
        (["run", "--from", "x"],
         "SCENARIO: name a scenario to run, or replay a stored run with --from DIR --run RUN_ID"),
    ],
)  # fmt: skip
def test_a_bad_command_line_is_told(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(words) == BAD_INPUT
    assert capsys.readouterr().err.splitlines()[0] == said
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("nowhere/runs.csv", "nowhere/runs.csv: there is no folder 'nowhere'; make it first, or name a file elsewhere"),
        ("nowhere/a.xlsx", "nowhere/a.xlsx: there is no folder 'nowhere'; make it first, or name a file elsewhere"),
        ("here.csv", "here.csv: this is a folder; name a file, for example here.csv/runs.csv"),
        ("/proc/runs.csv", "/proc/runs-series.csv: cannot be written: there is no such file or folder. Check the name"),
    ],
)  # fmt: skip
def test_an_export_that_has_no_place_is_told(
    file: str, said: str, swept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    if file.startswith("/proc") and not sys.platform.startswith("linux"):
        pytest.skip("has no /proc")
    monkeypatch.chdir(tmp_path)
    Path("here.csv").mkdir()
    assert run(["sweep", "--out", str(swept), "--export", file]) == BAD_INPUT
    assert capsys.readouterr().err.splitlines()[0] == said
    assert [path.name for path in tmp_path.iterdir()] == ["here.csv"]


def _junk(file: str, content: str) -> Callable[[Path], object]:
    return lambda folder: (folder / file).write_text(content, "utf-8")


def _without(key: str) -> Callable[[Path], object]:
    def edit(folder: Path) -> None:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        block = manifest["outcomes"][0] if key == "label" else manifest
        del block[key]
        (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")

    return edit


def _renamed_column(file: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data.replace(b"chunk_id", b"chunk_ix"))


DAMAGE = {
    "manifest.json: the file lacks 'tables'": _without("tables"),
    "manifest.json: the file lacks 'name'": _without("name"),
    "manifest.json: the file lacks 'settling'": _without("settling"),
    "manifest.json: the file is not JSON": _junk("manifest.json", "{"),
    "compacted.json: the file is not as compaction wrote it": _junk("compacted.json", "{"),
    "compacted.json: the file is not as compaction wrote it; ": _junk("compacted.json", "[]"),
    ": the store cannot be read: Binder Error": lambda folder: _renamed_column(folder / "chunks.parquet"),
    ": the store cannot be read: ": lambda folder: next((folder / "runs").rglob("*.parquet")).write_text("PAR1 PAR1"),
}


STATUS_ONLY = [
    said for said in DAMAGE if said.endswith(("'name'", "'settling'", "Binder Error"))
]  # compaction does not ask for these


@pytest.mark.parametrize(
    ("word", "said"),
    [("--status", said) for said in DAMAGE] + [("--compact", said) for said in DAMAGE if said not in STATUS_ONLY],
)
def test_a_damaged_store_is_told_and_left_as_it_is(
    said: str, word: str, swept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(swept, tmp_path / "out")
    unfold(open_store(tmp_path / "out"), open_store(tmp_path / "out").present())
    DAMAGE[said](tmp_path / "out")
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert run(["sweep", "--out", str(tmp_path / "out"), word]) == BAD_INPUT
    assert said in capsys.readouterr().err.splitlines()[0]
    assert {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()} == before


def test_what_ended_a_sweep_is_told_to_the_quiet_too(
    study: Path, swept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(swept, tmp_path / "out")
    (tmp_path / "out" / "points.parquet").unlink()
    assert run(["sweep", str(study), "--out", str(tmp_path / "out"), "-q"]) == FINDINGS
    assert ": the store cannot be read: " in capsys.readouterr().err


def test_an_unwritable_place_is_told_before_anything_runs(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    code = run(["sweep", str(study), "--out", str(tmp_path / "file" / "out"), "-q"])
    assert code == BAD_INPUT
    told = f"{tmp_path / 'file' / 'out'}: lies below {tmp_path / 'file'}, which is a file"
    assert capsys.readouterr().err.startswith(told)
    assert (tmp_path / "file").read_text() == ""


def test_mesa_users_find_run_scenarios(tmp_path: Path, study: Path) -> None:
    frame = run_scenarios(
        ["baseline", "strong_weak_pairing"], tmp_path / "store", replications=2, months=12,
        outcomes=["income_mean"], county=study.parent / "land", workers=1,
    )  # fmt: skip
    assert list(frame["scenario"]) == ["baseline", "strong_weak_pairing"] * 2
    assert frame["income_mean"].notna().all()


def test_slurm_scripts_run_the_sweep_both_ways(study: Path, tmp_path: Path, call_scripts: Callable[..., Any]) -> None:
    array, dask = slurm.write_scripts(study, tmp_path / "my out", parts=2)
    assert "#SBATCH --array=1-2" in array.read_text()
    said = [call_scripts(array, SLURM_ARRAY_TASK_ID=str(part), SLURM_CPUS_PER_TASK="1") for part in (1, 2)]
    assert said == [
        f"sweep {study} --out {tmp_path / 'my out'} --workers 1 --shard {part}/2 --no-progress" for part in (1, 2)
    ]
    assert "dask scheduler --scheduler-file" in dask.read_text()
    subprocess.run(["bash", "-n", str(dask)], check=True)


def test_slurm_scripts_take_any_path(study: Path, tmp_path: Path, call_scripts: Callable[..., Any]) -> None:
    place = tmp_path / """a "b" 'c' $d {e} 100% 文"""
    shutil.copytree(study.parent, place)
    moved = (place / study.name).rename(place / "my study.yaml")
    array, dask = slurm.write_scripts(moved, place / "out", parts=2)
    said = call_scripts(array, SLURM_ARRAY_TASK_ID="1", SLURM_CPUS_PER_TASK="1")
    assert said == f"sweep {moved} --out {place / 'out'} --workers 1 --shard 1/2 --no-progress"
    for script, pattern in ((array, "%A_%a.log"), (dask, "%j.log")):
        subprocess.run(["bash", "-n", str(script)], check=True)
        (line,) = (line for line in script.read_text("utf-8").splitlines() if line.startswith("#SBATCH --output"))
        told = str(script.parent).replace("%", "%%")  # a sign of its own would be a pattern of SLURM's
        assert shlex.split(line.removeprefix("#SBATCH ")) == [f"--output={told}/{pattern}"]


def test_a_sweep_into_its_county_is_refused(study: Path, tmp_path: Path) -> None:
    save_county(make_county(villages=4, households=40, seed=2), tmp_path / "land")
    inside = tmp_path / "land" / "out"
    with pytest.raises(BadInput, match="a folder liancun reads and writes as a whole"):
        sweep(PLANE, inside, run=plane)
    assert not inside.exists()


def test_tls_files_reach_dask_and_are_asked_for_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import distributed

    asked: dict[str, Any] = {}

    def connect(**settings: Any) -> None:
        asked.update(settings)
        raise OSError("nobody there")

    monkeypatch.setattr(distributed, "Client", connect)
    files = [tmp_path / name for name in ("ca.pem", "own.pem", "key.pem")]
    tls = (str(files[0]), str(files[1]), str(files[2]))
    where: dict[str, Any] = {"run": plane, "scheduler": "tls://127.0.0.1:1", "tls": tls}
    with pytest.raises(BadInput, match="no such file; TLS needs"):
        sweep(PLANE, tmp_path / "out", **where)
    for file in files:
        file.touch()
    with pytest.raises(BadInput, match="nobody there"):
        sweep(PLANE, tmp_path / "out", **where)
    security = asked["security"]
    assert (security.tls_ca_file, security.tls_client_cert, security.tls_client_key) == tls
    assert security.require_encryption


def test_tls_options_go_together(study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for given in (["--tls-key", "k"], ["--tls-ca-file", "a", "--tls-cert", "c", "--tls-key", "k"]):
        assert run(["sweep", str(study), "--out", str(tmp_path / "out"), *given]) == BAD_INPUT
        assert "go together, with --scheduler" in capsys.readouterr().err


@pytest.fixture
def call_scripts(tmp_path: Path) -> Callable[..., str]:
    """Runs a script with a ``liancun`` that only says how it was called."""
    if os.name != "posix":
        pytest.skip("SLURM runs on POSIX systems")
    place = tmp_path / "bin"
    place.mkdir()
    (place / "liancun").write_text('#!/bin/sh\necho "$@"\n')
    (place / "liancun").chmod(0o755)

    def call(script: Path, **variables: str) -> str:
        text = script.read_text("utf-8").replace(
            f"export PATH={Path(sys.executable).parent}:$PATH", f"export PATH={place}:$PATH"
        )
        script.write_text(text, "utf-8")
        done = subprocess.run(["bash", str(script)], env={**os.environ, **variables}, capture_output=True, check=True)
        return done.stdout.decode().strip()

    return call


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
def test_ctrl_c_ends_cleanly_and_the_same_command_goes_on(study: Path, tmp_path: Path) -> None:
    long = study.with_name("long.yaml")
    long.write_text(study.read_text("utf-8").replace("replications: 2", "replications: 300"), "utf-8")
    listening = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # a shell's background job ignores it
    )
    command = [sys.executable, "-c", f"{listening}; from liancun_sim.cli import main; main()"]
    command += ["sweep", str(long), "--out", str(tmp_path / "out"), "--workers", "1", "--lang", "en"]
    driver = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    until = time.monotonic() + 90
    while not present.loose(tmp_path / "out", "runs"):
        assert driver.poll() is None
        assert time.monotonic() < until
        time.sleep(0.05)
    os.killpg(driver.pid, signal.SIGINT)  # as a terminal does: driver, workers and all
    _, said = driver.communicate(timeout=30)
    assert driver.returncode == 130
    assert "Traceback" not in said
    assert [line for line in said.splitlines() if line][-2:] == [
        f"What is finished is kept in '{tmp_path / 'out'}'; the same command goes on from there.",
        "Interrupted.",
    ]
    assert 0 < sweep_status(open_store(tmp_path / "out")).done < 1_200
