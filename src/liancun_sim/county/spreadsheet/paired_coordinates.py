"""Longitude and latitude written in one cell: 115.4512,36.4803, or 东经115°27′4.3″，北纬36°28′49″."""

import re
from dataclasses import replace

from liancun_sim.county.spreadsheet.angles import degrees
from liancun_sim.county.spreadsheet.cells import Cell, is_blank, squeezed, tidy
from liancun_sim.county.spreadsheet.headers import POSITION_IN_DEGREES, Header, is_other
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.phrases import phrase
from liancun_sim.county.spreadsheet.positions import LATITUDES, LONGITUDES
from liancun_sim.vocabulary import Label

_BETWEEN = re.compile(r"\s*[,;/、]\s*|(?<![°º度′'’分:])\s+")
_DECIMAL = re.compile(r"\d{1,3}(?:\.\d+)?")


def with_coordinates_parted(layout: Layout) -> tuple[Layout, list[Label]]:
    """The layout with a column each of longitude and latitude, where one column holds both; and what was done.

    Which is which the numbers say, as long as all villages lie in China.
    """
    if set(layout.fields) & {*POSITION_IN_DEGREES, "x_km", "y_km"}:
        return layout, []
    for column, header in layout.headers.items():
        if header.field is None and is_other(header, "position"):
            pairs = [_pair(cells[column]) for cells in layout.sheet.rows[layout.first :]]
            known = [(_angle(pair[0]), _angle(pair[1])) for pair in pairs if pair is not None]
            for order in ((0, 1), (1, 0)):
                if known and all(_lies_in_china(pair[order[0]], pair[order[1]]) for pair in known):
                    return _parted(layout, column, order), [phrase("coordinates_parted", header=header.text)]
    return layout, []


def _pair(cell: Cell) -> tuple[str, str] | None:
    parts = [] if is_blank(cell) else _BETWEEN.split(tidy(cell).strip("()[] "))
    return (parts[0], parts[1]) if len(parts) == 2 and None not in map(_angle, parts) else None


def _angle(text: str) -> float | None:
    """Degrees, of a decimal number or as people write angles."""
    if _DECIMAL.fullmatch(text):
        return float(text)
    angle = degrees(text)
    return None if angle is None else float(angle)


def _lies_in_china(longitude: float | None, latitude: float | None) -> bool:
    return (
        longitude is not None and LONGITUDES[0] <= longitude <= LONGITUDES[1]
        and latitude is not None and LATITUDES[0] <= latitude <= LATITUDES[1]
    )  # fmt: skip


def _parted(layout: Layout, column: int, order: tuple[int, int]) -> Layout:
    rows, said_again = [], squeezed(layout.headers[column].text)
    for row, cells in enumerate(layout.sheet.rows):
        pair = _pair(cells[column]) if row >= layout.first else None
        says_nothing = row < layout.first or is_blank(cells[column]) or squeezed(cells[column]) == said_again
        unread = None if says_nothing else cells[column]  # told as no number
        rows.append((*cells, *((unread, None) if pair is None else (pair[order[0]], pair[order[1]]))))
    end, text = len(layout.sheet.rows[0]), layout.headers[column].text
    headers = {end + place: Header(text, field, "", None) for place, field in enumerate(POSITION_IN_DEGREES)}
    used = replace(layout.headers[column], not_used=phrase("coordinates_parted", header=text))
    sheet = replace(layout.sheet, rows=tuple(rows))
    return replace(layout, headers={**layout.headers, column: used, **headers}, sheet=sheet)
