"""Shapefiles: ``.shp`` with ``.dbf`` (attributes), ``.prj`` (projection) and ``.cpg`` (encoding) beside it.

ESRI Shapefile Technical Description, 1998; dBASE III header. Read by hand because a reader has to see the
attribute bytes themselves to tell their encoding.
"""

import struct
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import shapely

from liancun_sim.county.boundaries.attribute_text import encoding_of, text_of
from liancun_sim.county.boundaries.layer import MOST_FEATURES, Feature, Layer
from liancun_sim.county.boundaries.reference import reference_of_text
from liancun_sim.county.boundaries.rings import areas_of
from liancun_sim.county.spreadsheet.phrases import Findings

MARK = b"\x00\x00\x27\x0a"
PARTS = (".shp", ".dbf", ".prj", ".cpg")
_POINTS, _LINES, _AREAS, _CLOUDS = (1, 11, 21), (3, 13, 23), (5, 15, 25), (8, 18, 28)
_CODE_PAGES = {0x4D: "936", 0x4E: "949", 0x4F: "950", 0x7A: "936", 0x78: "950"}
MOST_PARTS = 20_000  # of one shape


def read_shapefile(parts: Mapping[str, bytes], file: str, encoding: str | None, findings: Findings) -> Layer:
    """A layer from the parts of a shapefile, by ending.

    Raises
    ------
    BadInput
        If a part is missing or damaged, or its text is in no known encoding.
    """
    if ".dbf" not in parts:
        findings.refuse("boundaries.no_dbf")
    try:
        names, rows, code_page = _table(parts[".dbf"])
        shapes = list(_shapes(parts[".shp"]))
    except (struct.error, ValueError, IndexError, OverflowError, shapely.errors.ShapelyError):
        findings.refuse("boundaries.damaged")
    if len(shapes) != len(rows):
        findings.refuse("boundaries.parts_differ", shapes=len(shapes), rows=len(rows))
    cells = [cell for row in rows if row is not None for cell in row]
    hint = parts.get(".cpg", b"").decode("ascii", "replace") or code_page
    used = encoding or encoding_of([*names, *cells], hint)
    if used is None:
        findings.refuse("boundaries.no_encoding")
    try:
        fields = [text_of(name, used) for name in names]
        tables = [None if row is None else [text_of(cell, used) for cell in row] for row in rows]
    except (UnicodeDecodeError, LookupError):
        findings.refuse("boundaries.wrong_encoding", encoding=used)
    features = tuple(
        Feature(number, dict(zip(fields, row, strict=True)), shape)
        for number, (row, shape) in enumerate(zip(tables, shapes, strict=True), start=1)
        if row is not None and not _is_blank(shape)
    )
    shapeless = tuple(
        dict(zip(fields, row, strict=True))
        for row, shape in zip(tables, shapes, strict=True) if row is not None and _is_blank(shape)
    )  # fmt: skip
    projection = parts.get(".prj", b"")[:65_536].decode("utf-8", "replace")
    return Layer(file, "Shapefile", features, reference_of_text(projection), used, shapeless=shapeless)


def _table(data: bytes) -> tuple[list[bytes], list[list[bytes] | None], str]:
    """Field names, rows (None where deleted) and the code page a .dbf names."""
    count, header, width = struct.unpack_from("<IHH", data, 4)
    names, widths = [], []
    place = 32
    while place < header and data[place : place + 1] not in (b"\r", b""):
        names.append(data[place : place + 11].split(b"\0")[0])
        widths.append(data[place + 16])
        place += 32
    if not widths or 1 + sum(widths) > width or header + count * width > len(data) + 1 or count > MOST_FEATURES:
        raise ValueError
    rows: list[list[bytes] | None] = []
    for row in range(count):
        start = header + row * width
        cells = []
        place = start + 1
        for wide in widths:
            cells.append(data[place : place + wide].split(b"\0")[0].strip())
            place += wide
        rows.append(None if data[start : start + 1] == b"*" else cells)
    return names, rows, _CODE_PAGES.get(data[29], "")


def _shapes(data: bytes) -> Iterator[Any]:
    """Geometry of every record, None for an empty one."""
    if not data.startswith(MARK):
        raise ValueError
    place = 100
    while place + 12 <= len(data):
        _, words = struct.unpack_from(">II", data, place)
        (kind,) = struct.unpack_from("<I", data, place + 8)
        if words < 2 or place + 8 + 2 * words > len(data):
            raise ValueError
        yield _shape(kind, data[place + 12 : place + 8 + 2 * words])
        place += 8 + 2 * words


def _is_blank(shape: Any) -> bool:
    return shape is None or shape.is_empty


def _shape(kind: int, body: bytes) -> Any:
    if kind == 0:
        return None
    if kind in _POINTS:
        return shapely.Point(_coordinates(body[:16])[0])
    if kind in _CLOUDS:
        (count,) = struct.unpack_from("<I", body, 32)
        return shapely.MultiPoint(_coordinates(body[36 : 36 + 16 * count]))
    if kind not in _LINES + _AREAS:
        raise ValueError
    parts, count = struct.unpack_from("<II", body, 32)
    if parts > MOST_PARTS or 40 + 4 * parts + 16 * count > len(body):
        raise ValueError
    starts = np.frombuffer(body, "<u4", parts, 40)
    points = _coordinates(body[40 + 4 * parts : 40 + 4 * parts + 16 * count])
    if (starts > count).any() or (np.diff(starts.astype(np.int64)) < 0).any():
        raise ValueError
    pieces = np.split(points, starts[1:]) if parts else []
    if kind in _AREAS:
        return areas_of(pieces)
    return shapely.MultiLineString([piece for piece in pieces if len(piece) > 1])


def _coordinates(body: bytes) -> Any:
    points = np.frombuffer(body, "<f8").reshape(-1, 2)
    if not np.isfinite(points).all():
        raise ValueError
    return points
