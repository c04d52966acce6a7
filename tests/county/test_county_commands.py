"""``liancun county make``, ``check``, ``show`` and ``export``, as a planner runs them."""

import io
import json

import duckdb
import matplotlib.image
import openpyxl
import pandas as pd
import pytest

from liancun_sim.cli import run
from liancun_sim.county import load_county, make_county, save_county
from liancun_sim.county.summary import township_table
from liancun_sim.vocabulary import use_language


@pytest.fixture(autouse=True)
def english_again():
    yield
    use_language("en")


@pytest.fixture
def folder(tmp_path):
    save_county(make_county(villages=40, households=8000, seed=3), tmp_path / "county")
    return tmp_path / "county"


def test_make_writes_the_asked_county(tmp_path, capsys):
    out = tmp_path / "新 县"
    assert run(["county", "make", "--villages", "30", "--households", "1500", "--seed", "9", "--out", str(out)]) == 0
    assert load_county(out).villages.equals(make_county(30, 1500, 9).villages)
    said = capsys.readouterr()
    assert said.out == ""
    assert "30 villages in 3 townships, 1,500 households" in said.err
    assert "It is a reconstruction, not a survey." in said.err


@pytest.mark.parametrize(("villages", "said"), [(1, ": 1 village, "), (2, ": 2 villages in 1 township, ")])
def test_make_counts_one_as_one(tmp_path, capsys, villages, said):
    assert run(["county", "make", "--villages", str(villages), "--households", "80", "--out", str(tmp_path / "x")]) == 0
    assert said in capsys.readouterr().err


def test_make_says_which_number_is_wrong(capsys):
    assert run(["county", "make", "--villages", "0", "--lang", "zh"]) == 2
    assert "--villages：无法生成0个村。应为1至10000000个" in capsys.readouterr().err


def test_make_refuses_what_cannot_be_made(tmp_path, capsys):
    out = tmp_path / "x"
    assert run(["county", "make", "--villages", "30", "--households", "20", "--out", str(out)]) == 2
    said = capsys.readouterr().err.splitlines()[0]
    assert said == (
        "--households: 30 villages with 20 households cannot be made. Expected at least one household per village, "
        "at most 10,000,000 households in all"
    )
    assert not out.exists()


def test_check_ends_with_0_without_findings_and_1_with(folder, capsys):
    assert run(["county", "check", str(folder)]) == 0
    assert capsys.readouterr().err.startswith("No findings: 40 villages, 8,000 households, ")
    edges = folder / "adjacency.csv"
    edges.write_text("\n".join(edges.read_text("utf-8").splitlines()[:4]), "utf-8")
    assert run(["county", "check", str(folder), "--lang", "zh"]) == 1
    assert "个村没有相邻村" in capsys.readouterr().out


def test_check_ends_with_2_and_every_fault_for_a_bad_folder(folder, capsys):
    (folder / "adjacency.csv").write_text("village,neighbour\na,b\n", "utf-8")
    assert run(["county", "check", str(folder)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("no village has the id") == 2


def test_check_speaks_json(folder, capsys):
    assert run(["county", "check", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_show_prints_townships_and_draws_pictures(folder, tmp_path, capsys):
    assert run(["county", "show", str(folder), "--out", str(tmp_path / "图"), "--lang", "zh"]) == 0
    said = capsys.readouterr()
    assert "全县" in said.out
    assert "8,000" in said.out.splitlines()[-1]
    for name in ("map", "distributions"):
        picture = matplotlib.image.imread(tmp_path / "图" / f"{name}.png")
        assert picture.shape[1] == 1800
        assert picture[..., :3].min() < 0.5  # something is drawn


def test_township_table_adds_up():
    county = make_county(villages=50, seed=2)
    table = township_table(county)
    for column in ("villages", "households", "population", "small_villages"):
        assert table[column].iloc[:-1].sum() == table[column].iloc[-1]
    mean = (table["income_yuan_per_person"] * table["population"]).iloc[:-1].sum() / table["population"].iloc[-1]
    assert table["income_yuan_per_person"].iloc[-1] == pytest.approx(mean)


def test_export_writes_tables_other_programs_read(folder, tmp_path):
    out = tmp_path / "out"
    assert run(["county", "export", str(folder), "--out", str(out), "--households", "--lang", "zh"]) == 0
    county = load_county(folder)
    assert (out / "villages.csv").read_bytes().startswith(b"\xef\xbb\xbf")  # Excel needs the mark to see UTF-8
    assert pd.read_csv(out / "villages.csv")["name"].tolist() == county.villages["name"].tolist()
    book = openpyxl.load_workbook(out / "county.xlsx", read_only=True)
    assert book.sheetnames == ["村级表", "相邻村", "拟结对", "数据字典", "说明", "county.yaml", "synthesised"]
    rows = list(book["村级表"].iter_rows(values_only=True))
    assert rows[0][:4] == ("村编号", "村名", "乡镇", "户数")
    assert [row[1] for row in rows[1:]] == county.villages["name"].tolist()
    assert book["相邻村"].max_row == len(county.edges) + 1
    book.close()
    points = json.loads((out / "villages.geojson").read_text("utf-8"))
    assert [feature["properties"]["id"] for feature in points["features"]] == list(county.villages.index)
    with duckdb.connect() as connection:
        path = str(out / "households.parquet")
        assert connection.execute("SELECT count(*) FROM read_parquet(?)", [path]).fetchone() == (8000,)


@pytest.mark.parametrize("words", [("make",), ("export", "default"), ("show", "default")])
def test_a_place_that_cannot_be_written_is_said(tmp_path, capsys, words):
    (tmp_path / "a file").write_text("x", "utf-8")
    out = tmp_path / "a file" / "county"
    assert run(["county", *words, "--out", str(out)]) == 2
    assert f"{out}: lies below {tmp_path / 'a file'}, which is a file; choose another place" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["a file"]


def test_make_asks_before_it_replaces_a_county_that_it_did_not_make(tmp_path, capsys, monkeypatch):
    """One read from somebody's table cannot be had again by another number of villages."""
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    out, table = tmp_path / "ours", tmp_path / "村表.csv"
    table.write_text(
        "乡镇,村名,户数,人口,经度,纬度\n斜店乡,前社庄,240,912,115.45,36.48\n斜店乡,许盘后,210,860,115.47,36.48\n",
        "utf-8",
    )
    assert run(["county", "import", str(table), "--out", str(out), "--year", "2007"]) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    make = ["county", "make", "--villages", "12", "--out", str(out)]
    assert run(make) == 2
    assert "--replace" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert run([*make, "--replace"]) == 0
    assert run(["county", "make", "--villages", "8", "--out", str(out)]) == 0  # over its own it asks nobody
    assert len(load_county(out).villages) == 8


def test_make_asks_before_it_replaces_its_own_county_that_somebody_edited_since(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    out, make = (
        tmp_path / "M",
        ["county", "make", "--villages", "6", "--households", "900", "--out", str(tmp_path / "M")],
    )
    assert run(make) == 0
    assert run(["county", "export", str(out), "--out", str(tmp_path / "export")]) == 0
    book = openpyxl.load_workbook(tmp_path / "export" / "county.xlsx")
    title = next(cell for cell in book.worksheets[0][1] if cell.value == "Road quality (0–1)")
    book.worksheets[0].cell(2, title.column).value = 0.987
    book.save(tmp_path / "edited.xlsx")
    assert run(["county", "import", str(tmp_path / "edited.xlsx"), "--out", str(out), "--replace"]) == 0
    assert run(make) == 2
    assert "Road quality now counts as synthesised in 1 village" in capsys.readouterr().err
    assert (load_county(out).villages["road"] == 0.987).sum() == 1
