"""CSV files: encodings, delimiters, quotation marks; and old Excel files."""

import struct

import openpyxl
import pytest
import xlwt
from small_table import table

from liancun_sim.county import save_county
from liancun_sim.county.schema import FIELDS
from liancun_sim.county.spreadsheet import read_spreadsheet
from liancun_sim.vocabulary import BadInput

LINES = [",".join(map(str, row)) for row in table()]


def county(tmp_path, data, name="村表.csv", **options):
    (tmp_path / name).write_bytes(data)
    return read_spreadsheet(tmp_path / name, **options)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_are_found_out(tmp_path, encoding, end):
    read = county(tmp_path, end.join(LINES).encode(encoding))
    assert list(read.county.villages["name"]) == ["前社庄", "许盘后", "前连", "后连"]
    assert read.report.encoding == ("gb18030" if encoding == "gbk" else encoding)


def test_a_named_encoding_is_used(tmp_path):
    simplified, traditional = "乡镇户数纯万经纬许盘后连体庄", "鄉鎮戶數純萬經緯許盤後連體莊"
    text = "\n".join(LINES).translate(str.maketrans(simplified, traditional))
    read = county(tmp_path, text.encode("big5"), encoding="big5").county
    assert list(read.villages["name"]) == ["前社莊", "許盤後", "前連", "後連"]


@pytest.mark.parametrize("delimiter", ["\t", ";", "|"])
def test_delimiters_are_found_out_beside_separators_of_thousands(tmp_path, delimiter):
    lines = [line.replace(",", delimiter).replace("4237", "4,237").replace("1187", "1,187") for line in LINES]
    read = county(tmp_path, "\n".join(lines).encode()).county
    assert read.villages.loc["清水镇-前连", "population"] == 1187


def test_quoted_cells_may_hold_commas_lines_and_quotation_marks(tmp_path):
    lines = [*LINES]
    lines[0] = lines[0].replace("人均纯收入（元）", '"人均\n纯收入（元）"')
    lines[1] = lines[1].replace("4237", '"4,237"').replace("前社庄", '"前社""庄"')
    read = county(tmp_path, "\n".join(lines).encode()).county
    assert read.villages.loc['斜店乡-前社"庄', "income_yuan_per_person"] == 4237


def test_a_short_line_is_refused(tmp_path):
    lines = [*LINES]
    lines[2] = lines[2].rpartition(",")[0]
    with pytest.raises(BadInput, match="the row has 7 cells, the header 8"):
        county(tmp_path, "\n".join(lines).encode())


def test_excel_is_known_by_its_bytes_whatever_the_name(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("表1")
    for row, cells in enumerate(table()):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.save(str(tmp_path / "村表.xls"))
    data = (tmp_path / "村表.xls").read_bytes()
    as_xls = read_spreadsheet(tmp_path / "村表.xls").county
    as_csv = county(tmp_path, data, "其实是 Excel.csv").county
    from_text = county(tmp_path, "\n".join(LINES).encode()).county
    assert as_xls.villages.equals(as_csv.villages)
    assert as_xls.villages.equals(from_text.villages)


@pytest.mark.parametrize("keep", [0.02, 0.3, 0.6, 0.9, 0.99])
@pytest.mark.parametrize("name", ["村表.xls", "村表.xlsx"])
def test_part_of_a_workbook_is_refused(tmp_path, keep, name):
    if name.endswith("xls"):
        book = xlwt.Workbook()
        book.add_sheet("表1").write(0, 0, "村名")
        book.save(str(tmp_path / name))
    else:
        openpyxl.Workbook().save(tmp_path / name)
    data = (tmp_path / name).read_bytes()
    with pytest.raises(BadInput):
        county(tmp_path, data[: int(len(data) * keep)], name)


def test_a_sheet_that_reaches_to_the_last_cell_is_refused_before_it_fills_the_memory(tmp_path):
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = "stray"
    book.save(tmp_path / "far.xlsx")
    with pytest.raises(BadInput, match="Sheet: the sheet reaches as far as cell XFD1048576"):
        read_spreadsheet(tmp_path / "far.xlsx")


@pytest.mark.parametrize("field", ["rows", "columns", "cell"])
def test_an_old_workbook_with_impossible_sizes_is_refused_before_it_fills_the_memory(tmp_path, field):
    book = xlwt.Workbook()
    sheet = book.add_sheet("表1")
    for row, cells in enumerate(table()):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.save(str(tmp_path / "a.xls"))
    data = bytearray((tmp_path / "a.xls").read_bytes())
    dimensions = data.index(struct.pack("<2H", 0x0200, 14)) + 4  # record, then rows (2 × u32) and columns (2 × u16)
    number = data.index(struct.pack("<2H", 0x0203, 14)) + 4  # record, then row and column (u16 each)
    place, kind = {"rows": (dimensions + 4, "<I"), "columns": (dimensions + 10, "<H"), "cell": (number + 2, "<H")}[
        field
    ]
    struct.pack_into(kind, data, place, 60_000 if kind == "<H" else 4_000_000_000)
    with pytest.raises(BadInput, match="is not a workbook that can be read"):
        county(tmp_path, bytes(data), "b.xls")


def test_the_table_of_a_county_folder_reads_back_as_the_same_county(made, tmp_path):
    save_county(made, tmp_path / "county")
    read = read_spreadsheet(tmp_path / "county" / "villages.csv", edges=tmp_path / "county" / "adjacency.csv")
    assert read.county.villages.equals(made.villages)
    assert read.county.edges == made.edges
    optional = [name for name, field in FIELDS.items() if not field.required]
    assert read.report.synthesised == dict.fromkeys(optional, len(made.villages))  # all of it was drawn
