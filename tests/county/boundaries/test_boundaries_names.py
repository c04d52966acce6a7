"""Names on maps: found where they are the same beyond doubt, asked about where they are alike, never wrong."""

import numpy as np
import pytest
from boundaries import ENCODINGS, coordinates_off, encodings_read, mangled, names_found, neighbours_found
from drawn_maps import cells

from liancun_sim.county import make_county
from liancun_sim.county.boundaries.attribute_text import encoding_of, text_of
from liancun_sim.county.boundaries.names import join
from liancun_sim.county.spreadsheet.on_map import Known

TABLE = [Known("1", "斜店乡", "前社庄"), Known("2", "斜店乡", "许盘后"), Known("3", "清水镇", "前连")]


def joined(*written, township="斜店乡", column="ZLDWMC"):
    """What a map with these names, in one township, is joined to."""
    return join(TABLE, [{"XZ": township, column: name} for name in written])


@pytest.mark.parametrize("written", [
    "前社庄", "前社庄村", "前社莊", "前社莊村", "前社庄村委会", "前社庄村民委员会", "前社庄行政村", "斜店乡前社庄村",
    "前 社 庄", "　前社庄 ",
])  # fmt: skip
def test_a_name_written_another_way_is_the_same_village(written):
    assert joined(written).shapes == {"1": (0,)}


@pytest.mark.parametrize("county", ["山东省聊城市冠县", "聊城市冠县", "冠县"])
def test_the_county_before_a_township_is_left_off(county):
    in_one = [{"ZLDWMC": f"{county}{one.township}{one.name}"} for one in TABLE]
    assert join(TABLE, in_one).shapes == {"1": (0,), "2": (1,), "3": (2,)}
    apart = [{"XZ": f"{county}{one.township}", "CUN": one.name} for one in TABLE]
    assert join(TABLE, apart).shapes == {"1": (0,), "2": (1,), "3": (2,)}


def test_traditional_characters_are_the_same_village():
    assert joined("許盤後村").shapes == {"2": (0,)}


@pytest.mark.parametrize("written", ["后社庄", "前社寨", "前社某"])
def test_a_name_that_is_only_alike_is_suggested_and_not_matched(written):
    found = joined(written, "许盘后")
    assert found.shapes == {"2": (1,)}
    assert found.alike["1"].name == written


def test_a_village_of_another_township_is_not_matched():
    assert joined("前连").shapes == {}


@pytest.mark.parametrize("township", ["斜店", "斜店镇", "斜店乡人民政府"])
def test_a_township_renamed_is_the_same(township):
    assert joined("前社庄", township=township).shapes == {"1": (0,)}


def test_a_name_written_exactly_goes_before_one_that_is_the_same_once_folded():
    table = [Known("1", "斜店乡", "冯"), Known("2", "斜店乡", "冯村")]
    found = join(table, [{"XZ": "斜店乡", "CUN": "冯村"}, {"XZ": "斜店乡", "CUN": "冯"}])
    assert found.shapes == {"1": (1,), "2": (0,)}


def test_two_villages_that_fold_to_one_name_are_not_guessed_at():
    table = [Known("1", "斜店乡", "冯庄"), Known("2", "斜店乡", "冯庄村")]
    assert join(table, [{"XZ": "斜店乡", "CUN": "冯莊行政村"}]).shapes == {}


@pytest.mark.parametrize("behind", ["", "村", "村委会"])
@pytest.mark.parametrize("township", [True, False])
def test_two_ways_to_write_a_name_are_two_villages_where_both_have_them(behind, township):
    table = [Known("1", "斜店乡", "王庄"), Known("2", "斜店乡", "王莊"), Known("3", "清水镇", "前连")]
    rows = [{"XZ": "斜店乡", "CUN": name + behind} for name in ("王莊", "王庄")] + [{"XZ": "清水镇", "CUN": "前连"}]
    rows = rows if township else [{"CUN": row["CUN"]} for row in rows]
    assert join(table, rows).shapes == {"1": (1,), "2": (0,), "3": (2,)}


def test_one_way_to_write_it_on_the_map_is_the_village_written_so():
    table = [Known("1", "斜店乡", "王庄"), Known("2", "斜店乡", "王莊")]
    found = join(table, [{"XZ": "斜店乡", "CUN": "王庄"}])
    assert (found.shapes, found.missing) == ({"1": (0,)}, ["2"])


@pytest.mark.parametrize("behind", ["村委会", "行政村", "社区", "居委会", "村民委员会", "村"])
def test_a_village_called_like_its_township_keeps_its_name(behind):
    table = [Known("1", "柳林镇", "柳林"), Known("2", "清水镇", "清水村"), Known("3", "清水镇", "清水东")]
    rows = [{"XZ": "柳林镇", "CUN": f"柳林{behind}"}, {"XZ": "清水镇", "CUN": f"清水{behind}"},
            {"XZ": "清水镇", "CUN": f"清水东{behind}"}]  # fmt: skip
    assert join(table, rows).shapes == {"1": (0,), "2": (1,), "3": (2,)}


def test_several_shapes_of_one_name_are_one_village():
    assert joined("前社庄", "前社庄").shapes == {"1": (0, 1)}


def test_no_mangled_name_is_matched_wrongly():
    county = make_county(villages=120, seed=1)
    for seed in (1, 2):
        villages, attributes, true, doubtful = mangled(county, seed, True)
        found = join(villages, attributes)
        assert all(found.shapes[key] == (true[key],) for key in found.shapes)
        assert {village.id for village in villages} - set(found.shapes) <= doubtful
        assert names_found(county, seed, True)[1] == names_found(county, seed, False)[1] == 0


def test_every_encoding_is_read_whatever_the_cpg_says(tmp_path):
    county = make_county(villages=20, seed=1)
    assert encodings_read(county, cells(county), tmp_path) == [(*case, True) for case in ENCODINGS]


def test_big5_that_decodes_as_gb18030_is_told_by_how_everyday_its_characters_are():
    cells_ = ["許盤後莊".encode("big5"), "劉家屯".encode("big5")]
    assert b"".join(cells_).decode("gb18030")  # no complaint
    assert encoding_of(cells_, "") == "big5"
    assert encoding_of([cell.decode("big5").encode("gb18030") for cell in cells_], "") == "gb18030"


def test_a_name_cut_within_a_character_loses_only_that():
    assert text_of("村级行政区名称".encode()[:10], "utf-8") == "村级行"
    with pytest.raises(UnicodeDecodeError):
        text_of(b"\xff\xff\xff\xff\xff", "utf-8")


@pytest.mark.parametrize("noise_m", [0.0, 10.0, 25.0])
def test_neighbours_are_found_through_digitising_errors(noise_m):
    """The whole county's figures stand in the verification's README; eighty villages here."""
    recall, precision = neighbours_found(cells(make_county(villages=80, seed=11)), noise_m, 1)
    assert min(recall, precision) >= 0.97  # one of some 200 pairs is .005


def test_every_coordinate_system_lies_within_a_metre():
    off = coordinates_off(cells(make_county(villages=10, seed=1)))
    assert max(off.values()) < 1.0
    assert len(off) == 14
    assert np.isfinite(list(off.values())).all()
