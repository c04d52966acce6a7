"""County folders made to harm, and names made to run: refused with one message, or text that reads back as text."""

import csv
import json
import os
from dataclasses import replace

import duckdb
import openpyxl
import pytest

from liancun_sim.cli import run
from liancun_sim.county import load_county, make_county, save_county
from liancun_sim.county.export import export_county
from liancun_sim.county.spreadsheet import read_spreadsheet
from liancun_sim.county.spreadsheet.cells import tidy
from liancun_sim.county.spreadsheet.phrases import Findings
from liancun_sim.county.spreadsheet.workbook import read_workbook
from liancun_sim.vocabulary import BadInput


@pytest.fixture(scope="module")
def small():
    return make_county(villages=6, households=360, seed=3)


@pytest.fixture
def folder(small, tmp_path):
    save_county(small, tmp_path / "county")
    return tmp_path / "county"


def about(folder, text):
    (folder / "county.yaml").write_text(f"name: {{en: A, zh: 甲}}\nnetwork_seed: 4\n{text}\n", "utf-8")


def register(folder, columns):
    """A household register: each village's households in the columns asked for."""
    counts = {name: int(count) for name, count in load_county(folder).villages["households"].items()}
    villages = ", ".join(f"('{name}', {count})" for name, count in counts.items())
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT {columns} FROM (VALUES {villages}) v(village, households), range(households) r(number)) "
            f"TO '{folder / 'households.parquet'}' (FORMAT parquet)"
        )


ATTACKS = {
    "half a character": (lambda f: about(f, 'provenance: {sources: ["\\ud800"]}'), "half a character"),
    "a tag that lies": (lambda f: about(f, "base_year: !!bool maybe"), "'maybe' is not what its tag says"),
    "an empty number": (lambda f: about(f, 'base_year: !!int ""'), "'' is not what its tag says"),
    "a number of 9,000 digits": (lambda f: about(f, "base_year: " + "9" * 9000), "is not what its tag says"),
    "a tag of Python": (lambda f: about(f, "base_year: !!python/object:os.system a"), "'base_year' is '"),
    "bytes": (lambda f: about(f, "base_year: !!binary aGVsbG8="), "'base_year' is 'aGVsbG8='"),
    "notes of no shape": (lambda f: about(f, "provenance: {notes: .nan}"), "'provenance' must be a list"),
    "notes in one language": (lambda f: about(f, "provenance: {notes: [{en: a}]}"), "'provenance' must be a list"),
    "sources that are numbers": (lambda f: about(f, "provenance: {sources: [1]}"), "'provenance' must be a list"),
    "laughs": (
        lambda f: about(f, "\n".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}' if i else '1'] * 9)}]" for i in range(9))),
        "more than 400,000 values",
    ),
    "a deep block": (lambda f: about(f, "provenance: " + "[" * 500 + "]" * 500), "nested more than"),
    "GeoJSON of digits": (lambda f: (f / "boundaries.geojson").write_text("9" * 5000), "this is not JSON"),
    "deep GeoJSON": (lambda f: (f / "boundaries.geojson").write_text("[" * 200_000), "this is not JSON"),
    "half a character in GeoJSON": (
        lambda f: (f / "boundaries.geojson").write_text(
            json.dumps({"type": "FeatureCollection", "features": [], "name": "\ud800"})
        ),
        "this is not JSON",
    ),
    "GeoJSON of lists for names": (
        lambda f: (f / "boundaries.geojson").write_text(
            json.dumps({"type": "FeatureCollection", "features": [{"properties": {"id": [1]}}]})
        ),
        "which no village has",
    ),
    "numbers with blanks": (
        lambda f: register(f, "village AS village_id, CASE WHEN number > 1 THEN number END AS number"),
        "'number' has empty cells",
    ),
    "villages with blanks": (
        lambda f: register(f, "CASE WHEN number > 1 THEN village END AS village_id, number"),
        "'village_id' has empty cells",
    ),
    "lists for numbers": (lambda f: register(f, "village AS village_id, [number] AS number"), "holds BIGINT[]"),
    "lists for villages": (lambda f: register(f, "[village] AS village_id, number"), "'village_id' holds VARCHAR[]"),
    "a date for a size": (
        lambda f: register(f, "village AS village_id, number, DATE '2020-01-01' AS size"), "'size' holds DATE"
    ),
    "half a person": (lambda f: register(f, "village AS village_id, number, 2.5 AS size"), "that are not whole"),
    "half a household": (lambda f: register(f, "village AS village_id, number + 0.5 AS number"), "that are not whole"),
    "a billion households": (
        lambda f: duckdb.execute(
            f"COPY (SELECT 'a' AS village_id, 0::UTINYINT AS number FROM range(3000000)) TO "
            f"'{f / 'households.parquet'}' (FORMAT parquet)"
        ),
        "3,000,000 lines",
    ),
    "a column given twice": (
        lambda f: (f / "villages.csv").write_text((f / "villages.csv").read_text().replace("road,", "workshops,", 1)),
        "the column 'workshops' appears more than once",
    ),
    "a name of a megabyte": (
        lambda f: (f / "villages.csv").write_text((f / "villages.csv").read_text().replace("T01", "长" * 9999, 1)),
        "Expected a name or an id, of at most 200",
    ),
}  # fmt: skip
PLACES = ("county.yaml", "villages.csv", "adjacency.csv", "boundaries.geojson", "households.parquet")


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_each_is_refused_with_its_message(attack, folder):
    spoil, said = attack
    spoil(folder)
    with pytest.raises(BadInput) as caught:
        load_county(folder)
    assert said in str(caught.value)
    assert len(str(caught.value)) < 20_000


@pytest.mark.parametrize("name", PLACES)
def test_neither_pipes_nor_folders_are_taken_for_files(name, folder):
    for make in (os.mkfifo, os.mkdir):
        (folder / name).unlink(missing_ok=True)
        make(folder / name)
        with pytest.raises(BadInput, match=name):
            load_county(folder)
        if make is os.mkdir:
            (folder / name).rmdir()


@pytest.mark.parametrize("command", ["check", "show", "export"])
def test_every_command_ends_with_2_and_leaves_nothing(command, folder, tmp_path, capsys):
    register(folder, "village AS village_id, [number] AS number")
    words = ["--out", str(tmp_path / "out")] if command != "check" else []
    assert run(["county", command, str(folder), *words]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[-1] == "1 fault; nothing was done."
    assert [path.name for path in tmp_path.iterdir()] == ["county"]


NAMES = ('=HYPERLINK("http://localhost/?a="&A1,"前社庄")', "+1", "-x", "@SUM(A1)", "http://localhost/", "'=quoted")


@pytest.fixture
def dangerous(small):
    """A county whose villages, townships and ids are what a spreadsheet program would run."""
    villages = small.villages.copy()
    villages["name"] = NAMES
    villages["township"] = ["=1+1"] * 3 + ["@town"] * 3
    return replace(small, villages=villages)


def test_no_cell_of_an_exported_workbook_is_live(dangerous, tmp_path):
    export_county(dangerous, tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / "county.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.value for cell in cells if cell.value in NAMES} == set(NAMES)
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)


@pytest.mark.parametrize("write", [save_county, export_county])
def test_no_cell_of_a_csv_file_begins_as_a_formula(write, dangerous, tmp_path):
    write(dangerous, tmp_path / "out")
    for file in (tmp_path / "out").glob("*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.reader(lines))
        for row in rows:
            for cell in row:
                assert cell[:1] not in ("=", "+", "@")
                assert cell[:1] != "-" or float(cell) < 0


def test_dangerous_names_read_back_from_folder_table_and_workbook(dangerous, tmp_path):
    save_county(dangerous, tmp_path / "saved")
    export_county(dangerous, tmp_path / "out")
    edges = tmp_path / "saved" / "adjacency.csv"
    for county in (
        load_county(tmp_path / "saved"),
        read_spreadsheet(tmp_path / "out" / "villages.csv", edges=edges).county,
    ):
        assert county.villages["name"].tolist() == list(NAMES)
        assert county.villages["township"].tolist() == dangerous.villages["township"].tolist()
        assert county.edges == dangerous.edges
    (sheet, *_) = read_workbook(tmp_path / "out" / "county.xlsx", None, Findings("county.xlsx")).sheets
    assert [tidy(row[1]) for row in sheet.rows[1:6]] == list(NAMES[:5])
