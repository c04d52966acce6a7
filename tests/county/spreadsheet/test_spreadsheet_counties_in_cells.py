"""Names with the county before them, and villages called like their township."""

import pytest
from small_table import HEADER, ROWS, one_sheet, table

from liancun_sim.county.spreadsheet import Answers, Doubtful, read_spreadsheet


def ids(path, **answers):
    return sorted(read_spreadsheet(path, answers=Answers(**answers)).county.villages.index)


KNOWN = sorted(f"{row[0]}-{row[1]}" for row in ROWS)


@pytest.mark.parametrize("county", ["山东省聊城市冠县", "聊城市冠县", "山东省冠县", "冠县", "聊城市"])
def test_the_county_before_a_township_belongs_to_neither(tmp_path, county):
    in_one = [HEADER[1:], *([f"{county}{row[0]}{row[1]}", *row[2:]] for row in ROWS)]
    assert ids(one_sheet(tmp_path / "v.xlsx", in_one)) == KNOWN
    of_township = [HEADER, *([f"{county}{row[0]}", *row[1:]] for row in ROWS)]
    read = read_spreadsheet(one_sheet(tmp_path / "t.xlsx", of_township))
    assert sorted(read.county.villages.index) == KNOWN
    assert f"as in {county}斜店乡 → 斜店乡" in read.report.text()
    of_name = [HEADER, *([row[0], f"{county}{row[0]}{row[1]}", *row[2:]] for row in ROWS)]
    assert ids(one_sheet(tmp_path / "n.xlsx", of_name)) == KNOWN


def test_a_township_called_like_a_county_keeps_its_name(tmp_path):
    rows = [HEADER, *(["古县镇" if row[0] == "斜店乡" else row[0], *row[1:]] for row in ROWS)]
    assert {one.split("-")[0] for one in ids(one_sheet(tmp_path / "v.xlsx", rows))} == {"古县镇", "清水镇"}


def test_a_village_called_like_its_township_is_asked_about_and_read(tmp_path):
    rows = table()
    for row in rows[1:3]:
        row[0] = "柳林"
    rows[2][1] = "柳林"
    path = one_sheet(tmp_path / "v.xlsx", rows)
    with pytest.raises(Doubtful, match=r"柳林 \(row 3\): called like a total or a township") as asked:
        read_spreadsheet(path)
    (doubt,) = asked.value.doubts
    village, total = doubt.ways
    assert str(village) == "--accept like-total=villages"
    read = read_spreadsheet(path, answers=Answers().with_way(village)).county.villages
    assert read.loc["柳林-柳林", "households"] == 187
    left = read_spreadsheet(path, answers=Answers().with_way(total))
    assert "柳林-柳林" not in left.county.villages.index
    assert "said to be one" in left.report.text()


def test_several_villages_called_like_their_townships_are_one_question(tmp_path):
    rows = table()
    rows[1][0] = rows[1][1] = rows[2][0] = "柳林"
    rows[3][0] = rows[3][1] = rows[4][0] = "清水"
    path = one_sheet(tmp_path / "v.xlsx", rows)
    with pytest.raises(Doubtful) as asked:
        read_spreadsheet(path)
    assert [doubt.name for doubt in asked.value.doubts] == ["like-total"]
    assert len(ids(path, accept=("like-total=villages",))) == 4
