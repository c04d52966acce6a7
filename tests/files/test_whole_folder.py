"""A folder is written whole or not at all, and never over anything that is not liancun's own."""

import json
import os
import stat
from pathlib import Path

import pytest

from liancun_sim.files import check_folder, whole_folder
from liancun_sim.files.kind import AUDIT, COMPARISON
from liancun_sim.files.manifest import MANIFEST
from liancun_sim.vocabulary import BadInput, use_language


def put(out, text="new", kind=COMPARISON):
    with whole_folder(out, kind, {"seed": 3}) as folder:
        (folder / "effects.csv").write_text(text)
        (folder / "figures").mkdir()
        (folder / "figures" / "paths.svg").write_text(text)


def contents(place: Path) -> dict[str, object]:
    """Everything below a place: the text of files, the aim of links, None for the rest."""
    found: dict[str, object] = {}
    for path in place.rglob("*"):
        kind = path.lstat().st_mode
        what = path.readlink() if stat.S_ISLNK(kind) else path.read_bytes() if stat.S_ISREG(kind) else None
        found[path.relative_to(place).as_posix()] = what
    return found


def refusal(out, kind=COMPARISON):
    with pytest.raises(BadInput) as caught:
        check_folder(out, kind)
    (fault,) = caught.value.faults
    return str(fault)


def test_a_new_folder_is_made_with_its_parents(tmp_path):
    put(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b" / "effects.csv").read_text() == "new"


def test_an_earlier_result_is_replaced_whole(tmp_path):
    out = tmp_path / "out"
    with whole_folder(out, COMPARISON) as folder:
        (folder / "old.csv").write_text("old")
    put(out)
    assert sorted(path.name for path in out.iterdir()) == ["effects.csv", "figures", MANIFEST]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_the_manifest_names_the_kind_the_provenance_and_every_file(tmp_path):
    put(tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / MANIFEST).read_text("utf-8"))
    assert (manifest["kind"], manifest["seed"]) == ("liancun_sim comparison", 3)
    assert list(manifest["files"]) == ["effects.csv", "figures/paths.svg"]


def test_an_empty_folder_and_what_file_managers_leave_are_no_obstacle(tmp_path):
    out = tmp_path / "out"
    out.mkdir(0o750)
    (out / ".DS_Store").write_text("")
    (out / "~$comparison.xlsx").write_text("")
    put(out)
    assert (out / "effects.csv").exists()
    assert out.stat().st_mode & 0o777 == 0o750  # as its owner made it


def test_a_new_folder_is_as_open_as_the_person_makes_folders(tmp_path):
    before = os.umask(0o027)
    try:
        put(tmp_path / "out")
    finally:
        os.umask(before)
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o750
    assert (tmp_path / "out" / "effects.csv").stat().st_mode & 0o777 == 0o640


def test_a_failure_leaves_the_earlier_result_and_nothing_half_written(tmp_path):
    out = tmp_path / "out"
    put(out, "first")
    with pytest.raises(ZeroDivisionError), whole_folder(out, COMPARISON) as folder:
        (folder / "effects.csv").write_text("half")
        raise ZeroDivisionError
    with pytest.raises(ZeroDivisionError), whole_folder(tmp_path / "new" / "out", COMPARISON):
        raise ZeroDivisionError
    assert (out / "effects.csv").read_text() == "first"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_a_foreign_folder_is_refused_and_left_alone(tmp_path):
    out = tmp_path / "mine"
    out.mkdir()
    for name in ("a.txt", "b.txt", "c.txt", "d.txt"):
        (out / name).write_text("mine")
    assert refusal(out) == (
        f"{out}: is not empty, and what it holds (a.txt, b.txt, c.txt, …) was not written as a comparison; "
        f"nothing was touched. Name a new or empty folder, for example {tmp_path / 'mine-2'}"
    )
    with pytest.raises(BadInput), whole_folder(out, COMPARISON):
        pytest.fail("it should not get this far")
    assert (out / "a.txt").read_text() == "mine"
    use_language("zh")
    assert refusal(out) == (
        f"{out}：不为空，其中内容（a.txt, b.txt, c.txt, …）不是此前写出的比较；未作任何改动。请指定新的或空的文件夹，"
        f"例如 {tmp_path / 'mine-2'}"
    )


def of_another_kind(out):
    put(out, kind=AUDIT)


def somebody_elses_manifest(out):
    out.mkdir()
    (out / MANIFEST).write_text(json.dumps({"name": "web app", "kind": "web", "files": {}}))


def a_manifest_of_the_wrong_shape(out):
    out.mkdir()
    (out / MANIFEST).write_text(json.dumps({"kind": COMPARISON.key, "files": [["effects.csv"], None]}))


def a_manifest_nested_too_deep(out):
    out.mkdir()
    (out / MANIFEST).write_text("[" * 100_000)


def a_pipe_for_a_manifest(out):
    out.mkdir()
    os.mkfifo(out / MANIFEST)


def a_note_beside(out):
    put(out)
    (out / "notes.docx").write_text("mine")


def a_note_among_the_figures(out):
    put(out)
    (out / "figures" / "notes.docx").write_text("mine")


def a_file_changed(out):
    put(out)
    (out / "effects.csv").write_text("with my remarks")


def a_link_to_photographs(out):
    put(out)
    (out / "photos").symlink_to(out.parent)


def a_file_become_a_link(out):
    put(out)
    (out / "effects.csv").rename(out.parent / "effects.csv")
    (out / "effects.csv").symlink_to(out.parent / "effects.csv")


def a_pipe(out):
    put(out)
    os.mkfifo(out / "queue")


def a_folder_that_holds_nothing(out):
    put(out)
    (out / "photos" / "2026").mkdir(parents=True)


FOREIGN = [of_another_kind, somebody_elses_manifest, a_manifest_of_the_wrong_shape, a_manifest_nested_too_deep,
           a_pipe_for_a_manifest, a_note_beside, a_note_among_the_figures, a_file_changed, a_link_to_photographs,
           a_file_become_a_link, a_pipe, a_folder_that_holds_nothing]  # fmt: skip


@pytest.mark.parametrize("prepare", FOREIGN)
def test_whatever_a_folder_holds_that_liancun_did_not_write_stays(prepare, tmp_path):
    prepare(tmp_path / "out")
    before = contents(tmp_path)
    assert "nothing was touched" in refusal(tmp_path / "out")
    with pytest.raises(BadInput):
        put(tmp_path / "out")
    assert contents(tmp_path) == before


@pytest.mark.parametrize("prepare", [a_note_beside, a_file_changed, a_link_to_photographs])
def test_what_is_put_there_while_work_goes_on_stays_too(prepare, tmp_path):
    out = tmp_path / "out"
    put(out)
    with pytest.raises(BadInput), whole_folder(out, COMPARISON) as folder:
        (folder / "effects.csv").write_text("newer")
        prepare_after = contents(out)
        if prepare is a_note_beside:
            (out / "notes.docx").write_text("mine")
        elif prepare is a_file_changed:
            (out / "effects.csv").write_text("with my remarks")
        else:
            (out / "photos").symlink_to(tmp_path)
        assert contents(out) != prepare_after
        present = contents(out)
    assert contents(out) == present


def test_files_added_to_an_earlier_result_are_named(tmp_path):
    out = tmp_path / "out"
    a_note_beside(out)
    (tmp_path / "out-2").mkdir()
    assert refusal(out) == (
        f"{out}: holds an earlier comparison, and files added or changed since (notes.docx); nothing was touched. "
        f"Move them away, or name another folder, for example {tmp_path / 'out-3'}"
    )


def test_a_link_is_followed_and_stays_a_link(tmp_path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "disk")
    (tmp_path / "later").symlink_to(tmp_path / "disk-2")
    for name in ("out", "later"):
        put(tmp_path / name)
        assert (tmp_path / name).is_symlink()
        assert (tmp_path / name / "effects.csv").read_text() == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["disk", "disk-2", "later", "out"]


def test_a_file_in_the_way_is_refused(tmp_path):
    out = tmp_path / "out"
    out.write_text("mine")
    assert refusal(out) == f"{out}: is a file; name a folder, for example {tmp_path / 'out-2'}"
    assert refusal(out / "deeper" / "out").startswith(f"{out / 'deeper' / 'out'}: lies below {out}, which is a file")


@pytest.mark.parametrize("name", [".", "..", "here/..", "", "/"])
def test_the_folder_a_person_stands_in_is_refused_before_any_work(name, tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert "is the folder you are in" in refusal(name)
    assert contents(tmp_path) == {"here": None}


def test_names_no_file_can_have_are_refused(tmp_path):
    assert refusal(tmp_path / "a\0b").endswith("no file can have this name; choose another")
    assert "the name is too long" in refusal(tmp_path / ("长" * 300))
    (tmp_path / "ring").symlink_to(tmp_path / "ring")
    assert f"lies below {tmp_path / 'ring'}, which is a file" in refusal(tmp_path / "ring" / "out")


def test_a_name_as_long_as_names_can_be_is_written(tmp_path):
    put(tmp_path / ("长" * 85))
    assert len(contents(tmp_path)) == 5


@pytest.mark.parametrize("marked", ["county.yaml", MANIFEST])
def test_no_folder_of_results_goes_into_one_that_is_read_as_a_whole(marked, tmp_path):
    county = tmp_path / "county"
    if marked == MANIFEST:
        put(county)
    else:
        county.mkdir()
        (county / marked).write_text("name: {en: A, zh: 甲}")
    before = contents(tmp_path)
    assert refusal(county / "results" / "new") == (
        f"{county / 'results' / 'new'}: lies within {county}, a folder liancun reads and writes as a whole; "
        f"choose a place beside it, for example {tmp_path / 'new'}"
    )
    assert contents(tmp_path) == before


def test_a_folder_that_takes_no_files_is_refused_before_any_work(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # an administrator may write anywhere
    assert refusal(tmp_path / "out") == (
        f"{tmp_path / 'out'}: cannot be written: {tmp_path} does not take new files. Choose another place"
    )
