"""The villages of a page: names in both scripts, as they are typed, townships, neighbours, and the ground they take."""

from typing import Any

import numpy as np
import pandas as pd

from liancun_sim.front.areas import Areas
from liancun_sim.front.blocks import packed
from liancun_sim.front.land import Land
from liancun_sim.front.pinyin import pinyin
from liancun_sim.vocabulary.language import simplified, traditional_name


def places_block(comparison: Land, ground: Areas) -> dict[str, Any]:
    """For a data block: a list per property of villages, in the order of the table."""
    table = comparison.villages
    names, towns = table["village"].astype(str).tolist(), table["township"].astype(str).tolist()
    listed = list(dict.fromkeys(towns))
    index = pd.Index(table.index.astype(str))
    edges = np.array(comparison.edges, dtype=object).reshape(-1, 2)
    ends = np.column_stack([index.get_indexer(pd.Index(edges[:, side])) for side in (0, 1)])
    return {
        "ids": index.tolist(),
        "names": names,
        "traditional": _other(names),
        "simplified": {i: found for i, name in enumerate(names) if (found := simplified(name)) != name},
        "sounds": [" ".join(pinyin(simplified(name))) for name in names],
        "towns": listed,
        "townsTraditional": _other(listed),
        "townSounds": [" ".join(pinyin(simplified(name))) for name in listed],
        "town": [listed.index(name) for name in towns],
        "edges": packed(ends[(ends >= 0).all(axis=1)].astype("<u2")),
        "ground": ground.block(),
    }


def _other(names: list[str]) -> dict[int, str]:
    """Names that are written otherwise in traditional characters, by place in the list."""
    return {i: found for i, name in enumerate(names) if (found := traditional_name(name)) != name}
