"""Reading ``adjacency.csv``: two columns of village ids, one line per pair of neighbours."""

from collections.abc import Collection
from pathlib import Path

from liancun_sim.county.adjacency import sorted_edges
from liancun_sim.county.faults import Faults
from liancun_sim.county.village_table import read_rows
from liancun_sim.vocabulary import nearest

FILE = "adjacency.csv"
HEADER = ("village", "neighbour")


def read_edges(path: Path, ids: Collection[str], faults: Faults) -> tuple[tuple[str, str], ...]:
    """Pairs of neighbours; a pair may stand in the file once or in both directions."""
    rows = read_rows(path, FILE, faults)
    if not rows:
        return ()
    header = tuple(cell.strip() for cell in rows[0][1])
    if header != HEADER:
        faults.add(FILE, "edge_header", 1, found=", ".join(header), expected=", ".join(HEADER))
        return ()
    known = set(ids)
    pairs = []
    for line, cells in rows[1:]:
        pair = [cell.strip() for cell in cells]
        if len(pair) != 2:
            faults.add(FILE, "wrong_cell_count", line, found=len(pair), expected=2)
            continue
        unknown = [name for name in pair if name not in known]
        for name in unknown:
            near = nearest(name, known) if len(known) < 5000 else None
            faults.add(FILE, "unknown_village" if near is None else "unknown_village_near", line, id=name, near=near)
        if not unknown and pair[0] == pair[1]:
            faults.add(FILE, "own_neighbour", line, id=pair[0])
        elif not unknown:
            pairs.append((pair[0], pair[1]))
    return sorted_edges(pairs)
