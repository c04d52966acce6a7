"""Neighbours from edge lists and coordinates, and what is said when they are drawn."""

import math

import pytest
from small_table import ROWS, beside, one_sheet, save, table, without

from liancun_sim.county import load_county, save_county
from liancun_sim.county.spreadsheet import read_spreadsheet
from liancun_sim.vocabulary import BadInput

TOWNSHIPS = ("乡镇", "村", "相邻村乡镇", "相邻村")
LISTED = (("斜店乡-前社庄", "斜店乡-许盘后"), ("斜店乡-许盘后", "清水镇-前连"))


def with_edges(tmp_path, *lines):
    return read_spreadsheet(save(tmp_path / "v.xlsx", ("表1", without(7, 8)), ("相邻", lines))).county


def test_coordinates_in_degrees_become_kilometres(tmp_path):
    county = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", table())).county
    one, other = county.villages.loc["斜店乡-前社庄"], county.villages.loc["清水镇-后连"]
    east = math.cos(math.radians((36.47 + 36.50) / 2)) * 2 * math.pi * 6371 / 360
    assert other.x_km - one.x_km == pytest.approx(0.03 * east, abs=1e-3)  # 115.48 − 115.45
    assert other.y_km - one.y_km == pytest.approx(-0.01 * 2 * math.pi * 6371 / 360, abs=1e-3)  # 36.47 − 36.48
    assert county.provenance["adjacency"] == "coordinates"
    assert county.provenance["notes"][-1]["en"].startswith(
        "Which villages are neighbours was worked out from their coord"
    )


def test_metres_and_kilometres_give_the_same_county(tmp_path):
    def county(name, unit, factor):
        places = ((0.4, 8.1), (1.6, 8.3), (4.2, 7.7), (4.5, 6.4))
        moved = [[*row[:6], x * factor, y * factor] for row, (x, y) in zip(ROWS, places, strict=True)]
        head = [*table()[0][:6], f"x坐标（{unit}）", f"y坐标（{unit}）"]
        return read_spreadsheet(one_sheet(tmp_path / name, [head, *moved])).county

    one, other = county("a.xlsx", "公里", 1), county("b.xlsx", "米", 1000)
    assert one.villages.equals(other.villages)
    assert one.edges == other.edges


def test_a_sheet_of_neighbours_goes_before_coordinates(tmp_path):
    lines = [("村", "相邻村"), ("前社庄", "许盘后"), ("许盘后", "前连")]
    imported = read_spreadsheet(save(tmp_path / "v.xlsx", ("表1", table()), ("adjacency", lines)))
    assert imported.county.edges == LISTED
    assert "x_km" not in imported.county.provenance["synthesised"]
    assert imported.county.provenance["adjacency"] == "edges"
    assert "Without a neighbour, and so in no union: 清水镇 后连." in [remark.en for remark in imported.report.remarks]


@pytest.mark.parametrize(
    "lines",
    [
        [("村", "相邻村"), ("许盘后", "前社庄、前连")],
        [("from", "to"), ("斜店乡前社庄", "斜店乡-许盘后"), ("清水镇/前连", "许盘后"), ("许盘后", "前连")],
        [TOWNSHIPS, ("斜店乡", "前社庄", "斜店乡", "许盘后"), ("清水镇", "前连", "斜店乡", "许盘后")],
        [
            ("Township A", "Village A", "Village B", "路"),
            (None, "前社庄", "许盘后", "有"),
            ("清水镇", "前连", "许盘后", ""),
        ],
        [("相邻村情况",), ("村甲", "村乙"), ("前社庄", "许盘后"), (), ("许盘后", "前连"), ("注：以上为公路相通的村",)],
    ],
)
def test_edge_lists_are_read_in_many_shapes(tmp_path, lines):
    assert with_edges(tmp_path, *lines).edges == LISTED


def test_an_edge_file_by_id_keeps_leading_zeros(tmp_path):
    rows = beside(without(7, 8), ("村编号", "001", "002", "003", "01"))
    (tmp_path / "edges.csv").write_bytes("编号1,编号2\r\n001,002\r\n003,01\r\n".encode("gb18030"))
    county = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows), edges=tmp_path / "edges.csv").county
    assert list(county.villages.index) == ["001", "002", "003", "01"]
    assert county.edges == (("001", "002"), ("003", "01"))


def test_an_edge_file_without_a_header_and_one_written_by_export_are_read(tmp_path):
    table_path = one_sheet(tmp_path / "v.xlsx", without(7, 8))
    (tmp_path / "plain.csv").write_text("前社庄,许盘后\n许盘后,前连\n", "utf-8")
    (tmp_path / "folder.csv").write_text(
        "village,neighbour\n斜店乡-前社庄,斜店乡-许盘后\n斜店乡-许盘后,清水镇-前连\n", "utf-8"
    )
    assert read_spreadsheet(table_path, edges=tmp_path / "plain.csv").county.edges == LISTED
    assert read_spreadsheet(table_path, edges=tmp_path / "folder.csv").county.edges == LISTED


def test_a_name_in_two_townships_is_told_apart_and_reported(tmp_path):
    rows = [*without(7, 8), ["北陶镇", "前连", 100, 390, 4000, 2]]
    lines = [
        ("乡镇", "村", "相邻村乡镇", "相邻村"),
        ("斜店乡", "前社庄", "清水镇", "前连"),
        ("北陶镇", "前连", "清水镇", "后连"),
    ]
    imported = read_spreadsheet(save(tmp_path / "v.xlsx", ("表1", rows), ("相邻", lines)))
    assert imported.county.edges == (("北陶镇-前连", "清水镇-后连"), ("斜店乡-前社庄", "清水镇-前连"))
    assert "Names that stand in several townships: 前连 (清水镇, 北陶镇)." in [
        remark.en for remark in imported.report.remarks
    ]


def test_neighbours_are_made_up_only_on_request_and_every_result_is_told(tmp_path):
    path = one_sheet(tmp_path / "v.xlsx", without(7, 8))
    with pytest.raises(BadInput, match="--adjacency synthetic"):
        read_spreadsheet(path)
    county = read_spreadsheet(path, synthetic_adjacency=True).county
    assert county.edges
    assert county.provenance["adjacency"] == "synthetic"
    save_county(county, tmp_path / "county")
    again = load_county(tmp_path / "county")
    assert again.provenance["notes"][-1]["en"].startswith(
        "Which villages are neighbours, and where they lie, is drawn by the program"
    )
    assert again.edges == county.edges
    assert again.villages.equals(county.villages)


def test_that_nothing_says_who_is_neighbour_is_told_with_the_tables_other_faults(tmp_path):
    rows = [list(row) for row in without(7, 8)]
    rows[1][rows[0].index("人均纯收入（元）")] = "3,2O0"
    with pytest.raises(BadInput) as told:
        read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows))
    assert "--adjacency synthetic" in str(told.value)
    assert "3,2O0" in str(told.value)


def test_asking_for_made_up_neighbours_does_not_replace_real_ones(tmp_path):
    imported = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", table()), synthetic_adjacency=True)
    assert imported.county.provenance["adjacency"] == "coordinates"
    assert "--adjacency synthetic was not needed: the input says who is neighbour." in [
        remark.en for remark in imported.report.remarks
    ]


def test_earlier_pairings_are_kept_by_id(tmp_path):
    rows = beside(table(), ("结对村", "清水镇-前连", None, "前社庄", "-"))
    ties = read_spreadsheet(one_sheet(tmp_path / "v.xlsx", rows)).county.villages["tied_to"]
    assert dict(ties) == {
        "斜店乡-前社庄": "清水镇-前连",
        "斜店乡-许盘后": "",
        "清水镇-前连": "斜店乡-前社庄",
        "清水镇-后连": "",
    }
