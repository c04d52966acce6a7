"""Questions about what a table hides or strikes out, and about villages it says are gone."""

import re
from dataclasses import replace

from liancun_sim.county.spreadsheet.body import Body
from liancun_sim.county.spreadsheet.cells import squeezed, tidy
from liancun_sim.county.spreadsheet.doubts import Way
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.phrases import At, Findings, letter, listed, phrase
from liancun_sim.vocabulary.language import simplified

_REMARKS = re.compile(r"备注|说明|情况说明|remarks?|notes?")
_GONE = re.compile(
    r"并入|划入|合并(?:到|至|为|入|成)|[与和同].{1,12}合并|已?被?合并(?:$|[,。;])|撤并|撤销|注销|撤村|消亡|灭失|"
    r"(?:整村|整体|全村|集体|易地).{0,6}(?:搬迁|迁出|迁往|迁入)|mergedinto|mergedwith|abolished|resettled"
)
_NOT_GONE = re.compile(r"(?:拟|计划|将|未|不|规划|由.{1,20}|接收|迁入地|安置点).{0,12}(?:合并|撤并|搬迁|迁)")
"""Plans, and villages that others came to."""


def _ways_with_hidden() -> tuple[Way, ...]:
    return (
        Way("hidden", phrase("doubts.then_include_hidden"), "include"),
        Way("hidden", phrase("doubts.then_leave_out_hidden"), "leave-out"),
    )


def with_hidden_columns_settled(layout: Layout, findings: Findings) -> Layout:
    """The layout without hidden columns, if so asked; a question where hidden columns would be used."""
    hidden = [
        column for column, header in layout.headers.items()
        if column in layout.sheet.appearance.hidden_columns and (header.field or header.part_of)
    ]  # fmt: skip
    if not hidden or findings.answers.hidden == "include":
        return layout
    if findings.answers.hidden == "leave-out":
        headers = dict(layout.headers)
        for column in hidden:
            headers[column] = replace(
                headers[column], field=None, part_of=None, not_used=phrase("doubts.because_hidden")
            )
        return replace(layout, headers=headers)
    shown = listed(f"{letter(column)} {layout.headers[column].text}" for column in hidden)
    findings.ask("hidden_columns", At(layout.sheet.name), _ways_with_hidden(), count=len(hidden), columns=shown)
    return layout


def settle_hidden_rows(layout: Layout, body: Body, name: int, findings: Findings) -> None:
    """Leave hidden villages out, if so asked; a question where there are any."""
    hidden = [row for row in body.villages if row in layout.sheet.appearance.hidden_rows]
    if not hidden or findings.answers.hidden == "include":
        return
    if findings.answers.hidden == "leave-out":
        for row in hidden:
            body.villages.remove(row)
            body.leave_out(layout, row, "why_hidden")
        return
    villages = listed(tidy(layout.sheet.rows[row][name]) for row in hidden)
    findings.ask(
        "hidden_rows",
        At(layout.sheet.name),
        _ways_with_hidden(),
        count=len(hidden),
        all=len(body.villages),
        villages=villages,
    )


def settle_gone(layout: Layout, body: Body, name: int, findings: Findings) -> None:
    """Leave out villages that are struck out or said to be gone, if so asked; a question where there are any."""
    struck, rows = layout.sheet.appearance.struck, layout.sheet.rows
    remarks = [
        column for column, header in layout.headers.items()
        if header.field is None and _REMARKS.fullmatch(simplified(squeezed(header.text)))
    ]  # fmt: skip
    gone = {row: "" for row in body.villages if (row, name) in struck}
    for row in body.villages:
        said = next((tidy(rows[row][column]) for column in remarks if _says_gone(rows[row][column])), "")
        if said:
            gone[row] = said
    if gone:
        shown = listed(
            phrase(
                "doubts.gone_village", village=tidy(rows[row][name]), row=row + 1, said=said or phrase("doubts.struck")
            )
            for row, said in sorted(gone.items())
        )
        ways = (
            Way("accept", phrase("doubts.then_gone"), "gone=leave-out"),
            Way("accept", phrase("doubts.then_villages"), "gone=villages"),
        )
        if findings.ask("gone", At(layout.sheet.name), ways, "gone", villages=shown) == "gone=leave-out":
            for row in gone:
                body.villages.remove(row)
                body.leave_out(layout, row, "why_gone")
    used = [column for column, header in layout.headers.items() if header.field is not None and column != name]
    for row in body.villages:
        for column in used:
            if (row, column) in struck and row not in gone:
                at = At(layout.sheet.name, row, column, tidy(rows[row][name]))
                as_it_stands = (Way("accept", phrase("doubts.then_as_it_stands")),)
                findings.ask(
                    "struck_cell", at, as_it_stands, header=layout.headers[column].text, cell=tidy(rows[row][column])
                )


def _says_gone(cell: object) -> bool:
    text = simplified(squeezed(cell)) if isinstance(cell, str) else ""
    return _GONE.search(text) is not None and _NOT_GONE.search(text) is None
