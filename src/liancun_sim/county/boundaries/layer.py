"""A map layer before anybody asks which village is which: shapes with their attributes, as the file has them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from liancun_sim.county.boundaries.reference import Reference
from liancun_sim.vocabulary import Label

LARGEST_BYTES = 200_000_000
MOST_FEATURES = 200_000
"""What a file may hold: a thousand villages are some thousand shapes of some hundred points. [assumption]"""


@dataclass(frozen=True, slots=True)
class Feature:
    """One shape. number : in its file, from 1. properties : as text. geometry : of shapely, flat, unmended."""

    number: int
    properties: Mapping[str, str]
    geometry: Any


@dataclass(frozen=True)
class Layer:
    """All shapes of one file.

    Parameters
    ----------
    file, kind : its name, and what it is (GeoJSON, Shapefile, …). reference : what the file says its numbers are.
    encoding : of its attributes, where the format leaves that open. remarks : what to look at twice.
    """

    file: str
    kind: str
    features: tuple[Feature, ...]
    reference: Reference | None = None
    encoding: str | None = None
    remarks: tuple[Label, ...] = ()


def parts_of(shape: Any, kind: str) -> Iterator[Any]:
    """The parts of a shape that are of one kind: ``Polygon``, ``LineString`` or ``Point``."""
    if shape.geom_type == kind:
        yield shape
    else:
        for part in getattr(shape, "geoms", ()):
            yield from parts_of(part, kind)
