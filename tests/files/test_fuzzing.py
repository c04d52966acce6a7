"""A small part of the fuzzing in ``verification/fuzzing``: seeds of their own, in a limited process that lives on."""

import pytest
from fuzzing.__main__ import BATCH, ROOM, batch
from fuzzing.readers import READERS, SECONDS

from liancun_sim.files.limited import LimitedProcess

FIRST = 1_000_000
COUNTS = {"scenario": 480, "study": 200, "county": 300, "boundaries": 300, "manifest": 300, "csv": 200, "workbook": 100,
          "register": 100, "store": 20}  # fmt: skip


@pytest.fixture(scope="module")
def process():
    process = LimitedProcess(seconds=4 * BATCH * SECONDS, megabytes=ROOM)
    yield process
    process.stop()


def test_every_reader_takes_part():
    assert COUNTS.keys() == READERS.keys()
    assert sum(COUNTS.values()) == 2000


@pytest.mark.parametrize("reader", READERS)
def test_no_spoilt_file_ends_in_anything_but_an_answer_or_a_message(reader, process):
    outcomes, failures = batch(process, reader, FIRST, COUNTS[reader])
    assert failures == []
    assert outcomes.total() == COUNTS[reader]
    assert outcomes["2"] > COUNTS[reader] / 4  # most are spoilt indeed
