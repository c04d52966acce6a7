"""A map layer before anybody asks which village is which: shapes with their attributes, as the file has them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from liancun_sim.county.boundaries.reference import Reference
from liancun_sim.county.spreadsheet.phrases import FIRST_ALIKE, MOST_ALIKE, Findings, listed
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
    shapeless : attributes of features that have no shape.
    """

    file: str
    kind: str
    features: tuple[Feature, ...]
    reference: Reference | None = None
    encoding: str | None = None
    remarks: tuple[Label, ...] = ()
    shapeless: tuple[Mapping[str, str], ...] = ()


def tell_broken(numbers: Sequence[int], findings: Findings) -> None:
    """Notes the features whose shape breaks the format: a few one by one, many as one fault."""
    if len(numbers) > MOST_ALIKE:
        findings.add("boundaries.broken_shapes", numbers=listed(numbers, FIRST_ALIKE))
        return
    for number in numbers:
        findings.add("boundaries.broken_shape", number=number)


def parts_of(shape: Any, kind: str) -> Iterator[Any]:
    """The parts of a shape that are of one kind: ``Polygon``, ``LineString`` or ``Point``."""
    if shape.geom_type == kind:
        yield shape
    else:
        for part in getattr(shape, "geoms", ()):
            yield from parts_of(part, kind)
