"""Files that hold no table: a workbook that is none, and documents beside the tables of a folder."""

from pathlib import Path

import pytest
from small_table import one_sheet, table

from liancun_sim.county.spreadsheet import Imported, read_spreadsheet
from liancun_sim.vocabulary import BadInput
from liancun_sim.vocabulary.language import use_language

GARBAGE = "no table, whatever its name says\n\n…".encode() + bytes(range(1, 9))


def import_of(folder: Path, **files: bytes) -> Imported:
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    return read_spreadsheet(folder)


@pytest.mark.parametrize("with_table", [False, True])
@pytest.mark.parametrize("garbage", [GARBAGE, b"garbage", b"\x00\x01" * 50, b"line\nline\nline, with a comma\n"])
def test_a_folder_with_a_spoilt_workbook_names_it_and_the_document_that_is_no_table(tmp_path, with_table, garbage):
    if with_table:
        one_sheet(tmp_path / "c.xlsx", table())
    with pytest.raises(BadInput) as bad:
        import_of(tmp_path, a_xlsx=garbage, b_pdf=b"%PDF-1.4")
    spoilt, document = map(str, bad.value.faults)
    assert spoilt.startswith("a.xlsx: cannot be read: it is no workbook, whatever its name says")
    assert document.startswith("b.pdf: is no table and is not read; ")


def test_documents_beside_tables_are_told_as_not_read_in_both_languages(tmp_path):
    one_sheet(tmp_path / "c.xlsx", table())
    (tmp_path / "~$d.docx").write_bytes(b"a lock")
    read = import_of(tmp_path, b_docx=b"PK\x03\x04", b_pdf=b"%PDF-1.4")
    assert "  Not read, since they are no tables: b.docx, b.pdf." in read.report.text()
    use_language("zh-Hans")
    try:
        assert "  下列文件不是表格，没有读取：b.docx、b.pdf。" in read.report.text()
    finally:
        use_language("en")


def test_a_folder_of_documents_alone_says_what_to_do_with_them(tmp_path):
    with pytest.raises(BadInput, match=r"holds no table .*; nothing is read from b\.docx, b\.pdf: copy what stands"):
        import_of(tmp_path, b_docx=b"PK\x03\x04", b_pdf=b"%PDF-1.4")


def test_a_file_of_a_folder_that_is_not_used_is_called_a_file(tmp_path):
    one_sheet(tmp_path / "c.xlsx", table())
    said = import_of(tmp_path, d_csv="事项,经办\n会议,张\n".encode()).report.text()
    assert "File d.csv is not used: no village table was found in it." in said
    assert "Sheet d.csv" not in said


@pytest.mark.parametrize(("name", "data", "told"), [
    ("v.pdf", b"%PDF-1.4", "is no table and is not read"), ("v.xlsx", b"%PDF-1.4", "is no table and is not read"),
    ("v.docx", b"PK\x03\x04", "is no table and is not read"), ("v.xls", GARBAGE, "it is no workbook"),
])  # fmt: skip
def test_a_file_named_by_itself_that_is_no_table_says_so(tmp_path, name, data, told):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BadInput, match=told):
        read_spreadsheet(tmp_path / name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_text_under_the_name_of_a_workbook_is_still_read(tmp_path, encoding, delimiter):
    lines = "\r\n".join(delimiter.join(map(str, row)) for row in [["各村情况"], *table()])
    (tmp_path / "v.xls").write_bytes(lines.encode(encoding))
    assert len(read_spreadsheet(tmp_path / "v.xls").county.villages) == 4
