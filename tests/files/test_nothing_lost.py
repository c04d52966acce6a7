"""Any folder, any moment of a kill or a full disk: what was there before is there after, or the whole new thing is."""

import os
import signal
import sys
import warnings

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from writers import FILES, FOLDERS, contents, results

from disks import fill_up
from liancun_sim.files import Kind, taking_place
from liancun_sim.files.manifest import kind_of, strangers
from liancun_sim.vocabulary import BadInput, Label

on_posix = pytest.mark.skipif(os.name != "posix", reason="kills a copy of this process")
STEPS = ("open", "os.scandir", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "shutil.rmtree")
"""Of what the interpreter tells of, what touches the disk; a number stands for an open folder."""


def killed_at(step, write, place):
    """Whether a copy of this process that writes was killed (`kill -9`) before its disk operation of this number."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forking beside other threads: the copy only writes
        process = os.fork()
    if process == 0:
        left = [step]

        def kill(event, arguments):
            here = any(isinstance(one, int) or str(place.parent) in str(one) for one in arguments[:2])
            if event in STEPS and here:
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(kill)
            write(place)
            os._exit(0)
        finally:  # an error must not go on as a second test session
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    assert code in (0, -signal.SIGKILL)
    return code == -signal.SIGKILL


@on_posix
@pytest.mark.parametrize("can_exchange", [True, False])
def test_an_earlier_folder_becomes_the_new_one_at_one_moment_or_the_next_run_puts_it_back(
    can_exchange, tmp_path, monkeypatch
):
    if not can_exchange:
        monkeypatch.setattr(taking_place, "exchange", lambda one, other: False)
    for name, text in (("old", "old"), ("new", "new")):
        results(tmp_path / "made" / name, text)
    old, new = contents(tmp_path / "made" / "old"), contents(tmp_path / "made" / "new")
    here, states = tmp_path / "here", list[bool]()
    out = here / "out"
    while True:
        results(out, "old")  # which also clears up what the last one left
        assert [path.name for path in here.iterdir()] == ["out"]
        assert contents(out) == old
        killed = killed_at(len(states), lambda place: results(place, "new"), out)
        if out.exists():
            assert contents(out) in (old, new)
            states.append(contents(out) == new)
        else:  # between two renames, where names cannot be exchanged
            assert not can_exchange
            with pytest.raises(ZeroDivisionError), taking_place.draft(out):
                assert contents(out) == old
                raise ZeroDivisionError
            states.append(False)
        if not killed:
            break
    assert states == sorted(states)
    assert states[-1]
    assert len(states) > 20


@on_posix
@pytest.mark.parametrize("write", FOLDERS[1:])
def test_a_new_folder_is_not_there_or_whole_whenever_its_writer_is_killed(write, tmp_path):
    out, step = tmp_path / "here" / "out", 0
    write(tmp_path / "made")  # whatever it imports is imported
    while killed_at(step, write, out):
        if out.exists():
            assert strangers(out, Kind(kind_of(out), Label("", ""))) == []
            break
        step += 2
    write(out)
    assert [path.name for path in out.parent.iterdir()] == ["out"]
    assert step > 10


@on_posix
@pytest.mark.parametrize("write", FILES)
def test_a_file_is_not_there_or_whole_whenever_its_writer_is_killed(write, tmp_path):
    step = 0
    while killed_at(step, write, tmp_path / "here" / "file"):
        for path in (tmp_path / "here").glob("file*"):
            assert path.stat().st_size > 5000
            path.unlink()
        step += 1
    (written,) = (tmp_path / "here").iterdir()
    assert written.name.startswith("file")
    assert step > 5


def test_a_run_that_writes_at_this_moment_is_not_taken_for_a_leftover(tmp_path):
    out = tmp_path / "out"
    with taking_place.draft(out) as folder:
        (folder / "a").write_text("a")
        results(out)
        assert (folder / "a").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


NAMES = st.sampled_from(["effects.csv", "manifest.json", "county.yaml", "照片.jpg", "figures", ".DS_Store", "村 庄"])
TREES = st.recursive(
    st.sampled_from([b"", b"mine", b'{"kind": "liancun_sim comparison", "files": {}}', "link", "pipe"]),
    lambda below: st.dictionaries(NAMES, below, max_size=4),
    max_leaves=6,
)


def plant(tree, place):
    if isinstance(tree, dict):
        place.mkdir(exist_ok=True)
        for name, below in tree.items():
            plant(below, place / name)
    elif tree == "link":
        place.symlink_to(place.parent)
    elif tree == "pipe":
        os.mkfifo(place)
    else:
        place.write_bytes(tree)


@on_posix
@given(tree=st.dictionaries(NAMES, TREES, max_size=4), earlier=st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_folder_holds_is_there_afterwards(tree, earlier, tmp_path_factory):
    out = tmp_path_factory.mktemp("any") / "out"
    if earlier:
        results(out)
        tree = {name: below for name, below in tree.items() if not (out / name).exists()}
    plant(tree, out)
    before = contents(out)
    try:
        results(out)
    except BadInput:
        assert contents(out) == before
    else:
        assert set(before) <= {"effects.csv", "manifest.json", "figures", "figures/paths.svg", ".DS_Store"}
    assert [path.name for path in out.parent.iterdir()] == ["out"]


@pytest.mark.parametrize("write", [*FOLDERS, *FILES])
def test_on_a_disk_that_fills_up_at_any_moment_nothing_is_lost_and_it_is_said(write, little_disk):
    ballast = fill_up(little_disk)
    size = ballast.stat().st_size
    outcomes = []
    for room in range(0, 120_000, 16_000):
        with ballast.open("r+b") as file:
            file.truncate(size - room)
        try:
            write(little_disk / "out")
        except BadInput as bad:
            assert "no space is left on the disk" in str(bad)
            assert [path.name for path in little_disk.iterdir()] == ["ballast"]
            outcomes.append(False)
        else:
            outcomes.append(True)
            break
    assert outcomes[0] is False
    assert outcomes[-1] is True
    if write in FOLDERS:  # again, in the place of the earlier one
        before = contents(little_disk / "out")
        fill_up_again = little_disk / "more"
        with pytest.raises(OSError, match="No space left"), fill_up_again.open("wb", buffering=0) as file:
            while True:
                file.write(b"0" * 1024)
        with pytest.raises(BadInput, match="no space is left on the disk"):
            write(little_disk / "out")
        assert contents(little_disk / "out") == before
