"""How well village maps are read: neighbours, names, encodings and coordinates, against a county that is known.

The default county's Voronoi cells, each drawn anew with an error of its own, under names as maps write them,
in every encoding and coordinate system a county office sends. ``python verification/boundaries.py``.
"""

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np
import pyproj
import shapely
from drawn_maps import as_written_on_maps, cells, drawn_anew, true_neighbours, write_shapefile

from liancun_sim.county import County, default_county
from liancun_sim.county.boundaries.borders import neighbours
from liancun_sim.county.boundaries.defects import areas_and_defects
from liancun_sim.county.boundaries.ground import on_the_ground
from liancun_sim.county.boundaries.layer import Feature, Layer
from liancun_sim.county.boundaries.names import join
from liancun_sim.county.boundaries.read import read_layer
from liancun_sim.county.boundaries.reference import Reference, reference_of_epsg
from liancun_sim.county.datums import bd09_of_gcj02, gcj02_of_wgs84, to_wgs84
from liancun_sim.county.gauss_kruger import WGS84, TransverseMercator, gauss_kruger
from liancun_sim.county.spreadsheet.on_map import Known
from liancun_sim.county.spreadsheet.phrases import Findings
from liancun_sim.vocabulary.language import traditional

NOISE_M = (0.0, 1.0, 5.0, 10.0, 25.0)
PLACE = TransverseMercator(115.5, -20_000.0, ellipsoid=WGS84)  # of an invented county in Shandong
NORTH_M = 4_030_000.0
ENCODINGS = (("gb18030", None), ("gb18030", "GBK"), ("gb18030", "UTF-8"), ("utf-8", None), ("utf-8", "UTF-8"),
             ("utf-8", "GBK"), ("big5", None))  # fmt: skip
"""How the bytes are, and what ``.cpg`` says of them."""


def neighbours_found(exact: np.ndarray, noise_m: float, seed: int) -> tuple[float, float]:
    """Recall and precision of neighbours among cells drawn with noise."""
    truth = true_neighbours(exact)
    drawn = drawn_anew(exact, noise_m, np.random.default_rng(seed)) if noise_m else exact
    areas, _ = areas_and_defects([[shape] for shape in drawn])
    found = set(map(tuple, neighbours(areas).tolist()))
    return len(found & truth) / len(truth), len(found & truth) / len(found)


def names_found(county: County, seed: int, township: bool) -> tuple[int, int, int, int]:
    """Of all villages under names as maps write them: right, wrong, asked, nowhere."""
    villages, attributes, true, _ = mangled(county, seed, township)
    joined = join(villages, attributes)
    right = sum(joined.shapes[key] == (true[key],) for key in joined.shapes)
    return right, len(joined.shapes) - right, len(joined.alike), len(joined.missing)


def mangled(
    county: County, seed: int, township: bool
) -> tuple[list[Known], list[dict[str, str]], dict[str, int], set[str]]:
    """Villages; attributes of a map of them in another order; the row of each; those not beyond doubt."""
    rng = np.random.default_rng(seed)
    table = county.villages
    villages = [Known(str(key), row["township"], row["name"]) for key, row in table.iterrows()]
    attributes, true, doubtful = [], {}, set[str]()
    for row, place in enumerate(rng.permutation(len(villages)).tolist()):
        village = villages[place]
        written, clear = as_written_on_maps(village.name, village.township, rng)
        attributes.append({"OBJECTID": str(row), "XZMC": village.township if township else "", "ZLDWMC": written})
        true[village.id] = row
        if not clear:
            doubtful.add(village.id)
    return villages, attributes, true, doubtful


def encodings_read(county: County, exact: np.ndarray, folder: Path) -> list[tuple[str, str | None, bool]]:
    """Every case of `ENCODINGS`, and whether all names were read."""
    out = []
    for encoding, cpg in ENCODINGS:
        rows = [{"行政村名称": row["name"], "XZ": row["township"]} for _, row in county.villages.iterrows()]
        if encoding == "big5":  # has traditional characters only
            rows = [{traditional(key): traditional(text) for key, text in row.items()} for row in rows]
            rows = [row for row in rows if is_big5("".join(row.values()))]
        path = write_shapefile(folder / "cun", rows, exact[: len(rows)], encoding, cpg)
        layer = read_layer(path, None, Findings(path.name))
        read = [tuple(feature.properties.values()) for feature in layer.features]
        out.append((encoding, cpg, read == [tuple(row.values()) for row in rows]))
    return out


def is_big5(text: str) -> bool:
    """Whether Big5 can write it."""
    try:
        text.encode("big5")
    except UnicodeEncodeError:
        return False
    return True


def coordinates_off(exact: np.ndarray) -> dict[str, float]:
    """Largest error of a map's points on the ground, by coordinate system; Gauss–Krüger made by PROJ. [m]"""
    degrees = PLACE.inverse(shapely.get_coordinates(exact) + np.array([0, NORTH_M]))
    plane = TransverseMercator(115.5, 0.0, ellipsoid=WGS84)
    true = plane.forward(degrees)

    def off(numbers: np.ndarray, reference: Reference | None, datum: str | None = None) -> float:
        shape = shapely.MultiPoint(numbers)
        layer = Layer("a", "GeoJSON", (Feature(1, {}, shape),), reference)
        ground = on_the_ground(layer, datum, Findings("a"), plane)
        return float(np.hypot(*(shapely.get_coordinates(ground.shapes) - true).T).max())

    results = {
        "wgs84": off(degrees, None, "wgs84"),
        "cgcs2000": off(degrees, None, "cgcs2000"),
        "gcj02": off(gcj02_of_wgs84(degrees), None, "gcj02"),
        "bd09": off(bd09_of_gcj02(gcj02_of_wgs84(degrees)), None, "bd09"),
        "latitude first": off(degrees[:, ::-1], None),
    }
    for code in (4527, 4526, 4498, 4509, 2363, 32650, 3857):
        east, north = pyproj.Transformer.from_crs(geodetic(code), code, always_xy=True).transform(*degrees.T)
        results[f"EPSG:{code}"] = off(np.column_stack([east, north]), reference_of_epsg(code))
    for zone in (20, 39):
        results[f"zone {zone}, by its number"] = off(gauss_kruger(zone, numbered=True).forward(degrees), None)
    assert np.abs(to_wgs84(degrees, "wgs84") - degrees).max() == 0
    return results


def geodetic(code: int) -> pyproj.CRS:
    """The degrees a projection is of, so that no change of datum comes between."""
    found = pyproj.CRS.from_epsg(code).geodetic_crs
    assert found is not None
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    seeds = range(parser.parse_args().seeds)
    county = default_county()
    exact = cells(county)
    print("neighbours: noise [m], recall, precision (worst of seeds)")
    for noise in NOISE_M:
        begun = time.perf_counter()
        found = [neighbours_found(exact, noise, seed) for seed in seeds]
        took = (time.perf_counter() - begun) / len(seeds)
        print(f"  {noise:4.0f}  {min(r for r, _ in found):.3f}  {min(p for _, p in found):.3f}   {took:.2f} s")
    print("names: right, wrong, asked, nowhere on the map, of", len(county.villages))
    for township in (True, False):
        for seed in seeds:
            print("  with township   " if township else "  without township", *names_found(county, seed, township))
    with tempfile.TemporaryDirectory() as folder:
        print("encodings: bytes, .cpg, read")
        for encoding, cpg, read in encodings_read(county, exact, Path(folder)):
            print(f"  {encoding:8} {cpg or '–':6} {read}")
    print("coordinates: largest error [m]")
    for name, off in coordinates_off(exact).items():
        print(f"  {name:24} {off:.2g}")


if __name__ == "__main__":
    main()
