"""What a map is coloured by: differences from the baseline, village by village and month by month."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from liancun_sim.front.blocks import packed
from liancun_sim.front.classes import Scale, scale
from liancun_sim.front.in_every_language import in_every_language
from liancun_sim.results import Comparison

READ_AS_0 = 5e-5
"""Smaller sizes show no digit anywhere, of shares in percent: a map that coloured them would contradict the text."""
WIDE = 0.999  # the share of differences within a scale's top: one outlier does not flatten the rest


def scales(comparison: Comparison) -> dict[str, Scale]:
    """Outcome → its scale, shared by all scenarios; without outcomes that nowhere differ by what can be read."""
    paths, found = comparison.village_paths, {}
    units = {column.name: column.unit for column in comparison.village_columns}
    for row, name in enumerate(paths.outcomes):
        sizes = np.concatenate([np.abs(values[row]).ravel() for values in paths.differences.values()])
        sizes = sizes[np.isfinite(sizes) & (sizes >= READ_AS_0 / (100 if units[name] == "share" else 1))]
        if sizes.size:
            found[name] = scale(float(np.quantile(sizes, WIDE)))
    return found


def fields_block(
    comparison: Comparison, shown: Mapping[str, Scale], units: Mapping[str, tuple[str, ...]]
) -> dict[str, Any]:
    """For a data block: each outcome's names, unit, direction and scale; each scenario's codes, packed.

    units : names of the units of differences, in every language. Codes run village by village, each month as what was
    added since the month before (modulo 256), which is nothing where nothing happens.
    """
    columns = {column.name: column for column in comparison.village_columns}
    better = {"backward_listed": "lower", "backward_true": "lower", "in_union": "neither", "resentment": "lower"}
    outcomes = [
        {
            "key": name,
            "label": in_every_language(columns[name].label),
            "unit": units[columns[name].unit],
            "share": columns[name].unit == "share",
            "better": better.get(name, "higher"),
            "bounds": one.bounds,
            "top": one.top,
        }
        for name, one in shown.items()
    ]
    paths = comparison.village_paths
    codes = {
        scenario: [packed(_steps(one.codes(values[paths.outcomes.index(name)]))) for name, one in shown.items()]
        for scenario, values in paths.differences.items()
    }
    return {"outcomes": outcomes, "codes": codes}


def _steps(codes: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """(month, village) codes → (village, month) steps."""
    across = codes.T
    return np.concatenate([across[:, :1], across[:, 1:] - across[:, :-1]], axis=1)
