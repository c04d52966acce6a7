"""A county for other programs: a table for Excel, a workbook, points for a map program."""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from liancun_sim.county.county import County
from liancun_sim.county.faults import writing
from liancun_sim.county.household_register import FILE as REGISTER_FILE
from liancun_sim.county.household_register import write_register
from liancun_sim.county.population import Population
from liancun_sim.county.schema import FIELDS, VILLAGE_FIELDS
from liancun_sim.vocabulary import Label

SHEETS = {
    "villages": Label("Villages", "村级表"),
    "neighbours": Label("Neighbours", "相邻村"),
    "columns": Label("Columns", "数据字典"),
    "about": Label("About", "说明"),
}


def export_county(county: County, folder: Path, population: Population | None = None) -> list[Path]:
    """Write villages.csv (for Excel), county.xlsx and villages.geojson into a folder.

    Parameters
    ----------
    population : if given, its households are written as well, as a register a county folder may hold.

    Returns
    -------
    the files written.
    """
    table, workbook, points = (folder / name for name in ("villages.csv", "county.xlsx", "villages.geojson"))
    written = [table, workbook, points]
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        county.villages.to_csv(table, encoding="utf-8-sig", lineterminator="\r\n")  # the mark tells Excel it is UTF-8
        write_workbook(county, workbook)
        points.write_text(json.dumps(village_points(county), ensure_ascii=False), "utf-8")
        if population is not None:
            write_register(folder / REGISTER_FILE, household_register(county, population))
            written.append(folder / REGISTER_FILE)
    return written


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


def write_workbook(county: County, path: Path) -> None:
    """The county as an Excel workbook with headers in the language of the moment."""
    import xlsxwriter

    named = county.villages["name"]
    neighbours = [[one, named[one], other, named[other]] for one, other in county.edges]
    dictionary = [
        [f.name, str(f.label), f.unit, "" if f.synthesis is None else str(f.synthesis)] for f in FIELDS.values()
    ]
    with xlsxwriter.Workbook(str(path)) as book:
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
