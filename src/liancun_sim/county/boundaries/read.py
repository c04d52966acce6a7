"""A map file of any of the known formats, told apart by its first bytes."""

import io
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from liancun_sim.county.boundaries import geopackage, shapefile
from liancun_sim.county.boundaries.geojson import read_geojson
from liancun_sim.county.boundaries.kml import read_kml
from liancun_sim.county.boundaries.layer import LARGEST_BYTES, Layer
from liancun_sim.county.spreadsheet.phrases import Findings, listed
from liancun_sim.files import read_bytes, reason
from liancun_sim.files.reasons import TooLarge

_ZIP = b"PK\x03\x04"


def read_layer(path: Path, encoding: str | None, findings: Findings) -> Layer:
    """Read GeoJSON, KML or KMZ, GeoPackage, or a shapefile (by any of its parts, or zipped).

    Raises
    ------
    BadInput
        If the file is absent, too large, damaged or of another kind.
    """
    if path.suffix.lower() in (".dbf", ".shx", ".prj", ".cpg"):
        path = next((other for other in _beside(path) if other.suffix.lower() == ".shp"), path)
    data = _bytes(path, findings)
    if data.startswith(geopackage.MARK):
        return geopackage.read_geopackage(path, None, findings)
    if data.startswith(_ZIP):
        return _zipped(data, path.name, encoding, findings)
    if data.startswith(shapefile.MARK):
        parts = {other.suffix.lower(): other for other in _beside(path) if other.suffix.lower() in shapefile.PARTS}
        found = {ending: data if ending == ".shp" else _bytes(other, findings) for ending, other in parts.items()}
        return shapefile.read_shapefile({**found, ".shp": data}, path.name, encoding, findings)
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"<") or path.suffix.lower() == ".kml":
        return read_kml(data, path.name, encoding, findings)
    if not start.startswith((b"{", b"[")) and path.suffix.lower() not in (".json", ".geojson"):
        findings.refuse("boundaries.unknown_format")
    return read_geojson(data, path.name, encoding, findings)


def _beside(path: Path) -> list[Path]:
    """The files that share a file's name but for the ending."""
    try:
        return [other for other in path.parent.iterdir() if other.stem == path.stem]
    except OSError:
        return []


def _bytes(path: Path, findings: Findings) -> bytes:
    try:
        data = read_bytes(path, LARGEST_BYTES)
    except FileNotFoundError:
        findings.refuse("no_file")
    except OSError as wrong:
        findings.refuse("county.unreadable", reason=reason(wrong))
    if not data.strip():
        findings.refuse("boundaries.empty_file")
    return data


def _zipped(data: bytes, file: str, encoding: str | None, findings: Findings) -> Layer:
    """A KMZ, or a shapefile in a zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {one.filename: one for one in archive.infolist() if not one.is_dir()}
            if sum(one.file_size for one in members.values()) > LARGEST_BYTES:
                findings.refuse("county.unreadable", reason=reason(TooLarge(LARGEST_BYTES)))
            shapes = [name for name in members if name.lower().endswith(".shp")]
            maps = [name for name in members if name.lower().endswith((".kml", ".json", ".geojson"))]
            wanted = shapes or maps
            if len(wanted) != 1:
                findings.refuse("boundaries.zip_content", members=listed(members))
            if shapes:
                stem = PurePosixPath(shapes[0]).with_suffix("").as_posix()
                parts = {
                    PurePosixPath(name).suffix.lower(): archive.read(name)
                    for name in members
                    if PurePosixPath(name).with_suffix("").as_posix() == stem
                }
                return shapefile.read_shapefile(parts, file, encoding, findings)
            inner = archive.read(maps[0])
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError, zlib.error):
        findings.refuse("boundaries.damaged")
    reader = read_kml if maps[0].lower().endswith(".kml") else read_geojson
    return reader(inner, file, encoding, findings)
