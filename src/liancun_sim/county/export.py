"""A county for other programs: a table for Excel, a workbook, points for a map program."""

import io
import json
from pathlib import Path
from typing import Any

import pandas as pd

from liancun_sim.county.county import County
from liancun_sim.county.household_register import FILE as REGISTER_FILE
from liancun_sim.county.household_register import write_register
from liancun_sim.county.population import Population
from liancun_sim.county.schema import FIELDS, VILLAGE_FIELDS
from liancun_sim.files import whole_folder
from liancun_sim.files.kind import EXPORT
from liancun_sim.files.text_cells import guarded_frame, new_workbook
from liancun_sim.vocabulary import Label

TABLE, WORKBOOK, POINTS = "villages.csv", "county.xlsx", "villages.geojson"
SHEETS = {
    "villages": Label("Villages", "村级表"),
    "neighbours": Label("Neighbours", "相邻村"),
    "columns": Label("Columns", "数据字典"),
    "about": Label("About", "说明"),
}


def export_county(county: County, folder: Path, population: Population | None = None) -> list[Path]:
    """Write villages.csv (for Excel), county.xlsx and villages.geojson as a folder, all or nothing.

    Parameters
    ----------
    population : if given, its households are written as well, as a register a county folder may hold.

    Returns
    -------
    the files written.

    Raises
    ------
    BadInput
        If the folder holds anything but an earlier export, or cannot be written.
    """
    with whole_folder(folder, EXPORT) as fresh:
        table = guarded_frame(county.villages)
        table.to_csv(fresh / TABLE, encoding="utf-8-sig", lineterminator="\r\n")  # the mark tells Excel it is UTF-8
        (fresh / WORKBOOK).write_bytes(workbook(county))
        (fresh / POINTS).write_text(json.dumps(village_points(county), ensure_ascii=False), "utf-8")
        if population is not None:
            write_register(fresh / REGISTER_FILE, household_register(county, population))
        names = [path.name for path in fresh.iterdir()]
    return [folder / name for name in (TABLE, WORKBOOK, POINTS, REGISTER_FILE) if name in names]


def village_points(county: County) -> dict[str, Any]:
    """Villages as GeoJSON points with all their columns. Coordinates are the county's own kilometres, no degrees."""
    features = []
    for row in county.villages.reset_index().to_dict("records"):
        point = {"type": "Point", "coordinates": [row["x_km"], row["y_km"]]}
        features.append({"type": "Feature", "geometry": point, "properties": row})
    return {"type": "FeatureCollection", "name": county.key, "features": features}


def household_register(county: County, population: Population) -> pd.DataFrame:
    """The synthesised households as a register: village_id, number and what a register may bring."""
    columns = population.columns
    ids = county.villages.index.to_numpy()[columns["village"]]
    names = ("number", "size", "land_mu", "suits_cash_crop", "is_party", "is_cadre")
    return pd.DataFrame({"village_id": ids, **{name: columns[name] for name in names}})


def workbook(county: County) -> bytes:
    """The county as an Excel workbook with headers in the language of the moment."""
    named = county.villages["name"]
    neighbours = [[one, named[one], other, named[other]] for one, other in county.edges]
    dictionary = [
        [f.name, str(f.label), f.unit, "" if f.synthesis is None else str(f.synthesis)] for f in FIELDS.values()
    ]
    content = io.BytesIO()
    with new_workbook(content) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for key, header, rows in (
            (
                "villages",
                [str(field.label) for field in FIELDS.values()],
                county.villages.reset_index().to_numpy().tolist(),
            ),
            ("neighbours", _neighbour_header(), neighbours),
            ("columns", [str(label) for label in DICTIONARY_HEADER], dictionary),
            ("about", [str(ABOUT_HEADER[0]), str(ABOUT_HEADER[1])], _about(county)),
        ):
            sheet = book.add_worksheet(str(SHEETS[key]))
            sheet.write_row(0, 0, header, head)
            for number, row in enumerate(rows, start=1):
                sheet.write_row(number, 0, row)
            sheet.freeze_panes(1, 2 if key == "villages" else 1)
            for column, title in enumerate(header):
                texts = [title, *(str(row[column]) for row in rows[:200])]
                sheet.set_column(
                    column, column, min(60, 2 + max(map(_width, texts[: 1 if key == "villages" else None])))
                )
    return content.getvalue()


DICTIONARY_HEADER = (
    Label("Name", "名称"), Label("Meaning", "含义"), Label("Unit", "单位"), Label("If missing", "缺失时"),
)  # fmt: skip
ABOUT_HEADER = (Label("What", "项目"), Label("Content", "内容"))


def _neighbour_header() -> list[str]:
    identity, name = FIELDS["id"].label, VILLAGE_FIELDS[0].label
    return [str(identity), str(name), str(identity), str(name)]


def _about(county: County) -> list[list[str]]:
    """Name, statements and sources of the county."""
    rows = [[str(Label("County", "县")), str(county.name)], [str(Label("Base year", "基年")), str(county.base_year)]]
    statement = str(Label("Statement", "声明"))
    rows += [[statement, str(Label(note["en"], note["zh"]))] for note in county.provenance.get("notes", ())]
    source = str(Label("Source", "来源"))
    return [*rows, *([source, str(text)] for text in county.provenance.get("sources", ()))]


def _width(text: str) -> int:
    """Columns a text takes: a Chinese character takes two."""
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
