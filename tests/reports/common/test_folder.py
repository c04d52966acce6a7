"""A comparison is written whole or not at all, and never over somebody else's files."""

import json

import pytest

from liancun_sim.reports.common.folder import KIND, MANIFEST, check_out_folder, manifest_text, written_whole
from liancun_sim.vocabulary import BadInput, use_language


def put(out, text="new"):
    with written_whole(out) as folder:
        (folder / "effects.csv").write_text(text)
        (folder / MANIFEST).write_text(manifest_text({}, folder))


def refusal(out):
    with pytest.raises(BadInput) as caught:
        check_out_folder(out)
    (fault,) = caught.value.faults
    return str(fault)


def test_a_new_folder_is_made_with_its_parents(tmp_path):
    put(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b" / "effects.csv").read_text() == "new"


def test_an_earlier_result_is_replaced_whole(tmp_path):
    out = tmp_path / "out"
    with written_whole(out) as folder:
        (folder / "old.csv").write_text("old")
        (folder / MANIFEST).write_text(manifest_text({}, folder))
    put(out)
    assert sorted(path.name for path in out.iterdir()) == ["effects.csv", MANIFEST]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_an_empty_folder_and_what_file_managers_leave_are_no_obstacle(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / ".DS_Store").write_text("")
    (out / "~$comparison.xlsx").write_text("")
    put(out)
    assert (out / "effects.csv").exists()


def test_a_failure_leaves_the_earlier_result_and_nothing_half_written(tmp_path):
    out = tmp_path / "out"
    put(out, "first")
    with pytest.raises(ZeroDivisionError), written_whole(out) as folder:
        (folder / "effects.csv").write_text("half")
        raise ZeroDivisionError
    assert (out / "effects.csv").read_text() == "first"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_a_foreign_folder_is_refused_and_left_alone(tmp_path):
    out = tmp_path / "mine"
    out.mkdir()
    for name in ("a.txt", "b.txt", "c.txt", "d.txt"):
        (out / name).write_text("mine")
    assert refusal(out) == (
        f"{out}: is not empty and was not written by a comparison (a.txt, b.txt, c.txt, …); "
        f"name a new or empty folder, for example --out {tmp_path / 'mine-2'}"
    )
    with pytest.raises(BadInput), written_whole(out):
        pytest.fail("it should not get this far")
    assert (out / "a.txt").read_text() == "mine"
    use_language("zh")
    assert refusal(out) == (
        f"{out}：不为空，且不是此前比较的结果（a.txt, b.txt, c.txt, …）；请指定新的或空的文件夹，"
        f"例如 --out {tmp_path / 'mine-2'}"
    )


def test_a_folder_with_somebody_elses_manifest_is_foreign(tmp_path):
    out = tmp_path / "web"
    out.mkdir()
    (out / MANIFEST).write_text(json.dumps({"name": "web app", "files": [MANIFEST]}))
    assert "was not written by a comparison (manifest.json)" in refusal(out)


def test_files_added_to_an_earlier_result_are_named(tmp_path):
    out = tmp_path / "out"
    put(out)
    (out / "notes.docx").write_text("mine")
    (tmp_path / "out-2").mkdir()
    assert refusal(out) == (
        f"{out}: holds an earlier comparison and files that do not belong to it (notes.docx); "
        f"move them away, or name another folder, for example --out {tmp_path / 'out-3'}"
    )


def test_a_file_in_the_way_is_refused(tmp_path):
    out = tmp_path / "out"
    out.write_text("mine")
    assert refusal(out) == f"{out}: is a file; name a folder, for example --out {tmp_path / 'out-2'}"


def test_a_place_that_cannot_be_written_is_said_to_be_so(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput) as caught, written_whole(tmp_path / "file" / "out"):
        pytest.fail("it should not get this far")
    assert f"cannot be written: File exists: {tmp_path / 'file'}; close programs" in str(caught.value)


def test_the_manifest_lists_itself(tmp_path):
    (tmp_path / "a.csv").write_text("")
    assert json.loads(manifest_text({"seed": 3}, tmp_path)) == {"kind": KIND, "seed": 3, "files": ["a.csv", MANIFEST]}
