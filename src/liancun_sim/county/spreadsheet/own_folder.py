"""A county's own folder given as a table: what stands beside its ``villages.csv`` is read with it.

Without ``county.yaml`` invented numbers would pass for reported ones and money for that of another year; without the
other files neighbours would be worked out anew, outlines and plan be gone.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from liancun_sim.county import edge_table, household_register
from liancun_sim.county.faults import Faults
from liancun_sim.county.given_union import FILE as PLAN_FILE
from liancun_sim.county.given_union import GivenUnion, read_planned
from liancun_sim.county.schema import FIELDS
from liancun_sim.county.spreadsheet.carried import OUTLINES_FILE
from liancun_sim.county.spreadsheet.cells import tidy
from liancun_sim.county.spreadsheet.doubts import Way
from liancun_sim.county.spreadsheet.excel import Sheet
from liancun_sim.county.spreadsheet.pages import files_of
from liancun_sim.county.spreadsheet.phrases import At, Findings, phrase
from liancun_sim.county.village_table import FILE as TABLE
from liancun_sim.files import changed_by_hand
from liancun_sim.files.folder import COUNTY_FILE
from liancun_sim.files.kind import COUNTY
from liancun_sim.vocabulary import Label


@dataclass(frozen=True)
class OwnFolder:
    """place : of the folder. is_changed : whether somebody changed its table since the program wrote it."""

    place: Path
    is_changed: bool

    def tables(self, paths: Sequence[Path], edges_given: bool, findings: Findings) -> list[Path]:
        """The files to read as tables: its villages and their neighbours, and whatever else lies in it."""
        if paths[0].is_dir():
            files = [file for file in files_of(paths, findings) if file.name != PLAN_FILE]
        else:
            files = [file for file in (paths[0], self.place / edge_table.FILE) if file.is_file()]
        return [file for file in files if not (edges_given and file.name == edge_table.FILE)]

    def outlines(self, ids: Collection[str], findings: Findings) -> dict[str, list[object]]:
        """Its outlines: features by village id."""
        found: dict[str, list[object]] = {}
        if (self.place / OUTLINES_FILE).is_file():
            from liancun_sim.county.outlines import read_boundaries  # geometry is slow to load, and few have any

            faults = Faults()
            read = read_boundaries(self.place / OUTLINES_FILE, ids, faults)
            findings.note(faults.found)
            for feature in read["features"] if read is not None and not faults.found else ():
                found.setdefault(feature["properties"]["id"], []).append(feature)
        return found

    def planned(self, ids: Collection[str], findings: Findings) -> tuple[GivenUnion, ...]:
        """Its plan."""
        if not (self.place / PLAN_FILE).is_file():
            return ()
        faults = Faults()
        planned = read_planned(self.place / PLAN_FILE, ids, faults)
        findings.note(faults.found)
        return planned

    def remarks(self) -> list[Label]:
        """What is not taken over from it, or cannot be known."""
        has_register = (self.place / household_register.FILE).is_file()
        return [
            *([phrase("own_changed", file=TABLE)] if self.is_changed else ()),
            *([phrase("own_register", file=household_register.FILE)] if has_register else ()),
        ]


def own_folder(paths: Sequence[Path], findings: Findings) -> OwnFolder | None:
    """The county folder that is given, by itself or by its table; None where tables are given that are no county's.

    Raises
    ------
    BadInput
        If other tables are given beside it.
    """
    for path in paths:
        place = path if path.is_dir() else path.parent
        if (path.is_dir() or path.name == TABLE) and all((place / name).is_file() for name in (COUNTY_FILE, TABLE)):
            if len(paths) > 1:
                findings.refuse("own_folder_alone", path=path)
            return OwnFolder(place, TABLE in changed_by_hand(place, COUNTY))
    return None


def ask_about_copy(sheets: Sequence[Sheet], findings: Findings) -> None:
    """A copy of a county's own table says of no number whether it was invented: ask before all pass for reported."""
    for sheet in sheets:
        if sheet.rows and [tidy(cell) for cell in sheet.rows[0]] == list(FIELDS):
            way = Way("accept", phrase("doubts.then_all_reported"))
            findings.ask("own_table", At(sheet.name), (way,), file=COUNTY_FILE)
