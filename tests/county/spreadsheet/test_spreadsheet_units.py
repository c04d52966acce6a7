"""Units: of one column, of formats, of cells; mixed, missing and impossible ones are asked about."""

import zipfile

import openpyxl
import pytest
import xlwt
from small_table import beside, one_sheet, table, with_cell, without

from liancun_sim.county.spreadsheet import Answers, Doubtful, read_spreadsheet
from liancun_sim.county.spreadsheet.number_formats import seen_by

COLLECTIVE = [34_000, 8_200, 125_600, 15_300]
SHARES = [0.95, 0.88, 0.92, 1.0]


def ways(asked: pytest.ExceptionInfo[Doubtful]) -> list[list[str]]:
    return [[str(way) for way in doubt.ways] for doubt in asked.value.doubts]


def formatted(path, header, values, code):
    """The table with a column of numbers shown by a number format."""
    book = openpyxl.Workbook()
    for row in beside(without(6), (header, *values)):
        book.active.append(row)
    for row in range(2, 6):
        book.active.cell(row, 8).number_format = code
    book.save(path)
    return path


@pytest.mark.parametrize(("header", "values", "code", "field", "expected"), [
    ("满意度（%）", SHARES, "0%", "satisfaction", SHARES),
    ("满意度", SHARES, "0.0%", "satisfaction", SHARES),
    ("滿意度", [95, 88, 92, 100], '0"%"', "satisfaction", SHARES),
    ("集体收入", [3.4, 0.82, 12.56, 1.53], '0.0"万元"', "collective_income_yuan", COLLECTIVE),
    ("集体收入", COLLECTIVE, '#,##0"元"', "collective_income_yuan", COLLECTIVE),
    ("集体收入（万元）", COLLECTIVE, "0!.0,", "collective_income_yuan", COLLECTIVE),
    ("集体收入", COLLECTIVE, '0!.0000"万元"', "collective_income_yuan", COLLECTIVE),
    ("集体收入（千元）", COLLECTIVE, "#,##0.0,", "collective_income_yuan", COLLECTIVE),
    ("集体收入（元）", COLLECTIVE, '"¥"#,##0.00_);[Red]\\("¥"#,##0.00\\)', "collective_income_yuan", COLLECTIVE),
])  # fmt: skip
def test_a_number_is_read_as_its_format_shows_it(tmp_path, header, values, code, field, expected):
    read = read_spreadsheet(formatted(tmp_path / "v.xlsx", header, values, code))
    assert read.county.villages[field].tolist() == pytest.approx(expected)


@pytest.mark.parametrize(
    "code", ["General", "0", "#,##0.00", "yyyy-mm-dd", "0.00E+00", "@", "# ?/?", '0" 件"', "[h]:mm"]
)
def test_formats_that_say_no_more_than_the_number_change_nothing(code):
    assert seen_by(code) is None


@pytest.mark.parametrize(("header", "values", "code", "field", "expected"), [
    ("满意度（%）", SHARES, "0%", "satisfaction", SHARES),
    ("集体收入", [3.4, 0.82, 12.56, 1.53], '0.0"万元"', "collective_income_yuan", COLLECTIVE),
    ("集体收入（万元）", COLLECTIVE, "0!.0,", "collective_income_yuan", COLLECTIVE),
])  # fmt: skip
def test_an_xls_file_shows_units_and_scales_too(tmp_path, header, values, code, field, expected):
    book = xlwt.Workbook()
    sheet = book.add_sheet("表1")
    shown = xlwt.easyxf(num_format_str=code)
    for row, cells in enumerate(beside(without(6), (header, *values))):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell, *([shown] if column == 7 and row else []))
    book.save(str(tmp_path / "v.xls"))
    read = read_spreadsheet(tmp_path / "v.xls")
    assert read.county.villages[field].tolist() == pytest.approx(expected)


CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="表1">{rows}</table:table></office:spreadsheet></office:body>
</office:document-content>"""


def as_ods(path, rows):
    """A table as an .ods file; a pair is a number and what it is shown as."""

    def cell(value):
        if isinstance(value, tuple):
            number, shown = value
            kind = f'office:value-type="float" office:value="{number}"'
            return f"<table:table-cell {kind}><text:p>{shown}</text:p></table:table-cell>"
        if isinstance(value, int | float):
            return cell((value, value))
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", CONTENT.format(rows=lines))
    return path


@pytest.mark.parametrize(("header", "cells", "field", "expected"), [
    ("满意度（%）", [(0.95, "95%"), (0.88, "88%"), (0.92, "92%"), (1, "100%")], "satisfaction", SHARES),
    ("集体收入", [(3.4, "3.4万元"), (0.82, "0.8万元"), (12.56, "12.6万元"), (1.53, "1.5万元")],
     "collective_income_yuan", COLLECTIVE),
    ("集体收入（千元）", [(34000, "34.0"), (8200, "8.2"), (125600, "125.6"), (15300, "15.3")],
     "collective_income_yuan", COLLECTIVE),
])  # fmt: skip
def test_an_ods_file_shows_units_and_scales_too(tmp_path, header, cells, field, expected):
    read = read_spreadsheet(as_ods(tmp_path / "v.ods", beside(without(6), (header, *cells))))
    assert read.county.villages[field].tolist() == pytest.approx(expected)


@pytest.mark.parametrize(("header", "values"), [
    ("集体收入（元）", (34_000, 8_200, 125_600, 15_300, 30_000, 8, 3.1)),
    ("集體收入（元）", (34_000, 8_200, 125_600, 15_300, 30_000, 8, 3.1)),
    ("村级债务（元）", (50_000, 0, 4.5, 20_000, 0, 30_000, 12)),
    ("账户余额（万元）", (3.4, 0.8, 12, 1.5, 31_000, 2, 2.2)),
    ("人均纯收入（元）", (4237, 3120, 0.43, 4610, 2870, 3900, 4100)),
])  # fmt: skip
def test_two_units_in_one_column_stop_the_import_until_accepted_for_every_amount(tmp_path, header, values):
    rows = [["乡镇", "村名", "户数", "人口", "经度", "纬度", header]]
    for number, value in enumerate(values):
        rows.append(["柳树乡", f"东洼{'甲乙丙丁戊己庚'[number]}", 200, 800, 115.4 + number / 100, 36.4, value])
    path = one_sheet(tmp_path / "v.xlsx", rows)
    if header.startswith("人均"):
        rows[3][6] = 43  # below one yuan it cannot be at all
        one_sheet(path, rows)
    with pytest.raises(Doubtful, match="two units in one column") as asked:
        read_spreadsheet(path)
    assert len(asked.value.doubts) == 1
    assert ways(asked) == [["--accept far-off:G", "--leave-out G"]]
    assert read_spreadsheet(path, answers=Answers(accept=("far-off:G",))).county.villages.shape[0] == 7


def test_amounts_that_differ_as_villages_do_are_not_doubted(tmp_path):
    """A spread of 1.44 in logarithms, as funds have it: of 200 villages the farthest lies at a factor of 60."""
    rows = [["乡镇", "村名", "户数", "人口", "经度", "纬度", "账户余额（元）"]]
    for number in range(200):
        fund = round(14_900 * 2.718281828 ** (1.44 * (number - 99.5) / 35))
        rows.append(["柳树乡", f"第{number}村", 200, 800, 115 + number % 20 / 50, 36 + number // 20 / 50, fund])
    assert len(read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows)).county.villages) == 200


def test_a_column_without_a_unit_is_asked_for_it(tmp_path):
    path = one_sheet(tmp_path / "v.xlsx", with_cell(1, 6, "集体收入"))
    with pytest.raises(Doubtful) as asked:
        read_spreadsheet(path)
    assert ways(asked) == [
        [
            "--accept unit:F=yuan",
            '--accept "unit:F=1,000 yuan"',
            '--accept "unit:F=10,000 yuan"',
            "--leave-out 集体收入",
        ]
    ]
    for unit in ("unit:F=万元", "unit:F=10,000 yuan", "unit:F=萬元"):
        read = read_spreadsheet(path, answers=Answers(accept=(unit,)))
        assert read.county.villages["collective_income_yuan"].tolist() == COLLECTIVE
        assert "unit as accepted" in read.report.text()


@pytest.mark.parametrize("note", [
    "注：1.债务单位：万元", "注：債務單位為萬元", "说明：债务的计量单位为万元，其余以表头为准",
    "备注：村级债务单位是万元。",
])  # fmt: skip
def test_a_note_on_one_column_gives_its_unit_to_no_other(tmp_path, note):
    rows = [*beside(with_cell(1, 6, "集体收入"), ("村级债务", 5, 0, 4, 2)), [note], ["2.数据由各村上报"]]
    path = one_sheet(tmp_path / "v.xlsx", rows)
    with pytest.raises(Doubtful) as asked:
        read_spreadsheet(path)
    assert [doubt.name for doubt in asked.value.doubts] == ["no-unit:F"]
    read = read_spreadsheet(path, answers=Answers(accept=("unit:F=万元",)))
    assert read.county.villages["debt_yuan"].tolist() == [50_000, 0, 40_000, 20_000]
    assert "unit in a note on this column" in read.report.text()


def test_a_unit_of_a_column_the_table_lacks_is_nobodys(tmp_path):
    rows = [*with_cell(1, 6, "集体收入"), ["注：贷款单位：万元"]]
    with pytest.raises(Doubtful, match="nothing says in which unit"):
        read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows))


def test_a_groups_unit_that_cannot_be_a_columns_is_asked_about(tmp_path):
    rows = [["乡镇", "村名", "收入情况（万元）", None, "户数", "人口", "经度", "纬度"],
            [None, None, "集体收入", "人均收入", None, None, None, None]]  # fmt: skip
    rows += [[row[0], row[1], row[5], row[4], *row[2:4], *row[6:]] for row in table()[1:]]
    path = one_sheet(tmp_path / "v.xlsx", rows, ("C1:D1",))
    with pytest.raises(Doubtful, match="which they cannot in this unit") as asked:
        read_spreadsheet(path)
    assert ways(asked) == [["--accept unit:D=yuan", "--leave-out D"]]
    read = read_spreadsheet(path, answers=Answers(accept=("unit:D=元",))).county.villages
    assert read["income_yuan_per_person"].tolist() == [4237, 3120, 4610, 2870]
    assert read["collective_income_yuan"].tolist() == COLLECTIVE


@pytest.mark.parametrize(("header", "factor"), [
    ("耕地面积（公顷）", 1 / 15), ("耕地面积（平方米）", 2000 / 3),
    ("耕地面积（平方公里）", 1 / 1500), ("耕地面積（公頃）", 1 / 15),
])  # fmt: skip
def test_cultivated_land_is_converted(tmp_path, header, factor):
    mu = [1500, 1200, 1800, 900]
    rows = beside(table(), (header, *(value * factor for value in mu)))
    read = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows)).county
    assert read.villages["land_mu"].tolist() == pytest.approx(mu, rel=1e-3)  # 1 m² is .0015 mu


@pytest.mark.parametrize(
    "header", ["土地面积（平方公里）", "国土面积（公顷）", "区域面积", "轄區面積（平方公里）", "林地面积（亩）"]
)
def test_territory_is_no_cultivated_land(tmp_path, header):
    read = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", beside(table(), (header, 1.9, 1.8, 1.5, 2.4))))
    assert read.report.synthesised["land_mu"] == 4
    assert (
        f"  I  {header} — {'land of another' if '林' in header else 'territory, not cultivated'}" in read.report.text()
    )


def test_land_in_hectares_of_no_named_kind_is_asked_about(tmp_path):
    path = one_sheet(tmp_path / "v.xlsx", beside(table(), ("土地面积（公顷）", 100, 80, 120, 60)))
    with pytest.raises(Doubtful, match="cultivated land, or the whole territory") as asked:
        read_spreadsheet(path)
    taken, without_it = asked.value.doubts[0].ways
    assert read_spreadsheet(path, answers=Answers().with_way(taken)).county.villages["land_mu"].tolist() == [
        1500, 1200, 1800, 900,
    ]  # fmt: skip
    assert read_spreadsheet(path, answers=Answers().with_way(without_it)).report.synthesised["land_mu"] == 4


@pytest.mark.parametrize(("header", "values", "expected"), [
    ("满意度", (95, 88, 92, 100), SHARES), ("群众满意度", (65, 58, 71, 62), [0.65, 0.58, 0.71, 0.62]),
])  # fmt: skip
def test_shares_all_above_ten_are_per_cent(tmp_path, header, values, expected):
    read = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", beside(table(), (header, *values))))
    assert read.county.villages["satisfaction"].tolist() == pytest.approx(expected)
    assert "unit told by the size of the numbers" in read.report.text()


@pytest.mark.parametrize(("header", "values", "first"), [
    ("班子评分（%）", (8, 7, 6, 9), "points out of ten"), ("道路评分", (4, 3, 3, 5), "points out of ten"),
    ("满意度（%）", (0.95, 0.92, 0.88, 0.97), "share"),
])  # fmt: skip
def test_scores_that_may_be_out_of_ten_or_of_one_are_asked_about(tmp_path, header, values, first):
    path = one_sheet(tmp_path / "v.xlsx", beside(table(), (header, *values)))
    with pytest.raises(Doubtful) as asked:
        read_spreadsheet(path)
    assert len(asked.value.doubts) == 1
    assert first in str(asked.value.doubts[0].ways[0])
    answered = Answers().with_way(asked.value.doubts[0].ways[0])
    column = {"班": "capacity", "道": "road", "满": "satisfaction"}[header[0]]
    scale = 1 if first == "share" else 10
    assert read_spreadsheet(path, answers=answered).county.villages[column].tolist() == pytest.approx(
        [value / scale for value in values]
    )


@pytest.mark.parametrize(("header", "values"), [
    ("道路（公里）", (3.2, 2.1, 1.5, 4)), ("村干部", ("赵甲、钱乙", "孙丙", "李丁", "周戊")),
    ("满意度", (0.95, 0.92, 0.88, 95)),
    ("集体收入（美元）", (1, 2, 3, 4)),
])  # fmt: skip
def test_an_optional_column_never_stops_an_import_it_is_offered_to_be_left_out(tmp_path, header, values):
    rows = beside(without(6), (header, *values))
    path = one_sheet(tmp_path / "v.xlsx", rows)
    with pytest.raises(Doubtful) as asked:
        read_spreadsheet(path)
    (doubt,) = asked.value.doubts
    read = read_spreadsheet(path, answers=Answers().with_way(doubt.ways[-1]))
    assert f"  H  {header} — left out, as asked" in read.report.text()


def test_what_says_nothing_is_blank_and_what_says_about_is_told_that_a_blank_is_allowed(tmp_path):
    path = one_sheet(tmp_path / "v.xlsx", with_cell(2, 6, "不详"))
    assert read_spreadsheet(path).report.synthesised["collective_income_yuan"] == 1
    for text in ("约3.4", "2-3", "(0.4)", "3万余"):
        with pytest.raises(Doubtful, match=r"not a number|no unit known") as asked:
            read_spreadsheet(one_sheet(path, with_cell(2, 6, text)))
        assert "It may be left blank." in str(asked.value)


def test_a_loss_of_the_collective_economy_is_allowed(tmp_path):
    read = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", with_cell(3, 6, -0.2)))
    assert read.county.villages["collective_income_yuan"].tolist() == [34_000, -2_000, 125_600, 15_300]
