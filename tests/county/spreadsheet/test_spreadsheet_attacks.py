"""Workbooks made to harm: each is refused with one message, or read as what it shows."""

import io
import os
import random
import struct
import zipfile
import zlib

import pytest
import xlwt
from small_table import table

from liancun_sim.county.spreadsheet import read_spreadsheet
from liancun_sim.county.spreadsheet.phrases import Findings
from liancun_sim.county.spreadsheet.workbook import read_workbook
from liancun_sim.files import limited
from liancun_sim.vocabulary import BadInput

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="a" Target="xl/workbook.xml" Type="{RELATIONS}/officeDocument"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
    '<sheet name="村表" sheetId="1" r:id="a"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="a" Target="worksheets/sheet1.xml" Type="{RELATIONS}/worksheet"/></Relationships>',
}


def archive(parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in parts.items():
            book.writestr(name, text)
    return content.getvalue()


def workbook(rows, head="", **more):
    sheet = f'{head}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return archive(PARTS | {"xl/worksheets/sheet1.xml": sheet} | more)


def text(word):
    return f't="inlineStr"><is><t>{word}</t></is></c>'


def read(data, folder, name="村表.xlsx"):
    (folder / name).write_bytes(data)
    (sheet,) = read_workbook(folder / name, None, Findings(name)).sheets
    return sheet.rows


def refusal(data, folder, name="村表.xlsx"):
    with pytest.raises(BadInput) as caught:
        read(data, folder, name)
    (fault,) = caught.value.faults
    return str(fault)


def test_cells_that_do_not_say_where_they_are_come_one_after_another(tmp_path):
    rows = f'<row><c {text("村名")}<c t="e"><v>#REF!</v></c></row><row r="3"><c {text("前社庄")}<c><f>1+1</f></c></row>'
    assert read(workbook(rows), tmp_path) == (("村名", "#REF!"), ("", ""), ("前社庄", "=1+1"))


@pytest.mark.parametrize("place", ['r="XFD1048576"', "r='XFD1048576'", 'r = "XFD1048576"', 'x="1"\n r="XFD1048576"'])
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_far_off_cell_is_named_however_it_is_written(place, prefix, tmp_path):
    cell = f'<c r="A1" {text("村名")}<c {place} {text("stray")}'
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData><row>{cell}</row></sheetData></worksheet>'
    if prefix:
        for tag in ("worksheet", "sheetData", "row", "c", "is", "t"):
            sheet = sheet.replace(f"<{tag}>", f"<x:{tag}>").replace(f"<{tag} ", f"<x:{tag} ")
            sheet = sheet.replace(f"</{tag}>", f"</x:{tag}>")
        sheet = sheet.replace("xmlns=", "xmlns:x=")
    (tmp_path / "村表.xlsx").write_bytes(archive(PARTS | {"xl/worksheets/sheet1.xml": sheet}))
    with pytest.raises(BadInput) as caught:
        read_spreadsheet(tmp_path / "村表.xlsx")
    (fault,) = caught.value.faults
    assert str(fault).startswith(
        "村表.xlsx, 村表: the sheet reaches as far as cell XFD1048576; delete the stray contents"
    )


def test_sixty_thousand_openings_in_a_comment_are_read_over(tmp_path):
    rows = f'<!--{"<c " * 60_000}--><row><c r="A1" t="e"><v>#N/A</v></c></row><!--{"<f>" * 60_000}-->'
    assert read(workbook(rows), tmp_path) == (("#N/A",),)


LAUGHS = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
DOCTYPES = {
    "laughs": f'<!DOCTYPE a [<!ENTITY a0 "ha">{LAUGHS}]>',
    "a file of this machine": '<!DOCTYPE a [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>',
    "elsewhere": '<!DOCTYPE a SYSTEM "http://localhost:1/a.dtd">',
}


@pytest.mark.parametrize("head", DOCTYPES.values(), ids=DOCTYPES.keys())
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_no_entity_is_ever_followed(head, part, tmp_path):
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>'
    strings = f'<sst xmlns="{MAIN}"><si><t>&a11;</t></si></sst>'
    parts = PARTS | {"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": strings.replace("&a11;", "a")}
    if part == "xl/sharedStrings.xml":
        parts[part] = strings
    assert "(DOCTYPE)" in refusal(archive(parts | {part: head + parts[part]}), tmp_path)


def bomb(size, said):
    """An archive whose sheet unpacks to `size` MB of blanks and says that it has `said` bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    megabyte = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = megabyte + megabyte[: len(megabyte)] * (size - 1) + packer.flush(zlib.Z_FINISH)
    plain = workbook("")
    name = b"xl/worksheets/sheet1.xml"
    begin = plain.rindex(b"PK\x03\x04", 0, plain.index(name))
    head = bytearray(plain[begin : begin + 30]) + name
    directory = plain.index(b"PK\x01\x02")
    entries = bytearray(plain[directory:])
    entry = entries.rindex(b"PK\x01\x02", 0, entries.index(name))
    for record, place in ((head, 18), (entries, entry + 20)):
        struct.pack_into("<2I", record, place, len(packed), said)
    file = plain[:begin] + bytes(head) + packed
    struct.pack_into("<I", entries, entries.rindex(b"PK\x05\x06") + 16, len(file))
    return file + bytes(entries)


def test_an_archive_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked(tmp_path):
    data = bomb(3000, 3_000_000_000)
    assert len(data) < 4_000_000
    assert "unpacks to more than 400 MB" in refusal(data, tmp_path)


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path):
    assert "is not a workbook that can be read" in refusal(bomb(3000, 1000), tmp_path)


def test_a_sheet_of_repeated_rows_beyond_the_memory_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(limited._readers, "megabytes", 150)
    space = "urn:oasis:names:tc:opendocument:xmlns"
    cell = '<table:table-cell office:value-type="string"><text:p>x</text:p>'
    content = (
        f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" '
        f'xmlns:text="{space}:text:1.0"><office:body><office:spreadsheet><table:table table:name="a">'
        f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-cell></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    listed = f'<m:file-entry m:full-path="/" m:media-type="{kind}"/>'
    manifest = f'<m:manifest xmlns:m="{space}:manifest:1.0">{listed}</m:manifest>'
    parts = {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content}
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as book:
        for name, part in parts.items():
            book.writestr(name, part)
    said = refusal(data.getvalue(), tmp_path, "a.ods")
    assert "takes more time or memory to read than any village table" in said
    limited._readers.stop()


def test_a_csv_file_of_one_endless_line_among_short_ones_is_refused(tmp_path):
    data = (b"," * 100_000 + b"\n") + b"a,b\n" * 1000
    assert "reaches as far as cell" in refusal(data, tmp_path, "a.csv")


@pytest.mark.parametrize("data", [b"\x0b\x0c\r\n", "\u2028\u2003".encode()])
def test_a_table_of_nothing_but_blanks_is_empty(data, tmp_path):
    assert "is empty" in refusal(data, tmp_path, "a.csv")


def test_a_number_of_thousands_of_digits_numbers_no_column(tmp_path):
    head = "乡镇,村名,户数,人口\n"
    (tmp_path / "a.csv").write_text(f"{head}{'9' * 5000},2,3,4\n斜店乡,前社庄,240,912\n", "utf-8")
    with pytest.raises(BadInput):
        read_spreadsheet(tmp_path / "a.csv")


def test_a_header_that_says_per_year_thousands_of_times_is_no_unit(tmp_path):
    (tmp_path / "a.csv").write_text(f"乡镇,村名,户数,人口\n{'a' * 3000},2,3,4\n斜店乡,前社庄,240,912\n", "utf-8")
    with pytest.raises(BadInput):
        read_spreadsheet(tmp_path / "a.csv")


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.csv")
    with pytest.raises(BadInput, match="it is no file but a pipe"):
        read_workbook(tmp_path / "a.csv", None, Findings("a.csv"))


def test_mutated_old_workbooks_are_refused_or_read(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("表1")
    for row, cells in enumerate(table()):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.save(str(tmp_path / "a.xls"))
    whole = (tmp_path / "a.xls").read_bytes()
    drawn = random.Random(20)
    outcomes = set()
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(drawn.choice((1, 3, 30))):
            data[drawn.randrange(len(data))] = drawn.choice((0, 1, 0x7F, 0x80, 0xFF, drawn.randrange(256)))
        try:
            outcomes.add(len(read(bytes(data), tmp_path, "b.xls")) > 0)
        except BadInput as bad:
            outcomes.add(len(bad.faults) == 1)
        except ValueError:  # fewer or more sheets than one
            pass
    assert outcomes == {True}
