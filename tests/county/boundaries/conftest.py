"""A county of twenty-five villages with its true outlines, its table, and maps of it in metres and degrees."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from drawn_maps import cells, moved, true_neighbours

from liancun_sim.county import County, make_county
from liancun_sim.county.gauss_kruger import gauss_kruger

CORNER_M = np.array([450_000.0, 4_030_000.0])  # in zone 39 (117° E), west of Liaocheng
STRIP = gauss_kruger(39, numbered=False)


@dataclass(frozen=True)
class Drawn:
    """county. rows : attributes of a map. exact : cells in metres from the county's corner. neighbours : of ids."""

    county: County
    rows: list[dict[str, str]]
    exact: Any
    neighbours: set[tuple[str, str]]

    def in_metres(self, shapes: Any = None) -> Any:
        """The cells (or other shapes) in Gauss–Krüger metres, eastings without the zone's number."""
        return moved(self.exact if shapes is None else shapes, lambda points: points + CORNER_M)

    def in_degrees(self, shapes: Any = None) -> Any:
        return moved(self.in_metres(shapes), STRIP.inverse)

    def table(self, path: Path, *, coordinates: bool = False) -> Path:
        """The village table as a planner has it, a .csv."""
        head = "编号,乡镇,村名,户数,人口" + (",经度,纬度" if coordinates else "")
        lines = [head]
        degrees = STRIP.inverse(self.county.villages[["x_km", "y_km"]].to_numpy() * 1000 + CORNER_M)
        for (key, row), (east, north) in zip(self.county.villages.iterrows(), degrees, strict=True):
            place = f",{east:.6f},{north:.6f}" if coordinates else ""
            lines.append(f"{key},{row['township']},{row['name']},{row['households']},{row['population']}{place}")
        path.write_text("\n".join(lines), "utf-8")
        return path


@pytest.fixture(scope="session")
def drawn() -> Drawn:
    county = make_county(villages=25, seed=2)
    exact = cells(county)
    ids = list(county.villages.index)
    pairs = {(min(ids[a], ids[b]), max(ids[a], ids[b])) for a, b in true_neighbours(exact)}
    rows = [{"XZQMC": row["township"], "CUNMC": row["name"] + "村"} for _, row in county.villages.iterrows()]
    return Drawn(county, rows, exact, pairs)
