"""The blank workbook: sheets for villages, neighbours and planned unions, and a guide; filled in, it imports."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from liancun_sim.county.schema import COLLECTIVE_MEDIAN_YUAN, FIELDS, TRADES
from liancun_sim.county.spreadsheet.phrases import Findings, letter, phrase
from liancun_sim.county.spreadsheet.quantities import QUANTITIES, label_of
from liancun_sim.county.spreadsheet.units import Unit, unit_named
from liancun_sim.files import whole_file
from liancun_sim.files.text_cells import new_workbook
from liancun_sim.vocabulary import Label

ROWS = 2000
"""Rows that check what is typed into them; more may be filled in."""

LANGUAGES = ("zh-Hans", "en")
HEADER_ROW, EXAMPLE_ROW = 1, 3  # counted from 0: title, Chinese header, English header, example

EXAMPLE: dict[str, object] = {
    "id": "371501001", "township": "榆店乡", "name": "（示例 EXAMPLE）前柏庄", "households": 240, "population": 912,
    "longitude": 115.4512, "latitude": 36.4803, "land_mu": 1510.5, "spare_land_mu": 120,
    "cash_crop_share": 65, "leading_trade": "大棚蔬菜", "workshops": 3, "income_yuan_per_person": 4237,
    "collective_income_yuan": round(COLLECTIVE_MEDIAN_YUAN), "fund_yuan": 14900, "debt_yuan": 0, "road": 60,
    "irrigation": 45, "services": 50, "capacity": 70, "secretary_quality": 75, "cadre_posts": 5, "party_members": 22,
    "satisfaction": 68, "tied_to": "",
}  # fmt: skip
"""The columns of the village sheet in their order, with the values of the example row."""

EDGE_HEADERS = (
    Label("Township", "乡镇"), Label("Village", "村"),
    Label("Neighbour township", "相邻村乡镇"), Label("Neighbour", "相邻村"),
)  # fmt: skip
EDGE_EXAMPLE = ("榆店乡", "（示例 EXAMPLE）前柏庄", "榆店乡", "许家洼")

PLAN_HEADERS = (
    Label("Township", "乡镇"), Label("Lead village", "牵头村"),
    Label("Partner township", "对方村乡镇"), Label("Partner", "对方村"), Label("Month", "月份"),
)  # fmt: skip
PLAN_EXAMPLE = ("榆店乡", "（示例 EXAMPLE）前柏庄", "榆店乡", "许家洼", "1")


def write_template(path: str | Path) -> None:
    """Write the blank workbook as .xlsx; an existing file is never overwritten.

    Raises
    ------
    BadInput
        If the place is taken or cannot be written, or the name does not end in .xlsx.
    """
    path = Path(path)
    if path.suffix.lower() != ".xlsx":
        Findings(path.name).refuse("template_suffix")
    with whole_file(path) as fresh:
        fresh.write_bytes(_workbook())


@dataclass(frozen=True)
class _Styles:
    title: Any
    header: Any
    optional: Any
    example: Any
    text: Any
    wrap: Any


def _workbook() -> bytes:
    content = io.BytesIO()
    with new_workbook(content) as book:
        styles = _Styles(
            title=book.add_format({"bold": True, "font_size": 14}),
            header=book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True}),
            optional=book.add_format({"bg_color": "#F2F2F2", "border": 1, "text_wrap": True}),
            example=book.add_format({"italic": True, "font_color": "#808080"}),
            text=book.add_format({"num_format": "@"}),
            wrap=book.add_format({"text_wrap": True, "valign": "top"}),
        )
        villages = book.add_worksheet("村表 villages")
        edges = book.add_worksheet("相邻 adjacency")
        plan = book.add_worksheet("拟结对 planned")
        guide = book.add_worksheet("说明 guide")
        _write_villages(villages, styles)
        _write_list(edges, EDGE_HEADERS, EDGE_EXAMPLE, styles)
        _write_list(plan, PLAN_HEADERS, PLAN_EXAMPLE, styles)
        _write_guide(guide, styles)
    return content.getvalue()


def _write_villages(sheet: Any, styles: _Styles) -> None:
    title = phrase("template_title")
    sheet.write(0, 0, f"{title.zh}　{title.en}", styles.title)
    for column, (field, value) in enumerate(EXAMPLE.items()):
        style = styles.header if field in FIELDS and FIELDS[field].required and field != "id" else styles.optional
        for row, language in enumerate(LANGUAGES, HEADER_ROW):
            sheet.write(row, column, header(field).in_language(language), style)
        sheet.write(EXAMPLE_ROW, column, value, styles.example)
        sheet.set_column(column, column, 24 if field == "name" else 14, styles.text if field == "id" else None)
        _validate(sheet, field, column)
    sheet.freeze_panes(EXAMPLE_ROW, 3)


def _write_list(sheet: Any, headers: Sequence[Label], example: Sequence[str], styles: _Styles) -> None:
    for column, (label, value) in enumerate(zip(headers, example, strict=True)):
        for row, language in enumerate(LANGUAGES):
            sheet.write(row, column, label.in_language(language), styles.header)
        sheet.write(len(LANGUAGES), column, value, styles.example)
    sheet.set_column(0, len(headers) - 1, 24)
    sheet.freeze_panes(len(LANGUAGES), 0)


def _write_guide(sheet: Any, styles: _Styles) -> None:
    lines = [phrase(f"guide_{number}") for number in range(1, 9)]
    for row, line in enumerate(lines):
        for column, text in enumerate((line.zh, line.en)):
            sheet.write(row, column, text, styles.wrap)
    top = len(lines) + 1
    for column, key in enumerate(("guide_column", "guide_blank")):
        label = phrase(key)
        sheet.write(top, 2 * column, label.zh, styles.header)
        sheet.write(top, 2 * column + 1, label.en, styles.header)
    for row, field in enumerate(EXAMPLE, top + 1):
        meaning, blank = header(field), _if_blank(field)
        for column, text in enumerate((meaning.zh, meaning.en, blank.zh, blank.en)):
            sheet.write(row, column, text, styles.wrap)
    sheet.set_column(0, 3, 46)


def header(field: str) -> Label:
    """A column's header with its unit, in both languages: 人均纯收入（元）, Income per person (yuan)."""
    label, unit = label_of(field), unit_of(field)
    if unit is None or not unit.label.en:
        return label
    return Label(f"{label.en} ({unit.label.en})", f"{label.zh}（{unit.label.zh}）")


def unit_of(field: str) -> Unit | None:
    """The unit the blank workbook asks for: the model's own, but per cent for shares."""
    if field not in QUANTITIES:
        return None
    dimension = QUANTITIES[field].dimension
    return unit_named("%", "share") if dimension == "share" else QUANTITIES[field].standard


def _if_blank(field: str) -> Label:
    if field in ("longitude", "latitude"):
        return phrase("guide_positions")
    if field == "id":
        return phrase("ids_from_names")
    how = FIELDS[field].synthesis
    return phrase("guide_required") if how is None else phrase("guide_synthesised", how=how)


def _validate(sheet: Any, field: str, column: int) -> None:
    """Let Excel refuse what the import would refuse."""
    rule = _rule(field)
    if rule is None:
        return
    message = f"{phrase('template_wrong').zh} {phrase('template_wrong').en}"
    sheet.data_validation(EXAMPLE_ROW + 1, column, ROWS, column, {
        **rule, "ignore_blank": True, "error_title": letter(column), "error_message": message,
    })  # fmt: skip


def _rule(field: str) -> dict[str, object] | None:
    if field == "leading_trade":
        return {"validate": "list", "source": [trade.label.zh for trade in TRADES]}
    if field not in QUANTITIES:
        return None
    quantity, unit = QUANTITIES[field], unit_of(field)
    assert unit is not None
    low, high = (None if bound is None else bound / float(unit.factor) for bound in (quantity.low, quantity.high))
    kind = {"validate": "integer" if quantity.whole else "decimal"}
    if low is not None and high is not None:
        return {**kind, "criteria": "between", "minimum": low, "maximum": high}
    return {**kind, "criteria": ">=", "value": -1e12 if low is None else low}
