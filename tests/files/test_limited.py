"""A reader that goes beyond its limits is ended, and the next file finds a process that works."""

import os

import pytest

import hostile_readers
from liancun_sim.files.limited import BeyondLimits, LimitedProcess


@pytest.fixture
def process():
    process = LimitedProcess(seconds=0.1, megabytes=400)
    yield process
    process.stop()


def test_what_a_reader_returns_raises_or_prints(process, capfd):
    assert process.call(hostile_readers.shout, "村") == "村"
    with pytest.raises(KeyError, match="村"):
        process.call(hostile_readers.stumble, "村")
    with pytest.raises(ValueError, match="strange"):
        process.call(hostile_readers.give_up)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("reader", "arguments"),
    [(hostile_readers.hoard, (1000,)), (hostile_readers.run_in_circles, ()), (hostile_readers.break_down, ())],
)
def test_a_reader_beyond_its_limits_is_ended_and_the_next_one_works(process, reader, arguments):
    with pytest.raises(BeyondLimits):
        process.call(reader, *arguments)
    assert process.call(hostile_readers.shout, "a") == "A"


def test_memory_that_an_earlier_file_took_is_no_fault_of_the_next(process):
    assert process.call(hostile_readers.hoard, 200) == 200
    assert process.call(hostile_readers.hoard, 250) == 250  # in a process of its own


def test_processor_time_is_counted_from_file_to_file(process):
    for _ in range(4):  # together beyond the limit
        assert process.call(hostile_readers.work_for, 0.4, seconds=0.6) == 0.4


def test_a_path_means_what_it_means_to_whoever_asks(process, tmp_path, monkeypatch):
    """The process lives on; the one that asks may have moved since it began."""
    for name in ("one", "other"):
        folder = tmp_path / name
        folder.mkdir()
        monkeypatch.chdir(folder)
        assert process.call(os.getcwd) == str(folder)


def test_a_process_that_only_began_is_not_blamed_for_what_was_done_before(process, monkeypatch):
    started = []
    monkeypatch.setattr(
        process, "_start", lambda *module, start=process._start: (started.append(module), start(*module))
    )
    process.begin("hostile_readers")
    with pytest.raises(BeyondLimits):
        process.call(hostile_readers.run_in_circles)
    assert len(started) == 1
    process.call(hostile_readers.shout, "a")
    with pytest.raises(BeyondLimits):
        process.call(hostile_readers.run_in_circles)
    assert len(started) == 2  # for the shout: what takes too long does so in any process
    process.call(hostile_readers.shout, "a")
    with pytest.raises(BeyondLimits):
        process.call(hostile_readers.break_down)
    assert len(started) == 4  # for the shout, and once more as the shout might have left something
