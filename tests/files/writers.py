"""Everything that writes a folder or a file of its own, and what a place holds."""

import stat
from dataclasses import replace
from functools import cache
from pathlib import Path

from liancun_sim.county import make_county, populate, save_county
from liancun_sim.county.export import export_county
from liancun_sim.county.spreadsheet import write_template
from liancun_sim.files import whole_file, whole_folder
from liancun_sim.files.kind import COMPARISON


@cache
def small():
    county = make_county(villages=4, households=60, seed=2)
    return county, populate(county)


def results(place, text="new"):
    with whole_folder(place, COMPARISON) as folder:
        (folder / "effects.csv").write_text(text * 2000)
        (folder / "figures").mkdir()
        (folder / "figures" / "paths.svg").write_text(text)


def county(place):
    save_county(replace(small()[0], boundaries={"type": "FeatureCollection", "features": []}), place)


def exported(place):
    export_county(*[small()[0], place, small()[1]])


def one_file(place):
    with whole_file(place) as file:
        file.write_text("new" * 2000)


FOLDERS = [results, county, exported]
FILES = [one_file, lambda place: write_template(place.with_suffix(".xlsx"))]


def contents(place: Path) -> dict[str, object]:
    """Everything below a place: the bytes of files, the aim of links, None for the rest."""
    found: dict[str, object] = {}
    for path in place.rglob("*"):
        kind = path.lstat().st_mode
        what = path.readlink() if stat.S_ISLNK(kind) else path.read_bytes() if stat.S_ISREG(kind) else None
        found[path.relative_to(place).as_posix()] = what
    return found
