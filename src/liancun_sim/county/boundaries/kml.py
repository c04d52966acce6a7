"""KML: placemarks with areas, lines or points, and what they are called (OGC 12-007r2).

Read as a stream of tags with no tree behind it, so that neither depth nor size can hurt; a file that
declares entities of its own is refused.
"""

import re
from typing import Any
from xml.parsers import expat

import numpy as np
import shapely

from liancun_sim.county.boundaries.layer import MOST_FEATURES, Feature, Layer, tell_broken
from liancun_sim.county.boundaries.reference import Reference
from liancun_sim.county.geojson_shapes import FEWEST_POINTS, closed
from liancun_sim.county.spreadsheet.phrases import Findings

_DECLARED = re.compile(rb'^\s*(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*["\']([\w.-]+)["\'][^>]*\?>')
_TAG = re.compile(r"<[^<>]*>")  # of a description, which may be a page
DEEPEST = 100
FOLDER = "Folder"


class _Broken(Exception):
    """No KML, or one that cannot be trusted."""


def read_kml(data: bytes, file: str, encoding: str | None, findings: Findings) -> Layer:
    """A layer from the bytes of a KML file.

    Raises
    ------
    BadInput
        If it is no KML, or a placemark in it is broken.
    """
    declared = _DECLARED.match(data)
    used = encoding or (declared.group(1).decode("ascii") if declared else "utf-8")
    try:
        if declared or encoding:
            body = data[declared.end() :] if declared else data
            chinese = used.lower() in ("gb2312", "gbk", "cp936")
            data = body.decode("gb18030" if chinese else used).encode("utf-8")
        reader = _Reader()
        parser = expat.ParserCreate("utf-8" if declared or encoding else None)
        parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
        parser.CharacterDataHandler, parser.EntityDeclHandler = reader.text, reader.entity
        parser.buffer_text = True
        parser.Parse(data, True)
    except UnicodeDecodeError:
        findings.refuse("boundaries.wrong_encoding", encoding=used)
    except LookupError:
        findings.refuse("unknown_encoding", encoding=used)
    except expat.ExpatError as wrong:
        findings.refuse("boundaries.not_kml", line=wrong.lineno)
    except _Broken:
        findings.refuse("boundaries.not_kml", line=parser.CurrentLineNumber)
    tell_broken(reader.broken, findings)
    findings.stop_if_any()
    reference, shapeless = Reference("degrees", "KML"), tuple(reader.shapeless)
    return Layer(file, "KML", tuple(reader.features), reference, used, shapeless=shapeless)


class _Reader:
    """Collects placemarks; knows where it is by the tags that are open."""

    def __init__(self) -> None:
        self.features: list[Feature] = []
        self.shapeless: list[dict[str, str]] = []
        self.broken: list[int] = []
        self.open: list[str] = []
        self.folders: list[str] = []
        self.number = 0
        self.said: list[str] = []
        self.key = ""
        self.properties: dict[str, str] = {}
        self.shapes: list[Any] = []
        self.rings: list[Any] = []

    def entity(self, *_: object) -> None:
        raise _Broken

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if (not self.open and tag not in ("kml", "Document", FOLDER, "Placemark")) or len(self.open) >= DEEPEST:
            raise _Broken
        self.open.append(tag)
        self.said = []
        if tag == FOLDER:
            self.folders.append("")
        elif tag == "Placemark":
            self.number += 1
            if self.number > MOST_FEATURES:
                raise _Broken
            self.properties, self.shapes = {}, []
        elif tag in ("Data", "SimpleData"):
            self.key = attributes.get("name", "")
        elif tag == "Polygon":
            self.rings = []

    def text(self, said: str) -> None:
        self.said.append(said)

    def end(self, tag: str) -> None:
        tag = self.open.pop()
        within = self.open[-1] if self.open else ""
        said = "".join(self.said).strip()
        if tag == "name" and within == FOLDER:
            self.folders[-1] = said
        elif tag in ("name", "description") and within == "Placemark":
            self.properties[tag] = _TAG.sub("", said).strip()
        elif (tag == "value" and within == "Data") or tag == "SimpleData":
            self.properties[self.key] = said
        elif tag == FOLDER:
            self.folders.pop()
        elif tag == "Placemark":
            self._placemark()
        elif tag in ("coordinates", "Polygon"):
            self._shape(tag, within, said)
        self.said = []

    def _shape(self, tag: str, within: str, said: str) -> None:
        try:
            if tag == "Polygon":
                if self.rings and len(self.rings[0]) >= FEWEST_POINTS:
                    holes = [ring for ring in self.rings[1:] if len(ring) >= FEWEST_POINTS]
                    self.shapes.append(shapely.Polygon(self.rings[0], holes))
                return
            points = _points(said)
            if within == "Point":
                self.shapes.append(shapely.Point(points[0]))
            elif within == "LineString":
                self.shapes.append(shapely.LineString(points))
            elif within == "LinearRing":
                is_hole = "innerBoundaryIs" in self.open
                self.rings.insert(len(self.rings) if is_hole else 0, closed(points))
        except (ValueError, IndexError, shapely.errors.ShapelyError):
            if self.number not in self.broken:
                self.broken.append(self.number)

    def _placemark(self) -> None:
        for depth, name in enumerate(self.folders, start=1):
            self.properties.setdefault(f"{FOLDER} {depth}", name)
        if not self.shapes:
            self.shapeless.append(self.properties)
        else:
            shape = self.shapes[0] if len(self.shapes) == 1 else shapely.GeometryCollection(self.shapes)
            self.features.append(Feature(self.number, self.properties, shape))


def _points(said: str) -> Any:
    """(point, 2) of ``lon,lat[,height] lon,lat …``."""
    points = np.array([[float(part) for part in triple.split(",")[:2]] for triple in said.split()], dtype=np.float64)
    points = points.reshape(-1, 2)
    if not np.isfinite(points).all() or not len(points):
        raise ValueError
    return points
