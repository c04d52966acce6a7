"""Map files that are broken, hostile or of another kind: one message, nothing hung, nothing written."""

import json
import os
import random
import sqlite3

import pytest
import shapely
from drawn_maps import geojson, kml, write_geopackage, write_shapefile, zipped

from liancun_sim.county import load_county, save_county
from liancun_sim.county.boundaries.read import read_layer
from liancun_sim.county.spreadsheet.phrases import Findings
from liancun_sim.vocabulary import BadInput

SHAPES = [shapely.box(115.4, 36.4, 115.41, 36.41), shapely.box(115.41, 36.4, 115.42, 36.41)]
ROWS = [{"XZ": "斜店乡", "CUN": "前社庄"}, {"XZ": "斜店乡", "CUN": "许盘后"}]


def read(path, encoding=None):
    return read_layer(path, encoding, Findings(path.name))


def refused(tmp_path, content, name="a.geojson"):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInput) as stopped:
        read(path)
    return str(stopped.value)


@pytest.mark.parametrize(("content", "said"), [
    (b"", "empty"),
    (b"hello", "no map that can be read"),
    (b"{", "line 1 is not JSON"),
    (b"[" * 200_000, "nested too deeply"),
    (b"9" * 10_000, "no map that can be read"),
    (b'{"features": [' + b"9" * 10_000 + b"]}", "number without end"),
    (b'{"type": "Topology"}', "FeatureCollection"),
    (b'{"features": [{"geometry": {"type": "Polygon", "coordinates": [[[1, 2], [3]]]}}]}', "feature 1 is broken"),
    (b'{"features": [{"geometry": {"type": "Polygon", "coordinates": [[[1, NaN], [3, 4]]]}}]}', "feature 1 is broken"),
    (b'{"features": [{"geometry": {"type": "Polygon", "coordinates": 7}}]}', "feature 1 is broken"),
    (b'{"features": [{"geometry": {"type": "Circle"}}]}', "feature 1 is broken"),
    (b'{"features": [{"geometry": [1]}]}', "feature 1 is broken"),
])  # fmt: skip
def test_broken_geojson_is_refused_in_a_sentence(tmp_path, content, said):
    assert said in refused(tmp_path, content, "a.bin" if said == "no map that can be read" else "a.geojson")


def test_many_broken_shapes_are_one_fault(tmp_path):
    """Numbers in quotation marks throughout."""
    one = b'{"geometry": {"type": "Polygon", "coordinates": [[["115.4", "36.4"]]]}}'
    said = refused(tmp_path, b'{"features": [' + b",".join([one] * 30) + b"]}")
    assert "the shapes of features 1, 2, 3, … (30 in all) are broken" in said
    assert said.count("broken") == 1


def test_an_empty_map_is_no_empty_table(tmp_path):
    assert "template" not in refused(tmp_path, b"  ")


@pytest.mark.parametrize("content", [
    b"<html><body/></html>",
    b"<kml><Placemark>",
    b'<!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><kml><name>&b;</name></kml>',
    b"<kml>" + b"<Folder>" * 5000,
    b'<?xml version="1.0" encoding="no-such"?><kml/>',
])  # fmt: skip
def test_broken_kml_is_refused_in_a_sentence(tmp_path, content):
    assert "KML" in (said := refused(tmp_path, content, "a.kml")) or "encoding" in said


def test_a_placemark_without_numbers_is_named(tmp_path):
    content = kml(ROWS, SHAPES).replace(b"115.41", b"east", 1)
    assert "feature 1 is broken" in refused(tmp_path, content, "a.kml")


def test_a_chinese_declaration_of_encoding_is_followed(tmp_path):
    text = kml(ROWS, SHAPES).decode().replace('encoding="UTF-8"', 'encoding="GB2312"')
    (tmp_path / "a.kml").write_bytes(text.encode("gb18030"))
    assert [feature.properties["CUN"] for feature in read(tmp_path / "a.kml").features] == ["前社庄", "许盘后"]


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.geojson")
    with pytest.raises(BadInput, match="it is no file but a pipe"):
        read(tmp_path / "a.geojson")
    with pytest.raises(BadInput, match="cannot be read"):
        read(tmp_path)


def test_a_shapefile_needs_its_table(tmp_path):
    path = write_shapefile(tmp_path / "cun", ROWS, SHAPES, "gb18030")
    path.with_suffix(".dbf").unlink()
    with pytest.raises(BadInput, match=r"no \.dbf beside it"):
        read(path)


def test_a_shapefile_is_found_by_any_of_its_parts(tmp_path):
    path = write_shapefile(tmp_path / "cun", ROWS, SHAPES, "gb18030")
    assert len(read(path.with_suffix(".dbf")).features) == 2


def test_tables_and_shapes_that_do_not_belong_together_are_told(tmp_path):
    path = write_shapefile(tmp_path / "cun", ROWS, SHAPES, "gb18030")
    other = write_shapefile(tmp_path / "other", ROWS[:1], SHAPES[:1], "gb18030")
    path.with_suffix(".dbf").write_bytes(other.with_suffix(".dbf").read_bytes())
    with pytest.raises(BadInput, match=r"2 shapes but the \.dbf 1 row"):
        read(path)


def test_names_in_no_known_encoding_ask_for_one(tmp_path):
    path = write_shapefile(tmp_path / "cun", ROWS, SHAPES, "gb18030")
    table = path.with_suffix(".dbf").read_bytes()
    path.with_suffix(".dbf").write_bytes(table.replace("前社庄".encode("gb18030"), b"\xff\xff\xff\xff\xff\xff"))
    with pytest.raises(BadInput, match="no known encoding"):
        read(path)


def test_of_the_layers_of_a_geopackage_those_with_areas_are_named(tmp_path):
    path = write_geopackage(tmp_path / "a.gpkg", ROWS, SHAPES, 4490, "")

    def add(name, shape):
        with sqlite3.connect(path) as database:
            database.execute(f"CREATE TABLE {name} AS SELECT * FROM cun")
            database.execute(f"INSERT INTO gpkg_contents VALUES ('{name}', 'features', '{name}', 4490)")
            database.execute(f"INSERT INTO gpkg_geometry_columns VALUES ('{name}', 'geom', 'X', 4490, 0, 0)")
            blob = b"GP\x00\x01" + (4490).to_bytes(4, "little") + shapely.to_wkb(shape)
            database.execute(f"UPDATE {name} SET geom = ?", (blob,))
        database.close()

    add("river", shapely.LineString([(115.4, 36.4), (115.5, 36.4)]))
    assert len(read(path).features) == 2  # the one layer with areas
    add("towns", SHAPES[0])
    with pytest.raises(BadInput, match="several layers of areas: cun, towns"):
        read(path)
    with sqlite3.connect(path) as database:
        database.execute("DELETE FROM gpkg_geometry_columns WHERE table_name IN ('cun', 'towns')")
    database.close()
    add("roads", shapely.LineString([(115.4, 36.4), (115.5, 36.4)]))
    with pytest.raises(BadInput, match="several layers, none of areas: river, roads"):
        read(path)


def test_a_view_that_never_ends_is_stopped(tmp_path):
    path = write_geopackage(tmp_path / "a.gpkg", ROWS, SHAPES, 4490, "")
    with sqlite3.connect(path) as database:
        database.execute("ALTER TABLE cun RENAME TO kept")
        database.execute(
            "CREATE VIEW cun AS WITH RECURSIVE n(fid) AS (SELECT 1 UNION ALL SELECT fid + 1 FROM n)"
            " SELECT fid, NULL AS geom FROM n"
        )
    database.close()
    with pytest.raises(BadInput, match=r"damaged|more than"):
        read(path)


def test_a_zip_holds_one_map(tmp_path):
    one, other = (write_shapefile(tmp_path / name, ROWS, SHAPES, "utf-8", "UTF-8") for name in ("a", "b"))
    (tmp_path / "two.zip").write_bytes(zipped([one, other]))
    with pytest.raises(BadInput, match="exactly one map"):
        read(tmp_path / "two.zip")


def test_bytes_changed_at_random_are_read_or_refused(tmp_path):
    """Sixty spoilt files of each format: a layer, or one message."""
    shp = write_shapefile(tmp_path / "cun", ROWS, SHAPES, "gb18030", "GBK", 'GEOGCS["GCS_WGS_1984"]')
    whole = {
        ".shp": shp.read_bytes(), ".dbf": shp.with_suffix(".dbf").read_bytes(),
        ".gpkg": write_geopackage(tmp_path / "c.gpkg", ROWS, SHAPES, 4490, "").read_bytes(),
        ".kml": kml(ROWS, SHAPES), ".geojson": geojson(ROWS, SHAPES),
        ".zip": zipped([shp, shp.with_suffix(".dbf")]),
    }  # fmt: skip
    dice = random.Random(8)
    for ending, content in whole.items():
        for _ in range(60):
            spoilt = bytearray(content)
            for _ in range(dice.choice((1, 4, 30))):
                spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
            del spoilt[dice.choice((len(spoilt), dice.randrange(1, len(spoilt)))) :]
            path = tmp_path / f"cun{ending}"
            path.write_bytes(spoilt)
            try:
                read(path)
            except BadInput as bad:
                assert len(bad.faults) >= 1
        if ending in (".shp", ".dbf"):
            (tmp_path / f"cun{ending}").write_bytes(content)


@pytest.mark.parametrize(("content", "said"), [
    ("[" * 100_000, "not JSON"),
    ("9" * 5000, "not JSON"),
    (json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"id": "T01V001"}, "geometry": {"type": "Polygon", "coordinates": [[1]]}},
    ]}), "outline of feature 1"),
    (json.dumps({"type": "FeatureCollection", "features": [{"properties": {"id": ["T01V001"]}}]}), "feature 1"),
])  # fmt: skip
def test_broken_boundaries_of_a_county_folder_are_told(drawn, tmp_path, content, said):
    save_county(drawn.county, tmp_path / "c")
    (tmp_path / "c" / "boundaries.geojson").write_text(content, "utf-8")
    with pytest.raises(BadInput, match=said):
        load_county(tmp_path / "c")
