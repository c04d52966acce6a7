"""A county for other programs: a table for Excel, a workbook, points for a map program."""

import io
import json
from pathlib import Path
from typing import Any

import pandas as pd

from liancun_sim.county.county import County
from liancun_sim.county.county_file import county_file_content, county_file_text
from liancun_sim.county.given_union import FILE as PLANNED_FILE
from liancun_sim.county.household_register import FILE as REGISTER_FILE
from liancun_sim.county.household_register import write_register
from liancun_sim.county.invented import marks_of
from liancun_sim.county.population import Population
from liancun_sim.county.schema import FIELDS, VillageField
from liancun_sim.county.spreadsheet.carried import (
    INVENTED,
    LONGEST_TEXT,
    invented_texts,
    outline_texts,
    plan_texts,
)
from liancun_sim.files import whole_folder
from liancun_sim.files.folder import COUNTY_FILE as FILE
from liancun_sim.files.kind import EXPORT
from liancun_sim.files.text_cells import guarded_frame, new_workbook
from liancun_sim.vocabulary import Label

TABLE, WORKBOOK, POINTS, BOUNDARIES = "villages.csv", "county.xlsx", "villages.geojson", "boundaries.geojson"
SHEETS = {
    "villages": Label("Villages", "村级表"),
    "neighbours": Label("Neighbours", "相邻村"),
    "planned": Label("Planned unions", "拟结对"),
    "columns": Label("Columns", "数据字典"),
    "about": Label("About", "说明"),
}


def export_county(county: County, folder: Path, population: Population | None = None) -> list[Path]:
    """Write villages.csv (for Excel), county.xlsx, villages.geojson and known outlines as a folder, all or nothing.

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
        table = guarded_frame(_with_county(county))
        table.to_csv(fresh / TABLE, encoding="utf-8-sig", lineterminator="\r\n")  # the mark tells Excel it is UTF-8
        (fresh / WORKBOOK).write_bytes(workbook(county))
        (fresh / POINTS).write_text(json.dumps(village_points(county), ensure_ascii=False), "utf-8")
        if county.boundaries is not None:
            (fresh / BOUNDARIES).write_text(json.dumps(_outlines(county), ensure_ascii=False), "utf-8")
        if population is not None:
            write_register(fresh / REGISTER_FILE, household_register(county, population))
        names = [path.name for path in fresh.iterdir()]
    return [folder / name for name in (TABLE, WORKBOOK, POINTS, BOUNDARIES, REGISTER_FILE) if name in names]


def _with_county(county: County) -> pd.DataFrame:
    """The village table with each village's neighbours, and in its first row what ``county.yaml`` says."""
    near: dict[str, list[str]] = {key: [] for key in county.villages.index}
    for one, other in county.edges:
        near[one].append(other)
        near[other].append(one)
    rest = [""] * (len(near) - 1)
    carried = {
        PLANNED_FILE: plan_texts(county.planned), BOUNDARIES: outline_texts(county.boundaries),
        INVENTED: invented_texts(county),
    }  # fmt: skip
    return county.villages.assign(
        neighbours=[";".join(map(str, keys)) for keys in near.values()],
        **{FILE: [json.dumps(county_file_content(county), ensure_ascii=False), *rest]},
        **{file: [texts.get(key, "") for key in near] for file, texts in carried.items() if texts},
    )


def village_points(county: County) -> dict[str, Any]:
    """Villages as GeoJSON points with all their columns. Coordinates are the county's own kilometres, no degrees."""
    features = []
    for row in county.villages.reset_index().to_dict("records"):
        point = {"type": "Point", "coordinates": [row["x_km"], row["y_km"]]}
        features.append({"type": "Feature", "geometry": point, "properties": row})
    return {"type": "FeatureCollection", "name": county.key, "features": features}


def _outlines(county: County) -> dict[str, Any]:
    """Boundaries in WGS 84 degrees where the map they came from said where it lies, else in the county's kilometres."""
    from liancun_sim.county.outlines import in_degrees, plane_of  # geometry is slow to load, and few counties have any

    plane = plane_of(county.provenance)
    assert county.boundaries is not None
    return dict(county.boundaries) if plane is None else in_degrees(county.boundaries, plane)


def _plan(county: County) -> list[list[str]]:
    """The county's own plan, a line for each partner of a lead; months without a date counted from 1."""
    titles = county.villages[["township", "name"]]
    rows = []
    for union in county.planned:
        month = str(int(union.month) + 1) if union.month.isdecimal() else union.month
        rows += [
            [*titles.loc[union.lead], *titles.loc[member], month, union.form]
            for member in union.members
            if member != union.lead
        ]
    return rows


def household_register(county: County, population: Population) -> pd.DataFrame:
    """The synthesised households as a register: village_id, number and what a register may bring."""
    columns = population.columns
    ids = county.villages.index.to_numpy()[columns["village"]]
    names = ("number", "size", "land_mu", "suits_cash_crop", "is_party", "is_cadre")
    return pd.DataFrame({"village_id": ids, **{name: columns[name] for name in names}})


def workbook(county: County) -> bytes:
    """The county as an Excel workbook with headers in the language of the moment."""
    named, ids = county.villages["name"], county.villages.index
    counts = {name: len(villages) for name, villages in marks_of(county.provenance, ids).items()}
    neighbours = [[one, named[one], other, named[other]] for one, other in county.edges]
    dictionary = [
        [f.name, str(f.label), f.unit, "" if f.synthesis is None else str(f.synthesis), counts.get(f.name, "")]
        for f in FIELDS.values()
    ]
    content = io.BytesIO()
    with new_workbook(content) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for key, header, rows in (
            (
                "villages",
                [str(_header(field)) for field in FIELDS.values()],
                county.villages.reset_index().to_numpy().tolist(),
            ),
            ("neighbours", _neighbour_header(), neighbours),
            *([("planned", [str(label) for label in PLAN_HEADER], _plan(county))] if county.planned else ()),
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
        kept = book.add_worksheet(FILE)
        for number, line in enumerate(county_file_text(county).splitlines()):
            kept.write_string(number, 0, line)
        kept.hide()
        for name, carried in ((BOUNDARIES, outline_texts(county.boundaries)), (INVENTED, invented_texts(county))):
            if not carried:
                continue
            sheet = book.add_worksheet(name)
            for number, (key, text) in enumerate(carried.items()):
                sheet.write_row(number, 0, (key, str(len(text))))
                for place in range(0, len(text), LONGEST_TEXT):
                    sheet.write_string(number, 2 + place // LONGEST_TEXT, text[place : place + LONGEST_TEXT])
            sheet.hide()
    return content.getvalue()


def _header(field: VillageField) -> Label:
    """A column's name with its unit where it has one that could be mistaken: 耕地面积（亩）."""
    unit = UNIT_NAMES.get(field.unit)
    if unit is None:
        return field.label
    return Label(f"{field.label.en} ({unit.en})", f"{field.label.zh}（{unit.zh}）")


UNIT_NAMES = {
    "km": Label("km", "公里"), "mu": Label("mu", "亩"), "share": Label("0–1", "0–1"), "0–1": Label("0–1", "0–1"),
    "yuan/person/year": Label("yuan", "元"), "yuan/year": Label("yuan", "元"), "yuan": Label("yuan", "元"),
}  # fmt: skip


DICTIONARY_HEADER = (
    Label("Name", "名称"), Label("Meaning", "含义"), Label("Unit", "单位"), Label("If missing", "缺失时"),
    Label("Villages it is filled in for", "由程序推算的村数"),
)  # fmt: skip
NEIGHBOUR_HEADER = (Label("Neighbour id", "相邻村编号"), Label("Neighbour", "相邻村名"))
PLAN_HEADER = (
    Label("Township", "乡镇"), Label("Lead village", "牵头村"), Label("Partner township", "对方村乡镇"),
    Label("Partner", "对方村"), Label("Month", "月份"), Label("Form", "形式"),
)  # fmt: skip
ABOUT_HEADER = (Label("What", "项目"), Label("Content", "内容"))


def _neighbour_header() -> list[str]:
    of_village, of_neighbour = (FIELDS["id"].label, FIELDS["name"].label), NEIGHBOUR_HEADER
    return [str(label) for label in (*of_village, *of_neighbour)]


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
