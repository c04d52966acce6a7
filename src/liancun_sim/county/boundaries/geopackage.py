"""GeoPackage: an SQLite database whose shapes are WKB behind a short header (OGC 12-128r19, clause 2.1.3)."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import shapely

from liancun_sim.county.boundaries.layer import MOST_FEATURES, Feature, Layer
from liancun_sim.county.boundaries.reference import Reference, reference_of_epsg, reference_of_text
from liancun_sim.county.spreadsheet.phrases import Findings, listed

MARK = b"SQLite format 3\0"
MOST_STEPS = 20_000_000  # of the database's own machine: a view may be a trap
_ENVELOPES = (0, 32, 48, 48, 64)  # bytes, by the code in the header's flags


def read_geopackage(path: Path, wanted: str | None, findings: Findings) -> Layer:
    """The layer with areas in a GeoPackage; where there are several, the wanted one.

    Raises
    ------
    BadInput
        If it is damaged, holds no layer, or several and none of them is wanted.
    """
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True)) as database:
            steps = iter(range(MOST_STEPS // 10_000))
            database.set_progress_handler(lambda: next(steps, None) is None, 10_000)
            database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 100_000_000)
            database.execute("PRAGMA trusted_schema=OFF")
            database.text_factory = lambda data: data.decode("utf-8", "replace")
            return _read(database, path.name, wanted, findings)
    except (sqlite3.Error, shapely.errors.ShapelyError, ValueError, IndexError, TypeError):
        findings.refuse("boundaries.damaged")


def _read(database: sqlite3.Connection, file: str, wanted: str | None, findings: Findings) -> Layer:
    layers = database.execute(
        "SELECT g.table_name, g.column_name, g.srs_id FROM gpkg_geometry_columns AS g"
        " JOIN gpkg_contents AS c USING (table_name) WHERE c.data_type = 'features' ORDER BY g.table_name"
    ).fetchall()
    if not layers:
        findings.refuse("boundaries.no_layer")
    if wanted is not None:
        chosen = [layer for layer in layers if layer[0] == wanted]
    else:
        chosen = layers if len(layers) == 1 else [layer for layer in layers if _has_areas(database, layer)]
    if not chosen:
        findings.refuse("boundaries.several_without_areas", layers=listed(layer[0] for layer in layers))
    if len(chosen) > 1:
        findings.refuse("boundaries.several_layers", layers=listed(layer[0] for layer in chosen))
    table, column, srs = chosen[0]
    cursor = database.execute(f"SELECT * FROM {_quoted(table)}")
    fields = [about[0] for about in cursor.description]
    features, shapeless = [], []
    for number, row in enumerate(cursor, start=1):
        if number > MOST_FEATURES:
            findings.refuse("boundaries.too_many", most=MOST_FEATURES)
        values = dict(zip(fields, row, strict=True))
        shape = _geometry(values.pop(column))
        texts = {key: str(value) for key, value in values.items() if value is not None and not isinstance(value, bytes)}
        if shape is None or shape.is_empty:
            shapeless.append(texts)
        else:
            features.append(Feature(number, texts, shape))
    return Layer(file, "GeoPackage", tuple(features), _reference(database, srs), shapeless=tuple(shapeless))


def _has_areas(database: sqlite3.Connection, layer: tuple[str, str, int]) -> bool:
    table, column, _ = layer
    sample = database.execute(f"SELECT {_quoted(column)} FROM {_quoted(table)} LIMIT 20")
    return any(shape is not None and shape.geom_type.endswith("Polygon") for (blob,) in sample
               for shape in [_geometry(blob)])  # fmt: skip


def _geometry(blob: Any) -> Any:
    """The shape in a blob; None where it is empty."""
    if blob is None:
        return None
    if not isinstance(blob, bytes) or not blob.startswith(b"GP"):
        raise ValueError
    flags = blob[3]
    if flags >> 4 & 1:
        return None
    return shapely.from_wkb(blob[8 + _ENVELOPES[flags >> 1 & 7] :])


def _reference(database: sqlite3.Connection, srs: int) -> Reference | None:
    row = database.execute(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?", (srs,)
    ).fetchone()
    if row is None or srs in (0, -1):
        return None
    organisation, code, definition = row
    known = reference_of_epsg(int(code)) if str(organisation).upper() == "EPSG" else None
    return known or reference_of_text(str(definition)[:65_536])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
