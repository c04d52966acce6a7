"""What rows are held against: sums above, below and around them, by columns and in whole numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liancun_sim.county.spreadsheet import read_spreadsheet, wording
from liancun_sim.county.spreadsheet.sums import Sums
from liancun_sim.county.spreadsheet.wording import (
    is_example,
    is_note,
    is_of_which,
    is_only_a_name,
    is_total,
    total_of,
)
from liancun_sim.vocabulary import BadInput
from liancun_sim.vocabulary.language import _converter, simplified


class Given:
    """Numbers by row."""

    def __init__(self, numbers):
        self.numbers = numbers
        self.columns = [None] * len(next(iter(numbers.values())))

    def of(self, row):
        return self.numbers.get(row)


ROWS = st.dictionaries(st.integers(0, 30), st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=8)


def by_hand(numbers, townships, breaks, row, counted):
    """(count, sum) of all others, those above, since the last break, below, and of the township (or of each)."""
    others = {one: values for one, values in numbers.items() if one != row and one in counted}
    since = max((one for one in breaks if one < row), default=-1)

    def of(kept):
        return len(kept), tuple(sum(others[one][k] for one in kept) for k in range(2))

    yield of(list(others))
    yield of([one for one in others if one < row])
    yield of([one for one in others if since < one < row])
    yield of([one for one in others if one > row])
    for name in {name for name in townships.values() if name}:
        if townships.get(row) in (name, None):
            yield of([one for one in others if townships.get(one) == name])


@given(ROWS, st.data())
def test_sums_are_those_somebody_would_work_out_row_by_row(numbers, data):
    townships = {row: data.draw(st.sampled_from(["A", "B", None])) for row in numbers}
    breaks = data.draw(st.lists(st.integers(0, 30), max_size=3))
    gone = data.draw(st.sampled_from([None, *numbers]))
    sums, counted = Sums(Given(numbers), sorted(numbers), townships, breaks), set(numbers)
    if gone is not None:
        sums.leave_out(gone)
        counted, breaks = counted - {gone}, [*breaks, gone]
    rows = sorted(counted)
    if not rows:
        return
    fewest = [data.draw(st.integers(0, 3)) for _ in rows]
    expected = [
        any(
            count >= least and total == numbers[row]
            for count, total in by_hand(numbers, townships, breaks, row, counted)
        )
        for row, least in zip(rows, fewest, strict=True)
    ]
    assert sums.equal(rows, [numbers[row] for row in rows], fewest).tolist() == expected
    assert sums.whole() == tuple(np.sum([numbers[row] for row in rows], axis=0).tolist())


PIECES = (
    *("合计", "总计", "小计", "全县", "本镇", "各村", "平均", "注", "备注", "数据来源", "填表人", "审核人", "复核人"),
    *("负责人", "联系电话", "日期", "单位", "其中", "含", "内含", "示例", "样例", "承前页", "total", "note", "ofwhich"),
    *("example", "王庄", "1", ":", "(", ")", "乡"),
)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join))
def test_what_is_taken_for_a_name_at_once_is_nothing_else(text):
    assert is_only_a_name(text) is not any(says(text) for says in (is_total, is_note, is_of_which, is_example))
    ends = wording._TOTAL_ENDING.fullmatch(text)
    assert total_of(text) == ((ends.group(1) or ends.group(2)) if ends else None)


@pytest.mark.parametrize("word", ["前社莊", "後連", "乾隆", "王庄", "一目瞭然", "乾坤", "著名", "郭家莊村"])
def test_a_text_that_needs_no_conversion_is_the_text_the_conversion_gives(word):
    assert simplified(word) == _converter("t2s").convert(word)


def test_a_table_without_anything_to_add_up_is_told_what_it_lacks(tmp_path):
    lines = ("乡镇,村名,人均纯收入（元）", "斜店乡,前社庄,4300", "斜店乡,许盘后,3900", "合计,,8200")
    (tmp_path / "a.csv").write_text("\n".join(lines), "utf-8")
    with pytest.raises(BadInput, match="Households"):
        read_spreadsheet(tmp_path / "a.csv")
