"""From a village table and a map to a county: outlines, places, neighbours, and what is asked on the way."""

import json

import numpy as np
import pyproj
import pytest
import shapely
from drawn_maps import drawn_anew, geojson, kml, moved, write_geopackage, write_shapefile, zipped

from liancun_sim.cli import run
from liancun_sim.county import load_county, save_county
from liancun_sim.county.datums import bd09_of_gcj02, gcj02_of_wgs84
from liancun_sim.county.export import export_county
from liancun_sim.county.importing import import_county
from liancun_sim.county.outlines import in_degrees, outlines_of
from liancun_sim.county.spreadsheet import Answers, Doubtful
from liancun_sim.vocabulary import BadInput


def saved(tmp_path, content, name="map.geojson"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def imported(drawn, tmp_path, path, *, coordinates=False, **settings):
    table = drawn.table(tmp_path / "table.csv", coordinates=coordinates)
    return import_county(table, boundaries=path, **settings)


def agreeing(edges, truth):
    """Share of true neighbours found, and of found ones true."""
    found = set(edges)
    return len(found & truth) / len(truth), len(found & truth) / len(found)


@pytest.mark.parametrize(
    "kind", ["geojson", "geojson_4490", "shapefile", "shapefile_metres", "geopackage", "kml", "zip"]
)
def test_every_format_gives_the_same_county(drawn, tmp_path, kind):
    degrees, metres = drawn.in_degrees(), drawn.in_metres()
    wkt = pyproj.CRS.from_epsg(4548).to_wkt("WKT1_ESRI")
    match kind:
        case "geojson":
            path = saved(tmp_path, geojson(drawn.rows, degrees))
        case "geojson_4490":
            path = saved(tmp_path, geojson(drawn.rows, degrees, "urn:ogc:def:crs:EPSG::4490"))
        case "shapefile":
            path = write_shapefile(tmp_path / "cun", drawn.rows, degrees, "gb18030")
        case "shapefile_metres":
            path = write_shapefile(tmp_path / "cun", drawn.rows, metres, "utf-8", "UTF-8", wkt)
        case "geopackage":
            path = write_geopackage(tmp_path / "cun.gpkg", drawn.rows, metres, 4548, wkt)
        case "kml":
            path = saved(tmp_path, kml(drawn.rows, degrees), "cun.kml")
        case "zip":
            shp = write_shapefile(tmp_path / "cun", drawn.rows, degrees, "gb18030")
            path = saved(tmp_path, zipped([shp, shp.with_suffix(".dbf")]), "cun.zip")
    county = imported(drawn, tmp_path, path).county
    assert agreeing(county.edges, drawn.neighbours) == (1.0, 1.0)
    assert county.provenance["adjacency"] == "borders"
    assert len(county.boundaries["features"]) == 25
    for feature in county.boundaries["features"]:
        place = county.villages.loc[feature["properties"]["id"], ["x_km", "y_km"]].to_numpy(dtype=float)
        assert shapely.contains_xy(shapely.geometry.shape(feature["geometry"]), *place)


def test_the_description_of_a_placemark_may_be_the_township(drawn, tmp_path):
    content = kml([{"CUN": row["CUNMC"]} for row in drawn.rows], drawn.in_degrees()).decode()
    for row in drawn.rows:
        content = content.replace(
            "<Placemark><", f"<Placemark ><description><![CDATA[<b>{row['XZQMC']}</b>]]></description><", 1
        )
    read = imported(drawn, tmp_path, saved(tmp_path, content.encode(), "cun.kml"))
    assert "description (township)" in read.report.text()
    assert agreeing(read.county.edges, drawn.neighbours) == (1.0, 1.0)


def test_neighbours_survive_digitising_errors(drawn, tmp_path):
    noisy = drawn_anew(drawn.exact, 10.0, np.random.default_rng(5))
    path = saved(tmp_path, geojson(drawn.rows, drawn.in_metres(noisy)))
    county = imported(drawn, tmp_path, path, answers=Answers(zone="39")).county
    recall, precision = agreeing(county.edges, drawn.neighbours)
    assert min(recall, precision) >= 0.98


def test_a_county_keeps_its_outlines(drawn, tmp_path):
    county = imported(drawn, tmp_path, saved(tmp_path, geojson(drawn.rows, drawn.in_degrees()))).county
    save_county(county, tmp_path / "county")
    again = load_county(tmp_path / "county")
    assert again.boundaries == county.boundaries
    there = in_degrees(again.boundaries, again.provenance["boundaries"]["plane"])
    true = dict(zip(county.villages["name"], drawn.in_degrees()[np.argsort(list(drawn.county.villages.index))]))
    for feature in there["features"]:
        shape = shapely.geometry.shape(feature["geometry"])
        name = feature["properties"]["name"]
        if (county.villages["name"] == name).sum() == 1:
            assert shapely.hausdorff_distance(shape, true[name]) < 2e-6  # 0.2 m


def test_what_was_matched_is_shown(drawn, tmp_path):
    rows = [dict(row) for row in drawn.rows]
    rows[0]["CUNMC"] = rows[0]["CUNMC"].removesuffix("村") + "村委会"
    imported_ = imported(drawn, tmp_path, saved(tmp_path, geojson(rows, drawn.in_degrees())))
    text = imported_.report.text()
    assert "XZQMC (township)" in text and "CUNMC (village)" in text
    assert "25 by a name written a little differently" in text
    assert f"{rows[0]['XZQMC']} {rows[0]['CUNMC']} → " in text
    assert text.count("→ 斜店乡") <= 1  # a 村 behind a name is no other way to write it


def test_codes_join_before_names(drawn, tmp_path):
    codes = [f"3715020{number:05d}" for number in range(25)]
    table = drawn.table(tmp_path / "table.csv")
    lines = table.read_text("utf-8").splitlines()
    table.write_text(
        "\n".join([lines[0], *(f"{c},{line.partition(',')[2]}" for c, line in zip(codes, lines[1:]))]), "utf-8"
    )
    rows = [{"ZLDWDM": code, "ZLDWMC": "某村"} for code in codes]
    read = import_county(table, boundaries=saved(tmp_path, geojson(rows, drawn.in_degrees())))
    assert "25 by code" in read.report.text()
    assert len(read.county.edges) == len(drawn.neighbours)


def test_a_slip_in_a_name_is_asked_about_and_never_matched_in_silence(drawn, tmp_path):
    rows = [dict(row) for row in drawn.rows]
    name = drawn.county.villages["name"].iloc[4]
    rows[4]["CUNMC"] = name[:-1] + "某村"
    path = saved(tmp_path, geojson(rows, drawn.in_degrees()))
    with pytest.raises(Doubtful) as stopped:
        imported(drawn, tmp_path, path)
    (doubt,) = stopped.value.doubts
    assert doubt.name == f"same:{name}"
    read = imported(drawn, tmp_path, path, answers=Answers(accept=(doubt.name,)))
    assert "1 as you said" in read.report.text()
    assert imported(drawn, tmp_path, path, answers=Answers(accept=("names-alike",))).county.edges == read.county.edges


def test_a_name_the_same_but_for_a_missing_township_is_not_said_to_be_alike_only(drawn, tmp_path):
    """Two villages of the name, one of them on the map without its township."""
    rows = [dict(row) for row in drawn.rows]
    table = drawn.table(tmp_path / "table.csv")
    lines = table.read_text("utf-8").splitlines()
    twins = [next(n for n, row in enumerate(rows) if row["XZQMC"] == town)
             for town in sorted({row["XZQMC"] for row in rows})[:2]]  # fmt: skip
    for twin in twins:
        parts = lines[twin + 1].split(",")
        lines[twin + 1] = ",".join([*parts[:2], "王庄", *parts[3:]])
        rows[twin]["CUNMC"] = "王庄"
    table.write_text("\n".join(lines), "utf-8")
    rows[twins[0]]["XZQMC"] = ""
    with pytest.raises(Doubtful, match="the names are the same but for how they are written") as stopped:
        import_county(table, boundaries=saved(tmp_path, geojson(rows, drawn.in_degrees())))
    (doubt,) = stopped.value.doubts
    assert doubt.name == f"same:{drawn.rows[twins[0]]['XZQMC']}王庄"  # of that township, not of both


def test_a_village_that_is_not_on_the_map_stops_the_import(drawn, tmp_path):
    path = saved(tmp_path, geojson(drawn.rows[1:], drawn.in_degrees()[1:]))
    with pytest.raises(
        BadInput, match=f"1 village of the table is not on the map.*{drawn.county.villages['name'].iloc[0]}"
    ):
        imported(drawn, tmp_path, path)
    with pytest.raises(Doubtful, match="--accept not-on-map"):  # the table says where it lies
        imported(drawn, tmp_path, path, coordinates=True)
    county = imported(drawn, tmp_path, path, coordinates=True, answers=Answers(accept=("not-on-map",))).county
    first = drawn.county.villages.index[0]
    assert any(first in pair for pair in county.edges)
    assert len(county.boundaries["features"]) == 24


@pytest.mark.parametrize("kind", ["geojson", "empty", "line", "kml", "geopackage"])
def test_a_village_the_map_has_without_a_shape_is_said_to_be_there(drawn, tmp_path, kind):
    shapes = drawn.in_degrees()
    name = drawn.county.villages["name"].iloc[0]
    match kind:
        case "geojson" | "empty" | "line":
            content = json.loads(geojson(drawn.rows, shapes))
            blank = {"geojson": None, "empty": {"type": "MultiPolygon", "coordinates": []},
                     "line": {"type": "LineString", "coordinates": [[115.6, 36.4], [115.7, 36.4]]}}  # fmt: skip
            content["features"][0]["geometry"] = blank[kind]
            path = saved(tmp_path, json.dumps(content).encode())
        case "kml":
            content = kml(drawn.rows, shapes).decode()
            start, end = content.index("<Polygon>"), content.index("</Polygon>") + len("</Polygon>")
            path = saved(tmp_path, (content[:start] + content[end:]).encode(), "cun.kml")
        case "geopackage":
            shapes[0] = shapely.Polygon()
            path = write_geopackage(tmp_path / "cun.gpkg", drawn.rows, shapes, 4490, "")
    with pytest.raises(BadInput, match=f"1 villages of the table are on the map without an area: .*{name}") as stopped:
        imported(drawn, tmp_path, path)
    assert "not on the map" not in str(stopped.value)


def test_places_that_are_no_village_of_the_table_are_told(drawn, tmp_path):
    rows = [*drawn.rows, {"XZQMC": drawn.rows[0]["XZQMC"], "CUNMC": "国营林场"}]
    far = shapely.transform(drawn.in_degrees()[0], lambda points: points + 0.5)
    read = imported(drawn, tmp_path, saved(tmp_path, geojson(rows, [*drawn.in_degrees(), far])))
    assert "1 place of the map is no village of the table" in read.report.text()
    assert "国营林场" in read.report.text()


@pytest.mark.parametrize(("datum", "shift"), [
    ("gcj02", gcj02_of_wgs84), ("bd09", lambda points: bd09_of_gcj02(gcj02_of_wgs84(points))),
])  # fmt: skip
def test_a_shifted_web_map_is_asked_about_with_the_likeliest_datum_first(drawn, tmp_path, datum, shift):
    shifted = moved(drawn.in_degrees(), shift)
    path = saved(tmp_path, geojson(drawn.rows, shifted))
    with pytest.raises(Doubtful) as stopped:
        imported(drawn, tmp_path, path, coordinates=True)
    (doubt,) = stopped.value.doubts
    assert (doubt.name, str(doubt.ways[0])) == ("map-beside-table", f"--datum {datum}")
    county = imported(drawn, tmp_path, path, coordinates=True, answers=Answers(datum=datum)).county
    assert agreeing(county.edges, drawn.neighbours) == (1.0, 1.0)


def test_a_map_without_other_coordinates_need_not_say_its_datum(drawn, tmp_path):
    shifted = moved(drawn.in_degrees(), gcj02_of_wgs84)
    county = imported(drawn, tmp_path, saved(tmp_path, geojson(drawn.rows, shifted))).county
    assert agreeing(county.edges, drawn.neighbours) == (1.0, 1.0)  # a shift of the whole map moves no border


def test_metres_without_a_zone_are_asked_about(drawn, tmp_path):
    path = saved(tmp_path, geojson(drawn.rows, drawn.in_metres()))
    with pytest.raises(Doubtful, match="--zone ZONE"):
        imported(drawn, tmp_path, path)
    by_zone = imported(drawn, tmp_path, path, answers=Answers(zone="39")).county
    by_meridian = imported(drawn, tmp_path, path, answers=Answers(zone="117E")).county
    assert by_zone.boundaries == by_meridian.boundaries
    with pytest.raises(BadInput, match="13–23 six degrees wide"):
        imported(drawn, tmp_path, path, answers=Answers(zone="99"))


def test_the_zone_before_the_easting_is_read_and_swapped_axes_are_told(drawn, tmp_path):
    numbered = moved(drawn.in_metres(), lambda points: points + np.array([39_000_000, 0]))
    swapped = moved(numbered, lambda points: points[:, ::-1])
    plain = imported(drawn, tmp_path, saved(tmp_path, geojson(drawn.rows, numbered)))
    turned = imported(drawn, tmp_path, saved(tmp_path, geojson(drawn.rows, swapped), "turned.json"))
    assert "zone 39 (117°E)" in plain.report.text()
    assert "swapped" in turned.report.text()
    assert plain.county.boundaries["features"] == turned.county.boundaries["features"]


def test_points_place_villages_but_bound_none(drawn, tmp_path):
    points = [shapely.centroid(shape) for shape in drawn.in_degrees()]
    read = imported(drawn, tmp_path, saved(tmp_path, geojson(drawn.rows, points)))
    assert read.county.boundaries is None
    assert read.county.provenance["adjacency"] == "coordinates"
    assert "points, not areas" in read.report.text()


def test_a_list_of_edges_goes_before_the_map(drawn, tmp_path):
    ids = list(drawn.county.villages.index)
    edges = tmp_path / "edges.csv"
    edges.write_text(f"{ids[0]},{ids[1]}\n", "utf-8")
    path = saved(tmp_path, geojson(drawn.rows, drawn.in_degrees()))
    county = imported(drawn, tmp_path, path, edges=edges).county
    assert county.edges == ((ids[0], ids[1]),)
    assert county.boundaries is not None


def test_names_that_repeat_need_a_township_on_the_map(drawn, tmp_path):
    table = drawn.table(tmp_path / "table.csv")
    lines = table.read_text("utf-8").splitlines()
    townships = sorted({row["XZQMC"] for row in drawn.rows})
    assert len(townships) > 1
    twins = [next(n for n, row in enumerate(drawn.rows) if row["XZQMC"] == town) for town in townships[:2]]
    for twin in twins:
        cells_ = lines[twin + 1].split(",")
        lines[twin + 1] = ",".join([cells_[0], cells_[1], "王庄", *cells_[3:]])
    table.write_text("\n".join(lines), "utf-8")
    rows = [{"CUNMC": "王庄" if n in twins else row["CUNMC"]} for n, row in enumerate(drawn.rows)]
    with pytest.raises(BadInput, match=r"share a name and the map does not say which township.*王庄"):
        import_county(table, boundaries=saved(tmp_path, geojson(rows, drawn.in_degrees())))


def test_the_command_takes_a_map_with_a_table_and_refuses_one_alone(drawn, tmp_path, capsys):
    path = saved(tmp_path, geojson(drawn.rows, drawn.in_degrees()))
    table = drawn.table(tmp_path / "table.csv")
    assert run(["county", "import", str(table), "--boundaries", str(path), "--out", str(tmp_path / "c")]) == 0
    assert json.loads((tmp_path / "c" / "boundaries.geojson").read_text("utf-8"))["features"]
    assert run(["county", "check", str(tmp_path / "c")]) in (0, 1)
    for arguments in (["--boundaries", str(path)], [str(path)]):
        assert run(["county", "import", *arguments]) == 2
        assert "Give the village table as well" in capsys.readouterr().err
    assert run(["county", "import", str(table), "--barriers", str(path)]) == 2
    assert "--boundaries too" in capsys.readouterr().err


def test_outlines_for_drawing_keep_areas_holes_and_parts(drawn, tmp_path):
    """A lake in one village, a second part of another."""
    shapes = list(drawn.exact)
    lake = shapely.buffer(shapely.point_on_surface(shapes[0]), 60)
    shapes[0] = shapely.difference(shapes[0], lake)
    shapes[1] = shapely.MultiPolygon([shapes[1], shapely.box(30_000, 30_000, 30_500, 30_500)])
    rows = [dict(row) for row in drawn.rows]
    path = saved(tmp_path, geojson(rows, drawn.in_degrees(np.array(shapes, dtype=object))))
    read = imported(drawn, tmp_path, path)
    assert "in several parts" in read.report.text()
    found = outlines_of(read.county.boundaries)
    names = dict(zip(read.county.villages["name"], read.county.villages.index, strict=True))
    first, second = (found[names[drawn.county.villages["name"].iloc[row]]] for row in (0, 1))
    assert len(first) == len(second) == 2
    areas = [shapely.Polygon(ring).area * (1 if shapely.LinearRing(ring).is_ccw else -1) for ring in first]
    assert areas[0] > 0 > areas[1]
    assert sum(areas) == pytest.approx(shapes[0].area / 1e6, rel=0.01)
    assert outlines_of(None) == {}


def test_exported_outlines_lie_where_the_map_had_them(drawn, tmp_path):
    county = imported(drawn, tmp_path, saved(tmp_path, geojson(drawn.rows, drawn.in_degrees()))).county
    export_county(county, tmp_path / "out")
    exported = json.loads((tmp_path / "out" / "boundaries.geojson").read_text("utf-8"))
    bounds = shapely.total_bounds([shapely.geometry.shape(one["geometry"]) for one in exported["features"]])
    assert bounds == pytest.approx(shapely.total_bounds(drawn.in_degrees()), abs=2e-6)
    table = drawn.table(tmp_path / "again.csv")
    again = import_county(table, boundaries=tmp_path / "out" / "boundaries.geojson").county
    assert again.edges == county.edges


def test_the_outlines_of_a_county_folder_are_a_map_of_its_table(drawn, tmp_path):
    """In the county's own kilometres: nothing moves."""
    county = imported(drawn, tmp_path, saved(tmp_path, geojson(drawn.rows, drawn.in_degrees()))).county
    save_county(county, tmp_path / "c")
    again = import_county(tmp_path / "c" / "villages.csv", boundaries=tmp_path / "c" / "boundaries.geojson").county
    assert again.boundaries == county.boundaries
    assert np.abs(again.villages[["x_km", "y_km"]] - county.villages[["x_km", "y_km"]]).max(axis=None) < 1e-6
