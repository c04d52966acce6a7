"""Maps with a known county behind them: Voronoi cells of its villages, in the files of map programs.

Used by ``verification/boundaries.py`` and, small, by the tests. Shapefiles are written by pyshp, a reader of its
own that ours shares nothing with.
"""

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
import numpy.typing as npt
import shapefile
import shapely

from liancun_sim.county import County
from liancun_sim.vocabulary.language import traditional

Floats = npt.NDArray[np.float64]
Change = Callable[[Floats], Floats]

MARGIN_M = 700.0  # of the county's edge round its villages
STEP_M = 150.0  # between the points a surveyor sets along a border
SLIPS = 0.02  # share of names with a wrong character


def cells(county: County) -> npt.NDArray[np.object_]:
    """(village,) the ground nearest to each village, within the county's edge. [m from the county's corner]"""
    sites = shapely.points(county.villages[["x_km", "y_km"]].to_numpy() * 1000)
    all_sites = shapely.multipoints(sites)
    edge = shapely.buffer(shapely.concave_hull(all_sites, 0.3), MARGIN_M)
    drawn = shapely.get_parts(shapely.voronoi_polygons(all_sites, extend_to=shapely.buffer(edge, 5000)))
    drawn = shapely.intersection(drawn, edge)
    site, cell = shapely.STRtree(drawn).query(sites, predicate="intersects")
    return drawn[cell[np.argsort(site, kind="stable")]]


def true_neighbours(drawn: npt.NDArray[np.object_]) -> set[tuple[int, int]]:
    """Pairs of cells with a common border, however short."""
    one, other = shapely.STRtree(drawn).query(drawn, predicate="touches")
    one, other = one[one < other], other[one < other]
    common = shapely.length(shapely.intersection(drawn[one], drawn[other]))
    return {(int(a), int(b)) for a, b, length in zip(one, other, common, strict=True) if length > 0}


def drawn_anew(exact: npt.NDArray[np.object_], noise_m: float, rng: np.random.Generator) -> npt.NDArray[np.object_]:
    """Every cell digitised on its own: points set along its border, each off by its own error (SD `noise_m`)."""
    out = []
    for cell in shapely.segmentize(exact, STEP_M):
        ring = shapely.get_coordinates(cell.exterior)[:-1]
        out.append(shapely.Polygon(ring + rng.normal(0, noise_m, ring.shape)))
    return np.array(out, dtype=object)


def as_written_on_maps(name: str, township: str, rng: np.random.Generator) -> tuple[str, bool]:
    """A village's name as some map writes it, and whether a person could tell it beyond doubt."""
    if rng.random() < SLIPS and len(name) > 1:  # one character is another
        place = int(rng.integers(0, len(name)))
        return name[:place] + "某" + name[place + 1 :], False
    written = (
        name, f"{name}村", f"{name}村委会", f"{name}村民委员会", f"{name}行政村", traditional(name),
        traditional(name) + "村", f"{township}{name}村", f" {name[0]}　{name[1:]} ",
    )  # fmt: skip
    return written[rng.integers(0, len(written))], True


def geojson(rows: Sequence[Mapping[str, str]], shapes: Sequence[Any], crs: str | None = None) -> bytes:
    """A FeatureCollection."""
    features = [
        {"type": "Feature", "properties": dict(row), "geometry": json.loads(shapely.to_geojson(shape))}
        for row, shape in zip(rows, shapes, strict=True)
    ]
    content: dict[str, Any] = {"type": "FeatureCollection", "features": features}
    if crs is not None:
        content["crs"] = {"type": "name", "properties": {"name": crs}}
    return json.dumps(content, ensure_ascii=False).encode()


def write_shapefile(
    path: Path, rows: Sequence[Mapping[str, str]], shapes: Sequence[Any], encoding: str, cpg: str | None = None,
    prj: str | None = None,
) -> Path:  # fmt: skip
    """``path.shp`` and its parts; `cpg` None leaves the encoding unsaid, the code page in the .dbf with it."""
    with shapefile.Writer(str(path.with_suffix("")), shapeType=shapefile.POLYGON, encoding=encoding) as writer:
        for number in range(len(rows[0])):
            writer.field(f"f{number}", "C", 60)
        for row, shape in zip(rows, shapes, strict=True):
            writer.shape(shapely.geometry.mapping(shapely.geometry.polygon.orient(shape, -1.0)))
            writer.record(*row.values())
    table = bytearray(path.with_suffix(".dbf").read_bytes())
    for number, field in enumerate(rows[0]):  # names are cut after ten bytes, within a character if need be
        table[32 + 32 * number : 43 + 32 * number] = field.encode(encoding)[:10].ljust(11, b"\0")
    path.with_suffix(".dbf").write_bytes(table)
    path.with_suffix(".cpg").unlink(missing_ok=True)
    if cpg is not None:
        path.with_suffix(".cpg").write_text(cpg)
    if prj is not None:
        path.with_suffix(".prj").write_text(prj)
    return path.with_suffix(".shp")


def write_geopackage(path: Path, rows: Sequence[Mapping[str, str]], shapes: Sequence[Any], epsg: int, wkt: str) -> Path:
    """The tables OGC 12-128 asks for, and one layer ``cun``."""
    fields = list(rows[0])
    with sqlite3.connect(path) as database:
        database.executescript(
            "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,"
            " organization_coordsys_id INTEGER, definition TEXT, description TEXT);"
            "CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, srs_id INTEGER);"
            "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT,"
            " srs_id INTEGER, z TINYINT, m TINYINT);"
        )
        database.execute("INSERT INTO gpkg_spatial_ref_sys VALUES ('', ?, 'EPSG', ?, ?, '')", (epsg, epsg, wkt))
        database.execute("INSERT INTO gpkg_contents VALUES ('cun', 'features', 'cun', ?)", (epsg,))
        database.execute("INSERT INTO gpkg_geometry_columns VALUES ('cun', 'geom', 'POLYGON', ?, 0, 0)", (epsg,))
        columns = ", ".join(f'"{field}" TEXT' for field in fields)
        database.execute(f"CREATE TABLE cun (fid INTEGER PRIMARY KEY, geom BLOB, {columns})")
        marks = ", ".join("?" * (len(fields) + 1))
        named = ", ".join(f'"{field}"' for field in fields)
        for row, shape in zip(rows, shapes, strict=True):
            blob = b"GP\x00\x01" + epsg.to_bytes(4, "little") + shapely.to_wkb(shape)
            database.execute(f"INSERT INTO cun (geom, {named}) VALUES ({marks})", (blob, *row.values()))
    database.close()
    return path


def kml(rows: Sequence[Mapping[str, str]], shapes: Sequence[Any]) -> bytes:
    """Placemarks, their attributes as extended data."""
    marks = []
    for row, shape in zip(rows, shapes, strict=True):
        data = "".join(f'<Data name="{escape(k)}"><value>{escape(v)}</value></Data>' for k, v in row.items())
        ring = " ".join(f"{x:.8f},{y:.8f},0" for x, y in shape.exterior.coords)
        marks.append(
            f"<Placemark><name>{escape(next(iter(row.values())))}</name><ExtendedData>{data}</ExtendedData><Polygon>"
            f"<outerBoundaryIs><LinearRing><coordinates>{ring}</coordinates></LinearRing></outerBoundaryIs></Polygon>"
            "</Placemark>"
        )
    body = f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{"".join(marks)}</Document></kml>'
    return f'<?xml version="1.0" encoding="UTF-8"?>{body}'.encode()


def zipped(parts: Sequence[Path]) -> bytes:
    """Files in one archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            archive.write(part, part.name)
    return out.getvalue()


def moved(shapes: npt.NDArray[np.object_], change: Change) -> npt.NDArray[np.object_]:
    """Shapes with every coordinate changed."""
    return shapely.transform(shapes, change)
