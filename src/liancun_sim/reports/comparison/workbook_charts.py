"""The charts sheet: Excel's own line charts over their numbers, then the project's pictures."""

import io
from collections.abc import Mapping
from typing import Any

import numpy as np
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from liancun_sim.analysis import over_time
from liancun_sim.reports.common.palette import scenario_colour
from liancun_sim.reports.common.words import scenario_name
from liancun_sim.reports.common.workbook_sheet import Sheet
from liancun_sim.results import Comparison
from liancun_sim.vocabulary import say

CHARTS = {  # indicator: against the baseline?
    "private_consent": False,
    "stated_consent": False,
    "converted_assessed": False,
    "converted_true": False,
    "income": True,
}
INDICATOR = {"income": "income_mean"}
PICTURES = ("effects", "income_map", "fate_of_proposals", "consent_map", "cost")
ACROSS, ROWS_EACH, WIDTH, HEIGHT = 9, 17, 560, 320  # a chart's place in cells and its size in pixels
PICTURE_WIDTH = 900
DATA_COLUMN = 22


def charts_sheet(
    comparison: Comparison, book: xlsxwriter.Workbook, sheet: Sheet, pictures: Mapping[str, bytes]
) -> None:
    """Charts two by two at the left, pictures below, the numbers of the charts at the right."""
    place, column = 0, DATA_COLUMN
    sheet.page.write_string(0, DATA_COLUMN, say("report.data_for_charts"), sheet.styles.strong)
    for name, against in CHARTS.items():
        paths = over_time(comparison, INDICATOR.get(name, name), against)
        paths = [path for path in paths if np.isfinite(path.mean).any()]
        if not paths:
            continue
        unit = comparison.indicators[INDICATOR.get(name, name)].unit
        largest = max(float(np.nanmax(np.abs(path.mean))) for path in paths)
        chart = _chart(book, name, unit)
        sheet.page.set_row(1, 32)
        sheet.page.write_string(1, column, say("report.column_month"), sheet.styles.head)
        sheet.page.write_column(2, column, [int(month) for month in paths[0].month])
        last = 1 + len(paths[0].month)
        for i, path in enumerate(paths, start=1):
            title = scenario_name(comparison, path.scenario)
            sheet.page.set_column(column + i, column + i, 14)
            sheet.page.write_string(1, column + i, title, sheet.styles.head)
            for row, value in enumerate(path.mean, start=2):
                if np.isfinite(value):
                    sheet.page.write_number(row, column + i, float(value), sheet.styles.number(unit, largest))
            chart.add_series(
                {
                    "name": [sheet.name, 1, column + i],
                    "categories": [sheet.name, 2, column, last, column],
                    "values": [sheet.name, 2, column + i, last, column + i],
                    "line": {"color": scenario_colour(comparison, path.scenario), "width": 2},
                }
            )
        sheet.page.insert_chart(f"{xl_col_to_name(place % 2 * ACROSS)}{place // 2 * ROWS_EACH + 1}", chart)
        place, column = place + 1, column + len(paths) + 2
    _insert_pictures(sheet, pictures, row=-(-place // 2) * ROWS_EACH + 1)
    sheet.page.fit_to_pages(1, 0)


def _chart(book: xlsxwriter.Workbook, name: str, unit: str) -> Any:
    chart = book.add_chart({"type": "line"})
    chart.set_title({"name": say(f"report.chart_{name}"), "name_font": {"size": 11, "bold": True}})
    chart.set_x_axis({"name": say("report.months_since_start"), "interval_unit": 12, "interval_tick": 12})
    grid = {"visible": True, "line": {"color": "#E0E0E0"}}
    chart.set_y_axis({"num_format": "0%" if unit == "share" else "#,##0", "major_gridlines": grid})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": WIDTH, "height": HEIGHT})
    chart.show_blanks_as("gap")
    return chart


def _insert_pictures(sheet: Sheet, pictures: Mapping[str, bytes], row: int) -> None:
    """Each picture below the last, at a common width."""
    for name in PICTURES:
        if name not in pictures:
            continue
        wide, high = (int.from_bytes(pictures[name][i : i + 4], "big") for i in (16, 20))  # of the PNG header
        scale = PICTURE_WIDTH / wide * 2.083  # XlsxWriter sizes by the picture's own 200 dots per inch
        options = {"image_data": io.BytesIO(pictures[name]), "x_scale": scale, "y_scale": scale}
        sheet.page.insert_image(row, 0, f"{name}.png", options)
        row += int(high * PICTURE_WIDTH / wide / 20) + 2
