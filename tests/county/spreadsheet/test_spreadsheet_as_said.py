"""Said in another place than usual: townships in names, prices in brackets, villages in columns."""

import pytest
from small_table import HEADER, ROWS, beside, one_sheet, table, without

from liancun_sim.county.spreadsheet import Doubtful, read_spreadsheet
from liancun_sim.vocabulary import BadInput


def read(tmp_path, rows):
    return read_spreadsheet(one_sheet(tmp_path / "村表.xlsx", rows))


def renamed(old, new):
    rows = table()
    rows[0][HEADER.index(old)] = new
    return rows


@pytest.mark.parametrize("between", ["", " ", "·", "—"])
def test_a_township_written_before_every_name_is_its_township(tmp_path, between):
    rows = [["村名", *HEADER[2:]], *([f"{town}{between}{name}", *rest] for town, name, *rest in ROWS)]
    rows.append(["合计", *(sum(row[place] for row in ROWS) for place in (2, 3))])
    imported = read(tmp_path, rows)
    found = imported.county.villages
    assert sorted(zip(found["township"], found["name"], found["households"], strict=True)) == sorted(
        (town, name, count) for town, name, count, *_ in ROWS
    )
    assert any("斜店乡前社庄" in fact.zh for fact in imported.report.facts)


def test_a_name_that_only_looks_so_gives_no_township(tmp_path):
    """小镇东 is one village of its own: were 小镇 a township, another village would lie in it."""
    names = ["小镇东", *(f"{row[0]}{row[1]}" for row in ROWS[1:])]
    rows = [["村名", *HEADER[2:]], *([name, *row[2:]] for name, row in zip(names, ROWS, strict=True))]
    with pytest.raises(BadInput, match="Township"):
        read(tmp_path, rows)


@pytest.mark.parametrize("said", ["2007年，万元，当年价", "万元、按当年价格计算", "万元，现价"])
def test_current_prices_are_no_unit(tmp_path, said):
    found = read(tmp_path, renamed("集体收入（万元）", f"集体收入（{said}）")).county.villages.set_index("name")
    assert found.loc["前社庄", "collective_income_yuan"] == pytest.approx(3.4 * 10_000)


def test_constant_prices_are_not_taken_for_current_ones(tmp_path):
    with pytest.raises(BadInput, match="不变价"):
        read(tmp_path, renamed("集体收入（万元）", "集体收入（万元，不变价）"))


@pytest.mark.parametrize(("old", "new", "field"), [("户数", "户", "households"), ("人口", "人", "population")])
def test_a_unit_for_a_header_is_asked_about_with_the_field_it_may_mean(tmp_path, old, new, field):
    with pytest.raises(Doubtful) as asked:
        read(tmp_path, renamed(old, new))
    (doubt,) = asked.value.doubts
    assert [(way.option, way.value) for way in doubt.ways] == [("map", f"{'CD'[old == '人口']}={field}")]


def test_land_per_household_is_asked_about_and_not_made_up(tmp_path):
    rows = beside(table(), ["户均耕地（亩）", 6.3, 6.7, 6.2, 6.3])
    with pytest.raises(Doubtful, match="户均耕地"):
        read(tmp_path, rows)


def test_a_table_on_its_side_is_told_how_to_be_turned(tmp_path):
    turned = [list(column) for column in zip(*table(), strict=True)]
    with pytest.raises(BadInput, match="Transpose"):
        read(tmp_path, turned)


def test_without_a_township_at_all_the_column_is_asked_for(tmp_path):
    with pytest.raises(BadInput, match="Township"):
        read(tmp_path, without(1))


@pytest.mark.parametrize("written", ["{0},{1}", "{0}，{1}", "{1} {0}", "({1}, {0})", "{0}/{1}"])
def test_both_coordinates_in_one_cell_are_two_columns(tmp_path, written):
    apart = read(tmp_path, table())
    rows = [[*row[:6], "经纬度" if not place else written.format(*row[6:])] for place, row in enumerate(table())]
    together = read(tmp_path, rows)
    for axis in ("x_km", "y_km"):
        assert list(together.county.villages[axis]) == pytest.approx(list(apart.county.villages[axis]))


def test_paddy_and_dry_fields_without_a_total_are_added_up(tmp_path):
    rows = beside(table(), ["水田（亩）", 300, 200, 400, 350], ["旱地（亩）", 1200, 900, 1500, 1400])
    found = read(tmp_path, rows).county.villages.set_index("name")["land_mu"]
    assert [found[row[1]] for row in ROWS] == [1500, 1100, 1900, 1750]


def test_income_alone_is_asked_about(tmp_path):
    with pytest.raises(Doubtful) as asked:
        read(tmp_path, renamed("人均纯收入（元）", "收入"))
    assert "income_yuan_per_person" in str(asked.value.doubts[0].ways[0])


def test_what_stands_below_a_group_of_incomes_is_known_by_both(tmp_path):
    rows = table()
    rows[0][4:6] = ["收入（元）", None]
    rows.insert(1, [None] * 4 + ["人均", "集体", None, None])
    for row in rows[2:]:
        row[5] = round(row[5] * 10_000)
    found = read(tmp_path, rows).county.villages.set_index("name")
    assert found.loc["前社庄", ["income_yuan_per_person", "collective_income_yuan"]].tolist() == [4237, 34_000]


def test_of_many_cells_with_one_fault_the_first_are_told_and_how_many_there_are(tmp_path):
    rows = [list(HEADER), *([row[0], f"{row[1]}{part}", f"{row[2]}*", *row[3:]] for row in ROWS for part in "东西南")]
    with pytest.raises(BadInput) as told:
        read(tmp_path, rows)
    said = [fault.message for fault in told.value.faults if "not a number" in fault.message]
    assert len(said) == 3
    assert "9 more rows" in said[-1]  # of 4 villages × 3 parts


def test_a_header_said_again_holds_no_coordinates(tmp_path):
    rows = [[*row[:6], "坐标" if not place else f"{row[6]},{row[7]}"] for place, row in enumerate(table())]
    rows.insert(3, rows[0])
    assert len(read(tmp_path, rows).county.villages) == len(ROWS)


def test_angles_with_their_sides_in_one_cell_are_two_columns(tmp_path):
    """36.48° are 36°28′48″; 115.45° are 115°27′0″."""
    rows = [[*row[:6], "坐标" if not place else sides(*row[6:])] for place, row in enumerate(table())]
    together, apart = read(tmp_path, rows).county.villages, read(tmp_path, table()).county.villages
    assert list(together["x_km"]) == pytest.approx(list(apart["x_km"]), abs=0.002)  # a second of arc is 25 m


def sides(longitude, latitude):
    return "，".join(
        f"{side}{int(angle)}°{int(angle * 60 % 60)}′{angle * 3600 % 60:.2f}″"
        for side, angle in (("东经", longitude), ("北纬", latitude))
    )


def test_a_county_before_the_township_is_no_part_of_either(tmp_path):
    rows = [["行政村", *HEADER[2:]], *([f"山东省某县{town}{name}", *rest] for town, name, *rest in ROWS)]
    found = read(tmp_path, rows).county.villages
    assert sorted(zip(found["township"], found["name"], strict=True)) == sorted(row[:2] for row in ROWS)


def test_units_of_a_title_are_those_of_all_columns_of_their_kind(tmp_path):
    rows = [["单位：万元、人"], *([*row[:4], *row[4:]] for row in renamed("集体收入（万元）", "集体收入"))]
    rows[1][HEADER.index("人均纯收入（元）")] = "人均纯收入"
    for row in rows[2:]:
        row[4] /= 10_000
    found = read(tmp_path, rows).county.villages.set_index("name")
    assert found.loc["前社庄", "collective_income_yuan"] == pytest.approx(34_000)
    assert found.loc["前社庄", "income_yuan_per_person"] == pytest.approx(4237)


def test_households_and_people_exchanged_are_one_fault_with_the_way_out(tmp_path):
    rows = table()
    rows[0][2:4] = rows[0][3], rows[0][2]
    with pytest.raises(BadInput, match=r"4 of 4 villages.*--map D=population --map C=households") as told:
        read(tmp_path, rows)
    assert len(told.value.faults) == 1
