"""A map that takes too long or too much memory is ended, and told in a sentence; others still come through whole."""

import zipfile

import numpy as np
import pytest
import shapely
from drawn_maps import geojson

from liancun_sim.county.boundaries import within_limits
from liancun_sim.county.importing import import_county
from liancun_sim.county.spreadsheet.doubts import Answers
from liancun_sim.vocabulary import BadInput
from liancun_sim.vocabulary.language import speaking

TABLE = "乡镇,村名,户数,人口\n斜店乡,前社庄,240,912\n斜店乡,许盘后,187,702\n"
ROWS = [{"XZ": "斜店乡", "CUN": "前社庄"}, {"XZ": "斜店乡", "CUN": "许盘后"}]
ANSWERS = Answers(datum="wgs84")


def told(tmp_path, name, language="en"):
    (tmp_path / "table.csv").write_text(TABLE, "utf-8")
    with pytest.raises(BadInput) as stopped:
        speaking(language, lambda: import_county(tmp_path / "table.csv", boundaries=tmp_path / name, answers=ANSWERS))
    return str(stopped.value)


def test_an_archive_that_unpacks_to_more_than_memory_holds(tmp_path):
    ring = b"<Polygon><outerBoundaryIs><LinearRing><coordinates>" + b"115.4,36.4 " * 13_000_000 + b"</coordinates>"
    with zipfile.ZipFile(tmp_path / "a.kmz", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(
            "a.kml", b"<kml><Placemark>" + ring + b"</LinearRing></outerBoundaryIs></Polygon></Placemark></kml>"
        )
    assert "more time or memory" in told(tmp_path, "a.kmz")


def test_outlines_that_take_for_ever(tmp_path, monkeypatch):
    monkeypatch.setattr(within_limits, "SECONDS", 0.2)
    monkeypatch.setattr(within_limits, "BYTES_A_SECOND", 1e12)
    turn = np.linspace(0, 2 * np.pi, 20_001)[:-1]
    far = 0.01 * (1 + np.arange(20_000) % 2)
    points = np.column_stack([115.4 + far * np.cos(turn), 36.4 + far * np.sin(turn)])
    star = [shapely.Polygon(points), shapely.Polygon(points + 1e-4)]
    (tmp_path / "a.geojson").write_bytes(geojson(ROWS, star))
    assert "时间或内存" in told(tmp_path, "a.geojson", "zh")


def test_faults_and_doubts_of_a_map_come_back_in_the_language_spoken(tmp_path):
    (tmp_path / "a.geojson").write_bytes(geojson(ROWS[:1], [shapely.box(115.4, 36.4, 115.41, 36.41)]))
    assert "许盘后" in (said := told(tmp_path, "a.geojson", "zh"))
    assert "地图" in said
