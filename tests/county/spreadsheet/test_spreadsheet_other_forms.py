"""Tables of other forms: hamlet rows, one form a village, codes with names, several numbers in a cell."""

import pytest
from small_table import one_sheet, save

from liancun_sim.county.spreadsheet import read_spreadsheet
from liancun_sim.county.spreadsheet.cells import several_numbers
from liancun_sim.vocabulary import BadInput

HEAD = ["乡镇", "村名", "户数", "人口", "经度", "纬度"]
VILLAGES = (
    ["柳树乡", "东洼", 120, 450, 115.41, 36.41], ["柳树乡", "西洼", 96, 366, 115.43, 36.41],
    ["石桥镇", "孟楼", 210, 802, 115.41, 36.43], ["石桥镇", "白塔", 150, 590, 115.43, 36.43],
)  # fmt: skip
IDS = ["柳树乡-东洼", "柳树乡-西洼", "石桥镇-孟楼", "石桥镇-白塔"]


def read(tmp_path, rows, merged=()):
    return read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows, merged))


def hamlets(write_name):
    """Two rows a village, half of its people each; `write_name` says what the second row calls it."""
    rows = [["乡镇", "行政村", "自然村", *HEAD[2:]]]
    for town, name, households, people, lon, lat in VILLAGES:
        rows.append([town, name, f"{name}东", households // 2, people // 2, lon, lat])
        rows.append([town, write_name(name), f"{name}西", households // 2, people // 2, lon + 0.002, lat])
    return rows


@pytest.mark.parametrize("write_name", [lambda name: None, lambda name: name, lambda name: "〃"])
@pytest.mark.parametrize("merged", [(), ("B2:B3", "B4:B5", "B6:B7", "B8:B9")])
def test_hamlets_are_added_up_to_their_villages_and_told(tmp_path, write_name, merged):
    imported = read(tmp_path, hamlets(write_name), merged)
    table = imported.county.villages
    assert sorted(table.index) == IDS
    assert list(table.loc[IDS, "households"]) == [120, 96, 210, 150]
    assert list(table.loc[IDS, "population"]) == [450, 366, 802, 590]
    assert "8 rows of natural villages (自然村) are added up to 4 villages." in imported.report.text()
    east = table.loc["柳树乡-西洼", "x_km"] - table.loc["柳树乡-东洼", "x_km"]
    assert east == pytest.approx(0.02 * 111.195 * 0.805, abs=0.02)  # the means lie as far apart as the villages


def test_a_row_for_the_whole_village_goes_before_its_hamlets_and_must_be_their_sum(tmp_path):
    rows = [["乡镇", "行政村", "自然村", *HEAD[2:]], ["柳树乡", "东洼", None, 120, 450, 115.41, 36.41],
            ["柳树乡", "东洼", "东街", 70, 250, None, None], ["柳树乡", "东洼", "西街", 50, 200, None, None],
            ["柳树乡", "西洼", "西洼", 96, 366, 115.43, 36.41]]  # fmt: skip
    assert list(read(tmp_path, rows).county.villages["households"]) == [120, 96]
    rows[2][3] = 71
    with pytest.raises(BadInput, match="Households of the village is 120, the sum of its natural villages 121"):
        read(tmp_path, rows)


def test_income_of_a_village_weighs_its_hamlets_by_people_and_what_is_the_villages_own_must_agree(tmp_path):
    incomes, posts = ["人均纯收入（元）", 4000, 5000, *[4000] * 6], ["干部职数", *[4] * 8]
    rows = [[*row, *more] for row, *more in zip(hamlets(lambda name: name), incomes, posts, strict=True)]
    table = read(tmp_path, rows).county.villages
    assert table.loc["柳树乡-东洼", "income_yuan_per_person"] == 4500  # 225 people at 4,000, 225 at 5,000
    assert set(table["cadre_posts"]) == {4}
    rows[1][8] = 3
    with pytest.raises(BadInput, match="different values of Cadre posts"):
        read(tmp_path, rows)


def test_a_count_of_hamlets_is_no_name_of_one(tmp_path):
    rows = [[*row, count] for row, count in zip([HEAD, *VILLAGES], ["自然村（个）", 2, 3, 2, 1], strict=True)]
    assert sorted(read(tmp_path, rows).county.villages.index) == IDS


def form(village, town_label="所属乡镇"):
    town, name, households, people, lon, lat = village
    return [
        ["村级基本情况登记表"], [town_label, town, "村名", name], ["户数（户）", households, "人口数（人）", people],
        ["经度", lon, "纬度", lat], ["村集体收入（万元）", 3.4, "支部书记", "某人"],
    ]  # fmt: skip


@pytest.mark.parametrize("shape", ["a sheet each", "below one another", "a file each"])
def test_forms_are_read_a_village_each(tmp_path, shape):
    if shape == "a sheet each":
        path = save(tmp_path / "v.xlsx", *((village[1], form(village)) for village in VILLAGES))
    elif shape == "below one another":
        path = one_sheet(
            tmp_path / "v.xlsx", [row for village in VILLAGES for row in [*form(village, "所属镇"), [None]]]
        )
    else:
        path = tmp_path / "forms"
        path.mkdir()
        for village in VILLAGES:
            one_sheet(path / f"{village[1]}.xlsx", form(village))
    table = read_spreadsheet(path).county.villages
    assert sorted(table.index) == IDS
    assert list(table.loc[IDS, "households"]) == [120, 96, 210, 150]
    assert set(table["collective_income_yuan"]) == {34_000}


def test_one_form_is_a_county_of_one_village_that_has_no_neighbours(tmp_path):
    rows = [["村级登记表"], ["所属镇", "柳树乡", "村名", "东洼"], ["户数（户）", 120, "人口数（人）", 450]]
    imported = read(tmp_path, rows)
    assert list(imported.county.villages.index) == ["柳树乡-东洼"]
    assert imported.county.edges == ()
    flat = [["村名", "东洼", "所属镇", "柳树乡", "户数", 120, "人口", 450]]
    assert list(read(tmp_path, flat).county.villages["population"]) == [450]


@pytest.mark.parametrize("write", ["{code}{name}", "{code} {name}", "{code}-{name}", "{name}（{code}）"])
def test_codes_written_with_names_become_ids(tmp_path, write):
    codes = ["371501001", "371501002", "371501003", "371501004"]
    rows = [[row[0], write.format(code=code, name=row[1]), *row[2:]] for code, row in zip(codes, VILLAGES, strict=True)]
    imported = read(tmp_path, [HEAD, *rows, ["合计", None, 576, 2208]])
    assert dict(imported.county.villages["name"]) == dict(zip(codes, ["东洼", "西洼", "孟楼", "白塔"], strict=True))
    assert "parted into id and name" in imported.report.text()


@pytest.mark.parametrize("write", ["{number}.{name}", "{number}、{name}", "({number}){name}", "{number}{name}"])
def test_numbers_that_count_the_villages_are_dropped(tmp_path, write):
    rows = [[row[0], write.format(number=n, name=row[1]), *row[2:]] for n, row in enumerate(VILLAGES, 1)]
    assert sorted(read(tmp_path, [HEAD, *rows]).county.villages.index) == IDS


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("500\n800", True), ("210 860", True), ("240/912", True), ("500、800", True), ("300+200", True),
        ("120户\n450人", True), ("1 234 567", False), ("1\u00a0234", False), ("3200", False), ("3,200.5", False),
        ("1.2E+04", False), ("3.2万元", False), ("-5", False),
    ],
)  # fmt: skip
def test_two_numbers_in_a_cell_are_told_from_one(text, several):
    assert several_numbers(text) is several


@pytest.mark.parametrize("cell", ["100\n20", "100 120", "100/20"])
def test_two_numbers_in_a_cell_are_asked_about(tmp_path, cell):
    rows = [HEAD, [*VILLAGES[0][:2], cell, *VILLAGES[0][3:]], *VILLAGES[1:]]
    with pytest.raises(BadInput, match="several numbers in one cell"):
        read(tmp_path, rows)


@pytest.mark.parametrize("header", ["户数/人口", "户数、人口", "户数和人口"])
def test_two_numbers_in_a_column_are_asked_about(tmp_path, header):
    rows = [["乡镇", "村名", header], *([*row[:2], f"{row[2]}/{row[3]}"] for row in VILLAGES)]
    with pytest.raises(BadInput, match="holds several numbers in one cell; split it"):
        read(tmp_path, rows)
