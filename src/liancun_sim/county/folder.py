"""Counties on disk: a folder with county.yaml, villages.csv and, where known, adjacency.csv and more.

Reading collects every fault of every file before it refuses.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from liancun_sim.county import edge_table, household_register
from liancun_sim.county.adjacency import FROM_POSITIONS, edges_by_position
from liancun_sim.county.completion import complete_villages
from liancun_sim.county.county import County
from liancun_sim.county.county_file import county_file_text, read_county_file
from liancun_sim.county.faults import Faults
from liancun_sim.county.given_union import FILE as PLANNED_FILE
from liancun_sim.county.given_union import GivenUnion, planned_frame, read_planned
from liancun_sim.county.invented import marks_of, together, with_marks
from liancun_sim.county.village_table import FILE as VILLAGES_FILE
from liancun_sim.county.village_table import read_villages
from liancun_sim.draws import Draws
from liancun_sim.files import whole_folder
from liancun_sim.files.folder import COUNTY_FILE
from liancun_sim.files.kind import COUNTY
from liancun_sim.files.text_cells import guarded_frame
from liancun_sim.parameters.rural_income import year_before
from liancun_sim.vocabulary import Label

BOUNDARIES_FILE = "boundaries.geojson"


def load_county(source: str | Path, start: str = "2008-01") -> County:
    """Read a county folder; ``default`` is the reconstructed county, of the year before an ISO month `start`.

    Raises
    ------
    BadInput
        With every fault of every file in the folder.

    Examples
    --------
    >>> from liancun_sim import load_county, make_county
    >>> from liancun_sim.county import save_county
    >>> save_county(make_county(villages=12, households=600, seed=5), "land")
    >>> load_county("land").key
    'land'
    """
    if str(source) == "default":
        from liancun_sim.county.reconstruction import default_county

        return default_county(year_before(start))
    folder, faults = Path(source), Faults()
    if not folder.is_dir():
        faults.add(str(source), "no_folder")
        faults.stop_if_any()
    about = read_county_file(folder / COUNTY_FILE, faults)
    reported = read_villages(folder / VILLAGES_FILE, faults)
    edges = None
    if (folder / edge_table.FILE).exists():
        edges = edge_table.read_edges(folder / edge_table.FILE, reported.index, faults)
    elif len(reported):
        _require_positions(reported, faults)
    boundaries = None
    if (folder / BOUNDARIES_FILE).exists():
        from liancun_sim.county.outlines import read_boundaries  # geometry is slow to load, and few need it

        boundaries = read_boundaries(folder / BOUNDARIES_FILE, reported.index, faults)
    planned: tuple[GivenUnion, ...] = ()
    if (folder / PLANNED_FILE).exists():
        planned = read_planned(folder / PLANNED_FILE, reported.index, faults)
    register = None
    if (folder / household_register.FILE).exists():
        register = household_register.read_register(folder / household_register.FILE, reported, faults)
    faults.stop_if_any()
    villages, filled = complete_villages(reported, Draws(about.network_seed), about.base_year)
    provenance = dict(about.provenance)
    if filled:
        ids = villages.index
        provenance = with_marks(provenance, together(marks_of(provenance, ids), filled), ids)
    if edges is None:
        edges = edges_by_position(list(villages.index), villages[["x_km", "y_km"]].to_numpy())
        provenance = with_note(provenance, FROM_POSITIONS)
    return County(
        key=folder.resolve().name,
        name=about.name,
        villages=villages,
        edges=edges,
        network_seed=about.network_seed,
        base_year=about.base_year,
        cross_village_ties=about.cross_village_ties,
        provenance=provenance,
        boundaries=boundaries,
        planned=planned,
        register=register,
    )


def save_county(county: County, folder: str | Path) -> None:
    """Write a county as a folder, all or nothing; a county written there before is replaced if nobody changed it.

    Raises
    ------
    BadInput
        If the place holds anything else, or cannot be written.
    """
    with whole_folder(folder, COUNTY) as place:
        _write(county, place)


def with_note(provenance: Mapping[str, Any], note: Label) -> dict[str, Any]:
    """Provenance with a statement shown on every result, once."""
    entry = {"en": note.en, "zh": note.zh}
    notes = [dict(known) for known in provenance.get("notes", ())]
    return {**provenance, "notes": notes if entry in notes else [*notes, entry]}


def _require_positions(reported: pd.DataFrame, faults: Faults) -> None:
    columns = {"x_km", "y_km"} & set(reported)
    if len(columns) < 2:
        faults.add(VILLAGES_FILE, "no_adjacency")
        return
    lost = reported.index[reported["x_km"].isna() | reported["y_km"].isna()]
    if len(lost):
        faults.add(VILLAGES_FILE, "lost_villages", count=len(lost), ids=", ".join(map(str, lost[:5])))


def _write(county: County, folder: Path) -> None:
    (folder / COUNTY_FILE).write_text(county_file_text(county), "utf-8")
    guarded_frame(county.villages).to_csv(folder / VILLAGES_FILE, encoding="utf-8", lineterminator="\n")
    edges = pd.DataFrame(list(county.edges), columns=list(edge_table.HEADER))
    guarded_frame(edges).to_csv(folder / edge_table.FILE, index=False, encoding="utf-8", lineterminator="\n")
    if county.boundaries is not None:
        (folder / BOUNDARIES_FILE).write_text(json.dumps(county.boundaries, ensure_ascii=False), "utf-8")
    if county.planned:
        plan = guarded_frame(planned_frame(county.planned))
        plan.to_csv(folder / PLANNED_FILE, index=False, encoding="utf-8", lineterminator="\n")
    if county.register is not None:
        household_register.write_register(folder / household_register.FILE, county.register)
