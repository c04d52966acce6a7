"""What was invented is marked village by village: a blank is filled and marked, a number typed over one is not."""

import csv
import json

import openpyxl
import pytest

from liancun_sim.county import load_county, make_county, save_county
from liancun_sim.county.export import export_county
from liancun_sim.county.invented import marks_of
from liancun_sim.county.spreadsheet import read_spreadsheet
from liancun_sim.vocabulary import BadInput

BARE = "乡镇,村名,户数,人口,经度,纬度,村级债务（元）\n" + "\n".join(
    f"斜店乡,{name},{200 + 10 * place},{800 + 30 * place},{115.45 + 0.01 * place},36.48,{debt}"
    for place, (name, debt) in enumerate(
        [("前社庄", 5000), ("许盘后", ""), ("李家寨", 0), ("大王庄", ""), ("东后里", 800)]
    )
)


@pytest.fixture(params=["county.xlsx", "villages.csv"])
def export(request, tmp_path):
    """An export of a county with every road invented, and debt of two villages."""
    (tmp_path / "bare.csv").write_text(BARE, "utf-8")
    county = read_spreadsheet(tmp_path / "bare.csv").county
    assert county.provenance["synthesised_for"] == {"debt_yuan": "斜店乡-大王庄;斜店乡-许盘后"}
    save_county(county, tmp_path / "T")
    export_county(load_county(tmp_path / "T"), tmp_path / "export")
    return tmp_path / "export" / request.param


def edited(path, cells, ids=None):
    """Cells of an export changed, by (village, column); new ids by old ones."""
    table, titles = path, {"road": "Road quality (0–1)", "debt_yuan": "Village debt (yuan)", "id": "Village id"}
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as written:
            rows = list(csv.reader(written))
        titles = {name: name for name in titles}
    else:
        book = openpyxl.load_workbook(path)
        rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    place = {name: rows[0].index(title) for name, title in titles.items()}
    for row in rows[1:]:
        for (village, column), value in cells.items():
            if row[1] == village:
                row[place[column]] = value
        row[place["id"]] = (ids or {}).get(row[1], row[place["id"]])
    if path.suffix == ".csv":
        with table.open("w", encoding="utf-8", newline="") as again:
            csv.writer(again).writerows(rows)
    else:
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                book.worksheets[0].cell(number, column).value = value
        if ids:
            book.remove(book["Neighbours"])
        book.save(path)
    return path


def test_blanking_one_invented_cell_leaves_the_others_marked(export):
    imported = read_spreadsheet(edited(export, {("前社庄", "road"): None}))
    assert imported.report.synthesised["road"] == 5
    assert imported.county.provenance["synthesised"]["road"] == 5


def test_a_reported_cell_that_is_blanked_joins_those_that_were_invented(export):
    imported = read_spreadsheet(edited(export, {("前社庄", "debt_yuan"): None}))
    marks = marks_of(imported.county.provenance, imported.county.villages.index)
    assert marks["debt_yuan"] == {"斜店乡-前社庄", "斜店乡-大王庄", "斜店乡-许盘后"}
    (note,) = [one["en"] for one in imported.county.provenance["notes"] if one["en"].startswith("Synthesised")]
    assert "Village debt (3/5)" in note


def test_a_number_typed_over_an_invented_one_is_the_tables_own_and_this_is_said(export):
    imported = read_spreadsheet(edited(export, {("前社庄", "road"): 0.987, ("许盘后", "debt_yuan"): 700}))
    marks = marks_of(imported.county.provenance, imported.county.villages.index)
    assert marks["road"] == {"斜店乡-许盘后", "斜店乡-李家寨", "斜店乡-大王庄", "斜店乡-东后里"}
    assert marks["debt_yuan"] == {"斜店乡-大王庄"}
    assert imported.county.villages.loc["斜店乡-前社庄", "road"] == 0.987
    said = imported.report.text()
    assert "Road quality: 1 village has a value of the table's own in place of the one synthesised before" in said
    assert "前社庄" in said.split("Road quality: 1 village has")[1].splitlines()[0]
    (note,) = [one["zh"] for one in imported.county.provenance["notes"] if one["zh"].startswith("以下各列表中未报告")]
    assert "道路状况 (4/5)" in note


def test_a_column_typed_over_throughout_is_invented_no_more(export, tmp_path):
    names = ("前社庄", "许盘后", "李家寨", "大王庄", "东后里")
    imported = read_spreadsheet(edited(export, {(name, "road"): 0.5 + 0.001 * n for n, name in enumerate(names)}))
    assert "road" not in imported.report.synthesised
    save_county(imported.county, tmp_path / "again")
    assert "road" not in load_county(tmp_path / "again").provenance["synthesised"]
    assert "Road quality" not in str(imported.county.provenance["notes"])


@pytest.mark.parametrize("export", ["county.xlsx"], indirect=True)
def test_codes_given_in_place_of_ids_lose_no_mark(export):
    codes = {name: f"37152{place}" for place, name in enumerate(("前社庄", "许盘后", "李家寨", "大王庄", "东后里"))}
    imported = read_spreadsheet(edited(export, {}, codes))
    assert imported.report.synthesised["road"] == 5
    assert imported.county.provenance["synthesised_for"]["debt_yuan"] == "371521;371523"


def test_of_a_county_drawn_altogether_one_number_may_be_ones_own(tmp_path):
    county = make_county(villages=6, households=900, seed=2)
    export_county(county, tmp_path / "export")
    name = county.villages["name"].iloc[0]
    imported = read_spreadsheet(edited(tmp_path / "export" / "county.xlsx", {(name, "road"): 0.987}))
    assert imported.county.provenance["synthesised"]["road"] == 5
    assert imported.county.provenance["synthesised"]["services"] == 6
    assert county.villages.index[0] not in imported.county.provenance["synthesised_for"]["road"].split(";")


def test_a_village_taken_out_is_to_be_taken_out_of_the_lists_too(tmp_path):
    county = make_county(villages=6, households=900, seed=2)
    export_county(county, tmp_path / "export")
    path = tmp_path / "export" / "county.xlsx"
    book = openpyxl.load_workbook(path)
    gone = book.worksheets[0].cell(3, 1).value
    book.worksheets[0].delete_rows(3)
    book.save(path)
    with pytest.raises(BadInput, match=rf"'{gone}' had a row when the county was exported and has none now"):
        read_spreadsheet(path)


def test_a_gap_in_a_county_folder_leaves_its_other_marks(tmp_path):
    """A cell emptied in villages.csv by hand: one more is filled in, and the others stay what they were."""
    county = make_county(villages=3, households=300, seed=1)
    notes = [{"en": "Synthesised because the table does not report it: Road quality (2/3).", "zh": "以下"}]
    ids = list(county.villages.index)
    provenance = {"synthesised": {"road": 2}, "synthesised_for": {"road": ";".join(ids[:2])}, "notes": notes}
    save_county(county, tmp_path / "T")
    text = (tmp_path / "T" / "villages.csv").read_text("utf-8").splitlines()
    place = text[0].split(",").index("road")
    cells = text[3].split(",")
    cells[place] = ""
    (tmp_path / "T" / "villages.csv").write_text("\n".join([*text[:3], ",".join(cells)]), "utf-8")
    save = (tmp_path / "T" / "county.yaml").read_text("utf-8")
    head = save.split("provenance:")[0]
    (tmp_path / "T" / "county.yaml").write_text(f"{head}provenance: {json.dumps(provenance)}\n", "utf-8")
    loaded = load_county(tmp_path / "T")
    assert loaded.provenance["synthesised"] == {"road": 3}
    assert marks_of(loaded.provenance, ids)["road"] == set(ids)
